"""Renders an article for a day and a language: facts filled in, sources beside it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import CodeType

import jinja2

from knowledge.amount import format_amount, format_number, period_of
from knowledge.article import SOURCE_LANGUAGE, Article
from knowledge.content import Content
from knowledge.markdown import Part, split_sections
from knowledge.phone import format_phone
from knowledge.source import Source


@dataclass(frozen=True)
class RenderedArticle:
    """An article as a person reads it on one day in one language."""

    slug: str
    language: str
    title: str
    short: str
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    note: str
    facts: tuple[str, ...]

    @property
    def markdown(self) -> str:
        parts = [f"## {part.heading}\n\n{part.markdown}" for part in self.parts]
        return "\n\n".join([self.short, *parts])


class Renderer:
    """Fills the facts and contacts of one day and language into article texts.

    Raises jinja2.TemplateError, or KeyError for an unknown fact or body.
    """

    def __init__(self, content: Content, *, language: str, day: date) -> None:
        self._content = content
        self._language = language
        self._day = day
        self._phrases = content.phrases[language]
        self._used: list[str] = []
        self._templates = jinja2.Environment(undefined=jinja2.StrictUndefined)  # noqa: S701 (Markdown)
        self._templates.globals.update(
            fact=self._fact, number=self._number, phone=self._phone, name=self._name, url=self._url
        )

    def article(self, article: Article) -> RenderedArticle:
        """The article with today's amounts, and the sources of article and amounts."""
        self._used = []
        body = self.text(article.texts[self._language].body)
        sections = split_sections(body)
        return RenderedArticle(
            slug=article.slug,
            language=self._language,
            title=sections.title,
            short=sections.short,
            parts=sections.parts,
            sources=article.sources,
            note=self._note(article),
            facts=tuple(dict.fromkeys(self._used)),
        )

    def text(self, template: str, **values: str) -> str:
        """A single sentence with facts and values in it."""
        code = _compiled(template)
        return jinja2.Template.from_code(
            self._templates, code, self._templates.make_globals(None)
        ).render(**values)

    def _note(self, article: Article) -> str:
        if article.is_stale(self._language):
            return self._phrases["stale_text"]
        return "" if article.texts[self._language].reviewed else self._phrases["machine_text"]

    def _fact(self, fact_id: str) -> str:
        fact = self._content.facts[fact_id]
        self._used.append(fact_id)
        value, current = fact.on(self._day)
        amount = format_amount(
            fact, value.value, language=self._language, range_phrase=self._phrases["range"]
        )
        return (
            amount if current else self._expired(amount, period_of(value, language=self._language))
        )

    def _number(self, fact_id: str) -> str:
        fact = self._content.facts[fact_id]
        self._used.append(fact_id)
        value, current = fact.on(self._day)
        amount = format_number(value.value, self._language)
        return (
            amount if current else self._expired(amount, period_of(value, language=self._language))
        )

    def _expired(self, value: str, period: str) -> str:
        return self._phrases["expired"].format(value=value, period=period)

    def _phone(self, body_id: str) -> str:
        return format_phone(self._content.directory.bodies[body_id].phone)

    def _name(self, body_id: str) -> str:
        return self._content.directory.bodies[body_id].name_in(self._language)

    def _url(self, body_id: str) -> str:
        return self._content.directory.bodies[body_id].url or ""


@lru_cache(maxsize=2000)
def _compiled(template: str) -> CodeType:
    """Compiling took a tenth of a turn."""
    return jinja2.Environment(undefined=jinja2.StrictUndefined).compile(template)  # noqa: S701


def text_language(article: Article, wanted: str) -> str:
    """The language an article can be shown in: the wanted one, else English, else German."""
    return next(tag for tag in (wanted, "en", SOURCE_LANGUAGE) if tag in article.texts)
