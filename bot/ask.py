"""Questions without a server: the real door and assistant in this process, kept nowhere."""

import json
import logging
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.agent import LotseAgent
from bot.channels.errors import InvalidMessage
from bot.channels.intake import own_line, take
from bot.channels.message import IncomingMessage
from knowledge.answer import Status

logger = logging.getLogger(__name__)


async def ask(agent: LotseAgent, row: dict[str, Any]) -> dict[str, Any]:
    """The answer line for one question line; `history` is played first, as earlier turns."""
    conversation_id = uuid.uuid4().hex
    for earlier in _history(row):
        message = IncomingMessage.from_json({**row, "text": earlier}, trusted=True)
        await take(agent, message, conversation_id=conversation_id)
    started = time.perf_counter()
    message = IncomingMessage.from_json(row, trusted=True)
    line = await take(agent, message, conversation_id=conversation_id)
    latency_ms = round(1e3 * (time.perf_counter() - started), 1)
    return line.as_json(line_id=row.get("id"), latency_ms=latency_ms)


async def ask_batch(agent: LotseAgent, source: Path, target: Path) -> int:
    """One output line for each input line, in order; returns how many could not be read."""
    failed = 0
    with target.open("w", encoding="utf-8", errors="replace") as out:
        for line in _lines(source):
            row: dict[str, Any] = {}
            try:
                row = _row(line)
                answer = await ask(agent, row)
            except InvalidMessage as error:
                logger.warning("a line could not be read: %s", error)
                failed += 1
                apology = own_line("utter_error", None, status=Status.ERROR)
                answer = apology.as_json(line_id=row.get("id"), latency_ms=0.0)
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return failed


def _lines(source: Path) -> Iterator[str]:
    with source.open(encoding="utf-8", errors="replace") as file:
        yield from file


def _row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidMessage(f"a line is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise InvalidMessage("a line is a JSON object")
    return row


def _history(row: dict[str, Any]) -> list[str]:
    history = row.get("history")
    if history is None:
        return []
    if not isinstance(history, list) or not all(isinstance(text, str) for text in history):
        raise InvalidMessage("history is a list of texts")
    return history
