"""Judges answers against what was expected, and sums them up as figures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_WITH_ARTICLE = ("answered", "privacy")


@dataclass(frozen=True)
class Judged:
    """A question of an evaluation set, and the answer line it got."""

    row: dict[str, Any]
    answer: dict[str, Any]

    @property
    def has_topic(self) -> bool:
        return bool(self.row["expected_articles"])

    @property
    def first_is_right(self) -> bool:
        return self.answer["articles"][:1] != [] and self._expects(self.answer["articles"][0])

    @property
    def in_three(self) -> bool:
        return any(self._expects(slug) for slug in self.answer["articles"][:3])

    @property
    def shows_article(self) -> bool:
        return self.answer["status"] in _WITH_ARTICLE and bool(self.answer["articles"])

    @property
    def confident_and_wrong(self) -> bool:
        """An article was shown as the answer, and it was not the right one."""
        return self.shows_article and not self.first_is_right

    @property
    def is_right(self) -> bool:
        if self.has_topic:
            return self.shows_article and self.first_is_right
        return bool(self.answer["status"] == self.row["expected_status"]) or (
            {self.answer["status"], self.row["expected_status"]} <= {"abstained", "refused"}
        )

    def explain(self) -> str:
        """One line on what was expected and what came."""
        return (
            f"{self.row['id']}: {self.answer['status']} {self.answer['confidence']:.2f} "
            f"{self.answer['articles']} instead of {self.row['expected_status']} "
            f"{self.row['expected_articles']} | {self.answer['lang_detected']} | {self.row['text']}"
        )

    def _expects(self, slug: str) -> bool:
        return slug in self.row["expected_articles"]


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Shares in percent by group and language, flat; counts end in _n."""
    result: dict[str, float] = {}
    topics = [row for row in judged if row.row["group"] == "topics"]
    for language in sorted({row.row["question_lang"] for row in topics}):
        own = [row for row in topics if row.row["question_lang"] == language]
        result |= _topic_figures(own, f"topics_{language}")
    result |= _topic_figures(topics, "topics")
    nothing = [row for row in judged if row.row["group"] == "nothing"]
    result["nothing_n"] = len(nothing)
    result["nothing_answered_n"] = sum(row.shows_article for row in nothing)
    foreign = [row for row in judged if row.row["group"] == "other_languages"]
    result |= _topic_figures([row for row in foreign if row.has_topic], "other_languages")
    result["other_languages_confident_wrong_pct"] = _share(foreign, _wrong)
    result["other_languages_detected_pct"] = _share(
        foreign, lambda row: row.answer["lang_detected"] == row.row["question_lang"]
    )
    intents = [row for row in judged if row.row["group"] == "intents"]
    if intents:
        result["intents_n"] = len(intents)
        result["intents_right_pct"] = _share(intents, lambda row: row.is_right)
    times = sorted(row.answer["latency_ms"] for row in judged)
    result["turn_ms_median"] = times[len(times) // 2] if times else 0.0
    return result


def _topic_figures(rows: Sequence[Judged], prefix: str) -> dict[str, float]:
    return {
        f"{prefix}_n": len(rows),
        f"{prefix}_right_first_pct": _share(rows, lambda row: row.first_is_right),
        f"{prefix}_in_three_pct": _share(rows, lambda row: row.in_three),
        f"{prefix}_confident_wrong_pct": _share(rows, _wrong),
        f"{prefix}_answered_right_pct": _share(rows, lambda row: row.is_right),
        f"{prefix}_clarified_pct": _share(rows, lambda row: row.answer["status"] == "clarified"),
    }


def _wrong(row: Judged) -> bool:
    return row.confident_and_wrong


def _share(rows: Iterable[Judged], counts: Callable[[Judged], bool]) -> float:
    values = [counts(row) for row in rows]
    return round(100 * sum(values) / len(values), 1) if values else 0.0
