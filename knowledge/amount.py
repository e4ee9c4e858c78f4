"""Writes an amount the way a reader of a language expects it (Babel)."""

from datetime import date
from decimal import Decimal

import babel
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from knowledge.facts import Amount, Fact, FactValue


def format_amount(fact: Fact, value: Amount, *, language: str, range_phrase: str) -> str:
    """`value` with its unit; points, ages, numbers and years stay bare. A range has two ends."""
    if not isinstance(value, tuple):
        return _format_one(fact, value, language)
    low, high = value
    bare_low = fact.type in ("duration", "percentage")
    return range_phrase.format(
        low=format_number(low, language) if bare_low else _format_one(fact, low, language),
        high=_format_one(fact, high, language),
    )


def format_number(value: Amount, language: str) -> str:
    """The bare number with the separators of the language; text stays as it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "–".join(format_number(end, language) for end in value)
    return format_decimal(value, locale=language)


def period_of(value: FactValue, *, language: str) -> str:
    """The period of a value as its reader says it: the year, the last day, or the first year."""
    last = value.valid_to
    if last is None:
        return str(value.valid_from.year) if value.valid_from else ""
    if (last.month, last.day) == (12, 31):
        return str(last.year)
    return format_date(last, "long", locale=language)


def _format_one(fact: Fact, value: float | int | str, language: str) -> str:
    if fact.type == "date":
        return format_date(date.fromisoformat(str(value)), "long", locale=language)
    if isinstance(value, str):
        return value
    if fact.type == "money":
        return _money(value, fact.unit or "EUR", language)
    if fact.type == "percentage":
        share = Decimal(str(value)) / 100
        return format_percent(share, locale=language, decimal_quantization=False)
    if fact.type == "duration":
        return format_unit(value, f"duration-{fact.unit}", "long", locale=language)
    if fact.type == "year":
        return str(int(value))
    return format_number(value, language)


def _money(value: float | int, currency: str, language: str) -> str:
    """Whole amounts without cents: 1.091 €, but 12,50 €."""
    if value % 1:
        return format_currency(value, currency, locale=language)
    pattern = babel.Locale.parse(language).currency_formats["standard"].pattern
    whole = pattern.replace("0.00", "0")
    return format_currency(value, currency, whole, locale=language, currency_digits=False)
