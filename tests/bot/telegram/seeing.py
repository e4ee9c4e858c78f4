"""Reads a message's HTML as Telegram does, and refuses what Telegram would refuse."""

import html
import re
from dataclasses import dataclass, field

_ALLOWED = {"b", "i", "a", "code", "blockquote"}
_TAG = re.compile(r"<(/?)([a-z]+)([^>]*)>")


@dataclass
class Seen:
    """The text that is left, and the marked pieces by tag."""

    text: str = ""
    marked: dict[str, list[str]] = field(default_factory=dict)


def seen(markup: str) -> Seen:
    found = Seen()
    opened: list[tuple[str, int]] = []
    place = 0
    for tag in _TAG.finditer(markup):
        found.text += html.unescape(_bare(markup[place : tag.start()]))
        place = tag.end()
        if tag[1]:
            name, start = opened.pop()
            assert name == tag[2], f"</{tag[2]}> closes <{name}>"
            found.marked.setdefault(name, []).append(found.text[start:])
            continue
        assert tag[2] in _ALLOWED, f"Telegram knows no <{tag[2]}>"
        assert tag[2] not in [name for name, _ in opened], f"<{tag[2]}> in itself"
        opened.append((tag[2], len(found.text)))
    assert not opened, f"<{opened[-1][0]}> is not closed"
    found.text += html.unescape(_bare(markup[place:]))
    return found


def _bare(text: str) -> str:
    assert not re.search(r"[<>]|&(?!(lt|gt|amp|quot);)", text), f"not escaped: {text!r}"
    return text
