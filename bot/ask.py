"""Questions without a server: through the real door and assistant, in this process, kept nowhere."""

import json
import logging
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.agent import LotseAgent
from bot.channels.intake import IncomingMessage, InvalidMessage, own_line, take
from knowledge.answer import Status

logger = logging.getLogger(__name__)


async def ask(agent: LotseAgent, row: dict[str, Any]) -> dict[str, Any]:
    """The answer line for one question line; `history` is played first, in the same conversation."""
    conversation_id = uuid.uuid4().hex
    for earlier in row.get("history") or ():
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
    with target.open("w", encoding="utf-8") as out:
        for line in _lines(source):
            try:
                answer = await ask(agent, _row(line))
            except (InvalidMessage, json.JSONDecodeError) as error:
                logger.warning("a line could not be read: %s", error)
                failed += 1
                answer = own_line("utter_error", None, status=Status.ERROR).as_json(latency_ms=0.0)
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return failed


def _lines(source: Path) -> Iterator[str]:
    with source.open(encoding="utf-8", errors="replace") as file:
        yield from (line for line in file if line.strip())


def _row(line: str) -> dict[str, Any]:
    row = json.loads(line)
    if not isinstance(row, dict):
        raise InvalidMessage("a line is a JSON object")
    history = row.get("history")
    if history is not None and not (
        isinstance(history, list) and all(isinstance(text, str) for text in history)
    ):
        raise InvalidMessage("history is a list of texts")
    return row
