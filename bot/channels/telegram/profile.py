"""What the bot says about itself in Telegram: its commands and descriptions, in every language.

Telegram allows few such changes a day, so they are only made when the words have changed.
"""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from telegram import Bot
from telegram.error import TelegramError

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Profile:
    """In one language: commands with what they do, and who this is."""

    commands: Mapping[str, str]
    description: str
    short_description: str


async def show_profile(
    bot: Bot, profiles: Mapping[str, Profile], *, fallback: str, file: Path
) -> None:
    """Bring Telegram up to date; `file` remembers what was said last. Failing is not fatal."""
    said = _fingerprint(bot, profiles)
    if file.exists() and file.read_text("utf-8") == said:
        return
    try:
        for language, profile in {"": profiles[fallback], **profiles}.items():
            await _show(bot, profile, language)
    except TelegramError as error:
        logger.warning("the commands are not up to date yet: %s", type(error).__name__)
        return
    file.write_text(said, "utf-8")


async def _show(bot: Bot, profile: Profile, language: str) -> None:
    """An empty language: for everybody whose own is not there."""
    code = language or None
    await bot.set_my_commands(list(profile.commands.items()), language_code=code)
    await bot.set_my_description(profile.description, language_code=code)
    await bot.set_my_short_description(profile.short_description, language_code=code)


def _fingerprint(bot: Bot, profiles: Mapping[str, Profile]) -> str:
    rows = {language: asdict(profile) for language, profile in profiles.items()}
    return hashlib.sha256(json.dumps([bot.id, rows], sort_keys=True).encode()).hexdigest()
