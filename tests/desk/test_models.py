"""Moments: aware and in UTC, whatever the database keeps."""

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from desk.tickets.database import Database
from desk.tickets.models import tombstones

BERLIN_SUMMER = timezone(timedelta(hours=2))


def bury(database: Database, moment: datetime) -> None:
    with database.write() as db:
        db.execute(insert(tombstones).values(kind="ticket", key_hash="x", deleted_at=moment))


def test_a_moment_comes_back_in_utc(database: Database):
    bury(database, datetime(2026, 7, 1, 9, 30, tzinfo=BERLIN_SUMMER))

    with database.read() as db:
        found = db.execute(select(tombstones.c.deleted_at)).scalar_one()

    assert found == datetime(2026, 7, 1, 7, 30, tzinfo=timezone.utc)
    assert found.utcoffset() == timedelta(0)


def test_a_time_without_zone_is_refused(database: Database):
    with pytest.raises(StatementError, match="hand in an aware time"):
        bury(database, datetime(2026, 7, 1, 9, 30))
