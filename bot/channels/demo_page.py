"""The demonstration page: how the chat stands on the website of a public service."""

from functools import lru_cache
from typing import Any

import jinja2
from babel import Locale

from bot.channels.page import PAGES
from bot.words import FALLBACK, words
from knowledge.tenant import Tenant
from knowledge.yaml_file import read_yaml

TEXTS = PAGES / "demo"
_LEGAL = ("imprint", "privacy", "accessibility")


def demo_languages() -> list[str]:
    """Languages in which the page is written."""
    return sorted(path.stem for path in TEXTS.glob("*.yml"))


def render_demo(tenant: Tenant, *, language: str | None, widget: bool) -> str:
    """The page as HTML, in English where it is not written in `language`; `widget`: it is built.

    Raises ContentError.
    """
    language = language if language in demo_languages() else FALLBACK
    page_words = words(language).page
    return _template().render(
        words=demo_words(language),
        widget=widget,
        language=language,
        direction=Locale.parse(language).text_direction,
        languages={tag: _own_name(tag) for tag in demo_languages()},
        tenant_name=tenant.name.get(language, tenant.name[FALLBACK]),
        legal={name: page_words[name] for name in _LEGAL},
    )


@lru_cache
def demo_words(language: str) -> dict[str, Any]:
    """The words of the page. Raises ContentError."""
    found: dict[str, Any] = read_yaml(TEXTS / f"{language}.yml", schema="demo_words")
    return found


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(PAGES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return templates.get_template("demo.html")


def _own_name(tag: str) -> str:
    return str(Locale.parse(tag).display_name).capitalize()
