"""What a conversation was about, read from its events: what would be sent to staff."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from desk.tickets.ticket import HandoverRequest
from knowledge.release import Release

MOST_QUESTIONS = 5

Events = Iterable[dict[str, Any]]


def request_of(events: Events, release: Release, *, language: str, day: date) -> HandoverRequest:
    """The last questions, the articles they were told, state and profession as they wrote it."""
    events = list(events)
    told = tuple(dict.fromkeys(_told(events)))[-MOST_QUESTIONS:]
    known = [slug for slug in told if slug in release.content.articles]
    return HandoverRequest(
        asked=tuple(dict.fromkeys(_asked(events)))[-MOST_QUESTIONS:],
        told=told,
        facts=tuple(amount for slug in known for amount in _amounts(slug, release, language, day)),
        state=_last(events, "state", "value"),
        profession=_last(events, "profession", "written"),
        release=release.hash,
    )


def last_answer(events: Events) -> dict[str, Any]:
    """The answer line that the person saw last, before what they now wrote."""
    lines = [event["data"]["custom"] for event in events if event["event"] == "bot"]
    return lines[-1] if lines else {}


def _asked(events: Events) -> Iterator[str]:
    """Questions in their own words. A wish for a person is not one."""
    for event in events:
        if event["event"] != "user" or (event.get("metadata") or {}).get("choice"):
            continue
        if event["parse_data"]["intent"]["name"] in ("ask", "check", "out_of_scope"):
            yield event["text"]


def _told(events: Events) -> Iterator[str]:
    for event in events:
        line = event["data"]["custom"] if event["event"] == "bot" else {}
        if line.get("status") == "answered" and line["articles"]:
            yield line["articles"][0]


def _amounts(slug: str, release: Release, language: str, day: date) -> Iterator[str]:
    """The amounts of an article as they were on the day."""
    for fact_id in release.rendered(slug, language=language, day=day).facts:
        value, _ = release.content.facts[fact_id].on(day)
        yield f"{fact_id}: {value.value}"


def _last(events: Events, entity: str, part: str) -> str | None:
    """The value of the entity that was named last, or the words it was named with."""
    found = None
    for event in events:
        if event["event"] != "user":
            continue
        for row in event["parse_data"].get("entities") or ():
            if row["entity"] == entity:
                written = event["text"][row["start"] : row["end"]]
                found = written if part == "written" else row["value"]
    return found
