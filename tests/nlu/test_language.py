from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from nlu.language import LanguageIdentifier
from nlu.turn import Turn, read_turn


def identify(text: str, **metadata: Any) -> Turn:
    message = Message({"text": text, "metadata": metadata})
    component = LanguageIdentifier(LanguageIdentifier.get_default_config())
    component.process([message])
    return read_turn(message)


@pytest.mark.parametrize(
    ("text", "metadata", "detected", "language"),
    [
        ("How long does the visa take?", {}, "en", "en"),
        ("Сколько ждать визу?", {}, "ru", "ru"),
        ("Сколько ждать визу?", {"lang": "de"}, "ru", "ru"),
        ("Wie lange dauert das?", {"reply_lang": "tr"}, "de", "tr"),
        ("Wie lange dauert das?", {"lang": "fr", "reply_lang": "tr"}, "de", "tr"),
        ("Hur lång tid tar det att få ett visum?", {}, "sv", "en"),
        ("Hur lång tid tar det att få ett visum?", {"lang": "de"}, "sv", "de"),
        ("Wie lange dauert das?", {"reply_lang": "sv"}, "de", "de"),
        ("12345 ?", {"lang": "vi"}, "vi", "vi"),
        ("👍", {}, "", "en"),
        ("", {}, "", "en"),
    ],
)
def test_a_choice_counts_more_than_the_text_and_the_text_more_than_the_page(
    text: str, metadata: dict[str, str], detected: str, language: str
):
    turn = identify(text, **metadata)

    assert (turn.detected, turn.language) == (detected, language)


def test_the_page_tips_the_balance_for_a_word_of_many_languages():
    assert identify("visa", lang="en").detected == "en"
    assert identify("visa", lang="fr").detected == "fr"


def test_a_turn_begins_with_the_live_release_and_the_day_that_was_given(release):
    turn = identify("Hallo", day="2027-01-01")

    assert (turn.release, turn.day) == (release.hash, "2027-01-01")


@pytest.mark.parametrize(
    ("text", "metadata", "detected"),
    [
        ("Chancenkarte", {}, "de"),
        ("Chancenkarte", {"lang": "vi"}, "vi"),
        ("Sperrkonto для Chancenkarte", {}, "ru"),
    ],
)
def test_a_german_term_alone_says_nothing_of_the_language(
    text: str, metadata: dict[str, str], detected: str
):
    assert identify(text, **metadata).detected == detected
