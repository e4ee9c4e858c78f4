"""The pace: never too many in any window, and nobody waits without need."""

import asyncio
import time

from bot.channels.telegram.pace import Window


async def times_of(window: Window, count: int) -> list[float]:
    """When each of so many at once gets its turn."""
    began = time.monotonic()

    async def take() -> float:
        await window.turn()
        return time.monotonic() - began

    return sorted(await asyncio.gather(*(take() for _ in range(count))))


async def test_no_window_of_time_has_more_than_allowed():
    window = Window(5, 0.2)

    found = await times_of(window, 16)

    assert all(later - first >= 0.19 for first, later in zip(found, found[5:], strict=False))


async def test_what_is_allowed_does_not_wait():
    window = Window(3, 600)

    found = await asyncio.wait_for(times_of(window, 3), 60)

    assert len(found) == 3


async def test_a_window_is_idle_when_nothing_of_it_counts():
    window = Window(2, 0.05)
    before = window.is_idle

    await window.turn()
    meanwhile = window.is_idle
    await asyncio.sleep(0.06)

    assert (before, meanwhile, window.is_idle) == (True, False, True)
