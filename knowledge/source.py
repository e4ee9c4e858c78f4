"""Where a statement comes from, and the day it speaks for."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """A source; `as_of` is the day it speaks for, not the day it was read."""

    title: str
    url: str | None
    as_of: date | None


def day_or_none(text: str | None) -> date | None:
    """The date of an ISO text such as 2026-12-31, None for None."""
    return date.fromisoformat(text) if text else None
