"""`lotse check`: says of all content what is wrong, where, and how to mend it."""

from datetime import date, timedelta

import click

from bot.channels.law_page import broken_law_pages
from bot.channels.telegram.texts import read_texts
from bot.distress.signs import all_signs
from bot.distress.words import distress_languages, emergency_numbers
from bot.settings import Settings
from bot.words import RESPONSES
from desk.mail.words import TEXTS
from knowledge.content import load_content
from knowledge.errors import ContentError
from knowledge.validation import expiring_facts, find_mistakes, overdue_articles
from knowledge.yaml_file import read_yaml

_SOON = timedelta(days=60)


def check_content(settings: Settings, *, day: date, report: bool) -> bool:
    """Print every mistake; True when there is none."""
    try:
        _read_words()
        content = load_content(settings.knowledge, tenant=settings.tenant)
        # Pages are filled only from content that fits together.
        mistakes = find_mistakes(content, day=day) or [*broken_law_pages(content, day=day)]
    except ContentError as error:
        mistakes = list(error.mistakes)
    for mistake in mistakes:
        click.echo(str(mistake))
    if mistakes:
        click.echo(f"{len(mistakes)} mistakes", err=True)
        return False
    if report:
        for fact, last in expiring_facts(content, day=day, within=_SOON):
            click.echo(f"fact {fact.id} is valid until {last}")
        for article in overdue_articles(content, day=day + _SOON):
            click.echo(f"article {article.slug} is to be read again by {article.review_by}")
    stale = [
        f"{article.slug} ({language})"
        for article in content.articles.values()
        for language in article.texts
        if article.is_stale(language)
    ]
    if stale:
        click.echo(f"older than the German text: {', '.join(stale)}", err=True)
    click.echo(
        f"{len(content.articles)} articles, {len(content.facts)} facts: no mistakes", err=True
    )
    return True


def _read_words() -> None:
    """Every word that is said beside the knowledge. Raises ContentError."""
    for path in sorted(RESPONSES.glob("*.yml")):
        read_yaml(path, schema="responses")
    for path in sorted(TEXTS.glob("*.yml")):
        read_yaml(path, schema="mail")
    read_texts()
    distress_languages()
    emergency_numbers()
    all_signs()
