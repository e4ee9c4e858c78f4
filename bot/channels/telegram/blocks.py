"""The blocks of an answer (see bot/channels/tree.py) as marked text."""

from collections.abc import Iterable
from typing import Any

from bot.channels.telegram.rich import BOLD, Text, joined, link_to, plain, within, written

Block = dict[str, Any]
Inline = dict[str, Any]

_DOT = "• "


def text_of_blocks(blocks: Iterable[Block]) -> Text:
    """Paragraphs, lists and headings, an empty line between them; none after a colon."""
    text: Text = ()
    for block in map(_block, blocks):
        announced = written(text).endswith(":")
        text = joined([text, block], between="\n" if announced else "\n\n")
    return text


def _block(block: Block) -> Text:
    if block["type"] == "list":
        return joined(_items(block), between="\n")
    children = _inlines(block["children"])
    return within(BOLD, children) if block["type"] == "heading" else children


def _items(block: Block) -> Iterable[Text]:
    for number, item in enumerate(block["items"], start=1):
        yield (*plain(f"{number}. " if block["ordered"] else _DOT), *_inlines(item))


def _inlines(pieces: Iterable[Inline]) -> Text:
    return tuple(run for piece in pieces for run in _inline(piece))


def _inline(piece: Inline) -> Text:
    if piece["type"] == "text":
        return plain(piece["text"])
    inside = _inlines(piece["children"])
    if piece["type"] == "strong":
        return within(BOLD, inside)
    return _link(piece["href"], inside)


def _link(address: str, inside: Text) -> Text:
    """Telegram finds telephone numbers, mail addresses and bare addresses by itself."""
    label = "".join(run.text for run in inside)
    kind, _, rest = address.partition(":")
    if kind == "https" and label != address:
        return within(link_to(address), inside)
    if kind == "mailto" and rest not in label:
        return (*inside, *plain(f" ({rest})"))
    return inside
