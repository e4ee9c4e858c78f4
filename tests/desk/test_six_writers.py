"""Six processes write at once and no increment is lost."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from desk.tickets.database import Database, open_database
from desk.tickets.models import counters
from desk.tickets.numbers import next_serial

WRITERS = 6
INCREMENTS = 100


def count(url: str) -> list[int]:
    """What one writer got. Runs in a process of its own."""
    database = open_database(url)
    serials = []
    for _ in range(INCREMENTS):
        with database.write() as db:
            serials.append(next_serial(db, "MV-2026"))
    database.close()
    return serials


def count_by_reading_first(url: str) -> None:
    """Reads, then writes what it has read and one more. Runs in a process of its own."""
    database = open_database(url)
    for _ in range(INCREMENTS):
        with database.write() as db:
            value = db.execute(select(counters.c.value)).scalar_one()
            db.execute(update(counters).values(value=value + 1))
    database.close()


def run_writers(work: Callable[[str], Any], url: str) -> list[Any]:
    with ProcessPoolExecutor(WRITERS, mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, [url] * WRITERS))


def value_of(database: Database) -> int:
    with database.read() as db:
        return int(db.execute(select(counters.c.value)).scalar_one())


def test_six_processes_times_a_hundred_increments_end_at_six_hundred(database: Database, url: str):
    found = [serial for serials in run_writers(count, url) for serial in serials]

    assert value_of(database) == WRITERS * INCREMENTS
    assert sorted(found) == list(range(1, WRITERS * INCREMENTS + 1))


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_on_sqlite_even_reading_before_writing_loses_nothing(database: Database, url: str):
    with database.write() as db:
        db.execute(insert(counters).values(name="six", value=0))

    run_writers(count_by_reading_first, url)

    assert value_of(database) == WRITERS * INCREMENTS
