"""Whether answers helped: how often it was said, by day and article. Nothing about who said it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from desk.tickets.database import Database
from desk.tickets.models import feedback

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class WhyNot(Enum):
    """What was not good about an answer."""

    WRONG = "wrong"
    UNCLEAR = "unclear"
    INCOMPLETE = "incomplete"
    OTHER = "other"


@dataclass(frozen=True)
class Feedback:
    """What one person said of one answer. `article` is empty for an answer from no article."""

    article: str
    language: str
    helped: bool
    why: WhyNot | None = None


@dataclass(frozen=True)
class Helped:
    """What was said of an article in all; `whys` counts the reasons of those it did not help."""

    article: str
    yes: int
    no: int
    whys: dict[str, int]


def count_feedback(database: Database, said: Feedback, *, day: date) -> None:
    """One more of this kind on this day. Raises DatabaseAway."""
    kind = {
        "day": day,
        "article": said.article,
        "language": said.language,
        "helped": said.helped,
        "why": said.why.value if said.why else "",
    }
    with database.write() as db:
        insert = _INSERT[db.dialect.name]
        db.execute(
            insert(feedback)
            .values(**kind, count=1)
            .on_conflict_do_update(index_elements=list(kind), set_={"count": feedback.c.count + 1})
        )


def helped(database: Database) -> tuple[Helped, ...]:
    """All articles of which something was said, those that helped least often first."""
    total = func.sum(feedback.c.count).label("total")
    kind = (feedback.c.article, feedback.c.helped, feedback.c.why)
    with database.read() as db:
        rows = db.execute(select(*kind, total).group_by(*kind).order_by(feedback.c.why)).all()
    counted = (_helped(name, rows) for name in {row.article for row in rows})
    return tuple(sorted(counted, key=lambda one: (-one.no, one.yes, one.article)))


def _helped(article: str, rows: Sequence[Any]) -> Helped:
    mine = [row for row in rows if row.article == article]
    return Helped(
        article,
        yes=sum(int(row.total) for row in mine if row.helped),
        no=sum(int(row.total) for row in mine if not row.helped),
        whys={row.why: int(row.total) for row in mine if row.why},
    )
