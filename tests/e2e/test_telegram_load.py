"""A small dose of `lotse bench telegram`; `make soak` takes the whole of it."""

from tests.bench.telegram import measure


def test_a_hundred_and_fifty_employers_are_answered_once_and_in_order():
    figures = measure(count=150, seconds=None, say=lambda line: None)

    assert (figures["sent"], figures["chats"], figures["calls"]) == (150, 150, 150)
    assert (figures["lost"], figures["doubled"], figures["reordered"]) == (0, 0, 0)
    assert (figures["kills"], figures["killed_lost"]) == (2, 0)
    assert figures["first_call_ms_median"] is not None
    assert figures["pss_mb"] < 120
