"""What the bot says about itself: in every language, and only when it has changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.telegram.connection import connected
from bot.channels.telegram.profile import Profile, show_profile
from tests.bot.telegram.working import bot_of
from tests.telegram_server import TelegramServer, started_telegram

ENGLISH = Profile({"help": "What I can do"}, "A program answers here.", "A program")
GERMAN = Profile({"help": "Was ich kann"}, "Hier antwortet ein Programm.", "Ein Programm")
CHANGED = Profile({"help": "Was ich alles kann"}, "Hier antwortet ein Programm.", "Ein Programm")


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with started_telegram() as telegram:
        yield telegram


async def show(telegram: TelegramServer, file: Path, german: Profile = GERMAN) -> int:
    """How many calls it took."""
    before = len(telegram.calls)
    async with connected(bot_of(telegram)) as bot:
        await show_profile(bot, {"de": german, "en": ENGLISH}, fallback="en", file=file)
    return len(telegram.calls) - before - 1  # who it is was asked too


async def test_every_language_and_all_others_are_told(telegram: TelegramServer, tmp_path: Path):
    await show(telegram, tmp_path / "profile")

    said = {language: rows[0]["description"] for (language, _), rows in telegram.commands.items()}
    assert said == {"": "What I can do", "en": "What I can do", "de": "Was ich kann"}
    assert telegram.descriptions["de"] == "Hier antwortet ein Programm."
    assert telegram.short_descriptions[""] == "A program"


async def test_it_is_told_again_only_when_the_words_have_changed(
    telegram: TelegramServer, tmp_path: Path
):
    file = tmp_path / "profile"

    calls = [await show(telegram, file, german) for german in (GERMAN, GERMAN, CHANGED)]

    assert calls == [9, 0, 9]


async def test_what_telegram_refuses_is_told_at_the_next_start(
    telegram: TelegramServer, tmp_path: Path
):
    telegram.faults.broken(method="setMyDescription")
    file = tmp_path / "profile"

    await show(telegram, file)

    assert not file.exists()
    assert await show(telegram, file) == 9
