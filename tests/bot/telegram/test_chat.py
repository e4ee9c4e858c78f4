"""What is kept of a chat: its conversation, its choices, whether it can be reached."""

from datetime import datetime, timezone

from sqlalchemy import select

from bot.channels.telegram.texts import words
from desk.chats import buttons as kept
from desk.chats.chats import change, chat_of
from desk.tickets.database import Database
from desk.tickets.models import events
from tests.bot.telegram.seeing import seen
from tests.bot.telegram.talking import meanings
from tests.bot.telegram.turns import turn

GERMAN = words("de")


def text(reply) -> str:
    return seen(reply.messages[0].html).text


def now() -> datetime:
    return datetime.now(timezone.utc)


def agreements(database: Database) -> list[str]:
    with database.read() as db:
        return list(db.execute(select(events.c.kind).order_by(events.c.event_id)).scalars())


async def test_a_reply_in_the_thread_names_the_request(somebody, assistant, threads):
    threads[77] = "MV-2026-00001-9"
    assistant.next = [turn("passed_on_de"), turn("hire_de")]

    await somebody.write("Ja, am Montag", reply_to_message={"message_id": 77})
    await somebody.write("Etwas anderes", reply_to_message={"message_id": 78})

    assert [told.get("ticket") for told in assistant.told] == ["MV-2026-00001-9", None]


async def test_deleting_begins_a_new_conversation(somebody, assistant, database: Database):
    before = chat_of(database, 4711, is_group=False, now=now())
    change(database, 4711, language="de")
    assistant.next = [turn("deleted_de")]

    reply = await somebody.write("Ja, alles löschen")

    after = chat_of(database, 4711, is_group=False, now=now())
    assert len(reply.messages) == 1
    assert after.conversation_id != before.conversation_id
    assert after.language is None


async def test_the_consent_to_replies_is_given_and_taken_back(somebody, assistant, database):
    yes, no = kept.keep(database, 4711, ["tg:content:yes", "tg:content:no"], now())
    assistant.next = [turn("hire_de")]

    assert text(await somebody.press(yes)) == GERMAN.say("content_on")
    assert chat_of(database, 4711, is_group=False, now=now()).content_consent
    await somebody.write("Frage")
    assert assistant.told[0]["content"] is True
    assert "tg:content:no" in meanings(await somebody.write("/privacy"))
    assert agreements(database) == ["content_agreed"]

    assert text(await somebody.press(no)) == GERMAN.say("content_off")
    assert not chat_of(database, 4711, is_group=False, now=now()).content_consent
    assert agreements(database) == ["content_agreed", "content_refused"]


async def test_the_consent_can_be_given_later_and_says_what_it_means(somebody):
    offered = await somebody.write("/privacy")

    assert "tg:content:yes" in meanings(offered)
    assert GERMAN.say("answer_content_offer") in text(offered)


async def test_who_blocks_us_is_marked_and_back_when_writing(somebody, assistant, database):
    assert (await somebody.become("kicked", before="member")).messages == ()
    assert chat_of(database, 4711, is_group=False, now=now()).blocked_at is not None

    assistant.next = [turn("hire_de")]
    await somebody.write("Da bin ich wieder")

    assert chat_of(database, 4711, is_group=False, now=now()).blocked_at is None


async def test_who_takes_us_back_is_reachable_at_once(somebody, database):
    await somebody.become("kicked", before="member")

    assert (await somebody.become("member", before="kicked")).messages == ()
    assert chat_of(database, 4711, is_group=False, now=now()).blocked_at is None
