"""Sessions: who shows a token that we signed may see its conversation, nobody else."""

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from bot.channels.session import DAY_SECONDS, InvalidSession, Sessions

SECRET = "a secret of this test"
DAYS = 30


class LongAgo(TimestampSigner):
    """Signs as if the token had been issued a little more than the longest age ago."""

    def get_timestamp(self) -> int:
        return super().get_timestamp() - DAYS * DAY_SECONDS - 60


def test_a_token_opens_the_same_conversation_each_time():
    sessions = Sessions(SECRET, days=DAYS)
    token = sessions.issue()

    assert sessions.conversation_of(token) == sessions.conversation_of(token)


def test_two_tokens_open_two_conversations():
    sessions = Sessions(SECRET, days=DAYS)

    assert sessions.conversation_of(sessions.issue()) != sessions.conversation_of(sessions.issue())


def test_a_token_is_still_good_after_a_restart():
    token = Sessions(SECRET, days=DAYS).issue()

    assert Sessions(SECRET, days=DAYS).conversation_of(token)


@pytest.mark.parametrize(
    "token", [None, "", "x", "a.b.c", "....", "Ünicode", "\0", "\udcff", "x" * 100_000]
)
def test_what_is_no_token_is_refused(token):
    with pytest.raises(InvalidSession):
        Sessions(SECRET, days=DAYS).conversation_of(token)


def test_a_forged_token_is_refused():
    conversation, *rest = Sessions(SECRET, days=DAYS).issue().split(".")
    forged = ".".join([conversation[::-1], *rest])

    with pytest.raises(InvalidSession):
        Sessions(SECRET, days=DAYS).conversation_of(forged)


def test_a_token_from_another_secret_is_refused():
    token = Sessions("another secret", days=DAYS).issue()

    with pytest.raises(InvalidSession):
        Sessions(SECRET, days=DAYS).conversation_of(token)


def test_a_token_signed_for_another_purpose_is_refused():
    token = URLSafeTimedSerializer(SECRET, salt="status code").dumps("c1")

    with pytest.raises(InvalidSession):
        Sessions(SECRET, days=DAYS).conversation_of(token)


def test_a_token_expires():
    token = URLSafeTimedSerializer(SECRET, salt="session", signer=LongAgo).dumps("c1")

    with pytest.raises(InvalidSession):
        Sessions(SECRET, days=DAYS).conversation_of(token)
