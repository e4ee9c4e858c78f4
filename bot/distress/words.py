"""What is said in an emergency: words in every language, and the numbers to call in Germany."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.yaml_file import read_yaml

WORDS = Path(__file__).parent / "words.json"
NUMBERS = Path(__file__).parent / "numbers.json"
FALLBACK = "en"


@dataclass(frozen=True)
class DistressWords:
    """The words in one language."""

    title: str
    now: str  # stands above the three numbers
    ambulance: str
    police: str
    women: str
    abroad: str
    program: str
    retry: str


@dataclass(frozen=True)
class EmergencyNumbers:
    """Whom to call in Germany. A test compares them with the facts."""

    fire_and_ambulance: str
    police: str
    violence_against_women: str


def distress_words(language: str) -> DistressWords:
    """The words in `language`, in English where there are none. Raises ContentError."""
    rows = _rows()
    return rows.get(language, rows[FALLBACK])


@lru_cache
def emergency_numbers() -> EmergencyNumbers:
    """The numbers to call. Raises ContentError."""
    return EmergencyNumbers(**read_yaml(NUMBERS, schema="distress_numbers"))


def distress_languages() -> list[str]:
    """Languages that there are words in. Raises ContentError."""
    return sorted(_rows())


@lru_cache
def _rows() -> dict[str, DistressWords]:
    rows = read_yaml(WORDS, schema="distress_words")
    return {language: DistressWords(**row) for language, row in rows.items()}
