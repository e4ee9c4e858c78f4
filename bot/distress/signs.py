"""Whether a message sounds as if somebody is in danger of their own hand.

The assistant knows more; these signs count when it cannot be reached.
"""

import re
import string
import unicodedata
from functools import lru_cache
from pathlib import Path

from knowledge.errors import ContentError, Mistake
from knowledge.yaml_file import line_of, read_yaml

SIGNS = Path(__file__).parent / "signs.json"
_ENDING = string.whitespace + "\u00a0.!?…।؟"


def sounds_like_distress(text: str) -> bool:
    """Whether a sign of any language is in `text`. Raises ContentError."""
    return bool(all_signs().search(unicodedata.normalize("NFC", text).rstrip(_ENDING)))


@lru_cache
def all_signs() -> re.Pattern[str]:
    """The signs of all languages. Raises ContentError."""
    rows: dict[str, list[str]] = read_yaml(SIGNS, schema="distress_signs")
    for language, signs in rows.items():
        for at, sign in enumerate(signs):
            _compile(sign, language, at)
    return re.compile("|".join(sign for signs in rows.values() for sign in signs), re.IGNORECASE)


def _compile(sign: str, language: str, at: int) -> None:
    try:
        re.compile(sign)
    except re.error as error:
        mistake = Mistake(
            SIGNS, line_of(SIGNS, language, at), f"{sign}: {error}", "correct the expression"
        )
        raise ContentError(mistake) from error
