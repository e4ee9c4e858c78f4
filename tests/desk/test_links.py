"""Links to a ticket: only those that we have signed, and not for ever."""

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from desk.tickets.links import (
    MAX_AGE_SECONDS,
    InvalidLink,
    link_to,
    link_to_download,
    read_download,
    read_link,
    sign_link,
)

SECRET = "a secret of this test"
NUMBER = "MV-2026-00042-7"


class LongAgo(TimestampSigner):
    """Signs as if the link were a little older than its life."""

    def get_timestamp(self) -> int:
        return super().get_timestamp() - MAX_AGE_SECONDS - 60


def test_a_link_leads_to_its_ticket():
    assert read_link(SECRET, sign_link(SECRET, NUMBER)) == NUMBER


def test_a_link_can_stand_in_an_address_as_it_is():
    assert all(sign.isalnum() or sign in "-_." for sign in sign_link(SECRET, NUMBER))


@pytest.mark.parametrize(
    "token", ["", "x", "a.b.c", "....", "Ünicode", "\0", "\udcff", NUMBER, "x" * 100_000]
)
def test_what_is_no_link_is_refused(token: str):
    with pytest.raises(InvalidLink):
        read_link(SECRET, token)


def test_a_link_to_another_ticket_cannot_be_made_of_it():
    number, *rest = sign_link(SECRET, NUMBER).split(".")
    forged = ".".join([number[::-1], *rest])

    with pytest.raises(InvalidLink):
        read_link(SECRET, forged)


def test_a_link_from_another_secret_is_refused():
    with pytest.raises(InvalidLink):
        read_link(SECRET, sign_link("another secret", NUMBER))


def test_a_session_is_no_link():
    session = URLSafeTimedSerializer(SECRET, salt="session").dumps(NUMBER)

    with pytest.raises(InvalidLink):
        read_link(SECRET, session)


def test_a_link_ends_after_fourteen_days():
    token = URLSafeTimedSerializer(SECRET, salt="ticket-link", signer=LongAgo).dumps(NUMBER)

    with pytest.raises(InvalidLink):
        read_link(SECRET, token)


def test_an_address_opens_its_ticket():
    address = link_to("https://lotse.example", SECRET, NUMBER)

    page, token = address.split("?ticket=")
    assert (page, read_link(SECRET, token)) == ("https://lotse.example/chat", NUMBER)


def test_a_download_opens_its_conversation_and_no_ticket():
    address = link_to_download("https://lotse.example", SECRET, "a conversation")

    page, token = address.split("?key=")
    assert (page, read_download(SECRET, token)) == (
        "https://lotse.example/my-data",
        "a conversation",
    )
    with pytest.raises(InvalidLink):
        read_link(SECRET, token)


def test_the_link_to_a_ticket_downloads_nothing():
    with pytest.raises(InvalidLink):
        read_download(SECRET, sign_link(SECRET, NUMBER))
