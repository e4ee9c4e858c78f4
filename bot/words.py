"""The words of the assistant: one file a language below bot/responses."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.yaml_file import read_yaml

RESPONSES = Path(__file__).parent / "responses"
FALLBACK = "en"


@dataclass(frozen=True)
class Words:
    """Responses, labels and words of the page in one language."""

    language: str
    responses: dict[str, str]
    labels: dict[str, str]
    page: dict[str, str]


@lru_cache
def words(language: str) -> Words:
    """The words in `language`, in English where there are none. Raises ContentError."""
    if language not in written_languages():
        return words(FALLBACK)
    return Words(language, **read_yaml(RESPONSES / f"{language}.yml", schema="responses"))


def written_languages() -> list[str]:
    """Languages that have a file of words."""
    return sorted(path.stem for path in RESPONSES.glob("*.yml"))
