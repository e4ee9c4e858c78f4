"""Passages: the pieces of articles that the index holds - questions, short answers, parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.content import Content
from knowledge.markdown import plain_text
from knowledge.render import Renderer

QUESTION = "question"
PASSAGE = "passage"


@dataclass(frozen=True)
class Passage:
    """One text of one article in one language; `kind` is question or passage."""

    slug: str
    language: str
    kind: str
    text: str


def passages_of(content: Content, *, day: date) -> list[Passage]:
    """All passages of all articles, in a stable order."""
    return list(_passages(content, day))


def _passages(content: Content, day: date) -> Iterator[Passage]:
    renderers = {tag: Renderer(content, language=tag, day=day) for tag in content.phrases}
    for slug, article in sorted(content.articles.items()):
        for language, questions in article.questions.items():
            for question in questions:
                yield Passage(slug, language, QUESTION, question)
        for language in article.texts:
            rendered = renderers[language].article(article)
            yield Passage(
                slug, language, PASSAGE, f"{rendered.title}. {plain_text(rendered.short)}"
            )
            for part in rendered.parts[:-1]:
                text = f"{rendered.title}. {part.heading}. {plain_text(part.markdown)}"
                yield Passage(slug, language, PASSAGE, text)
