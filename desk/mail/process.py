"""The process `lotse mail`. Only wiring."""

import asyncio
import secrets
import signal
from datetime import datetime, timezone

from bot.settings import BadSetting, Settings
from desk.mail.delivery import MailDelivery
from desk.mail.letter import Letterhead
from desk.mail.postbox import Postbox
from desk.tickets.opening import opened_store, server_secret
from desk.tickets.store import Store
from knowledge.directory import load_directory
from knowledge.tenant import load_tenant


def deliver_mail(settings: Settings) -> None:
    """Deliver until SIGTERM or Ctrl-C. Raises BadSetting, DatabaseAway, ContentError."""
    if settings.mail is None:
        raise BadSetting("LOTSE_SMTP_URL is not set: there is no server to hand mails to")
    postbox = Postbox(settings.mail)
    with opened_store(settings) as store:
        head = _letterhead(settings, settings.mail.sender, store)
        asyncio.run(_deliver(store, postbox, head))


async def _deliver(store: Store, postbox: Postbox, head: Letterhead) -> None:
    delivery = MailDelivery(
        database=store.database,
        postbox=postbox,
        head=head,
        worker=f"mail-{secrets.token_hex(4)}",
        clock=lambda: datetime.now(timezone.utc),
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, delivery.stopping.set)
    await delivery.run()


def _letterhead(settings: Settings, sender: str, store: Store) -> Letterhead:
    tenant = load_tenant(settings.knowledge / "tenants" / f"{settings.tenant}.yml")
    return Letterhead(
        sender=sender,
        tenant=tenant,
        contact=load_directory(settings.knowledge / "directory").bodies[tenant.contact],
        public_url=settings.public_url,
        secret=server_secret(settings),
        rules=store.rules,
        office=store.office,
    )
