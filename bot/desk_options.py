"""What the commands of the staff share: how they read what is typed, and the store they open."""

import os
import re
import sys
from contextlib import AbstractContextManager
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import click

from bot.settings import settings
from desk.tickets.errors import NotPossible

if TYPE_CHECKING:
    from desk.tickets.store import Store

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
LONGEST_NAME = 64


def opened() -> "AbstractContextManager[Store]":
    """The store that the settings name. Imported late: `lotse --help` is to be quick."""
    from desk.tickets.opening import opened_store

    return opened_store(settings())


def now() -> datetime:
    return datetime.now(timezone.utc)


def _number(_context: Any, _parameter: Any, written: str) -> str:
    from desk.tickets.numbers import read_number

    number = read_number(written)
    if number is None:
        raise NotPossible(f"{written!r} is no ticket number; they look like MV-2026-00042-7")
    return number


def _staff(_context: Any, _parameter: Any, name: str) -> str:
    if not 0 < len(name.strip()) <= LONGEST_NAME or not name.isprintable():
        raise click.BadParameter(f"a name has 1 to {LONGEST_NAME} characters")
    return name.strip()


def _language(_context: Any, _parameter: Any, tag: str | None) -> str | None:
    if tag is not None and not LANGUAGE.fullmatch(tag):
        raise click.BadParameter("a language is written like de, uk or zh-Hans")
    return tag


def _text(_context: Any, _parameter: Any, written: str) -> str:
    raw = sys.stdin.buffer.read() if written == "-" else os.fsencode(written)
    try:
        text = raw.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise click.BadParameter("the text is not UTF-8") from error
    if not text or "\0" in text:
        raise click.BadParameter("the text is empty or has a NUL character")
    return text


ticket_number = click.argument("number", callback=_number)
as_staff = click.option("--as", "staff_id", required=True, callback=_staff, help="Who you are.")
written_text = click.argument("text", callback=_text)
in_language = click.option("--lang", callback=_language, help="Language of the text.")
