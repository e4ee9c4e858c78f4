"""What goes wrong at Telegram: said in advance, for the next calls."""

import threading
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fault:
    """For so many calls; `code` None: the answer never comes."""

    method: str
    code: int | None
    description: str = ""
    times: int = 1
    retry_after: int | None = None
    chat_id: int | None = None
    carried_out: bool = False

    def hits(self, method: str, body: dict[str, Any]) -> bool:
        wanted_chat = self.chat_id in (None, body.get("chat_id"))
        return self.times > 0 and method == self.method and wanted_chat

    def answer(self) -> dict[str, Any]:
        """The body of the refusal."""
        row = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is None:
            return row
        return {**row, "parameters": {"retry_after": self.retry_after}}


@dataclass
class Faults:
    """The ones that are still to come, and who has blocked us."""

    planned: list[Fault] = field(default_factory=list)
    blocked: dict[int, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def too_many(self, *, times: int = 1, retry_after: int = 1, chat_id: int | None = None) -> None:
        """429: the next messages have to wait."""
        text = f"Too Many Requests: retry after {retry_after}"
        self.plan(Fault("sendMessage", 429, text, times, retry_after, chat_id))

    def silent(self, *, times: int = 1, delivered: bool = True, chat_id: int | None = None) -> None:
        """The answer never comes, though the message may have arrived."""
        fault = Fault("sendMessage", None, times=times, chat_id=chat_id, carried_out=delivered)
        self.plan(fault)

    def broken(
        self,
        *,
        times: int = 1,
        method: str = "sendMessage",
        code: int = 500,
        chat_id: int | None = None,
    ) -> None:
        """Telegram's own mistake: 500, or 502 from what stands in front of it."""
        words = {500: "Internal Server Error", 502: "Bad Gateway"}
        self.plan(Fault(method, code, words[code], times, chat_id=chat_id))

    def conflict(self, *, times: int = 1) -> None:
        """409: somebody else fetches the updates too."""
        text = (
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        self.plan(Fault("getUpdates", 409, text, times))

    def unauthorized(self, method: str, *, times: int = 1) -> None:
        """401: the token has been withdrawn."""
        self.plan(Fault(method, 401, "Unauthorized", times))

    def plan(self, fault: Fault) -> None:
        with self._lock:
            self.planned.append(fault)

    def next(self, method: str, body: dict[str, Any]) -> Fault | None:
        """The fault of this call, which is then used up."""
        with self._lock:
            for fault in self.planned:
                if fault.hits(method, body):
                    fault.times -= 1
                    return fault
        return None
