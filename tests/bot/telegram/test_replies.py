"""Replies of staff on their way into a chat, against a Telegram of ours."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import update

from bot.channels.telegram.notice import Desk, offer_version
from bot.channels.telegram.replies import Replies
from bot.channels.telegram.texts import words
from bot.settings import settings
from desk.chats.buttons import meaning_of
from desk.chats.chats import Chat, change, chat_of, forget, unblock
from desk.chats.threads import ticket_of_message
from desk.tickets.database import Database
from desk.tickets.deadlines import Office
from desk.tickets.links import read_link
from desk.tickets.models import outbox
from desk.tickets.outbox import LEASE, OutboxRow, retry, rows_of
from desk.tickets.retention import Rules
from desk.tickets.store import Store
from desk.tickets.ticket import Consent, Delivery, HandoverRequest, Why
from desk.tickets.views import show_events
from knowledge.directory import load_directory
from tests.bot.telegram.working import PAUSE, sending
from tests.telegram_faults import Fault
from tests.telegram_people import User
from tests.telegram_server import TelegramServer, started_telegram

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)  # a Monday morning
SECRET = "a secret of the tests, long enough"
RULES = Rules(
    conversation=30, ended_ticket=90, silent_ticket=365, events=365, attempts=1, tombstones=400
)
BLOCKED = Fault("sendMessage", 403, "Forbidden: bot was blocked by the user")
NOT_FOUND = Fault("sendMessage", 400, "Bad Request: chat not found")
REFUSED = Fault("sendMessage", 400, "Bad Request: BUTTON_URL_INVALID")
ANSWER = "Das Visum kostet 75 Euro & dauert <etwa> drei Monate."


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with started_telegram() as telegram:
        yield telegram


@dataclass
class Place:
    """The desk of ours, somebody in a chat, and a clock that can be moved."""

    telegram: TelegramServer
    store: Store
    user: User
    now: datetime = NOW
    _asked: list[str] = field(default_factory=list)

    @property
    def database(self) -> Database:
        return self.store.database

    @property
    def chat(self) -> Chat:
        return chat_of(self.database, self.user.chat_id, is_group=False, now=self.now)

    def ask(self, *, language: str = "de") -> str:
        """A request of the chat, claimed by anna. Its number."""
        draft = self.store.drafts.give_consent(
            Consent("de-1", "mv-fksz-spoc"),
            HandoverRequest(asked=("Was kostet das?",)),
            why=Why.ASKED,
            conversation_id=self.chat.conversation_id,
            channel="telegram",
            language=language,
            audience="employer",
            now=self.now,
        )
        opened = self.store.open_ticket(
            draft.draft_id,
            conversation_id=self.chat.conversation_id,
            queue="spoc",
            now=self.now,
        )
        self.store.claim(opened.number, "anna", now=self.now)
        self._asked.append(self.chat.conversation_id)
        return opened.number

    def reply(self, number: str, text: str = ANSWER) -> None:
        self.store.reply(number, "anna", text, language="de", now=self.now)

    def rows(self) -> list[OutboxRow]:
        return [row for each in set(self._asked) for row in rows_of(self.database, each)]

    async def deliver(self) -> int:
        """Everything that is due. How many replies it was."""
        teams = {"spoc": load_directory(settings().knowledge / "directory").bodies["mv-fksz-spoc"]}
        desk = Desk(teams, "https://lotse.example.org", SECRET, self.store.office)
        count = 0
        async with sending(self.telegram, self.database) as sender:
            replies = Replies(
                sender,
                self.database,
                desk,
                worker="telegram-1",
                clock=lambda: self.now,
                first_pause=PAUSE,
            )
            while await replies.deliver_next():
                count += 1
        return count


@pytest.fixture
def place(telegram: TelegramServer, database: Database) -> Place:
    store = Store(database, b"a key of the tests, long enough", Office("MV", "MV"), RULES, "spoc")
    store.add_queue("spoc", contact="mv-fksz-spoc")
    return Place(telegram, store, User(telegram))


async def test_there_is_an_answer_and_a_link_to_it(place: Place):
    number = place.ask()
    place.reply(number)

    await place.deliver()

    [shown] = place.user.unread()
    link = shown.button("Antwort lesen")["url"]
    assert number in shown.text
    assert "7. Dezember 2026" in shown.text
    assert read_link(SECRET, link.removeprefix("https://lotse.example.org/chat?ticket=")) == number
    assert [row.state for row in place.rows()] == [Delivery.SENT]


async def test_what_staff_wrote_does_not_pass_through_telegram(place: Place):
    place.reply(place.ask())

    await place.deliver()

    assert "75 Euro" not in str(place.telegram.calls)
    assert "anna" not in str(place.telegram.calls)


@pytest.mark.parametrize(
    ("language", "chosen", "label"),
    [("de", None, "Antwort lesen"), ("en", None, "Read the answer"), ("de", "tr", None)],
)
async def test_it_is_told_in_the_language_of_the_chat(
    place: Place, language: str, chosen: str | None, label: str | None
):
    place.reply(place.ask(language=language))
    change(place.database, place.user.chat_id, language=chosen)

    await place.deliver()

    [shown] = place.user.unread()
    assert (label in shown.labels) if label else ("Antwort lesen" not in shown.labels)


async def test_with_consent_the_answer_itself_stands_in_the_chat(place: Place):
    number = place.ask()
    place.reply(number)
    change(place.database, place.chat.chat_id, content_consent=True)

    await place.deliver()

    [shown] = place.user.unread()
    assert ANSWER in shown.text
    assert number in shown.text


async def test_a_long_answer_is_shown_whole_in_several_messages(place: Place):
    place.reply(place.ask(), "\n\n".join(f"Absatz {count}. {'Wort ' * 100}" for count in range(30)))
    change(place.database, place.chat.chat_id, content_consent=True)

    await place.deliver()

    shown = place.user.unread()
    assert len(shown) > 1
    assert all(f"Absatz {count}." in "".join(each.text for each in shown) for count in range(30))
    assert {ticket_of_message(place.database, each.chat_id, each.message_id) for each in shown} == {
        place.rows()[0].number
    }


async def test_how_to_read_answers_is_asked_once_a_request_and_can_be_agreed_to(place: Place):
    number = place.ask()
    place.reply(number)
    place.reply(number)

    await place.deliver()

    first, second = place.user.unread()
    token = first.button("Ja")["callback_data"]
    now = datetime.now(timezone.utc)
    assert meaning_of(place.database, token, place.chat.chat_id, now) == "tg:content:yes"
    assert second.labels == ["Antwort lesen"]


async def test_a_reply_in_the_chat_finds_its_request(place: Place):
    first, second = place.ask(), place.ask()
    place.reply(first)
    place.reply(second)

    await place.deliver()

    found = [
        ticket_of_message(place.database, each.chat_id, each.message_id)
        for each in place.user.unread()
    ]
    assert found == [first, second]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (BLOCKED, "blocked"),
        (NOT_FOUND, "gone"),
    ],
)
async def test_a_chat_that_is_not_there_any_more_is_shown_at_the_desk(
    place: Place, fault: Fault, reason: str
):
    number = place.ask()
    place.reply(number)
    place.telegram.faults.plan(replace(fault))

    await place.deliver()

    [row] = place.rows()
    assert (row.state, row.reason, row.next_attempt_at) == (Delivery.FAILED, reason, None)
    assert place.chat.blocked_at == NOW
    assert show_events(place.database, number)[-1].detail["reason"] == reason


async def test_who_is_back_gets_what_waits(place: Place):
    place.reply(place.ask())
    place.telegram.faults.plan(replace(BLOCKED))
    await place.deliver()

    unblock(place.database, place.user.chat_id)
    await place.deliver()

    assert len(place.user.unread()) == 1
    assert [row.state for row in place.rows()] == [Delivery.SENT]


async def test_a_chat_that_was_forgotten_gets_nothing(place: Place):
    place.reply(place.ask())
    forget(place.database, place.user.chat_id)

    await place.deliver()

    assert [row.reason for row in place.rows()] == ["gone"]
    assert place.user.unread() == []


async def test_a_request_that_was_withdrawn_is_not_answered(place: Place):
    number = place.ask()
    place.reply(number)
    place.store.withdraw(number, now=NOW)

    await place.deliver()

    assert [row.reason for row in place.rows()] == ["withdrawn"]
    assert place.user.unread() == []


async def test_what_telegram_refuses_is_tried_again_later(place: Place):
    place.reply(place.ask())
    place.telegram.faults.plan(replace(REFUSED))

    await place.deliver()
    place.now += timedelta(minutes=1)
    await place.deliver()

    assert [row.state for row in place.rows()] == [Delivery.SENT]
    assert len(place.user.unread()) == 1


async def test_after_a_fault_of_ours_the_other_replies_go_on(place: Place):
    broken, whole = place.ask(), place.ask()
    place.reply(broken)
    place.reply(whole)
    place.store.add_queue("nobody", contact="mv-fksz-spoc")
    place.store.forward(broken, "anna", queue="nobody", now=NOW)

    await place.deliver()

    assert [(row.state, row.reason) for row in place.rows()] == [
        (Delivery.FAILED, "error"),
        (Delivery.SENT, None),
    ]


async def test_what_was_sent_and_not_marked_comes_again_after_the_lease(place: Place):
    place.reply(place.ask())
    await place.deliver()
    with place.database.write() as db:
        db.execute(update(outbox).values(state=Delivery.QUEUED.value, next_attempt_at=NOW))

    place.now += LEASE
    await place.deliver()

    assert len(place.user.unread()) == 2


async def test_a_reply_of_staff_to_retry_is_sent_at_once(place: Place):
    place.reply(place.ask())
    place.telegram.faults.plan(replace(REFUSED))
    await place.deliver()

    retry(place.database, place.rows()[0].row_id, now=NOW)

    assert await place.deliver() == 1
    assert len(place.user.unread()) == 1


async def test_replies_of_the_web_and_of_mail_are_left_to_others(place: Place):
    place.reply(place.ask())
    with place.database.write() as db:
        db.execute(update(outbox).values(channel="web"))

    assert await place.deliver() == 0


async def test_a_chat_among_many_people_never_shows_an_answer(place: Place):
    place.reply(place.ask())
    change(place.database, place.user.chat_id, content_consent=True, is_group=True)

    await place.deliver()

    assert "75 Euro" not in str(place.telegram.calls)
    assert len(place.user.unread()) == 1


def test_every_wording_of_the_offer_has_a_version_of_its_own():
    german, english = words("de"), words("en")
    changed = replace(german, texts={**german.texts, "answer_content_offer": "Ganz anders."})

    versions = {offer_version(each) for each in (german, english, changed)}

    assert len(versions) == 3
    assert offer_version(german).startswith("de-")
