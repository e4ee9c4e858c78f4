"""Floods from one address behind the proxy: that address waits, nobody else does."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from socketio.exceptions import ConnectionError as NotConnected

from bot.channels.limits import MAX_SOCKETS_OF_ADDRESS, MESSAGES_OF_ADDRESS, MESSAGES_OF_SESSION
from tests.running import Running, started
from tests.visiting import Visitor

OTHER = "198.51.100.7"
TOO_MANY = 200


@pytest.fixture(scope="module")
def proxied() -> Iterator[Running]:
    """One that believes the one proxy in front of it."""
    with started(LOTSE_PROXIES="1") as running:
        yield running


def forwarded(address: str) -> dict[str, str]:
    """What the proxy writes for a client."""
    return {"X-Forwarded-For": address}


async def is_answered(lotse: Running, address: str = OTHER) -> bool:
    """Whether somebody else comes in and gets an answer."""
    other = await Visitor.arrive(lotse.url, headers=forwarded(address))
    turn = await other.say("Hallo")
    await other.leave()
    return turn["answer"]["status"] == "smalltalk"


async def arrivals(lotse: Running, addresses: list[str]) -> list[int]:
    """The status of a new session for each address."""
    async with httpx.AsyncClient(base_url=lotse.url, timeout=30) as client:
        asked = [client.post("/api/session", headers=forwarded(each)) for each in addresses]
        return [answer.status_code for answer in await asyncio.gather(*asked)]


async def test_an_address_that_asks_for_sessions_does_not_lock_out_others(proxied: Running):
    codes = await arrivals(proxied, ["203.0.113.9"] * TOO_MANY)

    assert codes.count(429) > 0
    assert await is_answered(proxied)


async def test_an_address_cannot_hide_behind_others_that_it_invents(proxied: Running):
    invented = [f"198.51.100.{number}, 203.0.113.10" for number in range(TOO_MANY)]

    codes = await arrivals(proxied, invented)

    assert codes.count(429) > 0
    assert await is_answered(proxied, "198.51.100.1")


async def test_an_address_gets_so_many_connections_and_others_get_theirs(proxied: Running):
    coming = [
        Visitor.arrive(proxied.url, headers=forwarded("203.0.113.11"))
        for _ in range(MAX_SOCKETS_OF_ADDRESS + 20)
    ]

    came = await asyncio.gather(*coming, return_exceptions=True)

    connected = [one for one in came if isinstance(one, Visitor)]
    refused = [one for one in came if isinstance(one, NotConnected)]
    assert len(connected) + len(refused) == len(came)
    assert len(connected) == MAX_SOCKETS_OF_ADDRESS
    assert await is_answered(proxied)
    await asyncio.gather(*(visitor.leave() for visitor in connected))


async def test_messages_of_many_sessions_of_one_address_are_limited_together(proxied: Running):
    each = int(MESSAGES_OF_SESSION.burst)
    many = 2 * int(MESSAGES_OF_ADDRESS.burst) // each
    flooders = [
        await Visitor.arrive(proxied.url, headers=forwarded("203.0.113.12")) for _ in range(many)
    ]

    flood = asyncio.gather(*(one.say("Hallo") for one in flooders for _ in range(each)))
    answered = await is_answered(proxied)
    problems = [row for row in await flood if row.get("error") == "too_fast"]

    assert answered
    assert problems
    assert all(row["retry_ms"] > 0 and row["message"] for row in problems)
    await asyncio.gather(*(visitor.leave() for visitor in flooders))
