"""The words of Telegram: one file a language below texts/, the same keys and places in each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.channels.telegram.direction import RIGHT_TO_LEFT, isolate, keep_slash_in_front
from bot.distress.words import distress_words, emergency_numbers
from knowledge.errors import ContentError, Mistake
from knowledge.yaml_file import line_of, read_yaml

TEXTS = Path(__file__).parent / "texts"
FALLBACK = "en"
_REFERENCE = "de"
_PLACE = re.compile(r"\{(\w+)\}")

# In the order in which they are offered.
LANGUAGES: Mapping[str, str] = {
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "ru": "Русский",
    "uk": "Українська",
    "ar": "العربية",
    "tr": "Türkçe",
    "vi": "Tiếng Việt",
    "pt": "Português",
    "pl": "Polski",
    "hi": "हिन्दी",
    "uz": "Oʻzbekcha",
    "fa": "فارسی",
}


@dataclass(frozen=True)
class Words:
    """The words in one language, {places} not yet filled in."""

    language: str
    texts: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The text under `key` with its places filled in. Plain text, no HTML.

        Raises KeyError for an unknown key, or a place without a value.
        """
        return _PLACE.sub(lambda place: self._filling(values[place[1]]), self.texts[key])

    def _filling(self, value: object) -> str:
        return _in_its_direction(str(value), self.language)


def words(language: str) -> Words:
    """The words in `language`, in English where there are none. Raises ContentError."""
    known = read_texts()
    return known.get(language, known[FALLBACK])


@lru_cache
def read_texts() -> dict[str, Words]:
    """The words of every language. Raises ContentError with every mistake in any of them."""
    mistakes = list(broken_texts())
    if mistakes:
        raise ContentError(*mistakes)
    return {language: Words(language, _shown(language)) for language in LANGUAGES}


def emergency(language: str) -> str:
    """Help in an emergency, whatever else works. Raises ContentError."""
    said, numbers = distress_words(language), emergency_numbers()
    rows = (
        (numbers.fire_and_ambulance, said.ambulance),
        (numbers.police, said.police),
        (numbers.violence_against_women, said.women),
    )
    calls = (f"{_in_its_direction(number, language)} – {who}" for number, who in rows)
    return "\n".join([said.title, "", said.now, *calls, "", said.abroad, said.program])


def broken_texts(folder: Path = TEXTS) -> Iterator[Mistake]:
    """What keeps the words from being used, in any language."""
    try:
        german = _read(folder, _REFERENCE)
    except ContentError as error:
        yield from error.mistakes
        return
    for language in LANGUAGES:
        path = folder / f"{language}.yml"
        try:
            texts = _read(folder, language)
        except ContentError as error:
            yield from error.mistakes
        else:
            yield from _differences(path, texts, german)


def _shown(language: str) -> dict[str, str]:
    texts = _read(TEXTS, language)
    if language in RIGHT_TO_LEFT:
        return {key: keep_slash_in_front(text) for key, text in texts.items()}
    return texts


def _read(folder: Path, language: str) -> dict[str, str]:
    content = read_yaml(folder / f"{language}.yml", schema="telegram_texts")
    return {key: text for key, text in content.items() if key != "reviewed"}


def _differences(path: Path, texts: dict[str, str], german: dict[str, str]) -> Iterator[Mistake]:
    for key in sorted(german.keys() - texts.keys()):
        yield Mistake(path, 1, f"{key} is missing", f"write it as in {_REFERENCE}.yml")
    for key, text in texts.items():
        if key not in german:
            yield _mistake(path, key, "nothing uses it", "correct the name or delete it")
            continue
        for place in sorted(_places(text) ^ _places(german[key])):
            mend = f"use the same places as {_REFERENCE}.yml"
            yield _mistake(path, key, f"{{{place}}} is not in both languages", mend)
        if re.search(r"[{}]", _PLACE.sub("", text)):
            yield _mistake(path, key, "a brace that is no place", "write a place as {name}")


def _mistake(path: Path, key: str, problem: str, mend: str) -> Mistake:
    return Mistake(path, line_of(path, key), f"{key}: {problem}", mend)


def _in_its_direction(text: str, language: str) -> str:
    return isolate(text) if language in RIGHT_TO_LEFT else text


def _places(text: str) -> set[str]:
    return set(_PLACE.findall(text))
