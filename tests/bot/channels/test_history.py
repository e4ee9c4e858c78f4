"""A conversation shown again: turns, replies of staff with their state, nothing secret."""

from datetime import datetime, timezone

from bot.channels.history import conversation_of, see_replies, shown_replies
from bot.channels.reveal import HIDDEN, conceal
from desk.tickets.outbox import rows_of
from desk.tickets.ticket import Delivery


def reply(visitor, number, text):
    now = datetime.now(timezone.utc)
    visitor.store.claim(number, "anna", now=now)
    visitor.store.reply(number, "anna", text, language="de", now=now)


def states(visitor):
    return [row.state for row in rows_of(visitor.store.database, visitor.conversation_id)]


async def test_a_reply_is_queued_then_sent_then_seen(visitor):
    number = await visitor.open_ticket()
    reply(visitor, number, "Drei Monate.")
    found = [states(visitor)]

    rows = await shown_replies(visitor.store, visitor.conversation_id)
    found.append(states(visitor))
    await see_replies(visitor.store, visitor.conversation_id, [row.row_id for row in rows])
    found.append(states(visitor))

    assert found == [[Delivery.QUEUED], [Delivery.SENT], [Delivery.SEEN]]
    assert [row.text for row in rows] == ["Drei Monate."]


async def test_nobody_can_mark_a_reply_of_another_conversation_as_seen(arrive):
    owner, stranger = arrive("de"), arrive("de")
    reply(owner, await owner.open_ticket(), "Drei Monate.")
    [row] = await shown_replies(owner.store, owner.conversation_id)

    await see_replies(stranger.store, stranger.conversation_id, [row.row_id])

    assert states(owner) == [Delivery.SENT]
    assert await shown_replies(stranger.store, stranger.conversation_id) == ()


async def test_a_reply_stands_after_the_turn_before_it(visitor):
    number = await visitor.open_ticket()
    reply(visitor, number, "Drei Monate.")
    visitor.store.release(number, "anna", now=datetime.now(timezone.utc))
    await visitor.say("Danke!")
    rows = await shown_replies(visitor.store, visitor.conversation_id)

    turns = await conversation_of(visitor.agent, visitor.conversation_id, replies=rows)

    assert [row.text for row in turns[-2].replies] == ["Drei Monate."]
    assert turns[-1].replies == []


async def test_a_reply_to_a_conversation_that_is_gone_stands_alone(visitor):
    number = await visitor.open_ticket()
    reply(visitor, number, "Drei Monate.")
    rows = await shown_replies(visitor.store, visitor.conversation_id)

    turns = await conversation_of(visitor.agent, "a conversation that is gone", replies=rows)

    assert [(turn.question, len(turn.replies)) for turn in turns] == [("", 1)]


async def test_pressed_buttons_are_shown_by_what_stood_on_them(visitor):
    await visitor.preview()
    await visitor.press("choose_contact")
    await visitor.press("contact_way:call")
    await visitor.say("+49 30 23125 014")
    await visitor.press("call_window:10-12")
    await visitor.press("open_ticket")

    turns = await conversation_of(visitor.agent, visitor.conversation_id)

    assert [turn.question for turn in turns] == [
        "Ich möchte mit einem Menschen sprechen",
        "Ja, weitergeben",
        "Weiter",
        "Rufen Sie mich an",
        HIDDEN,
        "10:00–12:00",
        "Jetzt senden",
    ]


async def test_a_conversation_shown_again_holds_neither_code_nor_contact(visitor):
    await visitor.preview()
    await visitor.press("choose_contact")
    await visitor.press("contact_way:call")
    await visitor.say("+49 30 23125 014")
    confirm = await visitor.press("call_window:10-12")
    line = await visitor.press("open_ticket")

    turns = await conversation_of(visitor.agent, visitor.conversation_id)

    shown = [conceal(turn.answer) for turn in turns]
    assert "+49 30 23125014" in confirm.text
    assert f"Code: {HIDDEN}" in shown[-1].text
    assert f"kommt an: {HIDDEN}" in shown[-2].text
    assert not any("draft_id" in each.desk for each in shown)
    assert all(line.desk["code"] not in each.text for each in shown)
