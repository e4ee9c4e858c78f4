from datetime import date
from pathlib import Path

import jinja2
import pytest

from knowledge.article import read_article, stamp
from knowledge.content import load_content
from knowledge.render import RenderedArticle, Renderer, text_language
from tests.knowledge.conftest import Edit

BLUE_CARD = "articles/visa/blue-card"
LAST_DAY, NEXT_DAY = date(2026, 12, 31), date(2027, 1, 1)


def render(knowledge: Path, *, language: str = "en", day: date = LAST_DAY) -> RenderedArticle:
    content = load_content(knowledge)
    return Renderer(content, language=language, day=day).article(content.articles["blue-card"])


def test_on_its_last_day_a_fact_is_shown_as_it_is(knowledge: Path):
    assert render(knowledge, day=LAST_DAY).short == "Blue Card costs €75."


@pytest.mark.parametrize(
    ("language", "short"),
    [
        ("en", "Blue Card costs €75 (value for 2026)."),
        ("de", "Blue Card costs 75\xa0€ (Wert für 2026)."),
    ],
)
def test_a_fact_is_never_shown_as_current_after_its_period(
    knowledge: Path, language: str, short: str
):
    assert render(knowledge, language=language, day=NEXT_DAY).short == short


def test_a_bare_number_says_too_that_it_is_old(knowledge: Path, edit: Edit):
    edit(f"{BLUE_CARD}/en.md", 'fact("visa.fee")', 'number("visa.fee")')

    assert render(knowledge, day=NEXT_DAY).short == "Blue Card costs 75 (value for 2026)."


def test_the_new_value_is_shown_from_its_first_day(knowledge: Path):
    path = knowledge / "facts/visa.yml"
    newer = path.read_text().split("  values:\n")[1].replace("2026-", "2027-").replace("75", "90")
    path.write_text(path.read_text() + newer)

    assert render(knowledge, day=LAST_DAY).short == "Blue Card costs €75."
    assert render(knowledge, day=NEXT_DAY).short == "Blue Card costs €90."


def test_a_value_that_is_not_yet_valid_names_its_first_year(knowledge: Path, edit: Edit):
    edit("facts/visa.yml", "2026-12-31", "null")

    assert "€75 (value for 2026)" in render(knowledge, day=date(2025, 12, 31)).short


@pytest.mark.parametrize("call", ["fact", "number", "phone", "name", "url"])
def test_an_unknown_name_cannot_be_shown(knowledge: Path, edit: Edit, call: str):
    edit(f"{BLUE_CARD}/en.md", 'fact("visa.fee")', f'{call}("visa.free")')

    with pytest.raises(KeyError, match=r"visa\.free"):
        render(knowledge)


@pytest.mark.parametrize("piece", ["{{ unknown }}", "{{ fact(", "{% if %}"])
def test_a_broken_template_cannot_be_shown(knowledge: Path, edit: Edit, piece: str):
    edit(f"{BLUE_CARD}/en.md", '{{ fact("visa.fee") }}', piece)

    with pytest.raises(jinja2.TemplateError):
        render(knowledge)


def test_phone_name_and_address_come_from_the_directory(knowledge: Path, edit: Edit):
    edit(f"{BLUE_CARD}/en.md", "Call", 'Ask {{ name("mission") }}, {{ url("mission") }},')

    assert render(knowledge).parts[-1].markdown == (
        "Ask German mission, https://example.org/mission, +49 385 58815599."
    )


def test_the_facts_that_were_used_stand_beside_the_text(knowledge: Path):
    assert render(knowledge).facts == ("visa.fee",)


def test_an_article_never_comes_without_its_sources(knowledge: Path):
    (source,) = render(knowledge).sources

    assert (source.title, source.url) == ("Residence Act", "https://example.org/law")
    assert source.as_of == date(2026, 8, 19)


def test_a_stale_translation_says_so(knowledge: Path):
    assert render(knowledge).note == "older than the German text"


def test_an_unchecked_translation_says_so(knowledge: Path):
    stamp(read_article(knowledge / BLUE_CARD), "en")

    assert render(knowledge).note == "not yet checked"


def test_a_checked_text_has_no_note(knowledge: Path, edit: Edit):
    edit(f"{BLUE_CARD}/de.md", "reviewed: false", "reviewed: true")

    assert render(knowledge, language="de").note == ""


@pytest.mark.parametrize(("wanted", "shown"), [("de", "de"), ("en", "en"), ("vi", "en")])
def test_an_article_is_shown_in_english_where_it_has_no_text(
    knowledge: Path, wanted: str, shown: str
):
    assert text_language(read_article(knowledge / BLUE_CARD), wanted) == shown


def test_without_english_an_article_is_shown_in_german(knowledge: Path):
    (knowledge / BLUE_CARD / "en.md").unlink()

    assert text_language(read_article(knowledge / BLUE_CARD), "vi") == "de"


def test_the_markdown_of_an_article_has_all_its_parts(knowledge: Path):
    assert render(knowledge).markdown == (
        "Blue Card costs €75.\n\n"
        "## How\n\nBlue Card and how it is done.\n\n"
        "## Next\n\nCall +49 385 58815599."
    )
