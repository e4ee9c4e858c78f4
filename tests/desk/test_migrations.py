"""Migrations end at the tables of models.py, on both databases."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from desk.tickets.database import Database, open_database
from desk.tickets.migrations import upgrade
from desk.tickets.models import metadata

SQLITE_OWN = "sqlite_sequence"


def test_the_migrated_tables_are_those_of_the_models(database: Database):
    with database.read() as db:
        options = {"compare_type": True, "include_name": lambda name, *_: name != SQLITE_OWN}
        context = MigrationContext.configure(db, opts=options)

        assert compare_metadata(context, metadata) == []


def test_ids_are_never_given_twice_on_sqlite(sqlite_file: Path):
    database = open_database(f"sqlite:///{sqlite_file}")

    with database.read() as db:
        counted = db.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name"
        )

        assert [row.name for row in counted] == ["messages", "outbox", "tickets"]
    database.close()


def test_a_second_upgrade_does_nothing(url: str):
    upgrade(url)
    upgrade(url)

    database = open_database(url)
    with database.read() as db:
        assert inspect(db).has_table("tickets")
    database.close()


def test_two_processes_may_upgrade_at_the_same_time(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/desk.db"

    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(upgrade, [url, url]))

    database = open_database(url)
    with database.read() as db:
        assert inspect(db).has_table("tickets")
    database.close()
