"""Ticket numbers: unique, and slips are noticed."""

from itertools import combinations

import pytest

from desk.tickets.database import Database
from desk.tickets.numbers import (
    find_number,
    next_number,
    read_number,
    without_numbers,
    write_number,
)

NUMBERS = [
    number for serial in range(1, 200) if (number := write_number("MV", 2026, serial)) is not None
]


def places(number: str) -> list[int]:
    return [place for place, sign in enumerate(number) if sign.isdigit()]


@pytest.mark.parametrize("number", NUMBERS[:40])
def test_one_wrong_digit_is_noticed(number: str):
    wrong = [
        number[:place] + digit + number[place + 1 :]
        for place in places(number)
        for digit in "0123456789"
        if digit != number[place]
    ]

    assert [slip for slip in wrong if read_number(slip) is not None] == []


@pytest.mark.parametrize("number", NUMBERS[:40])
def test_two_swapped_digits_are_noticed(number: str):
    wrong = set()
    for one, other in combinations(places(number), 2):
        signs = list(number)
        signs[one], signs[other] = signs[other], signs[one]
        wrong.add("".join(signs))

    assert [slip for slip in wrong - {number} if read_number(slip) is not None] == []


def test_a_number_is_read_as_it_was_given():
    assert [read_number(number) for number in NUMBERS] == NUMBERS


@pytest.mark.parametrize(
    "written",
    [
        "mv-2026-00042-7",
        " MV 2026 00042 7 ",
        "MV2026000427",
        "MV–2026–00042–7",
        "MV-٢٠٢٦-٠٠٠٤٢-٧",
        "ＭＶ-２０２６-０００４２-７",
    ],
)
def test_a_number_is_read_however_it_is_written(written: str):
    assert read_number(written) == "MV-2026-00042-7"


@pytest.mark.parametrize(
    "written", ["", "42", "MV-2026-00042", "MV-1926-00042-7", "M-2026-00042-7"]
)
def test_what_is_no_number_is_told_apart(written: str):
    assert read_number(written) is None


def test_numbers_of_a_year_follow_each_other(database: Database):
    with database.write() as db:
        given = [next_number(db, prefix="MV", year=2026) for _ in range(50)]

    assert given == NUMBERS[:50]


def test_every_year_and_house_counts_for_itself(database: Database):
    with database.write() as db:
        given = [
            next_number(db, prefix=prefix, year=year)
            for prefix, year in [("MV", 2026), ("MV", 2027), ("SN", 2026)]
        ]

    firsts = [write_number("MV", 2026, 1), write_number("MV", 2027, 1), write_number("SN", 2026, 1)]
    assert given == firsts


@pytest.mark.parametrize(
    "text",
    [
        "MV-2026-00042-7",
        "Wie steht es um mv-2026-00042-7?",
        "رقم MV-٢٠٢٦-٠٠٠٤٢-٧",
        "erst MV-2026-00042-8, nein: MV-2026-00042-7",
        "Maß MV2026000427.",
    ],
)
def test_a_number_is_found_inside_other_words(text: str):
    assert find_number(text) == "MV-2026-00042-7"


def test_where_there_are_only_slips_the_first_is_found_as_it_was_written():
    assert find_number("Nummer mv-2026-00042-8") == "MV-2026-00042-8"


@pytest.mark.parametrize("text", ["", "im Jahr 2026", "EU 2021/1883", "XMV-1926-00042-7"])
def test_where_no_number_stands_none_is_found(text: str):
    assert find_number(text) is None


def test_without_numbers_the_other_words_are_left():
    assert without_numbers("MV2026000427 K7P2QX9MD4ZT").split() == ["K7P2QX9MD4ZT"]
