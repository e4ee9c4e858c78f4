"""The demonstration page: it says what it is, in every language that it is written in."""

import pytest

from bot.channels.demo_page import demo_languages, demo_words, render_demo


@pytest.mark.parametrize("language", demo_languages())
def test_the_page_says_that_it_is_a_demonstration_and_carries_the_chat(release, language: str):
    page = render_demo(release.content.tenant, language=language, widget=True)

    assert demo_words(language)["demo"] in page
    assert '<script type="module" src="/widget/loader.js"></script>' in page
    assert f'<lotse-chat lang="{language}"></lotse-chat>' in page


def test_the_page_is_written_in_german_english_and_arabic():
    assert demo_languages() == ["ar", "de", "en"]


def test_arabic_runs_from_right_to_left(release):
    assert '<html lang="ar" dir="rtl">' in render_demo(
        release.content.tenant, language="ar", widget=True
    )


@pytest.mark.parametrize("language", ["xx", None])
def test_another_language_gets_english(release, language: str | None):
    assert '<html lang="en" dir="ltr">' in render_demo(
        release.content.tenant, language=language, widget=True
    )


def test_the_page_names_the_tenant_and_nothing_of_another_host(release):
    page = render_demo(release.content.tenant, language="de", widget=True)

    assert release.content.tenant.name["de"] in page
    assert "http" not in page
    assert "<style" not in page
    assert " style=" not in page


def test_without_a_widget_the_page_still_leads_to_the_chat(release):
    page = render_demo(release.content.tenant, language="de", widget=False)

    assert "<script" not in page
    assert 'href="/chat?lang=de"' in page
