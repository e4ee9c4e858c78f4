"""Recorded answers as they look in Telegram."""

import re

import pytest

from bot.channels.telegram.render import answer_sections, short_sections
from bot.channels.telegram.rich import Text, html_of, plain
from bot.channels.telegram.split import pages, units
from bot.channels.telegram.texts import words
from tests.bot.telegram.seeing import Seen, seen
from tests.bot.telegram.turns import every_turn, turn


def shown(name: str, *, title: str = "", **answer: object) -> Seen:
    """The one message that a recorded turn fits into."""
    answered = {**turn(name)["answer"], **answer}
    [page] = pages(answer_sections(answered, words(answered["lang"]), title=title))
    return seen(html_of(page))


def quotes(message: Seen) -> list[str]:
    return [quote.splitlines()[0] for quote in message.marked["blockquote"]]


@pytest.mark.parametrize("name", every_turn())
def test_every_recorded_answer_fits_into_one_message(name: str):
    message = shown(name)

    assert 0 < units(message.text) <= 4096


@pytest.mark.parametrize("name", every_turn())
def test_everything_the_assistant_said_can_be_read(name: str):
    answer = turn(name)["answer"]

    text = bare(shown(name).text)

    for part in [answer["short"], *(part["text"] for part in answer["parts"]), answer["note"]]:
        for line in part.splitlines():
            assert bare(re.sub(r" \(https?://[^)]*\)", "", line.removeprefix("- "))) in text


def test_the_short_answer_stands_first_and_the_parts_can_be_opened():
    message = shown("hire_de")

    assert message.text.startswith("Eine Fachkraft aus einem Drittstaat")
    assert quotes(message) == [
        *("Vor der Einreise", "Nach der Einreise", "Wie es weitergeht"),
        "Quellen",
    ]
    assert "1. Bedarf klären:" in message.text


def test_who_helps_can_be_called_without_opening_anything():
    message = shown("hire_de")

    assert (
        "\n\nWer hilft\nZentrale Anlaufstelle der Fachkräfte-Service-Zentrale MV (SPoC)\n"
        "+49 385 58815599\n\n"
    ) in message.text
    assert not any("Wer hilft" in quote for quote in message.marked["blockquote"])


def test_several_who_help_stand_apart_with_the_name_of_their_page():
    message = shown("states_de")

    assert (
        "Telefonnummer nicht bekannt\nzefas.sachsen.de\n\n"
        "Arbeitgeber-Service der Agentur für Arbeit\n+49 800 4555520\narbeitsagentur.de"
    ) in message.text


def test_sources_have_their_address_and_their_day():
    message = shown("hire_de")

    assert "• Beschäftigungsverordnung, § 36 (Stand: 19. August 2026)" in message.text
    assert "Beschäftigungsverordnung, § 36" in message.marked["a"]


def test_a_source_without_a_day_says_so():
    sources = [{"title": "Merkblatt", "url": None, "as_of": None}]

    assert "• Merkblatt (Stand nicht bekannt)" in shown("hire_de", sources=sources).text


def test_what_was_understood_is_said_where_it_matters():
    assert words("de").say("understood", what="Bundesland Sachsen") in shown("states_de").text
    understood = turn("states_de")["answer"]["understood"]
    assert "Sachsen" not in shown("ticket_de", understood=understood).text


def test_number_and_code_are_copied_with_a_tap():
    assert shown("ticket_de").marked["code"] == ["MV-2026-00001-9", "BJT-F21-X0S-3Q6"]


def test_a_number_in_an_article_is_no_number_of_a_request():
    assert "code" not in shown("hire_de").marked


def test_markup_in_a_text_is_shown_as_text():
    wild = "<b>x</b> & <a href='https://evil.example'>y</a> </blockquote>"
    tree = {
        "short": [{"type": "paragraph", "children": [{"type": "text", "text": wild}]}],
        "parts": [{"heading": wild, "blocks": []}],
    }
    contacts = [{"name": wild, "phone": None, "url": 'https://a.example/"><b>'}]
    sources = [{"title": wild, "url": 'https://a.example/"><b>', "as_of": None}]

    message = shown("hire_de", tree=tree, contacts=contacts, sources=sources, note=wild)

    assert message.text.count(wild) == 5
    assert "a.example" in message.text


def test_telephone_numbers_keep_their_order_between_words_from_right_to_left():
    answer = turn("hire_de")["answer"]

    page = pages(answer_sections({**answer, "lang": "fa"}, words("fa")))[0]

    assert "\u2068+49 385 58815599\u2069" in "".join(run.text for run in page)


def test_mail_and_telephone_are_left_to_telegram():
    def link(href: str, label: str) -> dict:
        return {"type": "link", "href": href, "children": [{"type": "text", "text": label}]}

    children = [
        link("tel:+4938558815599", "+49 385 58815599"),
        link("mailto:info@example.org", "info@example.org"),
        link("mailto:info@example.org", "Post"),
        link("https://example.org", "https://example.org"),
        link("https://example.org/a", "Seite"),
    ]
    tree = {"short": [{"type": "paragraph", "children": children}], "parts": []}

    message = shown("clarify_de", tree=tree)

    assert message.text == (
        "+49 385 58815599info@example.orgPost (info@example.org)https://example.orgSeite"
    )
    assert message.marked["a"] == ["Seite"]


def test_among_many_only_the_short_answer_and_its_sources_are_said():
    answer = turn("hire_de")["answer"]

    message = seen(html_of(pages(short_sections(answer, words("de")))[0]))

    assert message.text.startswith(answer["short"])
    assert quotes(message) == ["Quellen"]
    assert "Vor der Einreise" not in message.text


def test_nothing_is_left_between_empty_sections():
    empty: list[Text] = [(), plain("a"), (), plain("b"), ()]

    assert html_of(pages(empty)[0]) == "a\n\nb"


def bare(text: str) -> str:
    return " ".join(text.replace("• ", "").split())
