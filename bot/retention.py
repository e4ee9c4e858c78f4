"""Deleting by the tenant's rules, at the desk and in the conversations: by hand, or every day."""

import asyncio
import logging
from dataclasses import asdict
from datetime import datetime, timezone

from bot.conversations import delete_silent, open_conversations, silent_since
from bot.settings import Settings
from desk.tickets.errors import DatabaseAway
from desk.tickets.retention import run_retention
from desk.tickets.store import Store

logger = logging.getLogger(__name__)

_EVERY_SECONDS = 6 * 60 * 60
_TRY_AGAIN_SECONDS = 5 * 60


def delete_what_is_due(
    store: Store, settings: Settings, *, now: datetime, dry: bool = False
) -> dict[str, int]:
    """How many of each were deleted; with `dry`, how many would be. Raises DatabaseAway."""
    deleted = run_retention(
        store.database, store.key, rules=store.rules, office=store.office, now=now, dry=dry
    )
    store.database.purge()
    last = store.rules.kept_since("conversation", store.office, now)
    file = open_conversations(settings)
    conversations = len(silent_since(file, last)) if dry else delete_silent(file, last)
    return {**asdict(deleted), "conversations": conversations}


async def delete_every_day(store: Store, settings: Settings) -> None:
    """As long as the assistant runs, so that the dates people are shown are kept."""
    while True:
        now = datetime.now(timezone.utc)
        try:
            deleted = await asyncio.to_thread(delete_what_is_due, store, settings, now=now)
        except DatabaseAway as error:
            logger.warning("nothing is deleted yet: %s", error)
            await asyncio.sleep(_TRY_AGAIN_SECONDS)
            continue
        logger.info("retention %s", " ".join(f"{name}={n}" for name, n in deleted.items()))
        await asyncio.sleep(_EVERY_SECONDS)
