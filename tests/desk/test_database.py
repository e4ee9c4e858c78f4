"""The database: what a connection promises, and what is said when it is away."""

import sqlite3
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from desk.tickets import database as module
from desk.tickets.database import Database, open_database
from desk.tickets.errors import DatabaseAway
from desk.tickets.models import counters


def serial(name: str, value: int) -> dict[str, object]:
    return {"name": name, "value": value}


def test_what_is_written_can_be_read(database: Database):
    with database.write() as db:
        db.execute(insert(counters).values(**serial("MV-2026", 7)))

    with database.read() as db:
        assert db.execute(select(counters.c.value)).scalar_one() == 7


def test_a_transaction_that_fails_leaves_nothing(database: Database):
    with pytest.raises(IntegrityError), database.write() as db:
        db.execute(insert(counters), [serial("MV-2026", 7), serial("MV-2026", 8)])

    with database.read() as db:
        assert db.execute(select(counters)).all() == []


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", 5000),
        ("foreign_keys", 1),
        ("secure_delete", 1),
    ],
)
def test_sqlite_keeps_what_it_has_said_was_written(sqlite_file: Path, pragma: str, value: object):
    database = open_database(f"sqlite:///{sqlite_file}")

    with database.read() as db:
        found = db.execute(text(f"PRAGMA {pragma}")).scalar_one()

    assert found == value
    database.close()


def test_a_writer_of_sqlite_holds_the_lock_before_it_reads(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path}/desk.db")
    other = sqlite3.connect(tmp_path / "desk.db", timeout=0, isolation_level=None)

    with database.write(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")

    other.close()
    database.close()


def test_a_locked_database_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "SQLITE_PRAGMAS", ("busy_timeout=50",))
    database = open_database(f"sqlite:///{tmp_path}/desk.db")
    other = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseAway, match="locked for more than"), database.write():
        pass

    other.close()
    database.close()


def test_a_database_without_tables_says_which_command_makes_them(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path}/desk.db")

    with pytest.raises(DatabaseAway, match="lotse db upgrade"), database.read() as db:
        db.execute(select(counters))

    database.close()


def test_a_schema_of_postgresql_without_tables_says_the_same(postgresql_url: str):
    database = open_database(f"{postgresql_url}?options=-c search_path=nowhere")

    with pytest.raises(DatabaseAway, match="lotse db upgrade"), database.read() as db:
        db.execute(select(counters))

    database.close()


def test_a_server_that_is_away_is_named_without_its_password():
    database = open_database("postgresql+psycopg2://desk:geheim@127.0.0.1:9/desk")

    with pytest.raises(DatabaseAway) as caught, database.read():
        pass

    assert "127.0.0.1:9/desk: does not answer" in str(caught.value)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("desk.db", "must begin with sqlite:///"),
        ("mysql://127.0.0.1/desk", "must be sqlite or postgresql"),
        ("sqlite://", "needs a file"),
        ("sqlite://host/desk.db", "must begin with sqlite:///"),
        ("sqlite:////proc/nowhere/desk.db", "folder of /proc/nowhere/desk.db cannot be made"),
        ("postgresql://127.0.0.1:port/desk", "must begin with sqlite:///"),
        ("postgresql+nothing://127.0.0.1/desk", "must begin with sqlite:///"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(url: str, problem: str):
    with pytest.raises(DatabaseAway, match=problem):
        open_database(url)


def test_a_file_that_is_no_database_is_named(tmp_path: Path):
    (tmp_path / "desk.db").write_bytes(b"x" * 5000)
    database = open_database(f"sqlite:///{tmp_path}/desk.db")

    with pytest.raises(DatabaseAway, match="file is not a database"), database.read():
        pass

    database.close()


def test_the_folder_of_a_new_file_is_made(tmp_path: Path):
    database = open_database(f"sqlite:///{tmp_path}/var/deep/desk.db")

    with database.read():
        pass

    assert (tmp_path / "var/deep/desk.db").exists()
    database.close()


def test_too_many_at_once_are_told_to_try_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.05)
    database = open_database(f"sqlite:///{tmp_path}/desk.db")

    with ExitStack() as held:
        for _ in range(15):  # five, and ten for busy moments
            held.enter_context(database.read())

        with pytest.raises(DatabaseAway, match="no free connection"):
            held.enter_context(database.read())

    database.close()


def test_a_new_file_of_tickets_is_for_its_owner_only(tmp_path: Path):
    open_database(f"sqlite:///{tmp_path}/desk.db").close()

    assert (tmp_path / "desk.db").stat().st_mode & 0o777 == 0o600
