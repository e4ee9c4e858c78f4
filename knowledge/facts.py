"""Facts: every amount once, typed, with the periods it is valid in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.errors import ContentError, Mistake
from knowledge.source import Source, day_or_none
from knowledge.yaml_file import line_of, read_yaml

Amount = float | int | str | tuple[float, float]


@dataclass(frozen=True)
class FactValue:
    """What a fact is during one period; None as a bound means that it is open."""

    value: Amount
    valid_from: date | None
    valid_to: date | None
    source: Source
    confidence: str

    def covers(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class Fact:
    """One amount through time."""

    id: str
    type: str
    unit: str | None
    law: str | None
    values: tuple[FactValue, ...]

    def on(self, day: date) -> tuple[FactValue, bool]:
        """The value valid on `day` and True, or the last one before it and False.

        Before the first period the first value counts as not current.
        """
        for value in self.values:
            if value.covers(day):
                return value, True
        past = [value for value in self.values if (value.valid_to or date.max) < day]
        return (past[-1] if past else self.values[0]), False


def load_facts(folder: Path) -> dict[str, Fact]:
    """All facts below `folder` by id. Raises ContentError for double ids or overlapping periods."""
    facts: dict[str, Fact] = {}
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            entries = read_yaml(path, schema="facts") or {}
        except ContentError as error:
            mistakes.extend(error.mistakes)
            continue
        for fact_id, entry in entries.items():
            fact = _fact(fact_id, entry)
            if fact_id in facts:
                mistakes.append(
                    Mistake(path, line_of(path, fact_id), f"{fact_id} stands twice", "keep one")
                )
            if _overlap(fact.values):
                mistakes.append(
                    Mistake(
                        path,
                        line_of(path, fact_id, "values"),
                        f"{fact_id}: two values are valid on the same day",
                        "end the older period on the day before the newer one begins",
                    )
                )
            if any(_ends_before_it_begins(value) for value in fact.values):
                mistakes.append(
                    Mistake(
                        path,
                        line_of(path, fact_id, "values"),
                        f"{fact_id}: a period ends before it begins",
                        "correct valid_from or valid_to",
                    )
                )
            facts[fact_id] = fact
    if mistakes:
        raise ContentError(*mistakes)
    return facts


def _fact(fact_id: str, entry: dict[str, Any]) -> Fact:
    values = [
        FactValue(
            value=tuple(row["value"]) if isinstance(row["value"], list) else row["value"],
            valid_from=day_or_none(row["valid_from"]),
            valid_to=day_or_none(row["valid_to"]),
            source=Source(row["source"]["title"], row["source"]["url"], day_or_none(row["as_of"])),
            confidence=row["confidence"],
        )
        for row in entry["values"]
    ]
    values.sort(key=lambda value: value.valid_from or date.min)
    return Fact(fact_id, entry["type"], entry["unit"], entry["law"], tuple(values))


def _ends_before_it_begins(value: FactValue) -> bool:
    return (value.valid_to or date.max) < (value.valid_from or date.min)


def _overlap(values: Iterable[FactValue]) -> bool:
    end = date.min
    for number, value in enumerate(values):
        if number and (value.valid_from or date.min) <= end:
            return True
        end = value.valid_to or date.max
    return False
