"""The command `lotse article`: bring translations up to date, show an article."""

from datetime import date
from typing import Any

import click

from bot.settings import settings


@click.group()
def article() -> None:
    """Work on articles."""


@article.command()
@click.argument("slugs", nargs=-1, required=True)
@click.option("--lang", default="en", show_default=True)
def stamp(slugs: tuple[str, ...], lang: str) -> None:
    """Record that the translation was brought up to date with the German text."""
    from knowledge.article import load_articles
    from knowledge.article import stamp as stamp_text

    articles = load_articles(settings().knowledge / "articles")
    for slug in articles if slugs == ("all",) else slugs:
        if slug not in articles:
            raise click.UsageError(f"there is no article {slug}")
        stamp_text(articles[slug], lang)


@article.command()
@click.argument("slug")
@click.option("--lang", default="de", show_default=True)
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]))
def show(slug: str, lang: str, at: Any) -> None:
    """Show an article as its reader sees it."""
    from knowledge.content import load_content
    from knowledge.render import Renderer

    content = load_content(settings().knowledge)
    if slug not in content.articles or lang not in content.articles[slug].texts:
        raise click.UsageError(f"there is no article {slug} in {lang}")
    renderer = Renderer(content, language=lang, day=at.date() if at else date.today())
    rendered = renderer.article(content.articles[slug])
    click.echo(f"# {rendered.title}\n\n{rendered.markdown}")
