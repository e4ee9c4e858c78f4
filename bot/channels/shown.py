"""What a browser receives over the socket: turns, answers and replies as JSON, texts as trees."""

import re
from datetime import date, datetime, timezone
from typing import Any

from bot.answer_line import AnswerLine
from bot.channels.history import ShownTurn
from bot.channels.tree import Block, blocks_of_markdown, blocks_of_text
from bot.settings import settings
from desk.tickets.outbox import OutboxRow
from knowledge.answer import Status
from knowledge.markdown import plain_text
from knowledge.release import open_releases
from knowledge.render import RenderedArticle

_FROM_ARTICLES = (Status.ANSWERED.value, Status.PRIVACY.value)


def turn_row(turn: ShownTurn) -> dict[str, Any]:
    """A turn: its id, question, time and answer."""
    return {
        "id": turn.message_id,
        "question": turn.question,
        "at": datetime.fromtimestamp(turn.at, timezone.utc).isoformat(),
        "answer": answer_row(turn.answer) if turn.answer else None,
    }


def answer_row(line: AnswerLine) -> dict[str, Any]:
    """An answer line with its tree."""
    return {**line.as_json(), "tree": tree_of(line)}


def reply_row(row: OutboxRow) -> dict[str, Any]:
    """What staff wrote: plain text, whatever it looks like."""
    return {
        "id": row.row_id,
        "number": row.number,
        "lang": row.language,
        "at": row.written_at.isoformat(),
        "tree": blocks_of_text(row.text),
    }


def tree_of(line: AnswerLine) -> dict[str, Any]:
    """The blocks of the short answer and of each part: from the article's Markdown where the
    answer says the same as the live release, else from the plain text."""
    article = _article(line)
    parts = article.parts if article else ()
    markdown = {plain_text(part.markdown): part.markdown for part in parts}
    return {
        "short": _short(line.short, article),
        "parts": [
            {"heading": part["heading"], "blocks": _blocks(part["text"], markdown)}
            for part in line.parts
        ],
    }


def _article(line: AnswerLine) -> RenderedArticle | None:
    release = open_releases(settings().releases).current()
    if line.status not in _FROM_ARTICLES or not line.articles or line.release != release.hash:
        return None
    return release.rendered(line.articles[0], language=line.lang, day=date.today())


def _short(short: str, article: RenderedArticle | None) -> list[Block]:
    """Notices may stand before the article's own text."""
    if article is None:
        return blocks_of_text(short)
    own = "\n\n".join(map(str.strip, re.split(r"\n\s*\n", plain_text(article.short))))
    if not short.endswith(own):
        return blocks_of_text(short)
    notices = short[: -len(own)].strip()
    return [*(blocks_of_text(notices) if notices else ()), *blocks_of_markdown(article.short)]


def _blocks(text: str, markdown: dict[str, str]) -> list[Block]:
    return blocks_of_markdown(markdown[text]) if text in markdown else blocks_of_text(text)
