"""How long to wait before something is tried again."""

from collections.abc import Iterator

FIRST_SECONDS = 1.0
LONGEST_SECONDS = 60.0


def growing_pauses(first: float = FIRST_SECONDS) -> Iterator[float]:
    """Twice as long each time, up to a minute."""
    seconds = first
    while True:
        yield seconds
        seconds = min(2 * seconds, LONGEST_SECONDS)
