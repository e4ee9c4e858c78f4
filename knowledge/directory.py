"""The directory: bodies, and routes that say who is responsible. Looked up, never guessed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import ContentError, Mistake
from knowledge.source import Source, day_or_none
from knowledge.yaml_file import line_of, read_yaml

FEDERAL = "DE"


@dataclass(frozen=True)
class Body:
    """A body that people can turn to. None = not known."""

    id: str
    name: dict[str, str]
    kind: str
    state: str
    place: str | None
    tasks: dict[str, tuple[str, ...]]
    phone: str | None
    email: str | None
    url: str | None
    hours: str | None
    source: Source | None
    confidence: str

    def name_in(self, language: str) -> str:
        return self.name.get(language, self.name["en"])


@dataclass(frozen=True)
class Route:
    """For this topic and audience these bodies are responsible, for this reason."""

    id: str
    state: str
    topic: str
    audiences: tuple[str, ...]
    bodies: tuple[str, ...]
    not_to: tuple[str, ...]
    reason: dict[str, str]
    source: Source | None


@dataclass(frozen=True)
class Directory:
    """All bodies by id, and all routes."""

    bodies: dict[str, Body]
    routes: tuple[Route, ...]

    def routes_for(self, *, state: str, topic: str, audience: str) -> tuple[Route, ...]:
        """The state's own routes for the topic; where it has none, those of the federal level."""
        for level in (state, FEDERAL):
            found = tuple(
                route
                for route in self.routes
                if (route.state, route.topic) == (level, topic) and audience in route.audiences
            )
            if found:
                return found
        return ()


def load_directory(folder: Path) -> Directory:
    """Bodies and routes below `folder`. Raises ContentError, also for a route to nobody."""
    bodies: dict[str, Body] = {}
    routes: list[Route] = []
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("bodies/*.yml")):
        try:
            rows = read_yaml(path, schema="bodies") or {}
        except ContentError as error:
            mistakes.extend(error.mistakes)
            continue
        mistakes.extend(
            Mistake(path, line_of(path, body_id), f"{body_id} stands in two files", "keep one")
            for body_id in rows.keys() & bodies.keys()
        )
        bodies |= {body_id: _body(body_id, row) for body_id, row in rows.items()}
    for path in sorted(folder.glob("routes/*.yml")):
        try:
            rows = read_yaml(path, schema="routes") or []
        except ContentError as error:
            mistakes.extend(error.mistakes)
            continue
        for number, row in enumerate(rows):
            routes.append(_route(row, default_state=path.stem))
            unknown = [body for body in row["bodies"] + row["not_to"] if body not in bodies]
            mistakes.extend(
                Mistake(
                    path,
                    line_of(path, number, "bodies"),
                    f"{row['id']} leads to {body}, which is no body",
                    "correct the id or add the body",
                )
                for body in unknown
            )
    if mistakes:
        raise ContentError(*mistakes)
    return Directory(bodies, tuple(routes))


def _source(row: dict[str, Any]) -> Source | None:
    if row["source"] is None:
        return None
    return Source(row["source"]["title"], row["source"]["url"], day_or_none(row["as_of"]))


def _body(body_id: str, row: dict[str, Any]) -> Body:
    return Body(
        id=body_id,
        name=row["name"],
        kind=row["kind"],
        state=row["state"],
        place=row["place"],
        tasks={language: tuple(tasks) for language, tasks in row["tasks"].items()},
        phone=row["phone"],
        email=row["email"],
        url=row["url"],
        hours=row["hours"],
        source=_source(row),
        confidence=row["confidence"],
    )


def _route(row: dict[str, Any], *, default_state: str) -> Route:
    return Route(
        id=row["id"],
        state=row.get("state", default_state),
        topic=row["topic"],
        audiences=tuple(row["audiences"]),
        bodies=tuple(row["bodies"]),
        not_to=tuple(row["not_to"]),
        reason=row["reason"],
        source=_source(row),
    )
