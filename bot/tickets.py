"""The ticket store of this process: where it is, whose office it is, its key. Only wiring."""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager

from bot.channels.session import session_secret
from bot.settings import Settings
from desk.tickets.database import open_database
from desk.tickets.deadlines import Office
from desk.tickets.migrations import upgrade
from desk.tickets.store import Store
from knowledge.tenant import load_tenant


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """The store, its tables brought up to date. Raises DatabaseAway, ContentError."""
    tenant = load_tenant(settings.knowledge / "tenants" / f"{settings.tenant}.yml")
    upgrade(settings.database_url)
    database = open_database(settings.database_url)
    try:
        yield Store(database, ticket_key(settings), Office.of(tenant))
    finally:
        database.close()


def ticket_key(settings: Settings) -> bytes:
    """The key of codes and tombstones: made from the secret of the sessions, but another one."""
    return hmac.new(session_secret(settings).encode(), b"tickets", hashlib.sha256).digest()
