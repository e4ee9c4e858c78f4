from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import ContentError
from knowledge.facts import Fact, FactValue, load_facts
from knowledge.source import Source
from tests.knowledge.conftest import FACTS

SOURCE = Source("Law", None, None)


def value(amount: float, first: date | None, last: date | None) -> FactValue:
    return FactValue(amount, first, last, SOURCE, "high")


FEE = Fact(
    "visa.fee",
    "money",
    "EUR",
    None,
    (
        value(75, date(2025, 1, 1), date(2025, 12, 31)),
        value(80, date(2026, 1, 1), date(2026, 12, 31)),
    ),
)


@pytest.mark.parametrize(
    ("day", "amount", "current"),
    [
        (date(2024, 12, 31), 75, False),
        (date(2025, 1, 1), 75, True),
        (date(2025, 12, 31), 75, True),
        (date(2026, 1, 1), 80, True),
        (date(2026, 12, 31), 80, True),
        (date(2027, 1, 1), 80, False),
    ],
)
def test_a_value_is_current_from_its_first_to_its_last_day(day: date, amount: int, current: bool):
    found, is_current = FEE.on(day)

    assert (found.value, is_current) == (amount, current)


def test_in_a_gap_the_value_before_it_counts_as_not_current():
    fact = Fact(
        "visa.fee",
        "money",
        "EUR",
        None,
        (value(75, None, date(2025, 12, 31)), value(80, date(2026, 7, 1), None)),
    )

    found, current = fact.on(date(2026, 3, 1))

    assert (found.value, current) == (75, False)


def test_a_value_without_bounds_is_always_current():
    fact = Fact("visa.fee", "money", "EUR", None, (value(75, None, None),))

    assert fact.on(date(1990, 1, 1))[1]
    assert fact.on(date(2090, 1, 1))[1]


def write(folder: Path, text: str, name: str = "visa.yml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def mistakes_in(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_facts(folder)
    return [f"{m.path.name}:{m.line}: {m.problem}; {m.mend}" for m in caught.value.mistakes]


def test_facts_are_loaded_with_period_and_source(tmp_path: Path):
    fact = load_facts(write(tmp_path, FACTS))["visa.fee"]

    assert (fact.type, fact.unit, fact.values[0].value) == ("money", "EUR", 75)
    assert fact.values[0].valid_to == date(2026, 12, 31)
    assert fact.values[0].source == Source("Fees", None, date(2026, 8, 19))


def test_values_are_sorted_by_their_periods(tmp_path: Path):
    newer = FACTS.split("  values:\n")[1]
    older = newer.replace("75", "60").replace("2026-01-01", "null").replace("2026-12", "2025-12")

    fact = load_facts(write(tmp_path, FACTS + older))["visa.fee"]

    assert [row.value for row in fact.values] == [60, 75]


@pytest.mark.parametrize("first_day", ["2026-12-31", "2026-01-01", "null"])
def test_two_values_on_the_same_day_are_a_mistake(tmp_path: Path, first_day: str):
    second = FACTS.split("  values:\n")[1].replace("2026-01-01", first_day)

    (mistake,) = mistakes_in(write(tmp_path, FACTS + second.replace("2026-12-31\n", "null\n")))

    assert "visa.yml:5: visa.fee: two values are valid on the same day" in mistake


def test_a_period_that_ends_before_it_begins_is_a_mistake(tmp_path: Path):
    text = FACTS.replace("valid_to: 2026-12-31", "valid_to: 2025-12-31")

    (mistake,) = mistakes_in(write(tmp_path, text))

    assert "visa.yml:5: visa.fee: a period ends before it begins" in mistake


def test_the_same_id_in_two_files_is_a_mistake(tmp_path: Path):
    write(tmp_path, FACTS, "a.yml")
    write(tmp_path, "\n" + FACTS, "b.yml")

    assert mistakes_in(tmp_path) == ["b.yml:2: visa.fee stands twice; keep one"]


@pytest.mark.parametrize(
    ("old", "new", "line", "wanted"),
    [
        ("value: 75", "value: 75 EUR", 6, "as a number, without unit"),
        ("value: 75", 'value: "75"', 6, "as a number, without unit"),
        ("value: 75", "value: 1.091,00", 6, "as a number, without unit"),
        ("value: 75", "value: [1, 2, 3]", 6, "is not valid under any"),
        ("unit: EUR", "unit: null", 3, "money has the unit EUR"),
        ("type: money", "type: duration", 3, "a duration has the unit"),
        ("type: money", "type: cash", 2, "'cash' is not one of"),
        ("2026-12-31", "2026-02-30", 8, "is not a 'date'"),
        ("2026-12-31", "31.12.2026", 8, "is not a 'date'"),
        ("visa.fee", "VisaFee", 1, "small letters"),
        ("url: null", "url: example.org", 9, "the full address"),
        ("    confidence: high\n", "", 6, "'confidence' is a required property"),
    ],
)
def test_a_bad_value_is_a_mistake_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, wanted: str
):
    found = mistakes_in(write(tmp_path, FACTS.replace(old, new, 1)))

    assert any(f"visa.yml:{line}:" in mistake and wanted in mistake for mistake in found)


def test_a_range_is_a_pair(tmp_path: Path):
    fact = load_facts(write(tmp_path, FACTS.replace("75", "[60, 90]")))["visa.fee"]

    assert fact.values[0].value == (60, 90)
