"""What all visitors do at one moment: who waits for an answer, and what was opened so far."""

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Opening:
    """What one conversation was told: one number and its code, if all is well."""

    told: frozenset[tuple[str, str]]
    open_ms: float | None  # of the request that opened it; None where something was in the way


class Traffic:
    """Shared by the threads of all visitors."""

    def __init__(self) -> None:
        self.calm = threading.Event()  # nothing is killed or restarts
        self.openings: list[Opening] = []
        self._waiting: set[int] = set()

    def request_of(self, visitor: int) -> Callable[[str, dict], None]:
        """Hears from the HTTP client how far a request is; sent whole, it waits for an answer."""

        def heard(event: str, _details: dict) -> None:
            if event == "http11.send_request_body.complete":
                self._waiting.add(visitor)

        return heard

    def over(self, visitor: int) -> None:
        """The request of a visitor was answered, or broke."""
        self._waiting.discard(visitor)

    def is_in_flight(self) -> bool:
        """Whether at least one request was sent and is not answered yet."""
        return bool(self._waiting)
