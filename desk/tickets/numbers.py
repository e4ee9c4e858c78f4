"""Ticket numbers as people quote them: MV-2026-00042-7, where the last digit checks the others.

The check is that of ISBN-10 over year and serial: any one wrong digit and any two swapped digits
are noticed. Serials whose check would need an eleventh digit are left out.
"""

import re
import unicodedata

from sqlalchemy import select, text, update
from sqlalchemy.engine import Connection

from desk.tickets.models import counters

WRITTEN = re.compile(r"([A-Z]{2,10})-?20([0-9]{2})-?([0-9]{5,7})-?([0-9])")
INSIDE = re.compile(r"\b[A-Z]{2,10}[ ‐-―-]?20[0-9]{2}[ ‐-―-]?[0-9]{5,7}[ ‐-―-]?[0-9]\b")
SERIAL_DIGITS = 5
OFFSET = 8  # without it the check of a serial below ten would be the serial


def next_serial(db: Connection, name: str) -> int:
    """Count `name` on by one, inside the caller's transaction."""
    db.execute(
        text("INSERT INTO counters (name, value) VALUES (:name, 0) ON CONFLICT DO NOTHING"),
        {"name": name},
    )
    db.execute(update(counters).where(counters.c.name == name).values(value=counters.c.value + 1))
    return int(db.execute(select(counters.c.value).where(counters.c.name == name)).scalar_one())


def next_number(db: Connection, *, prefix: str, year: int) -> str:
    """A ticket number that nobody has had, inside the caller's transaction."""
    while True:
        number = write_number(prefix, year, next_serial(db, f"{prefix}-{year}"))
        if number is not None:
            return number


def write_number(prefix: str, year: int, serial: int) -> str | None:
    """The number with its check digit, or None for a serial that is left out."""
    check = _check(year % 100, serial)
    if check > 9:
        return None
    return f"{prefix}-{year}-{serial:0{SERIAL_DIGITS}d}-{check}"


def read_number(written: str) -> str | None:
    """The number that a person has written, in any case, spacing and digits; None for a slip."""
    bare = re.sub(r"\s", "", western(written)).upper()
    found = WRITTEN.fullmatch(re.sub(r"[\u2010-\u2015\u2212_/.]", "-", bare))
    if found is None:
        return None
    prefix, year, serial, check = found.groups()
    if _check(int(year), int(serial)) != int(check):
        return None
    return write_number(prefix, 2000 + int(year), int(serial))


def find_number(text: str) -> str | None:
    """The first ticket number inside other words; where all are slips, the first as written."""
    written = INSIDE.findall(western(text).upper())
    found = (number for number in map(read_number, written) if number)
    return next(found, written[0] if written else None)


def without_numbers(text: str) -> str:
    """The other words: a number without hyphens could be taken for a status code."""
    return INSIDE.sub(" ", western(text).upper())


def western(written: str) -> str:
    """Digits and letters of any script's width as ASCII: ٤٢ and ４２ are 42."""
    folded = unicodedata.normalize("NFKC", written)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in folded)


def _check(year: int, serial: int) -> int:
    """0 to 10. Weights 1 to 9 from the right, all different and the check digit itself has 10."""
    digits = f"{year:02d}{serial:07d}"
    weighted = sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), 1))
    return (weighted + OFFSET) % 11
