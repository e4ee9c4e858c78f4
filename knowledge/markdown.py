"""Reads the Markdown of an article: title, short answer, parts - and the same as plain text."""

import re
from dataclasses import dataclass

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_EMPHASIS = re.compile(r"(\*\*|__)(.+?)\1")


@dataclass(frozen=True)
class Part:
    """A part of an article that opens under its heading."""

    heading: str
    markdown: str


@dataclass(frozen=True)
class Sections:
    """The Markdown of an article, cut at its headings."""

    title: str
    short: str
    parts: tuple[Part, ...]


def split_sections(body: str) -> Sections:
    """Cut at the headings. A missing title or short answer comes back empty."""
    title = ""
    short: list[str] = []
    parts: list[tuple[str, list[str]]] = []
    for line in body.strip().splitlines():
        if line.startswith("# "):
            title = line[2:].strip()
        elif line.startswith("## "):
            parts.append((line[3:].strip(), []))
        elif parts:
            parts[-1][1].append(line)
        else:
            short.append(line)
    return Sections(
        title,
        "\n".join(short).strip(),
        tuple(Part(heading, "\n".join(lines).strip()) for heading, lines in parts),
    )


def plain_text(markdown: str) -> str:
    """What a person reads, without the marks; a link keeps its address in brackets."""
    text = _LINK.sub(
        lambda link: link[1] if link[1] == link[2] else f"{link[1]} ({link[2]})", markdown
    )
    return _EMPHASIS.sub(r"\2", text).strip()
