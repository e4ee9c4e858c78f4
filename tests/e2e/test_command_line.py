"""The command line as a person types it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def lotse(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_question_is_answered_with_its_sources():
    done = lotse("ask", "Was kostet das Visum?")

    assert done.returncode == 0
    assert "75" in done.stdout
    assert "Quellen:" in done.stdout
    assert done.stderr == ""


def test_a_batch_has_one_answer_for_each_line_in_order(tmp_path: Path):
    questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    rows = [{"id": "a", "text": "Hallo"}, {"id": "b", "text": "What is the Blue Card?", "x": 1}]
    lines = [json.dumps(rows[0]), "{broken", json.dumps(rows[1])]
    questions.write_text("\n".join(lines) + "\n", "utf-8")

    done = lotse("ask", "--batch", str(questions), "--out", str(answers))

    found = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    assert done.returncode == 0
    assert [row["id"] for row in found] == ["a", None, "b"]
    assert [row["status"] for row in found] == ["smalltalk", "error", "answered"]


def test_a_conversation_in_the_terminal_presses_buttons_by_number():
    done = lotse("chat", typed="Was ist die Chancenkarte?\n1\n\n")

    assert done.returncode == 0
    assert "ein Programm, kein Mensch" in done.stdout
    assert done.stdout.count("Quellen:") == 2


def test_who_names_body_link_reason_source_and_date():
    done = lotse("who", "--state", "MV", "--topic", "recognition_regulated_health")

    assert done.returncode == 0
    assert "LAGuS" in done.stdout
    assert "https://" in done.stdout
    assert "source:" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask"], "give one question"),
        (["ask", "--batch", "nowhere.jsonl", "--out", "x"], "does not exist"),
        (["ask", "Hallo", "--at", "morgen"], "does not match the format"),
        (["who", "--topic", "nothing"], "there is no topic 'nothing'"),
        (["article", "show", "nothing"], "there is no article nothing"),
        (["bench", "nothing"], "there is no bench 'nothing'"),
        (["desk", "show", "nothing"], "'nothing' is no ticket number"),
    ],
)
def test_a_wrong_call_gets_a_sentence(arguments: list[str], sentence: str):
    done = lotse(*arguments)

    assert done.returncode != 0
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
