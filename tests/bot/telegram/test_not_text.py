"""Stickers, voices, places, files: each has its own reaction, and nothing of them is kept."""

import pytest

from bot.channels.telegram.texts import words
from tests.bot.telegram.seeing import seen
from tests.bot.telegram.talking import meanings
from tests.bot.telegram.turns import turn

GERMAN = words("de")


def text(reply) -> str:
    return seen(reply.messages[0].html).text


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"sticker": {}}, "non_text_sticker"),
        ({"voice": {}}, "non_text_voice"),
        ({"location": {}}, "non_text_location"),
        ({"contact": {}}, "non_text_contact"),
        ({"document": {}}, "non_text_file"),
        ({"photo": []}, "non_text_file"),
        ({"poll": {}}, "non_text_other"),
        ({"text": "x" * 5000}, "too_long"),
    ],
)
async def test_each_has_its_own_reaction(somebody, assistant, content, key):
    reply = await somebody.send(**content)

    assert text(reply) == GERMAN.say(key)
    assert assistant.told == []


async def test_after_a_file_a_person_is_one_tap_away(somebody):
    assert meanings(await somebody.send(photo=[])) == ["human"]


async def test_files_sent_at_once_get_one_answer(somebody):
    replies = [
        *[await somebody.send(photo=[], media_group_id="12") for _ in range(3)],
        await somebody.send(photo=[], media_group_id="13"),
        await somebody.send(photo=[]),
        await somebody.send(photo=[]),
    ]

    assert [len(reply.messages) for reply in replies] == [1, 0, 0, 1, 1, 1]


async def test_a_forwarded_post_is_answered_like_a_question(somebody, assistant):
    assistant.next = [turn("hire_de")]

    reply = await somebody.send(text="Fachkräfte gesucht", forward_origin={"type": "channel"})

    assert text(reply).startswith(GERMAN.say("forwarded") + "\n\nEine Fachkraft")
    assert assistant.told[0]["text"] == "Fachkräfte gesucht"
