"""Words: one file a language, English where there is none."""

import pytest

from bot.words import words, written_languages


@pytest.mark.parametrize("language", written_languages())
def test_a_written_language_speaks_for_itself(language):
    assert words(language).language == language


@pytest.mark.parametrize(
    "language", ["sv", "", "DE", "..", "../responses/de", "../../knowledge/phrases/de", "de\0"]
)
def test_whatever_is_no_written_language_gets_english(language):
    assert words(language).language == "en"


def test_english_and_german_are_written():
    assert {"de", "en"} <= set(written_languages())
