"""The pages that the law wants: their texts, filled from the tenant's file.

What the tenant has not entered yet is said, on the page and in its notice, and never guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from babel import Locale
from babel.dates import format_date
from markdown_it import MarkdownIt
from markupsafe import Markup
from phonenumbers import NumberParseException

from bot.words import FALLBACK, words
from desk.tickets.retention import Rules
from desk.tickets.store import Store
from knowledge.content import Content
from knowledge.errors import Mistake
from knowledge.phone import format_phone
from knowledge.tenant import NONE
from knowledge.yaml_file import read_yaml

TEXTS = Path(__file__).parent.parent / "pages" / "law"
PAGES = {
    "imprint": ("law.imprint", "law.legal_service_basis"),
    "privacy": (
        "law.controller",
        "law.joint_controllers",
        "law.dpo",
        "law.supervisory_authority",
        "law.legal_basis",
    ),
    "accessibility": ("law.accessibility_statement",),
}
_MARKS = re.compile(r"([\\`*_\[\]<>&#~|])")


class _Markdown(str):
    """Markdown that we have made ourselves, unlike a value, in which every mark is only text."""


def law_languages() -> list[str]:
    """Languages in which the pages are written."""
    return sorted(path.name for path in TEXTS.iterdir() if path.is_dir())


def render_law(content: Content, name: str, *, language: str, day: date) -> str:
    """The page as HTML, with the dates that hold for something that happens on `day`.

    In English where there are no texts in `language`. Raises ContentError, jinja2.TemplateError.
    """
    language = language if language in law_languages() else FALLBACK
    small = law_words(language)
    tenant = content.tenant
    filler = _Filler(content, language, small)
    source = _texts().get_template(f"{language}/{name}.md").render(filler.values(day))
    title, text = source.split("\n", 1)
    return (
        _pages()
        .get_template("page.html")
        .render(
            name=name,
            title=title.removeprefix("# "),
            text=Markup(MarkdownIt("commonmark", {"html": False}).render(text)),
            language=language,
            direction=Locale.parse(language).text_direction,
            languages={tag: _own_name(tag) for tag in law_languages()},
            service=tenant.service_name,
            tenant_name=tenant.name[language],
            words=small,
            pages=PAGES,
            page_words=words(language).page,
            missing=[field for field in tenant.unknown_law if field.startswith(PAGES[name])],
        )
    )


def broken_law_pages(content: Content, *, day: date) -> Iterator[Mistake]:
    """Fill every page, and say which cannot be shown."""
    for language in law_languages():
        for name in PAGES:
            try:
                render_law(content, name, language=language, day=day)
            except jinja2.TemplateError as error:
                path = TEXTS / language / f"{name}.md"
                yield Mistake(path, getattr(error, "lineno", 1), str(error), "correct the {{ … }}")
            except NumberParseException as error:
                mend = "correct the telephone number in the tenant's file"
                yield Mistake(content.tenant.path, 1, f"{name}: {error}", mend)


@lru_cache
def law_words(language: str) -> dict[str, Any]:
    """Small words around the texts. Raises ContentError."""
    words: dict[str, Any] = read_yaml(TEXTS / language / "words.yml", schema="law_words")
    return words


@dataclass(frozen=True)
class _Filler:
    """What the texts may fill in, in one language."""

    content: Content
    language: str
    words: dict[str, Any]

    def values(self, day: date) -> dict[str, Any]:
        tenant = self.content.tenant
        statement = tenant.law["accessibility_statement"]
        bodies = self.content.directory.bodies
        partners = [bodies[queue.contact].name_in(self.language) for queue in tenant.queues[1:]]
        return {
            "service": tenant.service_name,
            "tenant_name": tenant.name[self.language],
            "contact": self._body(tenant.contact),
            "recipient": self._body(tenant.default_queue.contact),
            "partners": list(dict.fromkeys(partners)),
            "on_telegram": tenant.is_active("telegram"),
            "law": tenant.law,
            "statement": statement,
            "gaps": self._mine(statement["gaps"] or {FALLBACK: []}),
            "words": self.words,
            "today": self.written(day.isoformat()),
            "ends": {name: self.written(end.isoformat()) for name, end in self._ends(day).items()},
            "said": self.said,
            "mail": self.mail,
            "phone": self.phone,
            "link": self.link,
            "written": self.written,
        }

    def said(self, value: str | dict[str, str] | None) -> str:
        """What the tenant says, or that it says nothing yet."""
        if value is None:
            return str(self.words["unknown"])
        text = self._mine(value) if isinstance(value, dict) else value
        return str(self.words["none"]) if text == NONE else text

    def mail(self, address: str | None) -> str:
        return self._linked(address, address, f"mailto:{address}")

    def phone(self, number: str | None) -> str:
        shown = number if number in (None, NONE) else format_phone(number)
        return self._linked(number, shown, f"tel:{number}")

    def link(self, name: str, url: str | None) -> str:
        return self._linked(url, name, str(url)) if url not in (None, NONE) else name

    def written(self, day: str | None) -> str:
        if day is None:
            return self.said(None)
        return format_date(date.fromisoformat(day), "long", locale=self.language)

    def _linked(self, value: str | None, shown: str | None, address: str) -> str:
        if value is None or value == NONE:
            return self.said(value)
        return _Markdown(f"[{_as_text(shown)}](<{_as_text(address)}>)")

    def _mine(self, texts: dict[str, Any]) -> Any:
        return texts.get(self.language, texts[FALLBACK])

    def _body(self, body_id: str) -> dict[str, str | None]:
        body = self.content.directory.bodies[body_id]
        return {"name": body.name_in(self.language), "phone": body.phone, "email": body.email}

    def _ends(self, day: date) -> dict[str, date]:
        # A draft ends by the hour; the day after is the first on which it is surely gone.
        draft = day + Store.draft_life + timedelta(days=1)
        return {**Rules.of(self.content.tenant).dates(day), "draft": draft}


def _as_text(value: Any) -> Any:
    return value if isinstance(value, _Markdown) else _MARKS.sub(r"\\\1", str(value))


@lru_cache(maxsize=1)
def _texts() -> jinja2.Environment:
    return jinja2.Environment(  # noqa: S701 (Markdown, which lets no HTML through)
        loader=jinja2.FileSystemLoader(TEXTS),
        undefined=jinja2.StrictUndefined,
        finalize=_as_text,
    )


@lru_cache(maxsize=1)
def _pages() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEXTS), undefined=jinja2.StrictUndefined, autoescape=True
    )


def _own_name(tag: str) -> str:
    return str(Locale.parse(tag).display_name).capitalize()
