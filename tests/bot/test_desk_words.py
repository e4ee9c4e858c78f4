"""The words of a handover: from ids and dates to what a person reads."""

import re
from datetime import date

import pytest

from bot.compose import Composer, Said, Turn
from bot.desk_buttons import desk_buttons
from bot.desk_words import consent_version, name_of_state
from bot.words import words, written_languages
from desk.tickets.ticket import LEFT_OUT, Status, Why

TUESDAY = "2026-11-24"
REQUEST = {
    "text": "Bitte bald.",
    "asked": ["Was kostet das?", "Und wann?"],
    "told": ["nurse"],
    "state": "DE-SN",
    "profession": "Pfleger",
    "language": "en",
}


@pytest.fixture
def line(release):
    def composed(response, about, lang="de"):
        turn = Turn(release, lang, lang, date(2026, 11, 21))
        return Composer(turn).line(Said(response, "handed_over", about=about))

    return composed


def test_the_preview_has_one_line_for_each_thing_that_is_sent(line):
    text = line("utter_preview", {"step": "preview", "request": REQUEST}).text

    rows = [row for row in text.splitlines() if row.startswith("- ")]
    assert rows == [
        "- Ihre Nachricht: Bitte bald.",
        "- Ihre Fragen: Was kostet das? · Und wann?",
        "- Meine Antworten zu: Als Pflegefachkraft arbeiten",
        "- Bundesland: Sachsen",
        "- Beruf: Pfleger",
        "- Sprache: Englisch",
    ]


def test_what_a_person_wrote_is_never_read_as_a_template(line):
    request = {**REQUEST, "text": "{{ contact_phone }} {% for %}"}

    text = line("utter_preview", {"step": "preview", "request": request}).text

    assert "{{ contact_phone }} {% for %}" in text


@pytest.mark.parametrize(
    ("zone", "place", "hours"),
    [
        ("Asia/Tashkent", "Taschkent", "14:00–16:00"),
        ("America/New_York", "New York", "04:00–06:00"),
        (None, "Berlin", "10:00–12:00"),
    ],
)
def test_call_windows_are_in_the_time_of_the_person(line, zone, place, hours):
    about = {
        "step": "call_window",
        "windows": ["10-12"],
        "time_zone": zone,
        "due_on": "2026-11-24",
    }

    shown = line("utter_call_window", about)

    assert place in shown.text
    assert shown.options[0] == {"id": "call_window:10-12", "title": hours}


def test_the_hours_of_a_window_follow_summer_time_of_both_places(line):
    about = {"step": "call_window", "windows": ["10-12"], "time_zone": "Asia/Kolkata"}

    titles = [
        line("utter_call_window", {**about, "due_on": day}).options[0]["title"]
        for day in ("2026-07-01", "2026-12-01")
    ]

    assert titles == ["13:30–15:30", "14:30–16:30"]


@pytest.mark.parametrize("lang", written_languages())
def test_another_consent_text_has_another_version(lang):
    known = words(lang)
    changed = type(known)(lang, {**known.responses, "utter_consent": "!"}, known.labels, known.page)

    assert consent_version(known).startswith(f"{lang}-")
    assert consent_version(known) != consent_version(changed)


@pytest.mark.parametrize("lang", written_languages())
def test_every_reason_state_and_part_has_its_words(lang):
    labels = words(lang).labels

    wanted = [f"why_{why.value}" for why in Why]
    wanted += [f"state_{status.value}" for status in Status]
    wanted += [f"leave_out.{part}" for part in LEFT_OUT]
    assert [name for name in wanted if not labels.get(name)] == []


def test_a_state_that_is_unknown_is_named_by_its_code():
    assert (name_of_state("DE-MV"), name_of_state("XX")) == ("Mecklenburg-Vorpommern", "XX")


def test_the_promise_is_an_aim_as_long_as_nobody_confirmed_it(line):
    text = line("utter_contact_way", {"step": "x", "draft_id": "d", "ways": [], "due_on": TUESDAY})

    assert "Wir möchten bis zu diesem Tag antworten: Dienstag, 24. November 2026." in text.text


def test_only_one_part_left_cannot_be_left_out():
    request = {**dict.fromkeys(REQUEST, ""), "asked": ["Was kostet das?"]}

    buttons = desk_buttons("utter_preview", {"request": request}, words("de"))

    assert [each["id"] for each in buttons] == ["choose_contact", "write_text", "cancel_handover"]


@pytest.mark.parametrize("lang", written_languages())
def test_no_sentence_of_the_desk_keeps_an_unfilled_place(line, lang):
    about = {"step": "ticket", "number": "MV-1", "proof": "p", "due_on": TUESDAY}
    text = line("utter_ticket", {**about, "delete_on": TUESDAY}, lang).text

    assert not re.search(r"{{|}}|None", text)
