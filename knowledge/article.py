"""Articles: one topic a folder, one Markdown text a language, and questions for the index."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.errors import ContentError, Mistake
from knowledge.source import Source, day_or_none
from knowledge.yaml_file import read_text, read_yaml

SOURCE_LANGUAGE = "de"
_HEAD = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)


@dataclass(frozen=True)
class Text:
    """An article in one language, facts not yet filled in."""

    language: str
    path: Path
    body: str
    body_line: int
    reviewed: bool
    made_from: str | None

    @property
    def mark(self) -> str:
        """Changes whenever the body changes; translations carry the mark they were made from."""
        return hashlib.sha256(self.body.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Article:
    """A topic with its texts and questions by language."""

    slug: str
    theme: str
    path: Path
    audiences: tuple[str, ...]
    stage: str
    review_by: date
    contact_topic: str
    related: tuple[str, ...]
    sources: tuple[Source, ...]
    service: dict[str, Any]
    texts: dict[str, Text]
    questions: dict[str, tuple[str, ...]]

    def is_stale(self, language: str) -> bool:
        """True when the German text changed after this translation was made."""
        text = self.texts[language]
        return language != SOURCE_LANGUAGE and text.made_from != self.texts[SOURCE_LANGUAGE].mark


def load_articles(folder: Path) -> dict[str, Article]:
    """All articles below `folder` by slug. Raises ContentError with every mistake found."""
    articles: dict[str, Article] = {}
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*/*/article.yml")):
        try:
            article = read_article(path.parent)
        except ContentError as error:
            mistakes.extend(error.mistakes)
            continue
        if article.slug in articles:
            mistakes.append(
                Mistake(path, 1, f"{article.slug} stands in two themes", "keep one folder")
            )
        articles[article.slug] = article
    if mistakes:
        raise ContentError(*mistakes)
    return articles


def read_article(folder: Path) -> Article:
    """The article in `folder`. Raises ContentError."""
    meta = read_yaml(folder / "article.yml", schema="article")
    texts = {text.language: text for text in _read_texts(folder)}
    if SOURCE_LANGUAGE not in texts:
        raise ContentError(
            Mistake(folder / "de.md", 1, "the German text is missing", "write it: it counts")
        )
    return Article(
        slug=folder.name,
        theme=folder.parent.name,
        path=folder / "article.yml",
        audiences=tuple(meta["audiences"]),
        stage=meta["stage"],
        review_by=date.fromisoformat(meta["review_by"]),
        contact_topic=meta["contact_topic"],
        related=tuple(meta["related"]),
        sources=tuple(
            Source(row["title"], row["url"], day_or_none(row["as_of"])) for row in meta["sources"]
        ),
        service=meta["service"],
        texts=texts,
        questions={
            path.name.split(".")[0]: tuple(read_yaml(path, schema="questions"))
            for path in sorted(folder.glob("*.questions.yml"))
        },
    )


def stamp(article: Article, language: str) -> None:
    """Write into a translation that it was made from today's German text."""
    text = article.texts[language]
    head = f"---\nreviewed: {str(text.reviewed).lower()}\nmade_from: {article.texts['de'].mark}\n"
    text.path.write_text(f"{head}---\n{text.body}", "utf-8")


def _read_texts(folder: Path) -> Iterator[Text]:
    for path in sorted(folder.glob("??.md")):
        content = read_text(path)
        parts = _HEAD.match(content)
        if parts is None:
            raise ContentError(
                Mistake(path, 1, "the head is missing", "begin with ---, reviewed: false, ---")
            )
        head = read_yaml(path, schema="text", text=parts[1], first_line=2)
        yield Text(
            language=path.stem,
            path=path,
            body=parts[2],
            body_line=content[: parts.start(2)].count("\n") + 1,
            reviewed=head["reviewed"],
            made_from=head.get("made_from"),
        )
