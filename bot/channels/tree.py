"""Answers as a small tree that a browser can draw without reading any markup.

Block: paragraph, list, heading. Inline: text, strong, link. Nothing else leaves here: HTML in a
text is shown as text, and a link leads to https, tel or mailto.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

Inline = dict[str, Any]
Block = dict[str, Any]

_SCHEMES = ("https", "tel", "mailto")
_URL = re.compile(r"https://[^\s<>\"'“”„]+")
_AFTER_URL = ".,;:!?)]}»…"


def blocks_of_text(text: str) -> list[Block]:
    """Plain text: paragraphs between empty lines, lists of lines that begin with a dash."""
    return [block for part in re.split(r"\n\s*\n", text.strip()) for block in _plain(part)]


@lru_cache(maxsize=2000)
def blocks_of_markdown(markdown: str) -> list[Block]:
    """The blocks of Markdown. Callers must not change them."""
    return list(_blocks(iter(_markdown().parse(markdown))))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def _plain(part: str) -> Iterator[Block]:
    lines: list[str] = []
    items: list[list[Inline]] = []
    for line in filter(None, map(str.rstrip, part.splitlines())):
        if line.startswith("- "):
            if lines:
                yield _paragraph(_linked("\n".join(lines)))
                lines = []
            items.append(_linked(line[2:].strip()))
            continue
        if items:
            yield {"type": "list", "ordered": False, "items": items}
            items = []
        lines.append(line)
    if lines:
        yield _paragraph(_linked("\n".join(lines)))
    if items:
        yield {"type": "list", "ordered": False, "items": items}


def _paragraph(children: list[Inline]) -> Block:
    return {"type": "paragraph", "children": children}


def _text(text: str) -> Inline:
    return {"type": "text", "text": text}


def _linked(text: str) -> list[Inline]:
    """The text with its addresses and telephone numbers as links."""
    children: list[Inline] = []
    position = 0
    for start, end, href in sorted(_addresses(text)):
        if start < position:
            continue
        if start > position:
            children.append(_text(text[position:start]))
        children.append({"type": "link", "href": href, "children": [_text(text[start:end])]})
        position = end
    if position < len(text):
        children.append(_text(text[position:]))
    return children


def _addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and target of what can be followed or called; numbers with a country code only."""
    for found in _URL.finditer(text):
        url = found.group().rstrip(_AFTER_URL)
        yield found.start(), found.start() + len(url), url
    if "+" in text:
        for number in PhoneNumberMatcher(text, None):
            called = format_number(number.number, PhoneNumberFormat.E164)
            yield number.start, number.end, f"tel:{called}"


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    """Blocks up to the end of the tokens; quotations are flattened."""
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            yield {
                "type": "list",
                "ordered": token.type == "ordered_list_open",
                "items": [item for item in _items(tokens) if item],
            }
        elif token.type == "heading_open":
            yield {"type": "heading", "children": _inlines(next(tokens).children or ())}
        elif token.type == "inline":
            yield _paragraph(_inlines(token.children or ()))
        elif token.type in ("fence", "code_block"):
            yield _paragraph([_text(token.content.strip())])


def _items(tokens: Iterator[Token]) -> Iterator[list[Inline]]:
    """The items of a list, those of a list inside it after the item that it stands in."""
    item: list[Inline] = []
    for token in tokens:
        if token.type == "inline":
            item += [*([_text("\n")] if item else ()), *_inlines(token.children or ())]
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield item
            item = []
            yield from _items(tokens)
        elif token.type == "list_item_close":
            yield item
            item = []
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            return


def _inlines(tokens: Iterable[Token]) -> list[Inline]:
    """Text, strong and links; other marks leave their text behind."""
    root: list[Inline] = []
    open_children = [root]
    for token in tokens:
        here = open_children[-1]
        if token.type == "strong_open":
            here.append({"type": "strong", "children": []})
            open_children.append(here[-1]["children"])
        elif token.type == "link_open":
            href = _href(str(token.attrGet("href") or ""))
            linked: Inline = {"type": "link", "href": href, "children": []}
            if href:
                here.append(linked)
            open_children.append(linked["children"] if href else here)
        elif token.type in ("strong_close", "link_close"):
            open_children.pop()
        else:
            _add_text(here, _written(token))
    return [part for piece in root for part in _finished(piece)]


def _written(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    return "\n" if token.type == "hardbreak" else token.content


def _add_text(children: list[Inline], text: str) -> None:
    if not text:
        return
    if children and children[-1]["type"] == "text":
        children[-1]["text"] += text
    else:
        children.append(_text(text))


def _finished(piece: Inline) -> list[Inline]:
    """Text with its links; a link stays as it is, because links cannot hold links."""
    if piece["type"] == "text":
        return _linked(piece["text"])
    if piece["type"] == "strong":
        inside = [part for child in piece["children"] for part in _finished(child)]
        return [{**piece, "children": inside}]
    return [piece]


def _href(address: str) -> str:
    """The address, or nothing where we do not lead."""
    return address if address.partition(":")[0].lower() in _SCHEMES else ""
