"""`lotse chat`: a conversation in the terminal, through the same door as everywhere."""

import asyncio
import uuid

import click

from bot.agent import LotseAgent
from bot.answer_line import AnswerLine
from bot.channels.intake import own_line, take
from bot.channels.message import IncomingMessage
from knowledge.answer import Status


async def talk(agent: LotseAgent, *, lang: str, audience: str | None) -> None:
    """Ask and answer until an empty line or the end of input."""
    conversation_id = uuid.uuid4().hex
    line = own_line("utter_introduction", lang, status=Status.SMALLTALK)
    _show(line)
    while text := await asyncio.to_thread(_read):
        row = {"text": text, "lang": lang, "audience": audience}
        if text.isdigit() and 0 < int(text) <= len(line.options):
            row = {**row, "text": "", "button": line.options[int(text) - 1]["id"]}
        message = IncomingMessage.from_json(row)
        line = await take(agent, message, conversation_id=conversation_id)
        _show(line)


def _read() -> str:
    try:
        return str(input("> ")).strip()
    except EOFError:
        return ""


def _show(line: AnswerLine) -> None:
    click.echo(f"\n{line.text}\n")
    for number, option in enumerate(line.options, start=1):
        click.echo(f"  {number}  {option['title']}")
