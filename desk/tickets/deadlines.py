"""When people can count on an answer: working days of the office, computed and never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

from knowledge.tenant import Tenant

SATURDAY = 5
BERLIN = ZoneInfo("Europe/Berlin")
CALL_WINDOWS = ("08-10", "10-12", "12-14", "14-16")  # hours at the office


@dataclass(frozen=True)
class Office:
    """The office that answers. `closes` says when, by day of the week (0 = Monday), where known."""

    prefix: str
    region: str
    working_days: int = 2
    closes: Mapping[int, time] = field(default_factory=dict)
    zone: ZoneInfo = BERLIN

    @classmethod
    def of(cls, tenant: Tenant) -> "Office":
        return cls(
            prefix=tenant.id.upper(),
            region=tenant.holidays_region,
            working_days=int(tenant.promise["working_days"]),
            closes={day: spans[-1].closes for day, spans in (tenant.hours or {}).items()},
        )

    def day(self, moment: datetime) -> date:
        """The day that it is at the office."""
        return moment.astimezone(self.zone).date()

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in _holidays(self.region)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def reading_day(self, moment: datetime) -> date:
        """The first day, this one included, on which somebody reads."""
        today = self.day(moment)
        return today if self.is_working_day(today) else self.add_working_days(today, 1)

    def due_on(self, opened_at: datetime) -> date:
        """The day by whose end a ticket is answered."""
        return self.add_working_days(self.day(opened_at), self.working_days)

    def due_at(self, due_on: date) -> datetime:
        """The end of that day, in UTC: when the office closes, else midnight."""
        closes = self.closes.get(due_on.weekday())
        if closes is None:
            due_on, closes = due_on + timedelta(days=1), time()
        return datetime.combine(due_on, closes, self.zone).astimezone(timezone.utc)

    def claim_until(self, moment: datetime) -> datetime:
        """One working day later, in UTC; from a day without work, the end of the next one."""
        local = moment.astimezone(self.zone)
        day = self.add_working_days(local.date(), 1)
        if not self.is_working_day(local.date()):
            return self.due_at(day)
        return datetime.combine(day, local.time(), self.zone).astimezone(timezone.utc)


@lru_cache(maxsize=16)
def _holidays(region: str) -> HolidayBase:
    return country_holidays("DE", subdiv=region)
