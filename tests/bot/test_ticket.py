"""A ticket in the dialogue: its status by code, withdrawing, deleting."""

from datetime import datetime, timezone

import pytest

from bot.channels.errors import InvalidMessage
from desk.tickets.errors import NotPossible
from desk.tickets.ticket import Status
from desk.tickets.views import show_events, show_ticket

LANGUAGES = pytest.mark.parametrize("lang", ["de", "en"])
OTHER_CODE = "ABC-123-DEF-456"


def right_now():
    return datetime.now(timezone.utc)


def status_of(visitor, number):
    return show_ticket(visitor.store.database, number).status


def reply(visitor, number, text="Das dauert drei Monate."):
    now = right_now()
    visitor.store.claim(number, "anna", now=now)
    visitor.store.reply(number, "anna", text, language="de", now=now)


@LANGUAGES
async def test_number_and_code_show_the_status_in_any_conversation(arrive, lang):
    owner, elsewhere = arrive(lang), arrive(lang)
    number = await owner.open_ticket()
    code = owner.line.desk["code"]

    for visitor in (owner, elsewhere):
        line = await visitor.say(f"{number} {code}")

        assert (line.status, line.desk["step"]) == ("handed_over", "status")
        assert number in line.text
        assert line.desk["state"] == "open"


@pytest.mark.parametrize(
    "form",
    [
        "Meine Nummer ist {number}, mein Code {code}. Was gibt es Neues?",
        "{code} {number}",
        "{bare_number} {bare_code}",
        "{number} {spaced_code}",
        "{lower}",
    ],
)
async def test_number_and_code_are_found_in_any_notation(arrive, form):
    owner, elsewhere = arrive("de"), arrive("de")
    number = await owner.open_ticket()
    code = owner.line.desk["code"]

    line = await elsewhere.say(
        form.format(
            number=number,
            code=code,
            bare_number=number.replace("-", ""),
            bare_code=code.replace("-", ""),
            spaced_code=code.replace("-", " "),
            lower=f"{number} {code}".lower(),
        )
    )

    assert line.desk["step"] == "status"
    assert code not in await elsewhere.events()


async def test_the_replies_stand_in_the_status_and_not_in_what_is_kept_of_it(arrive):
    owner, elsewhere = arrive("de"), arrive("de")
    number = await owner.open_ticket()
    reply(owner, number)

    line = await elsewhere.say(f"{number} {owner.line.desk['code']}")

    assert "Das dauert drei Monate." in line.text
    assert [message["text"] for message in line.desk["messages"]] == ["Das dauert drei Monate."]
    assert "drei Monate" not in await elsewhere.events()


async def test_notes_of_staff_are_not_shown(arrive):
    owner = arrive("de")
    number = await owner.open_ticket()
    owner.store.note(number, "anna", "Bitte Vorsicht.", language="de", now=right_now())

    line = await owner.press("ticket_status")

    assert "Vorsicht" not in line.text
    assert line.desk["messages"] == []


@pytest.mark.parametrize("slip", ["other code", "other number", "slip in the number"])
async def test_a_wrong_code_and_an_unknown_number_get_the_same_answer(arrive, slip):
    owner, stranger = arrive("de"), arrive("de")
    number = await owner.open_ticket()
    code = owner.line.desk["code"]
    written = {
        "other code": f"{number} {OTHER_CODE}",
        "other number": f"MV-2031-00042-7 {code}",
        "slip in the number": f"{number[:-1]}{(int(number[-1]) + 1) % 10} {code}",
    }[slip]

    line = await stranger.say(written)
    wrong = await stranger.say(f"{number} {OTHER_CODE}")

    assert (line.status, line.text, line.options) == (wrong.status, wrong.text, wrong.options)
    assert (line.status, line.desk) == ("handed_over", {"step": "unknown"})


async def test_the_code_of_a_deleted_ticket_gets_the_answer_of_a_wrong_one(arrive):
    owner, elsewhere = arrive("de"), arrive("de")
    number = await owner.open_ticket()
    code = owner.line.desk["code"]
    wrong = await elsewhere.say(f"{number} {OTHER_CODE}")
    await owner.press("ticket_status")
    await owner.press("ticket_delete")
    await owner.press("ticket_delete_yes")

    line = await elsewhere.say(f"{number} {code}")

    assert (line.status, line.text, line.desk) == (wrong.status, wrong.text, wrong.desk)


async def test_after_five_wrong_codes_even_the_right_one_has_to_wait(arrive):
    owner, stranger = arrive("de"), arrive("de")
    number = await owner.open_ticket()
    for _ in range(5):
        await stranger.say(f"{number} {OTHER_CODE}")

    line = await stranger.say(f"{number} {owner.lines[-1].desk['code']}")

    assert (line.status, line.desk["step"]) == ("handed_over", "too_many")
    assert "messages" not in line.desk


async def test_a_number_without_its_code_is_asked_for_the_code(visitor):
    line = await visitor.say("Wie steht es um MV-2026-00042-7?")

    assert (line.status, line.desk["step"]) == ("handed_over", "ask_code")


@pytest.mark.parametrize("words", ["Stand meiner Anfrage", "status of my request?"])
async def test_the_words_of_the_button_ask_for_the_status(visitor, words):
    number = await visitor.open_ticket()

    line = await visitor.say(words)

    assert (line.desk["step"], line.desk["number"]) == ("status", number)


@LANGUAGES
@pytest.mark.parametrize("yes", ["button", "word"])
async def test_withdrawing_is_asked_once_and_then_done(arrive, lang, yes):
    visitor = arrive(lang)
    number = await visitor.open_ticket()
    await visitor.press("ticket_status")

    asked = await visitor.press("ticket_withdraw")
    before = status_of(visitor, number)
    line = await _agree(visitor, yes, "ticket_withdraw_yes")

    assert (asked.status, before) == ("handed_over", Status.OPEN)
    assert (line.status, line.desk["step"]) == ("handed_over", "withdrawn")
    assert status_of(visitor, number) is Status.WITHDRAWN
    assert show_events(visitor.store.database, number)[-1].kind.value == "withdrawn"


@LANGUAGES
@pytest.mark.parametrize("yes", ["button", "word"])
async def test_deleting_a_ticket_is_asked_once_and_then_done(arrive, lang, yes):
    visitor = arrive(lang)
    number = await visitor.open_ticket()
    await visitor.press("ticket_status")

    await visitor.press("ticket_delete")
    before = status_of(visitor, number)
    line = await _agree(visitor, yes, "ticket_delete_yes")

    assert before is Status.OPEN
    assert (line.status, line.desk["step"]) == ("handed_over", "ticket_deleted")
    with pytest.raises(NotPossible):
        show_ticket(visitor.store.database, number)


@pytest.mark.parametrize("button", ["ticket_withdraw", "ticket_delete"])
async def test_a_no_changes_nothing(visitor, button):
    number = await visitor.open_ticket()
    await visitor.press("ticket_status")
    await visitor.press(button)

    await visitor.say("nein")

    assert status_of(visitor, number) is Status.OPEN


async def test_a_reply_after_the_withdrawal_is_refused(visitor):
    number = await visitor.open_ticket()
    visitor.store.claim(number, "anna", now=right_now())
    await visitor.press("ticket_status")
    await visitor.press("ticket_withdraw")
    await visitor.press("ticket_withdraw_yes")

    with pytest.raises(NotPossible):
        visitor.store.reply(number, "anna", "Zu spät.", language="de", now=right_now())

    assert status_of(visitor, number) is Status.WITHDRAWN


async def test_after_a_reply_the_withdrawal_is_still_possible_and_the_reply_is_kept(visitor):
    number = await visitor.open_ticket()
    await visitor.press("ticket_status")
    await visitor.press("ticket_withdraw")
    reply(visitor, number)

    await visitor.press("ticket_withdraw_yes")
    line = await visitor.forge(f"ticket_status:{number}:{visitor.line.desk['proof']}")

    assert line.desk["state"] == "withdrawn"
    assert "Das dauert drei Monate." in line.text


@pytest.mark.parametrize("kind", ["ticket_write", "ticket_withdraw_yes"])
async def test_what_a_ticket_that_is_over_does_not_allow_is_said(visitor, kind):
    number = await visitor.open_ticket()
    proof = visitor.line.desk["proof"]
    visitor.store.withdraw(number, now=right_now())

    line = await visitor.forge(f"{kind}:{number}:{proof}")

    assert line.status == "handed_over"
    assert "Das geht bei dieser Anfrage nicht mehr" in line.text


@pytest.mark.parametrize(
    "kind",
    ["ticket_status", "ticket_write", "ticket_back", "ticket_withdraw_yes", "ticket_delete_yes"],
)
async def test_the_proof_of_one_conversation_is_worth_nothing_in_another(arrive, kind):
    owner, stranger = arrive("de"), arrive("de")
    number = await owner.open_ticket()

    with pytest.raises(InvalidMessage):
        await stranger.forge(f"{kind}:{number}:{owner.line.desk['proof']}")

    assert status_of(owner, number) is Status.OPEN


async def test_with_its_code_a_ticket_can_be_withdrawn_from_another_device(arrive):
    owner, elsewhere = arrive("de"), arrive("de")
    number = await owner.open_ticket()
    await elsewhere.say(f"{number} {owner.line.desk['code']}")

    await elsewhere.press("ticket_withdraw")
    await elsewhere.press("ticket_withdraw_yes")

    assert status_of(owner, number) is Status.WITHDRAWN


async def _agree(visitor, how, button):
    if how == "button":
        return await visitor.press(button)
    return await visitor.say({"de": "ja", "en": "yes"}[visitor.lang])


@pytest.mark.parametrize("end", ["withdraw", "reply"])
async def test_where_no_answer_is_to_come_none_is_promised(visitor, end):
    number = await visitor.open_ticket()
    before = await visitor.press("ticket_status")
    if end == "reply":
        reply(visitor, number)
    else:
        visitor.store.withdraw(number, now=right_now())

    line = await visitor.say("Stand meiner Anfrage")

    assert "Wir möchten bis zu diesem Tag antworten" in before.text
    assert "Wir möchten bis zu diesem Tag antworten" not in line.text
