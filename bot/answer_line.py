"""An answer as every channel receives it: one turn, ready to be shown or written as JSON."""

from dataclasses import asdict, dataclass, field
from typing import Any

from knowledge.answer import Status


@dataclass
class AnswerLine:
    """The contract of the product; see README. `text` is all a person reads, `short` its start."""

    status: str
    lang: str
    text: str
    short: str
    lang_detected: str = ""
    parts: list[dict[str, str]] = field(default_factory=list)
    note: str = ""
    articles: list[str] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    sources: list[dict[str, str | None]] = field(default_factory=list)
    contacts: list[dict[str, str | None]] = field(default_factory=list)
    confidence: float = 0.0
    options: list[dict[str, str]] = field(default_factory=list)
    door: str = ""
    desk: dict[str, Any] = field(default_factory=dict)
    release: str = ""
    understood: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return Status(self.status).kind.value

    def as_json(
        self, *, line_id: str | None = None, latency_ms: float | None = None
    ) -> dict[str, Any]:
        """The line with its id, kind and time; without what it has not: a door, a desk step, …"""
        row = asdict(self)
        for name in ("door", "desk", "understood"):
            if not row[name]:
                del row[name]
        return {
            "id": line_id,
            "status": row.pop("status"),
            "kind": self.kind,
            **row,
            "latency_ms": latency_ms,
        }
