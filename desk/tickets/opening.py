"""The ticket store of this process: where it is, whose office it is, its key. Only wiring."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from bot.settings import Settings, settings
from desk.tickets.database import open_database
from desk.tickets.deadlines import Office
from desk.tickets.migrations import upgrade
from desk.tickets.queues import keep_queues
from desk.tickets.retention import Rules
from desk.tickets.store import Store
from knowledge.tenant import load_tenant


@lru_cache(maxsize=1)
def open_store() -> Store:
    """The store of a serving process, opened once. Raises DatabaseAway, ContentError."""
    return _open(settings())


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """The store for one command, closed afterwards. Raises DatabaseAway, ContentError."""
    store = _open(settings)
    try:
        yield store
    finally:
        store.database.close()


def ticket_key(settings: Settings) -> bytes:
    """The key of codes and tombstones: made from the secret of the sessions, but another one."""
    return hmac.new(server_secret(settings).encode(), b"tickets", hashlib.sha256).digest()


def server_secret(settings: Settings) -> str:
    """What signs sessions: LOTSE_SECRET, or a key made at the first start and kept in var."""
    if settings.secret:
        return settings.secret
    path = settings.var / "session.key"
    if not path.exists():
        _make_secret(path)
    return path.read_text("utf-8")


def _make_secret(path: Path) -> None:
    """Written whole before it has its name: two processes may start at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent) as file:  # readable by its owner only
        file.write(secrets.token_urlsafe(32))
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, path)


def _open(settings: Settings) -> Store:
    """The store with its tables and queues brought up to date."""
    tenant = load_tenant(settings.knowledge / "tenants" / f"{settings.tenant}.yml")
    upgrade(settings.database_url)
    store = Store(
        open_database(settings.database_url),
        ticket_key(settings),
        Office.of(tenant),
        rules=Rules.of(tenant),
        default_queue=tenant.default_queue.id,
    )
    keep_queues(store.database, tenant.queues)
    return store
