"""Real databases for the tests of the desk: SQLite always, PostgreSQL where one runs."""

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from desk.tickets.database import Database, open_database
from desk.tickets.migrations import upgrade
from desk.tickets.models import metadata

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
    server = create_engine(
        f"{SERVER}/postgres", isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3}
    )
    name = f"lotse_test_{secrets.token_hex(6)}"
    try:
        with server.connect() as db:
            db.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError:
        pytest.skip(NO_SERVER)
    upgrade(f"{SERVER}/{name}")
    yield f"{SERVER}/{name}"
    with server.connect() as db:
        db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


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
