"""What people send that is no question: each has a reaction of its own, or none."""

from collections.abc import Callable

import pytest

from bot.channels.telegram import texts
from desk.tickets.views import worklist
from tests.e2e.employers import own, says, staff
from tests.telegram_methods import BOT
from tests.telegram_people import User, group
from tests.telegram_running import OnTelegram
from tests.telegram_state import Body

ASK = "Wie läuft das beschleunigte Fachkräfteverfahren nach § 81a?"
CALLED = f"@{BOT['username']}"


@pytest.fixture
def user(on_telegram: OnTelegram) -> User:
    return User(on_telegram.telegram)


@pytest.fixture
def member(user: User, on_telegram: OnTelegram) -> User:
    """In a group of some thousand people."""
    return user.in_group(group(on_telegram.telegram))


@pytest.mark.parametrize(
    ("send", "key"),
    [
        (User.sticker, "non_text_sticker"),
        (User.voice, "non_text_voice"),
        (User.location, "non_text_location"),
        (User.contact, "non_text_contact"),
        (User.photo, "non_text_file"),
        (User.document, "non_text_file"),
        (lambda user: user.send({"dice": {"emoji": "🎲", "value": 3}}), "non_text_other"),
        (lambda user: user.say("Wort " * 820), "too_long"),
        (lambda user: user.say("/frobnicate"), "unknown_command"),
    ],
)
def test_each_has_its_own_reaction(user: User, send: Callable[[User], Body], key: str):
    send(user)

    assert says(user.read().text, "de", key)


def test_no_file_is_ever_asked_for(on_telegram: OnTelegram, user: User):
    user.document("Mein Vertrag")
    user.read()

    assert on_telegram.telegram.called("getFile") == []


@pytest.mark.parametrize("data", ["human", "tg:content:yes", "x" * 64, "", "Ü"])
def test_a_forged_button_does_nothing(on_telegram: OnTelegram, user: User, data: str):
    hello = user.ask("/start")
    before = len(on_telegram.telegram.toasts)

    user.press_data(data, on=hello)
    on_telegram.telegram.wait(lambda: len(on_telegram.telegram.toasts) > before)

    assert on_telegram.telegram.toasts[before] == own("de", "button_old")
    assert user.unread() == []


def test_the_button_of_another_chat_does_nothing(on_telegram: OnTelegram, user: User):
    theirs = User(on_telegram.telegram).ask("/start")
    before = len(on_telegram.telegram.toasts)

    user.press(own("de", "starter_duties"), on=theirs)
    on_telegram.telegram.wait(lambda: len(on_telegram.telegram.toasts) > before)

    assert on_telegram.telegram.toasts[before] == own("de", "button_old")
    assert user.unread() == []


def test_a_forwarded_post_is_answered_as_a_question(user: User):
    user.forward(ASK)

    shown = user.read()

    assert says(shown.text, "de", "forwarded")
    assert "81a" in shown.text


def edits(user: User) -> None:
    user.edit({"message": user.say("/help")["message"]}, "/start")
    assert says(user.read().text, "de", "help")


def posts(user: User) -> None:
    chat = {"id": user.chat_id, "type": "channel", "title": "Kanal"}
    user.telegram.add("channel_post", {"message_id": 5, "date": 1, "chat": chat, "text": ASK})


def reacts(user: User) -> None:
    user.telegram.add("message_reaction", {"chat": user.chat, "date": 1, "new_reaction": []})


def is_from_the_future(user: User) -> None:
    user.telegram.add("telepathy", {"chat": user.chat, "thought": ASK})


def is_a_bot(user: User) -> None:
    User(user.telegram, is_bot=True, chat=user.chat).say(ASK)


@pytest.mark.parametrize("happens", [edits, posts, reacts, is_from_the_future, is_a_bot])
def test_these_are_left_unanswered(user: User, happens: Callable[[User], None]):
    happens(user)

    assert says(user.ask("/privacy").text, "de", "privacy")
    assert user.unread() == []


def test_a_group_is_answered_only_when_it_speaks_to_us_and_in_short(member: User):
    member.say(ASK)
    member.sticker()
    member.say("/help@another_bot")
    member.say(f"{CALLED} {ASK}")

    shown = member.read()

    assert "81a" in shown.text
    [sources] = shown.seen.marked("expandable_blockquote")
    assert sources.startswith(own("de", "sources"))
    assert all(row[0]["url"].startswith("https://t.me/") for row in shown.keyboard)
    assert member.unread() == []


@pytest.mark.parametrize("command", ["/ticket", "/human", "/status"])
def test_nothing_personal_is_begun_in_a_group(on_telegram: OnTelegram, member: User, command: str):
    with staff(on_telegram) as store:
        before = worklist(store.database)

    shown = member.ask(f"{command}{CALLED}")

    assert says(shown.text, "de", "group_private_only")
    assert shown.labels == [own("de", "open_private_button")]
    with staff(on_telegram) as store:
        assert worklist(store.database) == before


def test_every_command_stands_in_the_menu_in_every_language(on_telegram: OnTelegram):
    menus = on_telegram.telegram.commands

    assert {language for language, _scope in menus} == {"", *texts.LANGUAGES}
    assert all(len(rows) == 9 for rows in menus.values())
