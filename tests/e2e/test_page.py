"""The page without script: a person can really talk to it."""

import httpx
import pytest

from tests.e2e.reader import Reader
from tests.running import Running


def test_a_question_on_the_page_is_answered_with_sources_and_buttons(lotse: Running):
    page = Reader(lotse.url, "de").ask("Wie viel Geld brauche ich für die Chancenkarte?")

    assert "Lebensunterhalt" in page
    assert "<summary>Quellen</summary>" in page
    assert 'name="button" value="article:' in page


def test_the_page_says_that_it_is_a_program_before_anything_is_asked(lotse: Running):
    page = Reader(lotse.url, "de").page

    assert "ein Programm, kein Mensch" in page
    assert "keine Rechtsberatung" in page


def test_the_conversation_stays_on_the_page(lotse: Running):
    reader = Reader(lotse.url, "en")

    reader.ask("What is the opportunity card?")
    page = reader.press("article:chancenkarte-points")

    assert "What is the opportunity card?" in page
    assert page.count('class="question"') == 2


def test_sending_the_same_form_twice_answers_once(lotse: Running):
    reader = Reader(lotse.url, "de")
    form = {**reader.fields(), "text": "Was kostet das Visum?"}

    reader.send(form)
    page = reader.send(form)

    assert page.count('class="question"') == 1


def test_markup_in_a_question_is_shown_and_not_executed(lotse: Running):
    page = Reader(lotse.url, "de").ask("<script>alert(1)</script> Was kostet das Visum?")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page


def test_the_page_allows_no_script_but_our_own_and_no_text_that_becomes_markup(lotse: Running):
    response = httpx.get(f"{lotse.url}/chat")

    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "set-cookie" not in response.headers


def test_a_forged_session_gets_a_sentence_and_a_new_conversation(lotse: Running):
    response = httpx.post(
        f"{lotse.url}/chat?lang=de", data={"session": "forged", "text": "Hallo", "lang": "de"}
    )

    assert response.status_code == 401
    assert "Bitte beginnen Sie ein neues Gespräch" in response.text


@pytest.mark.parametrize(("lang", "expected"), [("de", "de"), ("en", "en"), ("xx", "en")])
def test_the_page_is_in_the_language_asked_for_or_english(lotse: Running, lang: str, expected: str):
    page = httpx.get(f"{lotse.url}/chat", params={"lang": lang}).text

    assert f'<html lang="{expected}" dir="ltr">' in page


def test_another_conversation_is_never_shown(lotse: Running):
    Reader(lotse.url, "de").ask("Was ist die Blaue Karte?")

    page = Reader(lotse.url, "de").ask("Hallo")

    assert "Was ist die Blaue Karte?" not in page
