"""From the wish for a person to number, code and date, as a person goes through it."""

import asyncio
import json
import logging
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, update

from desk.tickets.models import drafts, events, tickets
from desk.tickets.ticket import Way, Why
from desk.tickets.views import show_messages, show_ticket, waiting_draft
from tests.bot.visitor import NO, WISH, YES

QUESTION = {
    "de": "Ich bin Krankenpfleger in Sachsen. Brauche ich eine Anerkennung?",
    "en": "I live in Saxony. How do I get my nursing qualification recognised as a nurse?",
}
EMAIL = "quastenflosser@example.org"
PHONE = "+49 30 23125 014"  # reserved: nobody has it
LANGUAGES = pytest.mark.parametrize("lang", ["de", "en"])


def right_now():
    return datetime.now(timezone.utc)


def consents(visitor):
    query = (
        select(events.c.kind)
        .where(events.c.conversation_id == visitor.conversation_id)
        .order_by(events.c.event_id)
    )
    with visitor.store.database.read() as db:
        return list(db.execute(query).scalars())


def draft_of(visitor):
    return waiting_draft(visitor.store.database, visitor.conversation_id, now=right_now())


def count_tickets(visitor):
    mine = tickets.c.conversation_id == visitor.conversation_id
    with visitor.store.database.read() as db:
        return db.execute(select(func.count()).select_from(tickets).where(mine)).scalar()


@LANGUAGES
async def test_who_wants_a_person_is_asked_for_consent_and_told_who_reads_it(arrive, release, lang):
    visitor = arrive(lang)

    line = await visitor.say(WISH[lang])

    body = release.content.directory.bodies[release.content.tenant.contact]
    assert (line.status, line.kind, line.lang) == ("handed_over", "handover", lang)
    assert body.name_in(lang) in line.text
    assert line.desk["recipient"] == body.id
    assert consents(visitor) == ["consent_asked"]


@LANGUAGES
async def test_the_whole_way_in_words_ends_with_number_code_and_date(arrive, lang):
    visitor = arrive(lang)
    await visitor.say(QUESTION[lang])

    for text in (WISH[lang], YES[lang], YES[lang]):
        await visitor.say(text)
    line = await visitor.press("open_ticket")

    ticket = show_ticket(visitor.store.database, line.desk["number"])
    assert {step.status for step in visitor.lines[1:]} == {"handed_over"}
    assert line.desk["number"] in line.text
    assert line.desk["code"] in line.text
    assert ticket.due_on.isoformat() == line.desk["due_on"]
    assert (ticket.language, ticket.way, ticket.why) == (lang, Way.CHAT, Why.ASKED)
    assert consents(visitor)[:2] == ["consent_asked", "consent_given"]


@LANGUAGES
async def test_the_preview_shows_all_that_the_ticket_will_hold(arrive, lang):
    visitor = arrive(lang)
    await visitor.say(QUESTION[lang])

    preview = await visitor.preview()
    await visitor.press("choose_contact")
    line = await visitor.press("open_ticket")

    summary = show_ticket(visitor.store.database, line.desk["number"]).summary
    assert summary["asked"] == [QUESTION[lang]]
    assert summary["state"] == "DE-SN"
    assert summary["told"] == ["nurse"]
    assert QUESTION[lang] in preview.text
    assert "Sachsen" in preview.text
    assert summary["profession"] in preview.text


async def test_words_of_ones_own_are_added_and_can_be_written_again(visitor):
    await visitor.preview()

    await visitor.press("write_text")
    await visitor.say("Bitte schreiben Sie mir bald.")
    await visitor.press("write_text")
    preview = await visitor.say("Es hat doch Zeit bis Mai.")
    await visitor.press("choose_contact")
    line = await visitor.press("open_ticket")

    [message] = show_messages(visitor.store.database, line.desk["number"], notes=False)
    assert "Es hat doch Zeit bis Mai." in preview.text
    assert message.text == "Es hat doch Zeit bis Mai."


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("asked", "Brauche ich eine Anerkennung"),
        ("told", "Als Pflegefachkraft arbeiten"),
        ("state", "- Bundesland:"),
        ("profession", "- Beruf:"),
        ("text", "Bitte bald."),
    ],
)
async def test_every_part_can_be_left_out(visitor, part, word):
    await visitor.say(QUESTION["de"])
    await visitor.preview()
    await visitor.press("write_text")
    before = await visitor.say("Bitte bald.")

    after = await visitor.press(f"leave_out:{part}")
    await visitor.press("choose_contact")
    line = await visitor.press("open_ticket")

    ticket = show_ticket(visitor.store.database, line.desk["number"])
    messages = show_messages(visitor.store.database, ticket.number, notes=False)
    assert word in before.text
    assert word not in after.text
    assert f"leave_out:{part}" not in [option["id"] for option in after.options]
    assert not (ticket.summary[part] if part != "text" else messages)


async def test_with_the_answers_their_amounts_are_left_out(visitor):
    await visitor.say("Wie hoch muss mein Gehalt für die Blaue Karte sein?")
    await visitor.preview()

    await visitor.press("leave_out:told")
    await visitor.press("choose_contact")
    line = await visitor.press("open_ticket")

    assert show_ticket(visitor.store.database, line.desk["number"]).summary["facts"] == []


@pytest.mark.usefixtures("with_mail")
@LANGUAGES
async def test_an_answer_by_mail_is_confirmed_with_the_address(arrive, lang):
    visitor = arrive(lang)
    await visitor.preview()
    await visitor.press("choose_contact")

    await visitor.press("contact_way:email")
    confirm = await visitor.say(EMAIL)
    line = await visitor.say(YES[lang])

    ticket = show_ticket(visitor.store.database, line.desk["number"])
    assert EMAIL in confirm.text
    assert (ticket.way, ticket.contact.value) == (Way.EMAIL, EMAIL)
    assert EMAIL not in line.text


async def test_without_a_mail_server_nobody_is_offered_mail_or_gets_it(visitor):
    await visitor.preview()
    ways = await visitor.press("choose_contact")

    line = await visitor.forge("contact_way:email")

    assert "contact_way:email" not in [option["id"] for option in ways.options]
    assert line.desk["step"] == "contact_way"


@pytest.mark.parametrize(
    ("lang", "zone", "shown"),
    [
        ("de", "Europe/Berlin", "10:00–12:00"),
        ("de", None, "10:00–12:00"),
        ("en", "Asia/Kolkata", "2:30"),
    ],
)
async def test_a_call_is_wished_for_in_the_persons_own_time(arrive, lang, zone, shown):
    visitor = arrive(lang)
    here = {"time_zone": zone} if zone else {}
    await visitor.preview()
    await visitor.press("choose_contact")
    await visitor.press("contact_way:call", **here)

    windows = await visitor.say(PHONE, **here)
    confirm = await visitor.press("call_window:10-12", **here)
    line = await visitor.press("open_ticket", **here)

    ticket = show_ticket(visitor.store.database, line.desk["number"])
    assert any(option["title"].startswith(shown) for option in windows.options)
    assert shown in confirm.text
    assert (ticket.way, ticket.contact.value) == (Way.CALL, "+493023125014")
    assert (ticket.call_window, ticket.time_zone) == ("10-12", zone or "Europe/Berlin")


@LANGUAGES
@pytest.mark.parametrize("by_button", [True, False])
async def test_who_refuses_is_told_that_nothing_is_passed_on(arrive, lang, by_button):
    visitor = arrive(lang)
    await visitor.say(WISH[lang])

    line = await (visitor.press("refuse_consent") if by_button else visitor.say(NO[lang]))

    assert line.status == "handed_over"
    assert consents(visitor) == ["consent_asked", "consent_refused"]
    assert draft_of(visitor) is None


async def test_consent_that_nobody_answered_is_recorded_as_ignored(visitor):
    await visitor.say(WISH["de"])
    await visitor.say("Was ist die Chancenkarte?")

    await visitor.say(WISH["de"])

    assert consents(visitor) == ["consent_asked", "consent_ignored", "consent_asked"]


@LANGUAGES
@pytest.mark.parametrize("by_button", [True, False])
async def test_cancelling_leaves_no_draft(arrive, lang, by_button):
    visitor = arrive(lang)
    await visitor.preview()
    await visitor.press("write_text")
    word = {"de": "Abbrechen", "en": "cancel"}[lang]

    line = await (visitor.press("cancel_handover") if by_button else visitor.say(word))

    assert line.status == "handed_over"
    assert draft_of(visitor) is None
    assert count_tickets(visitor) == 0


async def test_a_draft_that_is_too_old_has_to_be_begun_again(visitor):
    await visitor.preview()
    await visitor.press("choose_contact")
    mine = drafts.c.conversation_id == visitor.conversation_id
    with visitor.store.database.write() as db:
        db.execute(update(drafts).where(mine).values(expires_at=right_now() - timedelta(hours=1)))

    line = await visitor.press("open_ticket")

    assert (line.status, count_tickets(visitor)) == ("handed_over", 0)
    assert visitor.offered == ["human"]


@LANGUAGES
async def test_a_question_in_the_middle_is_answered_with_a_way_back(arrive, lang):
    visitor = arrive(lang)
    await visitor.preview()
    question = {"de": "Wie viele Punkte brauche ich für die Chancenkarte?"}

    answer = await visitor.say(
        question.get(lang, "How many points do I need for the opportunity card?")
    )
    back = await visitor.press("show_preview")

    assert (answer.status, answer.articles[0]) == ("answered", "chancenkarte-points")
    assert (back.status, back.desk["step"]) == ("handed_over", "preview")


async def test_back_at_the_request_the_next_message_is_a_question_again(visitor):
    await visitor.preview()
    await visitor.press("choose_contact")
    await visitor.press("contact_way:call")

    await visitor.forge("human")
    line = await visitor.say("Wie viele Punkte brauche ich für die Chancenkarte?")

    assert line.status == "answered"


@pytest.mark.parametrize("way_to_no", [(), ("choose_contact",)])
async def test_a_no_to_what_is_shown_leads_back_to_the_request(visitor, way_to_no):
    await visitor.preview()
    for button in way_to_no:
        await visitor.press(button)

    line = await visitor.say("nein")

    assert (line.status, line.desk["step"]) == ("handed_over", "preview")
    assert "cancel_handover" in visitor.offered


@pytest.mark.usefixtures("with_mail")
@pytest.mark.parametrize(("way", "contact"), [("email", EMAIL), ("call", PHONE)])
async def test_a_contact_and_the_code_are_in_no_event_and_in_no_log(
    visitor, way, contact, caplog, capfd
):
    caplog.set_level(logging.DEBUG)
    await visitor.preview()
    await visitor.press("choose_contact")
    await visitor.press(f"contact_way:{way}")

    await visitor.say(f"Sie erreichen mich so: {contact}")
    if way == "call":
        await visitor.press("call_window:10-12")
    line = await visitor.press("open_ticket")

    kept = await visitor.events() + caplog.text + "".join(capfd.readouterr())
    bare = "".join(sign for sign in kept if sign.isalnum())
    for secret in (contact, line.desk["code"]):
        assert secret not in kept
        assert "".join(sign for sign in secret if sign.isalnum()) not in bare


async def test_a_double_click_gives_the_same_number_and_code_once_more(visitor):
    await visitor.preview()
    await visitor.press("choose_contact")
    button = next(each for each in visitor.offered if each.startswith("open_ticket"))

    first = await visitor.forge(button)
    again = await visitor.forge(button)

    assert (again.desk["number"], again.desk["code"]) == (first.desk["number"], first.desk["code"])
    assert first.desk["code"] in again.text
    assert count_tickets(visitor) == 1


async def test_somebody_elses_draft_cannot_be_sent(arrive):
    owner, stranger = arrive("de"), arrive("de")
    await owner.preview()
    await owner.press("choose_contact")
    button = next(each for each in owner.offered if each.startswith("open_ticket"))

    line = await stranger.forge(button)

    assert "number" not in line.desk
    assert (count_tickets(owner), count_tickets(stranger)) == (0, 0)


async def test_two_conversations_at_once_keep_what_is_theirs(arrive):
    one, other = arrive("de"), arrive("en")
    await one.preview()
    await other.preview()

    await one.press("write_text")
    await other.press("choose_contact")
    await one.say("Nur für meine Anfrage.")

    texts = [draft_of(each).request.text for each in (one, other)]
    assert texts == ["Nur für meine Anfrage.", ""]
    assert "Nur für meine" not in await other.events()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ich möchte mich beschweren", "complaint"),
        ("I want to make a complaint", "complaint"),
        (WISH["de"], "asked"),
    ],
)
async def test_why_somebody_turns_to_people_is_kept_with_the_ticket(visitor, text, why):
    await visitor.say(text)
    await visitor.press("give_consent")
    await visitor.press("choose_contact")
    line = await visitor.press("open_ticket")

    assert show_ticket(visitor.store.database, line.desk["number"]).why is Why(why)


async def test_what_the_program_did_not_know_leads_to_people_in_one_press(visitor):
    await visitor.forge("none")

    line = await visitor.press("human")

    assert line.desk["why"] == "unsure"


async def test_what_goes_to_staff_is_masked_too_and_the_person_is_told(visitor):
    await visitor.preview()
    await visitor.press("write_text")

    line = await visitor.say("Mein Pass ist C01X00T47, rufen Sie 0385 588 15599 an.")

    assert "C01X00T47" not in json.dumps(vars(line))
    assert "15599 an" not in line.text
    assert line.short.startswith("Ich habe etwas aus Ihrer Nachricht entfernt")


async def test_what_is_written_right_after_a_press_is_what_was_asked_for(visitor):
    await visitor.preview()

    _, line = await asyncio.gather(
        visitor.press("write_text"), visitor.say("Wie viele Punkte brauche ich?")
    )

    assert line.desk["request"]["text"] == "Wie viele Punkte brauche ich?"
