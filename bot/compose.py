"""Composes an answer line: the words of a response, the rendered article, contacts, buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from bot.answer_line import AnswerLine
from bot.words import Words, words
from knowledge.directory import Body
from knowledge.markdown import plain_text
from knowledge.phone import format_phone
from knowledge.release import Release
from knowledge.render import RenderedArticle, Renderer
from knowledge.source import Source

_MOST_CONTACTS = 2
_MOST_OPTIONS = 3
CHOICES = ("utter_clarify", "utter_abstain")


@dataclass(frozen=True)
class Turn:
    """What is known of the turn that is being answered."""

    release: Release
    language: str
    detected: str
    day: date
    hits: Sequence[tuple[str, float]]
    confidence: float
    audience: str | None


class Composer:
    """Composes the answers of one turn in the language that there is words for."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._words: Words = words(turn.language)
        self._language = self._words.language
        self._content = turn.release.content
        self._renderer = Renderer(self._content, language=self._language, day=turn.day)

    def line(
        self, response: str, *, status: str, bodies: Sequence[str], door: str, slug: str | None
    ) -> AnswerLine:
        """The answer line of a response; `slug` names the article that it shows, if any."""
        article = self._article(slug) if slug else None
        short = plain_text(article.short) if article else self._say(response)
        if article and article.language != self._turn.language:
            short = f"{self._words.labels['language_notice']}\n\n{short}"
        contacts = self._contacts(bodies, slug)
        options = self._options(response, slug)
        return AnswerLine(
            status=status,
            lang=self._language,
            lang_detected=self._turn.detected,
            short=short,
            parts=[{"heading": p.heading, "text": plain_text(p.markdown)} for p in article.parts]
            if article
            else [],
            note=article.note if article else "",
            sources=[_source_row(source) for source in article.sources] if article else [],
            contacts=[self._contact_row(body) for body in contacts],
            articles=[hit_slug for hit_slug, _ in self._turn.hits[:_MOST_OPTIONS]],
            scores=[score for _, score in self._turn.hits[:_MOST_OPTIONS]],
            confidence=self._turn.confidence,
            options=options,
            door=door,
            release=self._turn.release.hash,
            text="",
        )

    def full_text(self, line: AnswerLine) -> str:
        """Everything a person can read in this turn, in reading order."""
        labels = self._words.labels
        blocks = [line.short]
        blocks += [f"{part['heading']}\n{part['text']}" for part in line.parts]
        if line.sources:
            rows = [f"- {self._source_text(source)}" for source in line.sources]
            blocks.append("\n".join([f"{labels['sources']}:", *rows]))
        if line.contacts and line.parts:
            rows = [f"- {_contact_text(contact, labels)}" for contact in line.contacts]
            blocks.append("\n".join([f"{labels['contacts']}:", *rows]))
        return "\n\n".join([*blocks, *([line.note] if line.note else [])])

    def source_date(self, as_of: str | None) -> str:
        """The date a source speaks for, in words of the reader."""
        if as_of is None:
            return self._words.labels["as_of_unknown"]
        day = format_date(date.fromisoformat(as_of), "long", locale=self._language)
        return self._renderer.text(self._words.labels["as_of"], day=day)

    def _say(self, response: str) -> str:
        tenant = self._content.tenant
        contact = self._content.directory.bodies[tenant.contact]
        return self._renderer.text(
            self._words.responses[response],
            service=tenant.service_name,
            contact_name=contact.name_in(self._language),
            contact_phone=format_phone(contact.phone),
        )

    def _article(self, slug: str) -> RenderedArticle:
        return self._turn.release.rendered(slug, language=self._language, day=self._turn.day)

    def _contacts(self, bodies: Sequence[str], slug: str | None) -> list[Body]:
        known = self._content.directory.bodies
        tenant = self._content.tenant
        if slug is None:
            return [known[tenant.contact if body == "tenant" else body] for body in bodies]
        return [known[body] for body in self._responsible(slug)] or [known[tenant.contact]]

    def _responsible(self, slug: str) -> Sequence[str]:
        """The bodies of the article's route; none where it depends on the place (many bodies)."""
        article = self._content.articles[slug]
        audience = self._turn.audience if self._turn.audience in article.audiences else None
        routes = self._content.directory.routes_for(
            state=self._content.tenant.state,
            topic=article.contact_topic,
            audience=audience or article.audiences[0],
        )
        bodies = routes[0].bodies if routes else ()
        return bodies if len(bodies) <= _MOST_CONTACTS else ()

    def _contact_row(self, body: Body) -> dict[str, str | None]:
        return {
            "name": body.name_in(self._language),
            "phone": format_phone(body.phone) or None,
            "url": body.url,
        }

    def _options(self, response: str, slug: str | None) -> list[dict[str, str]]:
        labels = self._words.labels
        human = {"id": "human", "title": labels["human"]}
        if slug:
            return [*map(self._option, self._content.articles[slug].related), human]
        if response in CHOICES:
            near = [self._option(hit_slug) for hit_slug, _ in self._turn.hits[:_MOST_OPTIONS]]
            last = {"id": "none", "title": labels["none"]} if response == CHOICES[0] else human
            return [*near, last]
        return [human] if response != "utter_human" else []

    def _option(self, slug: str) -> dict[str, str]:
        return {"id": f"article:{slug}", "title": self._article(slug).title}

    def _source_text(self, source: dict[str, Any]) -> str:
        text = f"{source['title']} ({self.source_date(source['as_of'])})"
        return f"{text}: {source['url']}" if source["url"] else text


def _source_row(source: Source) -> dict[str, str | None]:
    return {
        "title": source.title,
        "url": source.url,
        "as_of": source.as_of.isoformat() if source.as_of else None,
    }


def _contact_text(contact: dict[str, str | None], labels: dict[str, str]) -> str:
    parts = [contact["name"], contact["phone"] or labels["no_phone"], contact["url"]]
    return ", ".join(part for part in parts if part)
