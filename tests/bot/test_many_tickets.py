"""More than one request in one conversation: each gets what is meant for it."""

from datetime import datetime, timezone

import pytest

from desk.tickets.outbox import rows_of
from desk.tickets.ticket import Delivery, Status, Talk
from desk.tickets.views import show_messages, show_ticket
from tests.bot.visitor import Visitor

QUESTION = "Wie viele Punkte brauche ich für die Chancenkarte?"


def right_now():
    return datetime.now(timezone.utc)


def texts_of(visitor, number):
    return [each.text for each in show_messages(visitor.store.database, number, notes=True)]


def claim(visitor, number):
    visitor.store.claim(number, "anna", now=right_now())


async def write_to(visitor, number):
    """Find the request in the list and choose to write to its people."""
    listed = await visitor.forge("ticket_status")
    [button] = [option["id"] for option in listed.options if option["title"] == number]
    await visitor.forge(button)
    await visitor.press("ticket_write")


@pytest.fixture
async def two(visitor):
    """A visitor with two requests that nobody holds."""
    return visitor, await visitor.open_ticket(), await visitor.open_ticket()


async def test_a_second_request_is_opened_while_staff_hold_the_first(visitor):
    first = await visitor.open_ticket()
    claim(visitor, first)
    await visitor.say("Hallo?")

    await visitor.forge("human")
    for button in ("give_consent", "choose_contact", "open_ticket"):
        await visitor.press(button)

    second = visitor.line.desk["number"]
    assert second != first
    assert show_ticket(visitor.store.database, second).status is Status.OPEN
    assert (await visitor.say("Noch etwas.")).desk["number"] == first


@pytest.mark.parametrize("lang", ["de", "en"])
async def test_the_status_without_a_number_lists_all(arrive, lang):
    visitor = arrive(lang)
    numbers = [await visitor.open_ticket(), await visitor.open_ticket()]

    line = await visitor.forge("ticket_status")

    assert (line.status, line.desk["step"], line.desk["count"]) == ("handed_over", "tickets", 2)
    assert all(number in line.text for number in numbers)
    assert [option["title"] for option in line.options[:-1]] == numbers[::-1]


async def test_a_request_that_is_over_stands_last_in_the_list(two):
    visitor, first, second = two
    visitor.store.withdraw(second, now=right_now())

    line = await visitor.forge("ticket_status")

    assert [row["number"] for row in line.desk["tickets"]] == [first, second]


async def test_a_button_of_the_list_shows_its_request(two):
    visitor, first, _ = two
    listed = await visitor.forge("ticket_status")
    [button] = [option["id"] for option in listed.options if option["title"] == first]

    line = await visitor.forge(button)

    assert (line.desk["step"], line.desk["number"]) == ("status", first)


async def test_an_own_number_in_a_message_shows_this_request_without_its_code(two):
    visitor, first, _ = two

    line = await visitor.say(f"Wie steht es um {first}?")

    assert (line.desk["step"], line.desk["number"]) == ("status", first)


async def test_the_number_of_somebody_else_needs_its_code(two, arrive):
    visitor, _, _ = two
    other = arrive("de")

    line = await other.say(f"Wie steht es um {await visitor.open_ticket()}?")

    assert line.desk["step"] == "ask_code"


async def test_a_reply_goes_to_the_request_that_it_replies_to(two):
    visitor, first, second = two
    claim(visitor, second)

    line = await visitor.reply_to(first, "Das habe ich vergessen.")

    assert (line.desk["step"], line.desk["number"]) == ("passed_on", first)
    assert (texts_of(visitor, first), texts_of(visitor, second)) == (
        ["Das habe ich vergessen."],
        [],
    )


async def test_after_a_reply_the_program_answers_and_says_nothing_of_silence(two):
    visitor, first, _ = two

    line = await visitor.reply_to(first, "Das habe ich vergessen.")

    assert "Zurück zum Programm" not in line.text
    assert (await visitor.say(QUESTION)).status == "answered"


async def test_a_reply_to_a_request_of_somebody_else_is_an_ordinary_message(two, arrive):
    visitor, first, _ = two
    stranger = arrive("de")

    line = await stranger.reply_to(first, QUESTION)

    assert line.status == "answered"
    assert texts_of(visitor, first) == []


async def test_a_reply_to_a_request_that_is_over_is_told_so(two):
    visitor, first, _ = two
    visitor.store.withdraw(first, now=right_now())

    line = await visitor.reply_to(first, "Doch noch etwas.")

    assert line.status == "handed_over"
    assert "nicht mehr" in line.text


async def test_a_reply_never_lands_in_the_draft_of_another_request(visitor):
    first = await visitor.open_ticket()
    await visitor.preview()
    await visitor.press("write_text")

    line = await visitor.reply_to(first, "Zur ersten Anfrage.")

    assert (line.desk["step"], texts_of(visitor, first)) == ("passed_on", ["Zur ersten Anfrage."])


async def test_who_writes_to_the_older_request_writes_to_that_one(two):
    visitor, first, second = two
    claim(visitor, second)
    await write_to(visitor, first)

    line = await visitor.say("Für die ältere.")

    assert line.desk["number"] == first
    assert texts_of(visitor, second) == []


async def test_who_writes_to_another_request_no_longer_writes_to_the_first(two):
    visitor, first, second = two
    for number in (first, second, first):
        await write_to(visitor, number)

    assert (await visitor.say("Hallo")).desk["number"] == first
    assert show_ticket(visitor.store.database, second).talk is None


async def test_back_to_the_program_the_program_answers_whoever_holds_what(two):
    visitor, first, second = two
    claim(visitor, first)
    claim(visitor, second)
    await visitor.say("Hallo?")

    back = await visitor.press("ticket_back")

    assert back.desk["number"] == second
    assert show_ticket(visitor.store.database, second).talk is Talk.PROGRAM
    assert (await visitor.say(QUESTION)).status == "answered"


async def test_a_request_of_another_conversation_stays_with_staff(two, arrive):
    visitor, first, _ = two
    other = arrive("de")
    number = await other.open_ticket()
    claim(visitor, first)
    claim(other, number)
    await visitor.say("Hallo?")

    await visitor.press("ticket_back")

    assert (await other.say("Hallo?")).desk["step"] == "passed_on"


class TestInAChat:
    """A request that was opened in Telegram."""

    @pytest.fixture
    def chat(self, agent):
        return Visitor(agent, channel="telegram")

    async def answered(self, chat):
        """The number of a request that staff have answered."""
        number = await chat.open_ticket()
        claim(chat, number)
        chat.store.reply(number, "anna", "Drei Monate.", language="de", now=right_now())
        return number

    async def test_what_staff_wrote_stands_behind_a_link(self, chat, arrive):
        number = await self.answered(chat)

        line = await chat.say("Stand meiner Anfrage")
        opened = await arrive("de").forge(f"ticket_link:{line.desk['link'].partition('=')[2]}")

        assert "Drei Monate." not in line.text
        assert (line.desk["answers"], line.desk["messages"]) == (1, [])
        assert (opened.desk["number"], "Drei Monate." in opened.text) == (number, True)

    async def test_with_consent_it_stands_in_the_chat(self, chat):
        await self.answered(chat)
        chat.with_replies = True

        line = await chat.say("Stand meiner Anfrage")

        assert "Drei Monate." in line.text

    async def test_it_is_never_kept_in_what_rasa_keeps(self, chat):
        await self.answered(chat)

        await chat.say("Stand meiner Anfrage")

        kept = await chat.events()
        assert "Drei Monate." not in kept
        assert "ticket=" not in kept

    async def test_opening_its_link_on_the_web_leaves_it_where_it_is(self, chat, arrive):
        number = await self.answered(chat)
        line = await chat.say("Stand meiner Anfrage")

        await arrive("de").forge(f"ticket_link:{line.desk['link'].partition('=')[2]}")

        ticket = show_ticket(chat.store.database, number)
        assert (ticket.conversation_id, ticket.also_in) == (chat.conversation_id, None)
        assert [row.state for row in rows_of(chat.store.database, chat.conversation_id)] == [
            Delivery.SEEN
        ]

    async def test_asking_for_the_status_in_the_chat_has_shown_no_answer(self, chat):
        await self.answered(chat)

        await chat.say("Stand meiner Anfrage")

        assert [row.state for row in rows_of(chat.store.database, chat.conversation_id)] == [
            Delivery.QUEUED
        ]

    async def test_who_writes_on_the_web_writes_from_there_and_is_answered_here(self, chat, arrive):
        number = await self.answered(chat)
        chat.store.release(number, "anna", now=right_now())
        line = await chat.say("Stand meiner Anfrage")
        web = arrive("de")
        await web.forge(f"ticket_link:{line.desk['link'].partition('=')[2]}")

        told = await web.press("ticket_write")
        passed_on = await web.say("Und was kostet es?")

        ticket = show_ticket(chat.store.database, number)
        assert "Die Antwort kommt weiter in Telegram." in told.text
        assert passed_on.desk["number"] == number
        assert texts_of(chat, number)[-1] == "Und was kostet es?"
        assert (ticket.conversation_id, ticket.channel) == (chat.conversation_id, "telegram")
        assert (await chat.forge("ticket_status")).desk["number"] == number

    async def test_a_request_of_the_web_that_is_written_on_here_moves_here(self, chat, arrive):
        web = arrive("de")
        number = await web.open_ticket()
        await chat.say(f"{number} {web.line.desk['code']}")

        await chat.press("ticket_write")

        ticket = show_ticket(chat.store.database, number)
        assert (ticket.conversation_id, ticket.channel) == (chat.conversation_id, "telegram")
