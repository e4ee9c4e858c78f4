"""`lotse who`: prints who is responsible for a topic in a state, with reason, source and date."""

from collections.abc import Iterator

from knowledge.content import Content
from knowledge.directory import FEDERAL, Body, Route
from knowledge.phone import format_phone


class NothingKnown(Exception):
    """The directory has no answer; says what it has."""


def who(content: Content, *, state: str, topic: str, audience: str, language: str) -> str:
    """The routes of a topic as text. Raises NothingKnown."""
    tag = state if state.startswith(FEDERAL) else f"DE-{state.upper()}"
    topics = sorted({route.topic for route in content.directory.routes})
    if topic not in topics:
        raise NothingKnown(f"there is no topic {topic!r}; there are: {', '.join(topics)}")
    routes = content.directory.routes_for(state=tag, topic=topic, audience=audience)
    if not routes:
        contact = content.directory.bodies[content.tenant.contact]
        raise NothingKnown(
            f"nobody is known for {topic} in {tag} and {audience}; "
            f"ask {contact.name_in(language)}, {format_phone(contact.phone)}"
        )
    return "\n\n".join("\n".join(_lines(content, route, language)) for route in routes)


def _lines(content: Content, route: Route, language: str) -> Iterator[str]:
    yield route.reason.get(language, route.reason["en"])
    bodies = content.directory.bodies
    for body_id in route.bodies:
        yield f"  {_body(bodies[body_id], language)}"
    for body_id in route.not_to:
        yield f"  not: {bodies[body_id].name_in(language)}"
    if route.source:
        as_of = route.source.as_of.isoformat() if route.source.as_of else "date not known"
        address = f", {route.source.url}" if route.source.url else ""
        yield f"  source: {route.source.title} ({as_of}){address}"


def _body(body: Body, language: str) -> str:
    parts = [body.name_in(language), format_phone(body.phone) or "phone not known", body.url]
    return ", ".join(part for part in parts if part)
