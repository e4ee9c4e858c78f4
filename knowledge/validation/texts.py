"""Texts that cannot be shown: no title, no short answer, an unknown fact, a missing language."""

from collections.abc import Iterator
from datetime import date

import jinja2

from knowledge.article import Article
from knowledge.content import Content
from knowledge.errors import Mistake
from knowledge.render import Renderer


def broken_texts(content: Content, *, day: date) -> Iterator[Mistake]:
    """Render every text of every article, and say which cannot be shown."""
    renderers = {
        language: Renderer(content, language=language, day=day) for language in content.phrases
    }
    for article in content.articles.values():
        yield from _missing_languages(article, content)
        for language in article.texts:
            if language in renderers:
                yield from _broken_text(article, renderers[language], language)


def _missing_languages(article: Article, content: Content) -> Iterator[Mistake]:
    for language in content.tenant.texts:
        for path in (f"{language}.md", f"{language}.questions.yml"):
            if not (article.path.parent / path).exists():
                yield Mistake(article.path.parent / path, 1, "the file is missing", "write it")


def _broken_text(article: Article, renderer: Renderer, language: str) -> Iterator[Mistake]:
    text = article.texts[language]
    try:
        rendered = renderer.article(article)
    except KeyError as error:
        name = str(error.args[0])
        line = next((n for n, row in enumerate(text.body.splitlines()) if name in row), 0)
        yield Mistake(
            text.path,
            text.body_line + line,
            f"{name} is not known",
            "correct the name, or add it to knowledge/facts or the directory",
        )
        return
    except (jinja2.TemplateError, TypeError) as error:
        line = getattr(error, "lineno", 1) - 1
        yield Mistake(text.path, text.body_line + line, str(error), "correct the {{ … }}")
        return
    if not rendered.title:
        yield Mistake(text.path, text.body_line, "there is no title", "begin with a line '# …'")
    if not rendered.short:
        yield Mistake(
            text.path,
            text.body_line,
            "there is no short answer",
            "write two to four sentences between the title and the first '##'",
        )
