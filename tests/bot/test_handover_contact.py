"""Addresses and numbers as people write them into the chat: what is taken, what is asked again."""

from datetime import datetime, timezone

import pytest

from desk.tickets.views import waiting_draft

NUMBER = "+493023125014"  # reserved: nobody has it


async def asked_for(visitor, way):
    """The visitor has chosen a way and is asked for the contact."""
    await visitor.preview()
    await visitor.press("choose_contact")
    await visitor.press(f"contact_way:{way}")


def contact_of(visitor):
    draft = waiting_draft(
        visitor.store.database, visitor.conversation_id, now=datetime.now(timezone.utc)
    )
    return draft.contact.value if draft.contact else None


@pytest.mark.usefixtures("with_mail")
@pytest.mark.parametrize(
    "text",
    [
        "anna@example.org",
        "Meine Adresse ist anna@example.org.",
        "<anna@example.org>",
        " anna@example.org\n",
        "anna＠example.org",
    ],
)
async def test_an_address_is_taken_out_of_the_words_around_it(visitor, text):
    await asked_for(visitor, "email")

    line = await visitor.say(text)

    assert (line.status, line.desk["step"]) == ("handed_over", "confirm")
    assert contact_of(visitor) == "anna@example.org"


@pytest.mark.usefixtures("with_mail")
@pytest.mark.parametrize(
    "text",
    [
        "anna",
        "anna@example",
        "anna at example.org",
        "anna@@example.org",
        "anna@example.org\nBcc: other@example.org",
        "anna@example.org, other@example.org",
        "anna@example..org",
        "anna@127.0.0.1",
        "a" * 250 + "@example.org",
        "@example.org",
        "👍",
        "Wie viele Punkte brauche ich?",
        "x" * 20_000,
    ],
)
async def test_what_is_no_address_is_asked_for_again(visitor, text):
    await asked_for(visitor, "email")

    line = await visitor.say(text)

    assert (line.status, line.desk) == ("handed_over", {"step": "contact", "awaits": "email"})
    assert "name@example.org" in line.text
    assert contact_of(visitor) is None


@pytest.mark.parametrize(
    "text",
    [
        "+493023125014",
        "+49 30 23125 014",
        "+49 (0) 30 / 23125-014",
        "(+49) 30 23125014",
        "0049-30-23125-014",
        "+49.30.23125.014",
        "+٤٩ ٣٠ ٢٣١٢٥٠١٤",
        "+۴۹ ۳۰ ۲۳۱۲۵۰۱۴",
        "+४९ ३० २३१२५०१४",
        "＋４９ ３０ ２３１２５０１４",
        "+49 30 23125–014",
        "Unter +49 30 23125014, danke!",
        "اتصل بي على +٤٩ ٣٠ ٢٣١٢٥٠١٤ من فضلك",
        "0049 30\n23125014",
    ],
)
async def test_a_number_is_taken_in_any_notation(visitor, text):
    await asked_for(visitor, "call")

    line = await visitor.say(text)

    assert (line.status, line.desk["step"]) == ("handed_over", "call_window")
    assert contact_of(visitor) == NUMBER


@pytest.mark.parametrize(
    "text",
    [
        "030 23125014",
        "+49 1",
        "+1 555 01",
        "12345",
        "+49 30 23125014 oder +49 30 23125015",
        "anna@example.org",
        "rufen Sie an",
        "+٤٩",
        "",
    ],
)
async def test_what_is_no_number_is_asked_for_again(visitor, text):
    await asked_for(visitor, "call")

    line = await visitor.say(text)

    assert (line.status, line.desk) == ("handed_over", {"step": "contact", "awaits": "phone"})
    assert contact_of(visitor) is None


async def test_after_a_slip_the_right_number_is_taken(visitor):
    await asked_for(visitor, "call")
    await visitor.say("+49 30 1")

    line = await visitor.say("+49 30 23125014")

    assert line.desk["step"] == "call_window"


async def test_another_way_takes_the_number_back(visitor):
    await asked_for(visitor, "call")
    await visitor.say("+49 30 23125014")
    await visitor.press("call_window:10-12")

    await visitor.press("choose_contact")

    assert contact_of(visitor) is None


@pytest.mark.parametrize("text", ["030 23125014", "Nummer: +49 1 23125"])
async def test_what_was_written_wrongly_is_kept_nowhere_either(visitor, text):
    await asked_for(visitor, "call")

    await visitor.say(text)

    assert text not in await visitor.events()
