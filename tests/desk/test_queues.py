"""The tenant's queues in the database: added once, and written only when something differs."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import event, select

from desk.tickets.database import Database
from desk.tickets.models import queues
from desk.tickets.queues import keep_queues
from desk.tickets.store import Store
from knowledge.tenant import Queue
from tests.desk.conftest import NOW, opened

SPOC = Queue("spoc", contact="mv-fksz-spoc")
CHAMBER = Queue("chamber", contact="mv-ihk")


def known(database: Database) -> dict[str, str]:
    with database.read() as db:
        return {row.queue: row.contact for row in db.execute(select(queues))}


def writes(database: Database, wanted: Iterable[Queue]) -> int:
    """How many statements that change something are sent."""
    sent: list[str] = []

    def note(_db: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(database.writer, "before_cursor_execute", note)
    keep_queues(database, wanted)
    event.remove(database.writer, "before_cursor_execute", note)
    return sum(statement.startswith(("INSERT", "UPDATE", "LOCK")) for statement in sent)


def test_missing_queues_are_added(database: Database):
    assert keep_queues(database, (SPOC, CHAMBER))

    assert known(database) == {"spoc": "mv-fksz-spoc", "chamber": "mv-ihk"}


def test_a_second_start_writes_nothing(database: Database):
    keep_queues(database, (SPOC, CHAMBER))

    assert writes(database, (SPOC, CHAMBER)) == 0


def test_a_changed_contact_is_written(database: Database):
    keep_queues(database, (SPOC, CHAMBER))

    assert keep_queues(database, (SPOC, Queue("chamber", contact="mv-hwk")))

    assert known(database)["chamber"] == "mv-hwk"


def test_a_queue_that_the_tenant_no_longer_names_keeps_its_tickets(store: Store):
    number = opened(store).number

    keep_queues(store.database, (CHAMBER,))

    assert "spoc" in known(store.database)
    assert store.claim(number, "anna", now=NOW)


def test_processes_that_start_at_once_add_each_queue_once(database: Database):
    barrier = Barrier(4)

    def start(_: int) -> bool:
        barrier.wait()
        return keep_queues(database, (SPOC, CHAMBER))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, range(4)))

    assert known(database) == {"spoc": "mv-fksz-spoc", "chamber": "mv-ihk"}
