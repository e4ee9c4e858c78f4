"""Digits written by hand: an amount belongs into knowledge/facts, the text fetches it."""

import re
from collections.abc import Iterator

from knowledge.content import Content
from knowledge.errors import Mistake

# Digits that are no amounts: in fetched facts, link addresses, list markers, CEFR levels.
_NO_AMOUNT = re.compile(
    r"\{\{.*?\}\}|\]\([^)]*\)|https?://\S+|^[ \t]*\d{1,2}\.[ \t]|\b[ABC][12]\b", re.MULTILINE
)
_DIGITS = re.compile(r"\d[\d.,]*")


def literal_amounts(content: Content) -> Iterator[Mistake]:
    """A mistake for every digit of an article text that is not fetched from a fact."""
    for article in content.articles.values():
        for text in article.texts.values():
            bare = _NO_AMOUNT.sub(lambda found: " " * len(found[0]), text.body)
            for literal in content.literals:
                bare = bare.replace(literal, " " * len(literal))
            for number, line in enumerate(bare.splitlines()):
                for digits in _DIGITS.finditer(line):
                    yield Mistake(
                        text.path,
                        text.body_line + number,
                        f"{digits[0]!r} is written by hand",
                        'put the amount into knowledge/facts and write {{ fact("…") }}',
                    )
