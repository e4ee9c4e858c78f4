"""What holds between files of different folders."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import ROOT
from knowledge.markdown import split_sections
from nlu.decision import NOT_YET

OURS = {"actions", "bot", "desk", "knowledge", "nlu"}
MAY_IMPORT = {
    "knowledge": {"knowledge"},
    "nlu": {"nlu", "knowledge", "bot.settings"},
    "actions": {"actions", "knowledge", "desk", "bot.settings"},
    "desk": {"desk", "knowledge", "bot.settings"},
    "bot": OURS,
}
LANGUAGES = sorted(path.stem for path in (ROOT / "bot/responses").glob("*.yml"))
SECTIONS = ("responses", "labels", "page")
PLACEHOLDER = re.compile(r"\{\{.*?\}\}")


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Full names of the modules of ours that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name for name in names if name.split(".")[0] in OURS)


def forbidden(path: Path, allowed: set[str]) -> list[str]:
    return [
        name
        for name in imported(path)
        if not any(name == known or name.startswith(f"{known}.") for known in allowed)
    ]


@pytest.mark.parametrize(
    "package", sorted(package for package in OURS if (ROOT / package).is_dir())
)
def test_imports_follow_the_arrows(package: str):
    files = modules(package)

    wrong = {path.name: forbidden(path, MAY_IMPORT[package]) for path in files}

    assert files
    assert not {name: names for name, names in wrong.items() if names}


def test_settings_import_nothing_of_ours():
    assert list(imported(ROOT / "bot/settings.py")) == []


# Their intents are buttons and what the door makes of a message; nobody has to say them.
BUTTONS = ("handover", "tickets", "rights")


def domain(part: str, *, without: tuple[str, ...] = ()) -> list[str]:
    """Names of all intents, responses or slots, from every file of the domain."""
    paths = [path for path in (ROOT / "bot/domain").glob("*.yml") if path.stem not in without]
    return [name for path in paths for name in read(path).get(part, [])]


def words(language: str) -> dict[str, dict[str, str]]:
    return read(ROOT / f"bot/responses/{language}.yml")


def examples() -> Iterator[tuple[str, str, str]]:
    """Intent, text and door of every example."""
    for path in sorted((ROOT / "nlu/data").glob("*.yml")):
        for block in read(path)["nlu"]:
            rows = block["examples"]
            if isinstance(rows, str):
                rows = [{"text": row[2:]} for row in rows.splitlines() if row.startswith("- ")]
            for row in rows:
                yield block["intent"], row["text"], row.get("metadata", {}).get("door", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_response_has_words_and_no_words_are_left_over(language: str):
    assert set(words(language)["responses"]) == set(domain("responses"))


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_keys(language: str, section: str):
    assert set(words(language)[section]) == set(words("de")[section])


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_fill_in_the_same_places(language: str):
    for section in SECTIONS:
        for key, german in words("de")[section].items():
            translated = words(language)[section][key]

            wanted = sorted(PLACEHOLDER.findall(german))
            assert sorted(PLACEHOLDER.findall(translated)) == wanted, f"{section}.{key}"


def test_every_intent_has_a_rule():
    ruled = {
        step["intent"]
        for path in (ROOT / "bot/rules").glob("*.yml")
        for rule in read(path)["rules"]
        for step in rule["steps"]
        if "intent" in step
    }

    assert ruled == set(domain("intents"))


def test_every_intent_but_asking_has_examples():
    trained = {intent for intent, _, _ in examples()}

    assert trained == {*domain("intents", without=BUTTONS), "human"} - {"ask"}


def test_every_action_and_response_of_a_rule_is_in_the_domain():
    known = {*domain("actions"), *domain("responses")}

    used = {
        step["action"]
        for path in (ROOT / "bot/rules").glob("*.yml")
        for rule in read(path)["rules"]
        for step in rule["steps"]
        if "action" in step
    }

    assert used <= known


def test_every_door_of_the_examples_has_a_response():
    doors = {door for intent, _, door in examples() if intent == "out_of_scope"}

    shown = set(doors) - {NOT_YET}
    assert {f"utter_door_{door}" for door in shown} <= set(domain("responses"))


def test_only_what_is_not_for_us_has_a_door():
    for intent, text, door in examples():
        assert bool(door) == (intent == "out_of_scope"), text


def bare(text: str) -> str:
    """Small letters without punctuation and double spaces."""
    return " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())


@pytest.fixture(scope="module")
def learnt() -> set[str]:
    """Everything the product was built on: examples, questions of articles, samples."""
    knowledge = ROOT / "knowledge"
    questions = [row for path in knowledge.rglob("*.questions.yml") for row in read(path)]
    samples = [
        row
        for path in (knowledge / "language_samples").glob("*.txt")
        for row in path.read_text("utf-8").splitlines()
    ]
    return {bare(text) for text in [*(text for _, text, _ in examples()), *questions, *samples]}


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "tests/eval").rglob("*.jsonl")),
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_no_question_of_the_evaluation_was_learnt(path: Path, learnt: set[str]):
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]

    asked = {bare(row["text"]) for row in rows}

    assert asked
    assert asked & learnt == set()


def test_no_question_is_in_two_evaluation_sets():
    sets = {
        name: {
            bare(json.loads(line)["text"])
            for path in (ROOT / "tests/eval" / name).glob("*.jsonl")
            for line in path.read_text("utf-8").splitlines()
        }
        for name in ("dev", "test")
    }

    assert sets["dev"] & sets["test"] == set()


def test_every_expected_article_of_the_evaluation_exists():
    slugs = {path.parent.name for path in (ROOT / "knowledge/articles").rglob("article.yml")}

    expected = {
        slug
        for path in (ROOT / "tests/eval").rglob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
        for slug in json.loads(line)["expected_articles"]
    }

    assert expected <= slugs


def test_every_article_has_a_title_and_a_short_answer():
    for path in (ROOT / "knowledge/articles").rglob("??.md"):
        sections = split_sections(path.read_text("utf-8").split("---\n", 2)[2])

        assert sections.title, path
        assert sections.short, path


LAW = ROOT / "bot/pages/law"
LAW_LANGUAGES = sorted(path.name for path in LAW.iterdir() if path.is_dir())


@pytest.mark.parametrize("language", LAW_LANGUAGES)
def test_the_pages_of_the_law_are_written_alike_in_every_language(language: str):
    expression = re.compile(r"\{[{%].*?[%}]\}")

    for path in sorted((LAW / "de").glob("*.md")):
        german, written = path.read_text("utf-8"), (LAW / language / path.name).read_text("utf-8")

        assert expression.findall(written) == expression.findall(german), path.name
        assert re.findall(r"^#+ ", written, re.M) == re.findall(r"^#+ ", german, re.M), path.name


@pytest.mark.parametrize("language", LAW_LANGUAGES)
def test_everything_the_law_wants_has_a_name_in_every_language(language: str):
    named = read(LAW / language / "words.yml")["fields"]

    wanted = unknown_fields(read(ROOT / "knowledge/tenants/mv.yml")["law"], "law")

    assert set(wanted) <= set(named)
    assert set(named) == set(read(LAW / "de/words.yml")["fields"])


def unknown_fields(value: Any, name: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield name
        return
    for key, part in value.items():
        yield from unknown_fields(part, f"{name}.{key}")


DRAFTS = ("record-of-processing.md", "impact-assessment.md", "joint-controllers.md")


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_for_officials_says_so_and_leaves_the_days_to_the_tenant(name: str):
    text = (ROOT / "docs" / name).read_text("utf-8")

    assert "ENTWURF" in text.splitlines()[0]
    assert not re.search(r"\d+\s+(Tage|Monat|Jahr)", text)


@pytest.mark.parametrize("name", DRAFTS[:2])
def test_the_drafts_name_every_rule_of_retention(name: str):
    text = (ROOT / "docs" / name).read_text("utf-8")

    for rule in read(ROOT / "knowledge/tenants/mv.yml")["retention"]:
        assert f"`{rule}`" in text
