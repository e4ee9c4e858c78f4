"""The pages that the law wants: what is known is said, what is not known is said to be unknown."""

import re
from copy import deepcopy
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from babel.dates import format_date

from bot.channels.law_page import PAGES, broken_law_pages, law_languages, law_words, render_law
from desk.tickets.retention import Rules
from knowledge.content import Content

DAY = date(2026, 11, 21)
NOTICE = {"de": "Vorführung.", "en": "Demonstration."}


@pytest.fixture
def content(release) -> Content:
    return release.content


def with_law(content: Content, **parts) -> Content:
    """The content with parts of the law filled in: controller={"name": …}."""
    law = deepcopy(content.tenant.law)
    for part, values in parts.items():
        law[part] = {**law[part], **values} if isinstance(law[part], dict) else values
    return replace(content, tenant=replace(content.tenant, law=law))


def page(content: Content, name: str, language: str = "de", day: date = DAY) -> str:
    return render_law(content, name, language=language, day=day)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", law_languages())
def test_every_page_names_its_language_and_every_field_that_is_unknown(
    content: Content, name: str, language: str
):
    html = page(content, name, language)

    unknown = [field for field in content.tenant.unknown_law if field.startswith(PAGES[name])]
    assert unknown
    assert f'<html lang="{language}" dir="ltr">' in html
    assert NOTICE[language] in html
    for field in unknown:
        assert f"<li>{law_words(language)['fields'][field]}</li>" in unescape(html)


def test_a_language_without_texts_gets_english(content: Content):
    assert '<html lang="en"' in page(content, "privacy", "sv")


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_script_or_loads_anything_from_elsewhere(content: Content, name: str):
    html = page(content, name)

    assert "<script" not in html
    assert re.findall(r'<link [^>]*href="([^"]*)"', html) == ["/icon.svg", "/chat.css"]
    assert 'src="' not in html


def test_what_is_filled_in_is_shown_and_leaves_the_notice(content: Content):
    controller = {
        "name": "Amt für Beispiele",
        "address": "Weg 1, 19053 Schwerin",
        "email": "amt_eins@example.org",
        "phone": "+4938558815599",
    }

    html = page(with_law(content, controller=controller), "privacy")

    assert "Amt für Beispiele" in html
    assert '<a href="mailto:amt_eins@example.org">amt_eins@example.org</a>' in html
    assert '<a href="tel:+4938558815599">+49 385 58815599</a>' in html
    assert law_words("de")["fields"]["law.controller.name"] not in html


def test_a_page_without_anything_unknown_has_no_notice(content: Content):
    statement = {
        "status": "partial",
        "checked_on": "2026-11-20",
        "method": "self",
        "gaps": {"de": ["Kein Text in Leichter Sprache"], "en": ["No text in easy language"]},
        "feedback": {"email": "a@example.org", "phone": "none"},
        "enforcement": {"name": "Stelle", "url": "https://example.org/stelle"},
    }

    html = page(with_law(content, accessibility_statement=statement), "accessibility")

    assert NOTICE["de"] not in html
    assert law_words("de")["unknown"] not in html
    assert "<li>Kein Text in Leichter Sprache</li>" in html
    assert "20. November 2026" in html
    assert "Telefon: gibt es nicht" in html
    assert '<a href="https://example.org/stelle">Stelle</a>' in html


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "hat der Betreiber noch nicht eingetragen"),
        ([], "Andere Stellen sind nicht mitverantwortlich"),
        ([{"name": "Kammer", "role": {"de": "berät", "en": "advises"}}], "<li>Kammer: berät</li>"),
    ],
)
def test_joint_controllers_are_named_denied_or_unknown(content: Content, value, shown: str):
    assert shown in page(with_law(content, joint_controllers=value), "privacy")


def test_what_there_is_none_of_is_left_out_of_the_imprint(content: Content):
    html = page(with_law(content, imprint={"register": "none", "vat_id": "none"}), "imprint")

    assert "Register" not in html
    assert "Umsatzsteuer" not in html


@pytest.mark.parametrize(
    "evil",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", "**bold**", "A & B &amp; `C`"],
)
def test_marks_in_a_value_are_only_text(content: Content, evil: str):
    html = page(with_law(content, imprint={"responsible": evil}), "imprint")

    part = html.split("Verantwortlich: ")[1].split("</li>")[0]
    assert "<" not in part
    assert unescape(part) == evil


def test_no_page_that_is_shipped_is_broken(content: Content):
    assert list(broken_law_pages(content, day=DAY)) == []


def test_a_number_that_no_telephone_can_have_is_a_mistake_and_no_crash(content: Content):
    broken = broken_law_pages(with_law(content, imprint={"phone": "+9991234567"}), day=DAY)

    assert [mistake.mend for mistake in broken] == [
        "correct the telephone number in the tenant's file"
    ] * len(law_languages())


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [("de", DAY, "21. Dezember 2026"), ("en", date(2027, 1, 1), "January 31, 2027")],
)
def test_a_conversation_that_ends_today_has_its_day_of_deletion(
    content: Content, language: str, day: date, written: str
):
    tenant = replace(content.tenant, retention={**content.tenant.retention, "conversation": 30})

    assert written in page(replace(content, tenant=tenant), "privacy", language, day)


def test_every_rule_of_retention_is_shown_as_its_date(content: Content):
    days = {name: 100 + number for number, name in enumerate(content.tenant.retention)}
    tenant = replace(content.tenant, retention=days)

    html = page(replace(content, tenant=tenant), "privacy")

    for end in Rules.of(tenant).dates(DAY).values():
        assert format_date(end, "long", locale="de") in html


@pytest.mark.parametrize("language", law_languages())
def test_the_privacy_page_names_who_reads_a_request(content: Content, language: str):
    html = page(content, "privacy", language)

    bodies = content.directory.bodies
    for queue in content.tenant.queues:
        assert bodies[queue.contact].name_in(language) in html


@pytest.mark.parametrize("article", [15, 16, 17, 18, 20, 21, 22, 77])
@pytest.mark.parametrize("language", law_languages())
def test_the_privacy_page_names_the_rights(content: Content, language: str, article: int):
    assert f"Art. {article} " in page(content, "privacy", language)


@pytest.mark.parametrize("active", [True, False])
@pytest.mark.parametrize("language", law_languages())
def test_the_privacy_page_speaks_of_telegram_only_where_it_is_switched_on(
    content: Content, language: str, active: bool
):
    channels = {"telegram": {"active": active, "decided_by": None}}
    on_telegram = replace(content, tenant=replace(content.tenant, channels=channels))

    assert ("Telegram" in page(on_telegram, "privacy", language)) is active
