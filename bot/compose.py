"""Composes an answer line: the words of a response, the rendered article, contacts, buttons."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel.dates import format_date

from bot.answer_line import AnswerLine
from bot.desk_buttons import desk_buttons
from bot.desk_words import DeskWords, name_of_state
from bot.options import Option, Options
from bot.words import Words, words
from knowledge.article import Article
from knowledge.directory import Body, Route
from knowledge.lookup import MOST_BODIES
from knowledge.markdown import plain_text
from knowledge.phone import format_phone
from knowledge.release import Release
from knowledge.render import RenderedArticle, Renderer
from knowledge.source import Source

_MOST_HITS = 3


@dataclass(frozen=True)
class Turn:
    """What is known of the turn that is being answered."""

    release: Release
    language: str
    detected: str
    day: date
    hits: Sequence[tuple[str, float]] = ()
    confidence: float = 0.0
    audience: str | None = None
    state: str | None = None
    profession: str | None = None
    masked: bool = False
    has_draft: bool = False


@dataclass(frozen=True)
class Said:
    """What an action said: the response, how it ends the turn, and the ids it names."""

    response: str
    status: str
    bodies: Sequence[str] = ()
    door: str = ""
    slug: str | None = None
    route: str | None = None
    topic: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


class Composer:
    """Composes the answer of one turn in a language that there are words for."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._words: Words = words(turn.language)
        self._language = self._words.language
        self._content = turn.release.content
        self._renderer = Renderer(self._content, language=self._language, day=turn.day)
        self._desk = DeskWords(
            self._words,
            self._content.tenant,
            fill=self._renderer.text,
            title=self._title,
            state=name_of_state,
        )

    def line(self, said: Said) -> AnswerLine:
        """The answer line of what an action said."""
        article = self._content.articles[said.slug] if said.slug else None
        rendered = self._rendered(article.slug) if article else None
        route = next((r for r in self._content.directory.routes if r.id == said.route), None)
        contacts = self._contacts(said, article)
        sources = rendered.sources if rendered else _sources_of(route)
        hits = self._turn.hits[:_MOST_HITS]
        line = AnswerLine(
            status=said.status,
            lang=self._language,
            lang_detected=self._turn.detected,
            short=self._short(said, article, rendered, route, contacts),
            parts=_part_rows(rendered),
            note=rendered.note if rendered else "",
            sources=[_source_row(source) for source in sources],
            contacts=[self._contact_row(body) for body in contacts],
            articles=[slug for slug, _ in hits],
            scores=[score for _, score in hits],
            confidence=self._turn.confidence,
            options=self._options(said, article, hits),
            door=said.door,
            desk=self._desk.row(said.about),
            release=self._turn.release.hash,
            understood=self._understood(),
            text="",
        )
        line.text = self._full_text(line)
        return line

    def _understood(self) -> dict[str, Any]:
        """What the answer depends on, for the person to correct."""
        turn = self._turn
        state = {"id": turn.state, "title": name_of_state(turn.state)} if turn.state else None
        known = {"state": state, "profession": turn.profession, "audience": turn.audience}
        return {name: value for name, value in known.items() if value}

    def _options(
        self, said: Said, article: Article | None, hits: Sequence[tuple[str, float]]
    ) -> list[Option]:
        buttons = desk_buttons(said.response, self._desk.row(said.about), self._words)
        if buttons is not None:
            return buttons
        return Options(self._content, self._words, self._title).after(
            said.response,
            article=article,
            near=hits,
            topic=said.topic,
            has_draft=self._turn.has_draft,
        )

    def _short(
        self,
        said: Said,
        article: Article | None,
        rendered: RenderedArticle | None,
        route: Route | None,
        contacts: Sequence[Body],
    ) -> str:
        """What stands first: what the reader must know of the text, then the text itself."""
        text = self._say(
            said.response,
            short=plain_text(rendered.short) if rendered else "",
            bodies="\n".join(f"- {self._body_text(body)}" for body in contacts),
            reason=route.reason.get(self._language, route.reason["en"]) if route else "",
            **self._desk.values(said.about),
        )
        blocks = re.split(r"\n\s*\n", text.strip())  # a value may be empty
        return "\n\n".join([*self._notices(article, rendered), *map(str.strip, blocks)])

    def _notices(self, article: Article | None, rendered: RenderedArticle | None) -> Iterable[str]:
        labels = self._words.labels
        if self._turn.masked:
            yield labels["masked"]
        spoken = rendered.language if rendered else self._language
        served = self._content.tenant.languages
        foreign = self._turn.detected not in ("", *served)
        if spoken != self._turn.language or foreign:
            yield labels["answer_language" if article else "only_languages"]
        if article is None:
            return
        audience = self._turn.audience
        if audience in ("applicant", "employer") and audience not in article.audiences:
            yield labels[f"for_{article.audiences[0]}"]
        if self._other_state_bodies():
            yield labels["other_state"]

    def _full_text(self, line: AnswerLine) -> str:
        """Everything a person can read in this turn, in reading order."""
        labels = self._words.labels
        blocks = [line.short]
        blocks += [f"{part['heading']}\n{part['text']}" for part in line.parts]
        if line.sources:
            rows = [f"- {self._source_text(source)}" for source in line.sources]
            blocks.append("\n".join([f"{labels['sources']}:", *rows]))
        if line.contacts and line.parts:
            rows = [f"- {self._contact_text(contact)}" for contact in line.contacts]
            blocks.append("\n".join([f"{labels['contacts']}:", *rows]))
        return "\n\n".join([*blocks, *([line.note] if line.note else [])])

    def _say(self, response: str, **values: str) -> str:
        tenant = self._content.tenant
        contact = self._content.directory.bodies[tenant.contact]
        return self._renderer.text(
            self._words.responses[response],
            service=tenant.service_name,
            contact_name=contact.name_in(self._language),
            contact_phone=format_phone(contact.phone),
            **values,
        )

    def _rendered(self, slug: str) -> RenderedArticle:
        return self._turn.release.rendered(slug, language=self._language, day=self._turn.day)

    def _title(self, slug: str) -> str:
        return self._rendered(slug).title

    def _contacts(self, said: Said, article: Article | None) -> list[Body]:
        known = self._content.directory.bodies
        tenant = self._content.tenant
        if article is None:
            return [known[tenant.contact if body == "tenant" else body] for body in said.bodies]
        responsible = self._other_state_bodies() or self._responsible(article)
        return [known[body] for body in responsible] or [known[tenant.contact]]

    def _responsible(self, article: Article) -> Sequence[str]:
        """The bodies of the article's route; none where the district decides."""
        return self._first_bodies(self._content.tenant.state, article.contact_topic, article)

    def _other_state_bodies(self) -> Sequence[str]:
        """The first door of another state that the person named; none for our own."""
        if self._turn.state in (None, self._content.tenant.state):
            return ()
        return self._first_bodies(str(self._turn.state), "first_contact", None)

    def _first_bodies(self, state: str, topic: str, article: Article | None) -> Sequence[str]:
        audience = self._turn.audience or "applicant"
        if article and audience not in article.audiences:
            audience = article.audiences[0]
        routes = self._content.directory.routes_for(state=state, topic=topic, audience=audience)
        bodies = routes[0].bodies if routes else ()
        return () if self._content.lookup.depends_on_district(bodies) else bodies[:MOST_BODIES]

    def _contact_row(self, body: Body) -> dict[str, str | None]:
        return {
            "name": body.name_in(self._language),
            "phone": format_phone(body.phone) or None,
            "url": body.url,
        }

    def _body_text(self, body: Body) -> str:
        return self._contact_text(self._contact_row(body))

    def _contact_text(self, contact: dict[str, str | None]) -> str:
        phone = contact["phone"] or self._say_label("no_phone")
        return ", ".join(part for part in (contact["name"], phone, contact["url"]) if part)

    def _say_label(self, label: str) -> str:
        contact = self._content.directory.bodies[self._content.tenant.contact]
        return self._renderer.text(
            self._words.labels[label], contact_phone=format_phone(contact.phone)
        )

    def _source_text(self, source: dict[str, Any]) -> str:
        labels = self._words.labels
        as_of = source["as_of"]
        day = format_date(date.fromisoformat(as_of), "long", locale=self._language) if as_of else ""
        spoken = self._renderer.text(labels["as_of"], day=day) if day else labels["as_of_unknown"]
        text = f"{source['title']} ({spoken})"
        return f"{text}: {source['url']}" if source["url"] else text


def _sources_of(route: Route | None) -> tuple[Source, ...]:
    return (route.source,) if route and route.source else ()


def _part_rows(rendered: RenderedArticle | None) -> list[dict[str, str]]:
    parts = rendered.parts if rendered else ()
    return [{"heading": part.heading, "text": plain_text(part.markdown)} for part in parts]


def _source_row(source: Source) -> dict[str, str | None]:
    return {
        "title": source.title,
        "url": source.url,
        "as_of": source.as_of.isoformat() if source.as_of else None,
    }
