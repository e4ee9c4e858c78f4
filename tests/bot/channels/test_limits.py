"""Limits: by session first, by address far above what a room full of people does."""

import pytest

from bot.channels.address import counted_address
from bot.channels.limits import (
    ARRIVALS_OF_ADDRESS,
    MESSAGES_OF_ADDRESS,
    MESSAGES_OF_SESSION,
    Limits,
    TooFast,
)


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def limits(clock):
    return Limits(clock=clock)


def use_up(limits, session="s1", address="203.0.113.9"):
    for _ in range(MESSAGES_OF_SESSION.burst):
        limits.message(session, address)


def test_a_session_that_is_too_fast_is_told_when_to_go_on(limits, clock):
    use_up(limits)

    with pytest.raises(TooFast) as stopped:
        limits.message("s1", "203.0.113.9")

    clock.now += stopped.value.retry_ms / 1000
    limits.message("s1", "203.0.113.9")


def test_another_session_behind_the_same_address_is_not_stopped(limits):
    use_up(limits)

    limits.message("s2", "203.0.113.9")


def test_an_address_with_many_sessions_is_stopped_and_others_are_not(limits):
    for number in range(int(MESSAGES_OF_ADDRESS.burst)):
        limits.message(f"s{number}", "203.0.113.9")

    with pytest.raises(TooFast):
        limits.message("one more", "203.0.113.9")

    limits.message("other", "198.51.100.7")


def test_arrivals_from_this_machine_are_not_counted(limits):
    for _ in range(int(ARRIVALS_OF_ADDRESS.burst) + 50):
        limits.arrival("127.0.0.1")


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("[2001:db8:1:2::5]", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", None),
        ("::1", None),
        ("unix:", None),
    ],
)
def test_what_counts_as_one_address(address, counted):
    assert counted_address(address) == counted
