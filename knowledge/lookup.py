"""Who is responsible: looks a question up in the directory, or says what is still missing."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.directory import Directory, Route
from knowledge.yaml_file import read_yaml

RECOGNITION = "recognition"
RESIDENCE = "residence"
MOST_BODIES = 2


@dataclass(frozen=True)
class Choice:
    """Something a person can choose: a topic, a group of professions, a district."""

    id: str
    title: dict[str, str]
    route: str | None
    members: tuple[str, ...]

    def title_in(self, language: str) -> str:
        return self.title.get(language, self.title["en"])


@dataclass(frozen=True)
class Lookup:
    """What can be chosen, by id."""

    topics: dict[str, Choice]
    professions: dict[str, Choice]
    districts: dict[str, Choice]

    def profession_of(self, name: str | None) -> str | None:
        """The group that a profession of the gazetteer belongs to."""
        return next((id for id, row in self.professions.items() if name in row.members), None)

    def depends_on_district(self, bodies: tuple[str, ...]) -> bool:
        """More bodies than a person should choose from, and the district says which one it is."""
        local = {body for district in self.districts.values() for body in district.members}
        return len(bodies) > MOST_BODIES and not local.isdisjoint(bodies)


@dataclass(frozen=True)
class Found:
    """The route and the bodies to show; or what is missing: "profession" or "district"."""

    route: Route | None = None
    bodies: tuple[str, ...] = ()
    missing: str = ""


def find_responsible(
    directory: Directory,
    lookup: Lookup,
    *,
    topic: str,
    state: str,
    audience: str,
    profession: str | None = None,
    district: str | None = None,
) -> Found:
    """Who is responsible for a topic of `lookup`.

    The profession is asked for only for recognition, the district only where it decides
    between more bodies than a person should have to choose from.
    """
    route_topic = lookup.topics[topic].route
    if topic == RECOGNITION:
        if profession is None:
            return Found(missing="profession")
        route_topic = lookup.professions[profession].route
    routes = directory.routes_for(state=state, topic=route_topic or "", audience=audience)
    if not routes:
        return Found()
    route = routes[0]
    if not lookup.depends_on_district(route.bodies):
        return Found(route, route.bodies[:MOST_BODIES])
    if district is None:
        return Found(missing="district")
    near = lookup.districts[district].members
    return Found(route, tuple(body for body in route.bodies if body in near) or route.bodies)


def load_lookup(path: Path) -> Lookup:
    """Raises ContentError."""
    rows = read_yaml(path, schema="lookup")

    def choices(part: str, members: str) -> dict[str, Choice]:
        return {
            id: Choice(id, row["title"], row.get("route"), tuple(row.get(members, ())))
            for id, row in rows[part].items()
        }

    return Lookup(
        topics=choices("topics", ""),
        professions=choices("professions", "names"),
        districts=choices("districts", "bodies"),
    )
