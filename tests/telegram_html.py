"""Reads a message's HTML as Telegram does: what a person sees, or Telegram's words of refusal."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_NAMES = {
    **{"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline"},
    **{"ins": "underline", "s": "strikethrough", "strike": "strikethrough"},
    **{"del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link"},
    **{"code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji"},
}
_TAG = re.compile(r"<(/?)([^\s>/]*)([^>]*)(>?)")
_ATTRIBUTE = re.compile(r"""\s+([a-zA-Z-]+)(?:=("[^"]*"|'[^']*'|[\w.-]+))?""")
_CHARACTER = re.compile(r"&(lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")


class Refused(Exception):
    """What Telegram says to a message that it does not take."""


@dataclass(frozen=True)
class Entity:
    """Something marked: `kind` is Telegram's name for it."""

    kind: str
    text: str
    url: str | None = None


@dataclass(frozen=True)
class Seen:
    """A message's text without markup, and what is marked in it."""

    text: str
    entities: tuple[Entity, ...]

    def marked(self, kind: str) -> list[str]:
        return [entity.text for entity in self.entities if entity.kind == kind]

    def links(self) -> dict[str, str]:
        """Addresses by what is written on them."""
        return {entity.text: entity.url for entity in self.entities if entity.url}


def utf16_units(text: str) -> int:
    """Telegram's length of a text."""
    return len(text.encode("utf-16-le")) // 2


def seen(markup: str) -> Seen:
    """What a person sees of it. Raises Refused."""
    text, position = "", 0
    open_tags: list[tuple[str, str, str | None, int]] = []
    entities: list[Entity] = []
    for tag in _TAG.finditer(markup):
        text += _plain(markup[position : tag.start()])
        position = tag.end()
        at = len(markup[: tag.start()].encode())
        closing, name, attributes, end = tag[1], tag[2].lower(), tag[3], tag[4]
        if not closing:
            kind, url = _start(name, attributes, end, at)
            if kind.endswith("blockquote") and any("blockquote" in row[1] for row in open_tags):
                raise Refused(f"blockquotes can't be nested, at byte offset {at}")
            open_tags.append((name, kind, url, len(text)))
            continue
        if not open_tags:
            raise Refused(f"Unexpected end tag at byte offset {at}")
        started, kind, url, begin = open_tags.pop()
        if name != started:
            raise Refused(
                f'Unmatched end tag at byte offset {at}, expected "</{started}>", found "</{name}>"'
            )
        entities.append(Entity(kind, text[begin:], url))
    if open_tags:
        raise Refused(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return Seen(text + _plain(markup[position:]), tuple(entities))


def _start(name: str, attributes: str, end: str, at: int) -> tuple[str, str | None]:
    """The kind of an opening tag, and where it leads."""
    if name not in _NAMES:
        raise Refused(f'Unsupported start tag "{name}" at byte offset {at}')
    if not end or _ATTRIBUTE.sub("", attributes).strip():
        raise Refused(f'Unclosed start tag "{name}" at byte offset {at}')
    given = {key: value.strip("\"'") for key, value in _ATTRIBUTE.findall(attributes)}
    if name == "span" and given.get("class") != "tg-spoiler":
        raise Refused(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    if name == "blockquote" and "expandable" in given:
        return "expandable_blockquote", None
    return _NAMES[name], html.unescape(given["href"]) if "href" in given else None


def _plain(part: str) -> str:
    """Telegram knows four names of characters; the others stay as they are written."""
    return _CHARACTER.sub(lambda match: html.unescape(match[0]), part)


def check_button_url(url: str) -> None:
    """Raises Refused where Telegram does not take it as the address of a button."""
    parts = urlsplit(url)
    problem = None
    if parts.scheme and parts.scheme not in ("http", "https", "tg", "ton"):
        problem = "Unsupported URL protocol"
    elif parts.scheme != "tg" and "." not in (parts.hostname or ""):
        problem = "Wrong HTTP URL"
    if problem:
        raise Refused(f"inline keyboard button URL '{url}' is invalid: {problem}")
