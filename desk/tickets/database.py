"""The desk's database, SQLite or PostgreSQL: how a connection is opened, reads and writes.

Both write one after the other where it counts: SQLite because a writing transaction takes the
lock before it reads, PostgreSQL because claims and numbers are single conditional UPDATEs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.pool import QueuePool

from desk.tickets.errors import DatabaseAway

WAIT_SECONDS = 5
SQLITE_PRAGMAS = (
    f"busy_timeout={WAIT_SECONDS * 1000}",  # first: the next ones may already have to wait
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",  # what is deleted is overwritten, not only unlinked
)
BEGIN = "lotse_begin"
UNUSABLE = ("not a database", "invalid dsn")  # a file of something else, an option unknown
BAD_ADDRESS = "the address of the database must begin with sqlite:/// or postgresql+psycopg2://"


@dataclass(frozen=True)
class Database:
    """Two views of one pool of connections: one reads, one takes the lock and writes."""

    reader: Engine
    writer: Engine

    @property
    def name(self) -> str:
        """Where it is, without a password."""
        return self.reader.url.render_as_string(hide_password=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent look. Raises DatabaseAway."""
        with self._translated(), self.reader.begin() as db:
            yield db

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: everything inside is written, or nothing. Raises DatabaseAway."""
        with self._translated(), self.writer.begin() as db:
            yield db

    def purge(self) -> None:
        """Let what was deleted leave SQLite's journal too, as far as nobody reads just now."""
        if self.reader.dialect.name == "sqlite":
            with self._translated(), self.reader.connect() as db:
                db.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self.reader.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (OperationalError, InterfaceError) as error:
            raise DatabaseAway(f"{self.name}: {_reason(str(error.orig))}") from error
        except NoFreeConnection as error:
            raise DatabaseAway(f"{self.name}: {_reason('no free connection')}") from error
        except DatabaseError as error:
            if getattr(error.orig, "pgcode", None) == "42P01":  # undefined table
                raise DatabaseAway(f"{self.name}: {_reason('no such table')}") from error
            if not any(cause in str(error.orig) for cause in UNUSABLE):
                raise
            raise DatabaseAway(f"{self.name}: {_reason(str(error.orig))}") from error


def open_database(url: str) -> Database:
    """The database at `url`; its tables come from `upgrade`. Raises DatabaseAway."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseAway(BAD_ADDRESS) from error
    open_engine = {"sqlite": _open_sqlite, "postgresql": _open_postgresql}.get(
        address.get_backend_name()
    )
    if open_engine is None:
        raise DatabaseAway(
            f"the database is {address.get_backend_name()}; it must be sqlite or postgresql"
        )
    try:
        engine = open_engine(address)
    except (ArgumentError, ImportError) as error:
        raise DatabaseAway(BAD_ADDRESS) from error
    except OSError as error:
        raise DatabaseAway(f"the folder of {address.database} cannot be made") from error
    return Database(engine, engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"}))


def lock_table(db: Connection, table: str) -> None:
    """Let no other transaction write this table until this one ends; reading goes on.

    SQLite has taken its lock when the transaction began.
    """
    if db.dialect.name == "postgresql":
        db.execute(text(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"))


def _open_sqlite(url: URL) -> Engine:
    if url.host:
        raise DatabaseAway(BAD_ADDRESS)
    if not url.database or url.database == ":memory:":
        raise DatabaseAway("the database needs a file: sqlite:////path/to/desk.db")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    Path(url.database).touch(mode=0o600)  # it holds contacts: for its owner only
    engine = create_engine(
        url,
        future=True,
        poolclass=QueuePool,
        pool_timeout=WAIT_SECONDS,
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transactions begin too late: six writers × 100 left 127 of 600.
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(db: Connection) -> None:
    db.exec_driver_sql(db.get_execution_options().get(BEGIN, "BEGIN"))


def _open_postgresql(url: URL) -> Engine:
    """What the address itself says (`?connect_timeout=…&options=…`) counts more."""
    ours = f"-c timezone=UTC -c lock_timeout={WAIT_SECONDS}s"
    return create_engine(
        url,
        future=True,
        pool_pre_ping=True,
        pool_timeout=WAIT_SECONDS,
        connect_args={
            "connect_timeout": url.query.get("connect_timeout", WAIT_SECONDS),
            "options": f"{ours} {url.query.get('options', '')}",
        },
    )


def _reason(cause: str) -> str:
    """What to do, for the causes that are known."""
    if "locked" in cause or "lock timeout" in cause:
        return f"locked for more than {WAIT_SECONDS} seconds; nothing was written, try again"
    if "no such table" in cause:
        return "its tables are missing; run: lotse db upgrade"
    return f"does not answer ({' '.join(cause.split())}); nothing was written, try again"
