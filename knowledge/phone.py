"""Telephone numbers as people dial them."""

from functools import lru_cache

import phonenumbers


@lru_cache(maxsize=2000)
def format_phone(number: str | None) -> str:
    """+4938558815599 as +49 385 58815599; nothing for a number that is not known."""
    if number is None:
        return ""
    return phonenumbers.format_number(
        phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
