"""An answer of the assistant as Telegram shows it: short answer, parts to open, who helps, sources.

The row is the one that the widget gets, see bot/channels/shown.py.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date

from bot.channels.telegram.blocks import text_of_blocks
from bot.channels.telegram.direction import RIGHT_TO_LEFT, isolate
from bot.channels.telegram.rich import (
    BOLD,
    CODE,
    ITALIC,
    QUOTE,
    Run,
    Text,
    joined,
    link_to,
    plain,
    within,
)
from bot.channels.telegram.texts import Words

Answer = dict[str, Any]

_NUMBER = r"[A-Z]{2,10}-\d{4}-\d{5,7}-\d"


def answer_sections(answer: Answer, words: Words, *, title: str = "") -> list[Text]:
    """The whole answer in the order in which it is read. `title` stands above, where there is one.

    Sections may be parted into messages.
    """
    short = text_of_blocks(answer["tree"]["short"])
    return [
        joined([plain(title, BOLD), _copyable(short, answer.get("desk") or {})], between="\n\n"),
        *map(_part, answer["tree"]["parts"]),
        _contacts(answer, words),
        _sources(answer, words),
        joined(_remarks(answer, words), between="\n"),
    ]


def short_sections(answer: Answer, words: Words) -> list[Text]:
    """What is said among many people: the short answer and what it rests on."""
    return [text_of_blocks(answer["tree"]["short"]), _sources(answer, words)]


def _copyable(text: Text, desk: dict[str, Any]) -> Text:
    """Numbers and the code of a request are copied with one tap."""
    if not desk:
        return text
    known = [re.escape(desk["code"])] if desk.get("code") else []
    pattern = re.compile("|".join([_NUMBER, *known]))
    return tuple(piece for run in text for piece in _marked(run, pattern))


def _marked(run: Run, pattern: re.Pattern[str]) -> Iterator[Run]:
    place = 0
    for found in pattern.finditer(run.text):
        yield Run(run.text[place : found.start()], run.marks)
        yield Run(found.group(), (*run.marks, CODE))
        place = found.end()
    yield Run(run.text[place:], run.marks)


def _part(part: dict[str, Any]) -> Text:
    return _opened(part["heading"], text_of_blocks(part["blocks"]))


def _opened(heading: str, inside: Text) -> Text:
    """A quotation that shows its first lines until it is opened."""
    return within(QUOTE, joined([plain(heading, BOLD), inside], between="\n"))


def _contacts(answer: Answer, words: Words) -> Text:
    """Short answers name the contact in their text already."""
    if not (answer["tree"]["parts"] and answer["contacts"]):
        return ()
    rows = joined((_contact(contact, words) for contact in answer["contacts"]), between="\n\n")
    return joined([plain(words.say("who_helps"), BOLD), rows], between="\n")


def _contact(contact: dict[str, str | None], words: Words) -> Text:
    phone = contact["phone"] or words.say("no_phone")
    if words.language in RIGHT_TO_LEFT:
        phone = isolate(phone)
    url = contact["url"] or ""
    page = within(link_to(url), plain(_host(url))) if url else ()
    return joined([plain(contact["name"] or ""), plain(phone), page], between="\n")


def _host(url: str) -> str:
    """www.example.org/page as example.org: what people know the page by."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _sources(answer: Answer, words: Words) -> Text:
    if not answer["sources"]:
        return ()
    rows = [_source(source, words) for source in answer["sources"]]
    return _opened(words.say("sources"), joined(rows, between="\n"))


def _source(source: dict[str, str | None], words: Words) -> Text:
    title = plain(source["title"] or "")
    linked = within(link_to(source["url"]), title) if source["url"] else title
    return (*plain("• "), *linked, *plain(f" ({_stand(source['as_of'], words)})"))


def _stand(day: str | None, words: Words) -> str:
    """The day a source speaks for."""
    if day is None:
        return words.say("as_of_unknown")
    return words.say("as_of", day=format_date(date.fromisoformat(day), "long", words.language))


def _remarks(answer: Answer, words: Words) -> Iterable[Text]:
    """What the answer depends on, as far as it was understood, and how far it can be trusted."""
    understood = answer.get("understood") or {}
    known = {"state": (understood.get("state") or {}).get("title")}
    known["profession"] = understood.get("profession")
    if answer["kind"] in ("answer", "clarify"):
        said = [
            words.say(f"understood_{key}", **{key: name}) for key, name in known.items() if name
        ]
        if said:
            yield plain(words.say("understood", what=", ".join(said)), ITALIC)
    yield plain(answer["note"], ITALIC)
