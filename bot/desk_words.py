"""The words of a handover and of tickets: from ids and dates to what a person reads."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location

from bot.channels.reveal import CODE_MARK, CONTACT_MARK, MESSAGES_MARK
from bot.desk_messages import spoken_moment
from bot.words import Words
from desk.tickets.deadlines import BERLIN
from knowledge.tenant import Tenant
from knowledge.yaml_file import read_yaml
from nlu.entities import GAZETTEERS

About = Mapping[str, Any]

_STATES = GAZETTEERS / "state.yml"


def consent_version(words: Words) -> str:
    """Which text somebody agreed to: its language, and a hash of its words."""
    digest = hashlib.sha256(words.responses["utter_consent"].encode()).hexdigest()
    return f"{words.language}-{digest[:8]}"


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    return {code: names[0] for code, names in read_yaml(_STATES, schema="gazetteer").items()}


def name_of_state(code: str) -> str:
    """The German name of a state by its code: DE-MV."""
    return _states().get(code, code)


class DeskWords:
    """Fills the responses of the desk in one language.

    `fill` puts values into a label, `title` gives the title of an article, `state` the name of a
    state by its code.
    """

    def __init__(
        self,
        words: Words,
        tenant: Tenant,
        *,
        fill: Callable[..., str],
        title: Callable[[str], str],
        state: Callable[[str], str],
    ) -> None:
        self._words = words
        self._tenant = tenant
        self._fill = fill
        self._title = title
        self._state = state

    def values(self, about: About) -> dict[str, str]:
        """What the responses of the desk may name, as far as it is known in this turn."""
        made: dict[str, tuple[str, Callable[[Any], str]]] = {
            "why": ("why", lambda why: self._words.labels[f"why_{why}"]),
            "number": ("number", str),
            "count": ("count", str),
            "promise": ("due_on", self._promise),
            "delete_on": ("delete_on", self.day),
            "reading_day": ("reading_day", self.day),
            "preview": ("request", lambda request: "\n".join(self._preview(request))),
            "zone": ("windows", lambda _: self._zone(about["time_zone"])),
            "window": ("call_window", lambda window: self._window(window, about)),
            "ticket_state": ("state", lambda state: self._words.labels[f"state_{state}"]),
            "again_at": ("again_at", self._moment),
            "elsewhere": ("elsewhere", self._elsewhere),
            "tickets": ("tickets", lambda rows: "\n".join(map(self._ticket, rows))),
        }
        known = {name: fill(about[key]) for name, (key, fill) in made.items() if key in about}
        return {**known, "code": CODE_MARK, "contact": CONTACT_MARK, "messages": MESSAGES_MARK}

    def row(self, about: About) -> dict[str, Any]:
        """What programs get beside the words: ids and dates of the step, and what they lack."""
        if not about:
            return {}
        row = dict(about)
        if about["step"] == "consent":
            row["version"] = consent_version(self._words)
            row["recipient"] = self._tenant.contact
        if about["step"] == "call_window":
            zone, day = about["time_zone"], date.fromisoformat(about["due_on"])
            row["windows"] = {
                window: self.window_title(window, zone=zone, day=day) for window in about["windows"]
            }
        return row

    def window_title(self, window: str, *, zone: str | None, day: date) -> str:
        """Hours at the office as they are where the person is."""
        start, end = (self._hour(hour, zone=zone, day=day) for hour in window.split("-"))
        return f"{start}–{end}"

    def day(self, day: str) -> str:
        return format_date(date.fromisoformat(day), "full", locale=self._words.language)

    def _promise(self, due_on: str | None) -> str:
        if due_on is None:
            return ""
        confirmed = self._tenant.promise["confirmed_by"] is not None
        label = self._words.labels["promise" if confirmed else "promise_aim"]
        return self._fill(label, day=self.day(due_on))

    def _preview(self, request: About) -> Iterable[str]:
        """One line for each thing that would be sent."""
        labels = self._words.labels
        told = [self._title(slug) for slug in request["told"]]
        language = Locale.parse(request["language"]).get_display_name(self._words.language)
        rows = {
            "text": request["text"],
            "asked": " · ".join(request["asked"]),
            "told": " · ".join(told),
            "state": self._state(request["state"]) if request["state"] else "",
            "profession": request["profession"] or "",
            "language": str(language),
        }
        return [f"- {labels[f'part_{name}']}: {value}" for name, value in rows.items() if value]

    def _hour(self, hour: str, *, zone: str | None, day: date) -> str:
        at = datetime.combine(day, time(int(hour)), BERLIN)
        place = ZoneInfo(zone) if zone else BERLIN
        return format_time(at.astimezone(place), "short", tzinfo=place, locale=self._words.language)

    def _zone(self, zone: str | None) -> str:
        return get_timezone_location(
            zone or "Europe/Berlin", locale=self._words.language, return_city=True
        )

    def _window(self, window: str | None, about: About) -> str:
        if window is None:
            return ""
        zone = about["time_zone"]
        day = date.fromisoformat(about["due_on"])
        hours = self.window_title(window, zone=zone, day=day)
        return self._fill(self._words.labels["call_between"], hours=hours, zone=self._zone(zone))

    def _elsewhere(self, channel: str | None) -> str:
        return self._words.labels[f"elsewhere_{channel}"] if channel else ""

    def _ticket(self, ticket: About) -> str:
        label = self._words.labels["ticket_row"]
        return "- " + self._fill(
            label,
            number=ticket["number"],
            ticket_state=self._words.labels[f"state_{ticket['state']}"],
            delete_on=self.day(ticket["delete_on"]),
        )

    def _moment(self, at: str) -> str:
        return spoken_moment(datetime.fromisoformat(at), self._words)
