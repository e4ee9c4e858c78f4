"""What nobody needs to know is taken out of a message before anything else reads it.

Passport numbers, bank accounts, telephone numbers, e-mail addresses and status codes. A salary, a
date or a paragraph stays.
"""

import re
from collections.abc import Callable

from babel.numbers import list_currencies
from phonenumbers import Leniency, PhoneNumberMatcher

from desk.tickets.codes import CODE
from desk.tickets.numbers import INSIDE, western

MASK = "…"

_EMAIL = re.compile(r"[^\s@<>(),;:\"]{1,64}@[^\s@<>(),;:\"]+\.[^\W\d_]{2,}")
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}\b")
# The German form (C01X00T47) and what most other states print: letters, then six digits or more.
_PASSPORT = re.compile(
    r"\b(?i:[CFGHJKLMNPRTVWXYZ](?=(?:\w*\d){4})[0-9A-Z]{8,9}|[A-Z]{1,2}\d{7,9})\b"
    r"|\b[A-Z]{1,3} ?\d{6,9}\b"
)
# Before a number they say what it counts: EUR 120000 is a salary.
_UNITS = {*list_currencies(), "DM", "TL", "RS", "TK", "HRA", "HRB", "ISO"}
_LONG_NUMBER = re.compile(r"(?<![\d.,])\+?\d(?:[ /()-]{0,2}\d){9,}(?![\d.,]*\d)")
_DATE = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})\b")
_NUMBER = re.compile(INSIDE.pattern, re.IGNORECASE)
_LEAST_DIGITS = 7


def mask(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without such data, and what kinds of it there were, in the order of this file."""
    found, readable = [], _readable(text)
    for kind, find in _FINDERS.items():
        spans = find(readable)
        for start, end in reversed(spans):
            text = f"{text[:start]}{MASK}{text[end:]}"
        if spans:
            found.append(kind)
            readable = _readable(text)
    return text, tuple(found)


def _readable(text: str) -> str:
    """Digits and letters as ASCII where that changes no place: the spans are those of the text."""
    if text.isascii():
        return text
    signs = ((sign, sign if sign.isascii() else western(sign)) for sign in text)
    return "".join(known if len(known) == 1 else sign for sign, known in signs)


def _all(pattern: re.Pattern[str]) -> Callable[[str], list[tuple[int, int]]]:
    return lambda text: [match.span() for match in pattern.finditer(text)]


def _ibans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _IBAN.finditer(text) if _is_iban(match.group())]


def _is_iban(written: str) -> bool:
    """The check of ISO 13616: rearranged and read as a number, it leaves 1 after division by 97."""
    bare = re.sub(r"[ -]", "", written).upper()
    digits = "".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])
    return len(bare) >= 15 and int(digits) % 97 == 1


def _passports(text: str) -> list[tuple[int, int]]:
    found = _PASSPORT.finditer(text)
    return [match.span() for match in found if _letters(match.group()) not in _UNITS]


def _letters(written: str) -> str:
    return re.split(r"[ \d]", written, maxsplit=1)[0].upper()


def _codes(text: str) -> list[tuple[int, int]]:
    """A ticket number without hyphens is no code."""
    numbers = [match.span() for match in _NUMBER.finditer(text)]
    spans = (match.span() for match in CODE.finditer(text))
    return [span for span in spans if not any(_overlap(span, number) for number in numbers)]


def _phones(text: str) -> list[tuple[int, int]]:
    """Numbers that begin like a telephone number (+, 0), and any with ten digits or more."""
    if sum(map(str.isdecimal, text)) < _LEAST_DIGITS:
        return []
    others = [match.span() for match in (*_DATE.finditer(text), *_NUMBER.finditer(text))]
    spans = [match.span() for match in _LONG_NUMBER.finditer(text)]
    for match in PhoneNumberMatcher(text, "DE", Leniency.POSSIBLE):
        digits = re.sub(r"\D", "", match.raw_string)
        begins = match.raw_string.lstrip("( ")[0] in "+0"
        if begins and len(digits) >= _LEAST_DIGITS:
            spans.append((match.start, match.end))
    return _joined([span for span in spans if not any(_overlap(span, other) for other in others)])


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


_FINDERS: dict[str, Callable[[str], list[tuple[int, int]]]] = {
    "email": _all(_EMAIL),
    "iban": _ibans,
    "code": _codes,
    "passport": _passports,
    "phone": _phones,
}
