"""The tenant: the house that runs this Lotse, and what it has decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

from knowledge.colour import is_readable
from knowledge.errors import ContentError, Mistake
from knowledge.yaml_file import line_of, read_yaml

NONE = "none"  # written where the law asks for something that the house does not have
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Span:
    """From when to when the office is open."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Queue:
    """A team that a ticket can wait for; `contact` is the id of a body of the directory."""

    id: str
    contact: str


@dataclass(frozen=True)
class Tenant:
    """Who runs the service, for which state, in which languages. None = not known.

    `hours` are by day of the week (0 = Monday), `retention` is in days, `law` as in the file.
    """

    path: Path
    id: str
    state: str
    name: dict[str, str]
    service_name: str
    colour: str | None
    contact: str
    languages: tuple[str, ...]
    texts: tuple[str, ...]
    origins: tuple[str, ...]
    holidays_region: str
    hours: dict[int, tuple[Span, ...]] | None
    promise: dict[str, Any]
    channels: dict[str, dict[str, Any]]
    queues: tuple[Queue, ...]
    retention: dict[str, int]
    law: dict[str, Any]

    @property
    def default_queue(self) -> Queue:
        """Where new tickets wait."""
        return self.queues[0]

    def is_active(self, channel: str) -> bool:
        """Whether the house speaks with people there: web, telegram."""
        return channel in self.channels and bool(self.channels[channel]["active"])

    @property
    def unknown_law(self) -> tuple[str, ...]:
        """What the law wants and nobody has entered yet: law.controller.name, …"""
        return tuple(_unknown(self.law, "law"))


def load_tenant(path: Path) -> Tenant:
    """The tenant in `path`. Raises ContentError, also for rules that contradict each other."""
    row = read_yaml(path, schema="tenant")
    checks = (_wrong_colour, _wrong_hours, _wrong_queues, _wrong_retention)
    mistakes = [mistake for check in checks for mistake in check(path, row)]
    if mistakes:
        raise ContentError(*mistakes)
    return Tenant(
        path=path,
        id=row["id"],
        state=row["state"],
        name=row["name"],
        service_name=row["service_name"],
        colour=row.get("branding", {}).get("colour"),
        contact=row["contact"],
        languages=tuple(row["languages"]),
        texts=tuple(row["texts"]),
        origins=tuple(row.get("origins", ())),
        holidays_region=row["holidays_region"],
        hours=row["hours"] and _hours(row["hours"]),
        promise=row["promise"],
        channels=row["channels"],
        queues=tuple(Queue(queue["id"], queue["contact"]) for queue in row["queues"]),
        retention=row["retention"],
        law=row["law"],
    )


def _hours(rows: dict[str, list[str]]) -> dict[int, tuple[Span, ...]]:
    return {WEEKDAYS.index(day): tuple(map(_span, spans)) for day, spans in rows.items()}


def _span(written: str) -> Span:
    return Span(*map(time.fromisoformat, written.split("-")))


def _unknown(value: Any, name: str) -> Iterator[str]:
    if value is None:
        yield name
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _unknown(part, f"{name}.{key}")


def _wrong_colour(path: Path, row: dict[str, Any]) -> Iterator[Mistake]:
    colour = row.get("branding", {}).get("colour")
    if colour and not is_readable(colour):
        yield Mistake(
            path,
            line_of(path, "branding", "colour"),
            f"branding.colour: on {colour} neither white nor dark text can be read (4.5 to 1)",
            "make it a little darker or lighter",
        )


def _wrong_hours(path: Path, row: dict[str, Any]) -> Iterator[Mistake]:
    for day, spans in (row["hours"] or {}).items():
        times = [moment for written in spans for moment in written.split("-")]
        if times != sorted(set(times)):
            yield Mistake(
                path,
                line_of(path, "hours", day),
                f"hours.{day}: {', '.join(spans)} do not follow one another",
                "write each span from earlier to later, the morning first",
            )


def _wrong_queues(path: Path, row: dict[str, Any]) -> Iterator[Mistake]:
    names = [queue["id"] for queue in row["queues"]]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Mistake(
                path, line_of(path, "queues", number), f"queues: {name} stands twice", "keep one"
            )


def _wrong_retention(path: Path, row: dict[str, Any]) -> Iterator[Mistake]:
    days = dict(row["retention"])
    tombstones = days.pop("tombstones")
    longest = max(days, key=lambda name: days[name])
    if tombstones <= days[longest]:
        yield Mistake(
            path,
            line_of(path, "retention", "tombstones"),
            f"retention.tombstones: {tombstones} days are not more than {longest}, {days[longest]}",
            f"a tombstone outlives everything it may have to delete again: at least "
            f"{days[longest] + 1}",
        )
