"""What a browser needs to know about the house before anything is asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.settings import settings
from desk.tickets.deadlines import BERLIN, Office
from knowledge.phone import format_phone
from knowledge.release import open_releases
from knowledge.tenant import WEEKDAYS, Span


def tenant_row(language: str, *, now: datetime) -> dict[str, Any]:
    """Names, languages and the way to a person. null = not known."""
    content = open_releases(settings().releases).current().content
    tenant = content.tenant
    contact = content.directory.bodies[tenant.contact]
    return {
        "name": tenant.name[language],
        "service": tenant.service_name,
        "colour": tenant.colour,
        "languages": list(tenant.languages),
        "texts": list(tenant.texts),
        "contact": {
            "name": contact.name_in(language),
            "phone": format_phone(contact.phone) or None,
        },
        "hours": tenant.hours and _hours(tenant.hours),
        "reading_day": Office.of(tenant).reading_day(now).isoformat(),
    }


def _hours(hours: Mapping[int, Sequence[Span]]) -> dict[str, Any]:
    """monday: 09:00-12:00, at the office."""
    days = {
        WEEKDAYS[day]: [f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in spans]
        for day, spans in hours.items()
    }
    return {"zone": BERLIN.key, "days": days}
