"""The words of the mails: one file a language below texts/."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.yaml_file import read_yaml

TEXTS = Path(__file__).parent / "texts"
FALLBACK = "en"


@dataclass(frozen=True)
class MailWords:
    """A mail in one language, {{ … }} not yet filled in."""

    language: str
    subject: str
    body: str
    contact: str
    contact_without_phone: str


@lru_cache
def mail_words(language: str) -> MailWords:
    """The words in `language`, in English where there are none. Raises ContentError."""
    if language not in written_languages():
        return mail_words(FALLBACK)
    return MailWords(language, **read_yaml(TEXTS / f"{language}.yml", schema="mail"))


def written_languages() -> list[str]:
    """Languages that have a file of words."""
    return sorted(path.stem for path in TEXTS.glob("*.yml"))
