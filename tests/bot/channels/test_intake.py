"""The door: what comes in is cleaned once, and trusted inside."""

import pytest

from bot.channels.errors import InvalidMessage
from bot.channels.intake import own_line
from bot.channels.message import MAX_CHARACTERS, IncomingMessage, clean
from knowledge.answer import Status

ZWNJ = "\u200c"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  two   words \n\t", "two words"),
        ("a\0b", "a b"),
        ("bell\x07 and \x1b[31mred", "bell and [31mred"),
        ("\u202eevil\u202c text\u200f", "evil text"),
        ("\u2066isolated\u2069", "isolated"),
        ("\ufeffHallo", "Hallo"),
        ("Fach\u00adkräfte", "Fachkräfte"),
        ("half \ud83d emoji", "half emoji"),
        ("Ko\u0308ln", "Köln"),
        (f"می{ZWNJ}خواهم", f"می{ZWNJ}خواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("<script>alert('x')</script>", "<script>alert('x')</script>"),
        ("/restart", "restart"),
        ("/session_start", "session_start"),
        ('/intent{"x":1}', 'intent{"x":1}'),
        (" / / /restart", "restart"),
        ("\u202e/restart", "restart"),
        ("\0/restart", "restart"),
        ("and/or", "and/or"),
    ],
)
def test_a_text_is_cleaned_into_one_harmless_form(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\t ", "👍🏽🎉", "❤️", "...?!", "/", "\0\0", "\u200f\u202e", ZWNJ, None]
)
def test_a_message_without_a_letter_or_number_is_unreadable(text):
    assert IncomingMessage.from_json({"text": text}).problem == "unreadable"


def test_a_message_of_twenty_thousand_characters_is_too_long_and_goes_no_further():
    message = IncomingMessage.from_json({"text": "x" * 20_000})

    assert (message.problem, message.text) == ("too_long", "")


def test_a_message_of_the_greatest_length_is_let_in():
    message = IncomingMessage.from_json({"text": "x" * MAX_CHARACTERS})

    assert (message.problem, len(message.text)) == (None, MAX_CHARACTERS)


@pytest.mark.parametrize("row", [None, [], "text", 5, True, [{"text": "Hallo"}]])
def test_what_is_no_object_is_no_message(row):
    with pytest.raises(InvalidMessage, match="object"):
        IncomingMessage.from_json(row)


@pytest.mark.parametrize(
    "row", [{"text": 5}, {"text": ["a"]}, {"text": {"a": 1}}, {"button": 5}, {"button": ["human"]}]
)
def test_text_and_button_of_a_wrong_type_are_refused(row):
    with pytest.raises(InvalidMessage, match="strings"):
        IncomingMessage.from_json(row)


@pytest.mark.parametrize(
    "button",
    [
        *("restart", "/restart", "article", "article:", "article:no-such-article", "human:now"),
        *("article:../chancenkarte-points", "HUMAN", "action_show_door", "none "),
    ],
)
def test_an_unknown_button_is_refused(button):
    with pytest.raises(InvalidMessage, match="button"):
        IncomingMessage.from_json({"button": button})


@pytest.mark.parametrize(
    ("button", "choice"),
    [
        ("article:chancenkarte-points", {"kind": "article", "slug": "chancenkarte-points"}),
        ("human", {"kind": "human", "why": "asked"}),
        ("none", {"kind": "none"}),
    ],
)
def test_a_button_is_a_choice_and_needs_no_text(button, choice):
    message = IncomingMessage.from_json({"button": button})

    assert (message.choice, message.problem) == (choice, None)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        *[("de", "de"), ("de-AT", "de"), ("EN-us", "en"), ("zh-Hans", "zh"), ("fil", "fil")],
        *[(None, None), ("", None), ("d", None), ("deutsch!", None), ("de_DE", None)],
        *[("../../etc", None), ("de\n", None), (5, None), (["de"], None), ({"de": 1}, None)],
    ],
)
def test_a_language_is_the_first_part_of_a_tag_or_none(tag, language):
    message = IncomingMessage.from_json({"text": "Hallo", "lang": tag, "reply_lang": tag})

    assert (message.lang, message.reply_lang) == (language, language)


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "2026-13-01", "31.12.2026", 5, "", []])
def test_a_bad_day_of_a_trusted_caller_is_refused(day):
    with pytest.raises(InvalidMessage, match="no date"):
        IncomingMessage.from_json({"text": "Hallo", "day": day}, trusted=True)


def test_only_trusted_callers_set_the_day():
    row = {"text": "Hallo", "day": "2027-02-01"}

    assert IncomingMessage.from_json(row, trusted=True).metadata["day"] == "2027-02-01"
    assert "day" not in IncomingMessage.from_json(row).metadata


@pytest.mark.parametrize("audience", ["any", "", None, "staff", 5, ["employer"], {}])
def test_an_audience_that_is_none_of_ours_counts_as_none(audience):
    assert IncomingMessage.from_json({"text": "Hallo", "audience": audience}).audience is None


def test_every_message_has_an_id_of_bounded_length():
    given = IncomingMessage.from_json({"text": "Hallo", "message_id": "m" * 1000})
    missing = IncomingMessage.from_json({"text": "Hallo"})

    assert given.message_id == "m" * 64
    assert missing.message_id


def test_unknown_fields_of_a_message_are_ignored():
    message = IncomingMessage.from_json({"text": "Hallo", "intent": "human", "sender": "someone"})

    assert message.metadata == {}


@pytest.mark.parametrize(
    ("lang", "spoken"), [("de", "de"), ("en", "en"), ("sv", "en"), (None, "en")]
)
def test_the_introduction_says_program_and_no_legal_advice_and_names_a_phone(lang, spoken, release):
    line = own_line("utter_introduction", lang, status=Status.SMALLTALK)

    contact = release.content.directory.bodies[release.content.tenant.contact]
    assert line.lang == spoken
    assert {"de": "Rechtsberatung", "en": "legal advice"}[spoken] in line.text
    assert {"de": "kein Mensch", "en": "not a person"}[spoken] in line.text
    assert contact.phone.replace(" ", "")[-6:] in line.text.replace(" ", "")
