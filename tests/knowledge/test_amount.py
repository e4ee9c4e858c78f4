from datetime import date

import pytest

from knowledge.amount import format_amount, format_number, period_of
from knowledge.facts import Amount, Fact, FactValue
from knowledge.source import Source

RANGES = {"de": "{low} bis {high}", "en": "{low} to {high}"}


def write(kind: str, unit: str | None, value: Amount, language: str) -> str:
    fact = Fact("a.b", kind, unit, None, ())
    text = format_amount(fact, value, language=language, range_phrase=RANGES[language])
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("kind", "unit", "value", "german", "english"),
    [
        ("money", "EUR", 1091, "1.091 €", "€1,091"),
        ("money", "EUR", 1091.0, "1.091 €", "€1,091"),
        ("money", "EUR", 12.5, "12,50 €", "€12.50"),
        ("money", "EUR", 50700.25, "50.700,25 €", "€50,700.25"),
        ("money", "EUR", 0, "0 €", "€0"),
        ("money", "EUR", (500, 2500), "500 € bis 2.500 €", "€500 to €2,500"),
        ("duration", "month", 1, "1 Monat", "1 month"),
        ("duration", "year", 3, "3 Jahre", "3 years"),
        ("duration", "hour", 20, "20 Stunden", "20 hours"),
        ("duration", "week", 1.5, "1,5 Wochen", "1.5 weeks"),
        ("duration", "month", (2, 4), "2 bis 4 Monate", "2 to 4 months"),
        ("percentage", None, 50, "50 %", "50%"),
        ("percentage", None, 18.6, "18,6 %", "18.6%"),
        ("percentage", None, 0.07, "0,07 %", "0.07%"),
        ("percentage", None, (10, 15), "10 bis 15 %", "10 to 15%"),
        ("date", None, "2024-06-01", "1. Juni 2024", "June 1, 2024"),
        ("section", None, "§ 81a", "§ 81a", "§ 81a"),
        ("phone", None, "112", "112", "112"),
        ("year", None, 2026, "2026", "2026"),
        ("points", None, 6, "6", "6"),
        ("age", None, (35, 40), "35 bis 40", "35 to 40"),
        ("number", None, 12345.5, "12.345,5", "12,345.5"),
    ],
)
def test_an_amount_is_written_as_its_reader_expects(
    kind: str, unit: str | None, value: Amount, german: str, english: str
):
    assert write(kind, unit, value, "de") == german
    assert write(kind, unit, value, "en") == english


@pytest.mark.parametrize("tenths", [7, 9, 36, 93, 186, 289, 555])
def test_a_percentage_shows_no_rounding_error(tenths: int):
    assert write("percentage", None, tenths / 10, "en") == f"{tenths / 10:g}%"


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (12345, "de", "12.345"),
        (12345, "en", "12,345"),
        ((2, 4), "en", "2–4"),
        ("§ 81a", "de", "§ 81a"),
    ],
)
def test_a_bare_number_has_the_separators_of_the_language(value: Amount, language: str, text: str):
    assert format_number(value, language) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (None, date(2026, 12, 31), "2026"),
        (None, date(2027, 6, 30), "June 30, 2027"),
        (date(2027, 1, 1), None, "2027"),
        (None, None, ""),
    ],
)
def test_a_period_is_named_by_its_year_or_last_day(
    first: date | None, last: date | None, text: str
):
    value = FactValue(1, first, last, Source("Law", None, None), "high")

    assert period_of(value, language="en") == text
