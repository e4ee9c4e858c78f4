"""The page without script: a form, and the conversation so far, rendered on the server."""

import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import jinja2
from babel import Locale
from babel.dates import format_date
from rasa.core.agent import Agent
from rasa.shared.core.events import BotUttered, UserUttered

from bot.answer_line import AnswerLine
from bot.channels.intake import line_of, own_line
from bot.settings import settings
from bot.words import FALLBACK, words, written_languages
from knowledge.answer import Status
from knowledge.release import open_releases

PAGES = Path(__file__).parent.parent / "pages"
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


@dataclass
class ShownTurn:
    """What a person wrote, and the answer to it."""

    message_id: str
    question: str
    answer: AnswerLine | None = None


async def conversation_of(agent: Agent, conversation_id: str) -> list[ShownTurn]:
    """The turns of a conversation, oldest first."""
    tracker = await agent.tracker_store.retrieve(conversation_id)
    turns: list[ShownTurn] = []
    for event in tracker.events if tracker else ():
        if isinstance(event, UserUttered):
            turns.append(ShownTurn(event.message_id or "", _question(event)))
        elif isinstance(event, BotUttered) and turns:
            turns[-1].answer = line_of(event.text or "", event.data["custom"])
    return turns


class Page:
    """Renders the page."""

    def __init__(self) -> None:
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(PAGES), autoescape=True, undefined=jinja2.StrictUndefined
        )
        self.stylesheet = (PAGES / "chat.css").read_text("utf-8")

    def render(
        self,
        lang: str | None,
        *,
        token: str,
        turns: list[ShownTurn],
        reply_lang: str | None = None,
        problem: str | None = None,
    ) -> str:
        """The page in `lang`, or in English where there are no words for it."""
        language = lang if lang in written_languages() else FALLBACK
        tenant = open_releases(settings().releases).current().content.tenant
        return self._templates.get_template("chat.html").render(
            words=words(language),
            tenant=tenant,
            tenant_name=tenant.name[language],
            law_is_known=all(tenant.law[name] for name in ("imprint", "controller")),
            languages={tag: _own_name(tag) for tag in written_languages()},
            direction_of=lambda tag: "rtl" if tag in _RIGHT_TO_LEFT else "ltr",
            written_day=lambda day: format_date(date.fromisoformat(day), "long", locale=language),
            introduction=own_line("utter_introduction", language, status=Status.SMALLTALK),
            token=token,
            message_id=uuid.uuid4().hex,
            turns=turns,
            reply_lang=reply_lang or "",
            problem=words(language).page[problem] if problem else "",
        )


def _own_name(tag: str) -> str:
    return str(Locale.parse(tag).get_display_name(tag)).capitalize()


def _question(event: UserUttered) -> str:
    """What the person wrote; for a pressed button, what stood on it."""
    choice = (event.metadata or {}).get("choice")
    if choice is None:
        return event.text or "…"
    turn = event.parse_data["turn"]
    if choice["kind"] in ("human", "none"):
        return words(turn["language"]).labels[choice["kind"]]
    # The release of an older turn may be gone by now; the live one has the titles too.
    release = open_releases(settings().releases).current()
    if choice["kind"] == "who":
        lookup = release.content.lookup
        known = {**lookup.topics, **lookup.professions, **lookup.districts}
        return known[choice["detail"] or choice["topic"]].title_in(turn["language"])
    if choice["slug"] not in release.content.articles:
        return "…"
    day = date.fromisoformat(turn["day"])
    return release.rendered(choice["slug"], language=turn["language"], day=day).title
