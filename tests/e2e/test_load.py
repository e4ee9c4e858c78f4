"""A small dose of `lotse bench load`."""

from tests.bench.load import measure


def test_twenty_people_at_once_get_their_own_answers_once():
    figures = measure(count=20, seconds=10, say=lambda line: None)

    assert figures["sent"] >= 20
    assert (figures["lost"], figures["doubled"], figures["leaked"]) == (0, 0, 0)
