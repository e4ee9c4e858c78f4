"""The process `lotse telegram`. Only wiring; it loads neither model nor articles."""

import asyncio
import hashlib
import hmac
import secrets
import signal
from collections.abc import Callable
from datetime import datetime, timezone

from bot.channels.service_token import service_token
from bot.channels.telegram import screens, texts
from bot.channels.telegram.assistant import Assistant
from bot.channels.telegram.channel import answer_updates
from bot.channels.telegram.commands import COMMANDS
from bot.channels.telegram.connection import WebhookRefused, connected
from bot.channels.telegram.dialogue import Dialogue
from bot.channels.telegram.house import House
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.notice import Desk
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.polling import TokenRefused
from bot.channels.telegram.profile import Profile, show_profile
from bot.channels.telegram.replies import Replies
from bot.channels.telegram.sending import Sender
from bot.settings import BadSetting, Settings, TelegramBot
from desk.chats.threads import ticket_of_message
from desk.tickets.opening import opened_store, server_secret
from desk.tickets.store import Store
from knowledge.directory import load_directory
from knowledge.tenant import Tenant, load_tenant

CHANGE_SETTINGS_FIRST = 78  # EX_CONFIG: the launcher does not start us again
_LAST_SECONDS = 2.0  # for the reply in hand
_START_SECONDS = 20.0  # of the assistant, when the launcher starts us together


def serve_telegram(settings: Settings, say: Callable[[str], None]) -> int:
    """Until SIGTERM or Ctrl-C; the exit code. Raises BadSetting, DatabaseAway, ContentError."""
    if settings.telegram is None:
        raise BadSetting("LOTSE_TELEGRAM_TOKEN is not set: there is no bot to speak for")
    tenant = load_tenant(settings.knowledge / "tenants" / f"{settings.tenant}.yml")
    if not tenant.is_active("telegram"):
        say(_SWITCHED_OFF.format(file=tenant.path))
        return CHANGE_SETTINGS_FIRST
    with opened_store(settings) as store:
        try:
            asyncio.run(_serve(settings, settings.telegram, tenant, store))
        except TokenRefused:
            say(_TOKEN_REFUSED)
            return CHANGE_SETTINGS_FIRST
        except WebhookRefused as error:
            say(_WEBHOOK_REFUSED.format(reason=error))
            return CHANGE_SETTINGS_FIRST
        except asyncio.CancelledError:
            return 0
    return 0


_SWITCHED_OFF = (
    "LOTSE_TELEGRAM_TOKEN is set, but Telegram is switched off for this house; "
    "whoever may decide it sets channels.telegram in {file}"
)
_TOKEN_REFUSED = (
    "Telegram does not know the token (any more); "
    "ask @BotFather for it (/token) and set LOTSE_TELEGRAM_TOKEN"
)
_WEBHOOK_REFUSED = "Telegram does not take LOTSE_TELEGRAM_WEBHOOK: {reason}"


async def _serve(settings: Settings, telegram: TelegramBot, tenant: Tenant, store: Store) -> None:
    this = asyncio.current_task()
    assert this is not None, "asyncio.run has made it"
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, this.cancel)
    secret = server_secret(settings)
    bodies = load_directory(settings.knowledge / "directory").bodies
    async with connected(telegram) as bot, _assistant(settings, secret) as assistant:
        house = House(bodies[tenant.contact], settings.public_url, bot.username)
        sender = Sender(bot, store.database)
        file = settings.var / "telegram.profile"
        profile = asyncio.create_task(
            show_profile(bot, _profiles(), fallback=texts.FALLBACK, file=file)
        )
        desk = Desk(
            teams={queue.id: bodies[queue.contact] for queue in tenant.queues},
            public_url=settings.public_url,
            secret=secret,
            office=store.office,
        )
        replies = _replies(sender, store, desk)
        replies.start()
        try:
            await answer_updates(
                bot,
                telegram,
                store.database,
                sender,
                Dialogue(assistant, store.database, house, ticket_of=ticket_of_message),
                apology=lambda incoming: _apology(incoming, house),
                webhook_secret=telegram.webhook_secret or _derived(secret),
                host=settings.host,
            )
        finally:
            profile.cancel()
            await replies.finish(seconds=_LAST_SECONDS)


def _assistant(settings: Settings, secret: str) -> Assistant:
    return Assistant(
        f"http://{settings.host}:{settings.port}",
        service_token(secret, "telegram"),
        start_seconds=_START_SECONDS,
    )


def _replies(sender: Sender, store: Store, desk: Desk) -> Replies:
    return Replies(
        sender,
        store.database,
        desk,
        worker=f"telegram-{secrets.token_hex(4)}",
        clock=lambda: datetime.now(timezone.utc),
    )


def _apology(incoming: Incoming, house: House) -> Outgoing:
    return screens.apology(texts.words(incoming.language_code or texts.FALLBACK), house)


def _profiles() -> dict[str, Profile]:
    found = {}
    for language in texts.LANGUAGES:
        words = texts.words(language)
        found[language] = Profile(
            commands={name: words.say(f"command_{name}") for name in COMMANDS},
            description=words.say("bot_description"),
            short_description=words.say("bot_short_description"),
        )
    return found


def _derived(secret: str) -> str:
    """A secret of the webhook, where none is set."""
    return hmac.new(secret.encode(), b"telegram-webhook", hashlib.sha256).hexdigest()
