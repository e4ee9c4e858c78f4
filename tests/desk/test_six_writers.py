"""Six processes write at once and no increment is lost."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from sqlalchemy import select

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


def test_six_processes_times_a_hundred_increments_end_at_six_hundred(database: Database, url: str):
    with ProcessPoolExecutor(WRITERS, mp_context=get_context("spawn")) as pool:
        found = [serial for serials in pool.map(count, [url] * WRITERS) for serial in serials]

    with database.read() as db:
        assert db.execute(select(counters.c.value)).scalar_one() == WRITERS * INCREMENTS
    assert sorted(found) == list(range(1, WRITERS * INCREMENTS + 1))
