"""The ticket store of this process: where it is, whose office it is, its key. Only wiring."""

import hashlib
import hmac
import logging
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
from desk.tickets.errors import DatabaseAway
from desk.tickets.migrations import upgrade
from desk.tickets.queues import keep_queues
from desk.tickets.retention import Rules
from desk.tickets.store import Store
from knowledge.tenant import Tenant, load_tenant

logger = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def open_store() -> Store:
    """The store of a serving process, opened once. Raises ContentError.

    It is opened while its database is away too, so that questions are answered: then everything
    that it is asked raises DatabaseAway, and `bring_up_to_date` has to be called again.
    """
    store = _store_of(settings())
    try:
        bring_up_to_date(store, settings())
    except DatabaseAway as error:
        logger.warning("tickets cannot be opened or read: %s", error)
    return store


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """The store for one command, closed afterwards. Raises DatabaseAway, ContentError."""
    store = _open(settings)
    try:
        yield store
    finally:
        store.database.close()


def bring_up_to_date(store: Store, settings: Settings) -> None:
    """Tables and queues as this release needs them; changes nothing twice. Raises DatabaseAway."""
    upgrade(settings.database_url)
    keep_queues(store.database, _tenant(settings).queues)


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
    """Raises DatabaseAway, ContentError."""
    store = _store_of(settings)
    bring_up_to_date(store, settings)
    return store


def _store_of(settings: Settings) -> Store:
    tenant = _tenant(settings)
    return Store(
        open_database(settings.database_url),
        ticket_key(settings),
        Office.of(tenant),
        rules=Rules.of(tenant),
        default_queue=tenant.default_queue.id,
    )


def _tenant(settings: Settings) -> Tenant:
    return load_tenant(settings.knowledge / "tenants" / f"{settings.tenant}.yml")
