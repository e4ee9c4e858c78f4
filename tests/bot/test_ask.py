"""Questions without a server: history first, one output line for each input line."""

import json

import pytest

from bot.ask import ask, ask_batch
from bot.channels.history import conversation_of
from tests.bot.test_answer_line import CONTRACT

UNREADABLE = (
    "{broken",
    "[1, 2]",
    '"text"',
    "5",
    "null",
    "[" * 100_000,
    "9" * 10_000,
    '{"text": 5}',
    '{"text": "Hallo", "day": "tomorrow"}',
    '{"text": "Hallo", "history": "Guten Tag"}',
    '{"text": "Hallo", "history": [5]}',
    '{"button": "article:no-such-article"}',
)


async def answers_to(agent, folder, *lines):
    source, target = folder / "questions.jsonl", folder / "answers.jsonl"
    source.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    failed = await ask_batch(agent, source, target)
    return failed, [json.loads(line) for line in target.read_text("utf-8").splitlines()]


async def test_history_is_played_before_the_question(agent):
    earlier = ["Guten Tag", "Vielen Dank!"]

    await ask(agent, {"text": "goodbye", "history": earlier})

    *_, conversation_id = await agent.tracker_store.keys()
    turns = await conversation_of(agent, conversation_id)
    assert [turn.question for turn in turns] == [*earlier, "goodbye"]


async def test_the_answer_carries_the_id_of_its_question_and_its_time(agent):
    line = await ask(agent, {"id": "q7", "text": "Hello"})

    assert line["id"] == "q7"
    assert line["latency_ms"] > 0


async def test_two_questions_know_nothing_of_each_other(agent):
    await ask(agent, {"text": "Guten Tag"})
    await ask(agent, {"text": "goodbye"})

    *_, conversation_id = await agent.tracker_store.keys()
    turns = await conversation_of(agent, conversation_id)
    assert [turn.question for turn in turns] == ["goodbye"]


async def test_a_batch_gives_one_line_for_each_line_in_order(agent, tmp_path):
    failed, rows = await answers_to(
        agent,
        tmp_path,
        '{"id": "1", "text": "Hello"}',
        "{broken",
        '{"id": "3", "text": ""}',
        '{"id": "4", "text": "Guten Tag", "unknown": [1], "expected_status": "refused"}',
        '{"id": "5", "text": "Hej!", "lang": "sv", "reply_lang": "tlh"}',
    )

    statuses = ["smalltalk", "error", "clarified", "smalltalk"]
    assert failed == 1
    assert [row["id"] for row in rows] == ["1", None, "3", "4", "5"]
    assert [row["status"] for row in rows[:4]] == statuses
    assert all(set(row) >= CONTRACT for row in rows)


async def test_lines_that_cannot_be_understood_get_an_error_line_and_the_batch_goes_on(
    agent, tmp_path
):
    failed, rows = await answers_to(agent, tmp_path, *UNREADABLE, '{"text": "Hello"}')

    assert failed == len(UNREADABLE)
    assert {row["status"] for row in rows[:-1]} == {"error"}
    assert all(row["contacts"][0]["phone"] for row in rows[:-1])
    assert rows[-1]["status"] == "smalltalk"


@pytest.mark.parametrize("wrong", ['"text": 5', '"text": "Hallo", "history": 5'])
async def test_an_error_line_keeps_the_id_that_could_be_read(agent, tmp_path, wrong):
    _, rows = await answers_to(agent, tmp_path, f'{{"id": "q1", {wrong}}}')

    assert (rows[0]["id"], rows[0]["status"]) == ("q1", "error")


async def test_half_a_character_in_an_id_does_not_end_the_batch(agent, tmp_path):
    _, rows = await answers_to(agent, tmp_path, r'{"id": "\ud83d", "text": "Hello"}')

    assert rows[0]["status"] == "smalltalk"


async def test_bytes_that_are_no_utf8_do_not_end_the_batch(agent, tmp_path):
    source, target = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    source.write_bytes(b'{"id": "1", "text": "Gr\xfc\xdfe und Hallo"}\n\xff\xfe\n')

    await ask_batch(agent, source, target)

    assert [json.loads(line)["id"] for line in target.open(encoding="utf-8")] == ["1", None]


async def test_a_language_that_is_not_served_counts_as_no_prior(agent):
    question = "Wie viele Punkte brauche ich für die Chancenkarte?"

    line = await ask(agent, {"text": question, "lang": "sv", "reply_lang": "tlh"})

    assert (line["status"], line["lang"]) == ("answered", "de")
