"""Real databases for the tests of the desk: SQLite always, PostgreSQL where one runs."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text

from desk.tickets.database import Database, open_database
from desk.tickets.deadlines import Office
from desk.tickets.errors import DatabaseAway
from desk.tickets.migrations import upgrade
from desk.tickets.models import metadata
from desk.tickets.retention import Rules
from desk.tickets.store import Store
from desk.tickets.ticket import Consent, HandoverRequest, Opened, Why
from tests.running import own_database

SERVER = "postgresql+psycopg2://postgres@127.0.0.1:5432"
NO_SERVER = (
    "no PostgreSQL at 127.0.0.1:5432; start one: docker run --rm -d -p 127.0.0.1:5432:5432 "
    "-e POSTGRES_HOST_AUTH_METHOD=trust postgres:15"
)


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "desk.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A database of this test session only."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(own_database(f"{SERVER}/postgres"))
        except DatabaseAway:
            pytest.skip(NO_SERVER)
        upgrade(url)
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with tables and no rows, once of each kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_file"), tmp_path / "desk.db")
        return f"sqlite:///{tmp_path}/desk.db"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = open_database(url)
    yield database
    if url.startswith("postgresql"):
        with database.write() as db:
            names = ", ".join(metadata.tables)
            db.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    database.close()


KEY = b"a key of the tests, long enough"
OFFICE = Office(prefix="MV", region="MV")
RULES = Rules(
    conversation=30, ended_ticket=90, silent_ticket=365, events=365, attempts=1, tombstones=400
)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)  # a Monday morning
CONSENT = Consent(text_version="2026-11", recipient="spoc")
REQUEST = HandoverRequest(
    asked=("Wie lange dauert das?",),
    told=("recognition-duration",),
    state="DE-MV",
    profession="nurse",
    release="4f2a",
    text="Bitte rufen Sie mich an.",
)


@pytest.fixture
def store(database: Database) -> Store:
    """A store with the queues spoc and chamber."""
    store = Store(database, KEY, OFFICE, RULES, "spoc")
    store.add_queue("spoc", contact="mv-fksz-spoc")
    store.add_queue("chamber", contact="mv-ihk")
    return store


def draft(store: Store, *, conversation_id: str = "visitor", now: datetime = NOW) -> str:
    """A new draft of a conversation."""
    return store.drafts.give_consent(
        CONSENT,
        REQUEST,
        why=Why.ASKED,
        conversation_id=conversation_id,
        channel="web",
        language="en",
        audience="applicant",
        now=now,
    ).draft_id


def opened(store: Store, *, conversation_id: str = "visitor", now: datetime = NOW) -> Opened:
    """A new ticket of a conversation."""
    draft_id = draft(store, conversation_id=conversation_id, now=now)
    return store.open_ticket(draft_id, conversation_id=conversation_id, queue="spoc", now=now)


def answered(store: Store, *, conversation_id: str = "visitor", now: datetime = NOW) -> Opened:
    """A ticket that anna has claimed and replied to."""
    ticket = opened(store, conversation_id=conversation_id, now=now)
    store.claim(ticket.number, "anna", now=now)
    store.reply(ticket.number, "anna", "Drei Monate.", language="de", now=now)
    return ticket


def rows_with(database: Database, needle: str) -> list[str]:
    """The tables in which some row holds a text."""
    with database.read() as db:
        return [
            name
            for name, table in metadata.tables.items()
            if any(needle in str(tuple(row)) for row in db.execute(select(table)))
        ]
