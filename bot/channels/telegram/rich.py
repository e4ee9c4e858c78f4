"""Text with marks, and as Telegram's HTML. Marked text can be cut anywhere and stays whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Mark:
    """A tag that Telegram knows, with its attributes."""

    tag: str
    attributes: str = ""


@dataclass(frozen=True)
class Run:
    """A piece of text below the same marks, the outermost first."""

    text: str
    marks: tuple[Mark, ...] = ()


Text = tuple[Run, ...]

BOLD = Mark("b")
ITALIC = Mark("i")
CODE = Mark("code")
QUOTE = Mark("blockquote", " expandable")


def link_to(address: str) -> Mark:
    return Mark("a", f' href="{escape(address)}"')


def plain(text: str, *marks: Mark) -> Text:
    return (Run(text, marks),) if text else ()


def within(mark: Mark, text: Text) -> Text:
    """The text below one more mark."""
    return tuple(Run(run.text, (mark, *run.marks)) for run in text)


def joined(texts: Iterable[Text], *, between: str) -> Text:
    """The texts that are not empty, one after the other."""
    runs: list[Run] = []
    for text in filter(None, texts):
        if runs:
            runs.append(Run(between))
        runs += text
    return tuple(runs)


def written(text: Sequence[Run]) -> str:
    """What a person reads."""
    return "".join(run.text for run in text)


def html_of(text: Sequence[Run]) -> str:
    """Telegram's HTML: every mark that is opened is closed, the last first."""
    pieces: list[str] = []
    opened: list[Mark] = []
    for run in (*text, Run("")):
        shared = _shared(opened, run.marks)
        pieces += (f"</{mark.tag}>" for mark in reversed(opened[shared:]))
        pieces += (f"<{mark.tag}{mark.attributes}>" for mark in run.marks[shared:])
        opened = list(run.marks)
        pieces.append(escape(run.text, quote=False))
    return "".join(pieces)


def _shared(opened: Sequence[Mark], marks: Sequence[Mark]) -> int:
    """How many marks go on, counted from the outermost."""
    count = 0
    for before, now in zip(opened, marks, strict=False):
        if before != now:
            break
        count += 1
    return count
