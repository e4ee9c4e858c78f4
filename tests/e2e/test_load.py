"""A small dose of `lotse bench load`."""

from tests.bench.load import measure_at
from tests.running import Running


def test_twenty_people_at_once_get_their_own_answers_once(lotse: Running):
    figures = measure_at(lotse.url, people=20, seconds=10)

    assert figures["sent"] >= 20
    assert (figures["lost"], figures["doubled"], figures["leaked"]) == (0, 0, 0)
