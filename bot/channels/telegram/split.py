"""Cuts long texts into messages: between sections, else paragraphs, lines, sentences, words."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.channels.telegram.rich import QUOTE, Run, Text, written

# Telegram counts UTF-16 units of the text that is left when the markup has been read.
MOST_UNITS = 4096

_ENDS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?…؟۔।。])[\"'»“”’)]*\s"),
    re.compile(r"\s"),
)
_JOINERS = "\u200c\u200d"
_VIRAMA = 9  # the combining class of signs that bind the next letter, in Hindi and its relatives


def units(text: str) -> int:
    """Telegram's length of a text."""
    return len(text) + sum(character > "\uffff" for character in text)


def pages(sections: Iterable[Text], *, most: int = MOST_UNITS) -> list[Text]:
    """The sections as few messages; one that is too long for a message is cut."""
    made: list[Text] = []
    for section in filter(None, sections):
        longer = (*made[-1], Run(_between(made[-1], section)), *section) if made else section
        if units(written(longer)) <= most:
            made[-1:] = [longer]
        else:
            made += split(section, most=most)
    return made


def _between(before: Text, after: Text) -> str:
    """Quotations are set apart from each other by themselves."""
    quoted = QUOTE in before[-1].marks and QUOTE in after[0].marks
    return "\n" if quoted else "\n\n"


def split(text: Text, *, most: int = MOST_UNITS) -> list[Text]:
    """The text in pieces of at most `most` units, without the white space where it was cut."""
    whole = written(text)
    pieces: list[Text] = []
    start = _skipped(whole, 0)
    while start < len(whole):
        end = _end(whole, start, most)
        pieces.append(_sliced(text, start, start + len(whole[start:end].rstrip())))
        start = _skipped(whole, end)
    return [piece for piece in pieces if piece]


def _end(whole: str, start: int, most: int) -> int:
    """Where the piece that begins at `start` ends: late, and where it hurts least."""
    furthest = _furthest(whole, start, most)
    if furthest == len(whole):
        return furthest
    middle = start + (furthest - start) // 2
    for end in _ENDS:
        found = [match.end() for match in end.finditer(whole, middle, furthest)]
        if found:
            return found[-1]
    return _between_characters(whole, start, furthest)


def _furthest(whole: str, start: int, most: int) -> int:
    end = min(start + most, len(whole))
    over = units(whole[start:end]) - most
    while over > 0:
        end -= 1
        over -= units(whole[end])
    return end


def _between_characters(whole: str, start: int, end: int) -> int:
    """The last place up to `end` where no character that people see as one is torn apart."""
    for place in range(end, start, -1):
        if not _binds(whole[place - 1], whole[place]):
            return place
    return end


def _binds(before: str, after: str) -> bool:
    """Whether two neighbours are one to the eye: accents, joiners, flags, skin colours."""
    return (
        before in _JOINERS
        or after in _JOINERS
        or unicodedata.category(after)[0] == "M"
        or unicodedata.combining(before) == _VIRAMA
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or all("\U0001f1e6" <= letter <= "\U0001f1ff" for letter in (before, after))
    )


def _skipped(whole: str, place: int) -> int:
    """The next place that is no white space."""
    return len(whole) - len(whole[place:].lstrip())


def _sliced(text: Sequence[Run], start: int, end: int) -> Text:
    """The runs between two places, their marks kept."""
    runs: list[Run] = []
    place = 0
    for run in text:
        piece = run.text[max(start - place, 0) : max(end - place, 0)]
        if piece:
            runs.append(Run(piece, run.marks))
        place += len(run.text)
    return tuple(runs)
