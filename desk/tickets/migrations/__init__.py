"""Changes of the tables, release by release, with Alembic. A revision works on both databases."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from desk.tickets.database import open_database

FOLDER = Path(__file__).resolve().parent
LOCK = 5_164_733  # any number that nothing else in this database uses


def upgrade(url: str) -> None:
    """Bring the tables at `url` to this release; does nothing where they are. Raises DatabaseAway.

    All in one transaction; a second process waits for it and then finds nothing to do.
    """
    database = open_database(url)
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    try:
        with database.write() as db:
            if db.dialect.name == "postgresql":
                db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            config.attributes["connection"] = db
            command.upgrade(config, "head")
    finally:
        database.close()
