"""The command line: `lotse --help` lists what it can do."""

import asyncio
import atexit
import json
import logging
import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import click

from bot import stubs
from bot.article_cli import article
from bot.desk_cli import desk
from bot.retention_cli import db, retention
from bot.settings import BadSetting, quiet_libraries, settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Lotse: first orientation for skilled immigration to Germany."""


def run() -> None:
    """The entry of the command `lotse`: mistakes of people become sentences, not stack traces."""
    from desk.tickets.errors import DeskError
    from knowledge.errors import KnowledgeError

    try:
        quiet_libraries()
        main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except (KnowledgeError, DeskError, BadSetting) as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def say(text: str) -> None:
    """Progress goes to stderr; stdout is for results."""
    click.echo(text, err=True)


def start_rasa(level: int = logging.WARNING) -> None:
    """What must happen before Rasa is used: nothing heavy loaded, nothing private logged."""
    stubs.install()
    from bot.logs import configure_logs

    configure_logs(level)


def throw_away_tickets() -> None:
    """Let this process open its tickets in a database that goes with it."""
    folder = tempfile.mkdtemp(prefix="lotse-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["LOTSE_DATABASE_URL"] = f"sqlite:///{folder}/desk.db"
    settings.cache_clear()


_DAY = click.DateTime(["%Y-%m-%d"])
_AUDIENCE = click.Choice(["applicant", "employer", "any"])


@main.command()
@click.argument("question", required=False)
@click.option("--lang", help="Language of the page, a prior.")
@click.option("--reply-lang", help="Language of the answer.")
@click.option("--audience", type=_AUDIENCE)
@click.option("--at", type=_DAY, help="The day the answer is for.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer line as JSON.")
@click.option("--batch", type=click.Path(exists=True, path_type=Path), help="A file of questions.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the answers go.")
def ask(
    question: str | None,
    lang: str | None,
    reply_lang: str | None,
    audience: str | None,
    at: Any,
    as_json: bool,
    batch: Path | None,
    out: Path | None,
) -> None:
    """Ask one question, or a file of them with --batch and --out."""
    if (question is None) == (batch is None) or (batch is None) != (out is None):
        raise click.UsageError("give one question, or --batch FILE with --out FILE")
    agent = _agent()
    from bot.ask import ask as ask_one
    from bot.ask import ask_batch

    if batch and out:
        failed = asyncio.run(ask_batch(agent, batch, out))
        say(f"answers: {out}" + (f"; {failed} lines could not be read" if failed else ""))
        return
    row = {
        **{"text": question, "lang": lang, "reply_lang": reply_lang, "audience": audience},
        "day": at.date().isoformat() if at else None,
    }
    answer = asyncio.run(ask_one(agent, row))
    click.echo(json.dumps(answer, ensure_ascii=False) if as_json else _readable(answer))


@main.command()
@click.option("--lang", default="de", show_default=True, help="Language of the introduction.")
@click.option("--audience", type=_AUDIENCE)
def chat(lang: str, audience: str | None) -> None:
    """Talk to the assistant here; a number presses a button, an empty line ends."""
    agent = _agent()
    from bot.terminal import talk

    asyncio.run(talk(agent, lang=lang, audience=audience))


@main.command()
@click.option("--at", type=_DAY, help="The day to check for.")
@click.option("--report", is_flag=True, help="Also list what grows old within 60 days.")
def check(at: Any, report: bool) -> None:
    """Check all content: formats, names, amounts."""
    from bot.check import check_content

    ok = check_content(settings(), day=at.date() if at else date.today(), report=report)
    sys.exit(0 if ok else 1)


@main.command()
@click.option("--state", default="MV", show_default=True, help="MV, SN, … or DE for all.")
@click.option("--topic", required=True)
@click.option("--audience", type=click.Choice(["applicant", "employer"]), default="applicant")
@click.option("--lang", type=click.Choice(["de", "en"]), default="de")
def who(state: str, topic: str, audience: str, lang: str) -> None:
    """Who is responsible for a topic, with reason, source and date."""
    from bot.who import NothingKnown
    from bot.who import who as look_up
    from knowledge.content import load_content

    content = load_content(settings().knowledge, tenant=settings().tenant)
    try:
        click.echo(look_up(content, state=state, topic=topic, audience=audience, language=lang))
    except NothingKnown as error:
        raise click.ClickException(str(error)) from error


@main.command()
def build() -> None:
    """Build the knowledge release and put it live."""
    from bot.prepare import build as build_now

    build_now(settings(), say)


@main.command()
@click.option("--force", is_flag=True, help="Train even if nothing changed.")
def train(force: bool) -> None:
    """Train Rasa on rules and examples."""
    start_rasa()
    from bot.prepare import train as train_now

    train_now(settings(), say, force=force)


@main.command()
def prepare() -> None:
    """Everything that serving needs: encoder, release, model. Does nothing twice."""
    start_rasa()
    from bot.prepare import prepare as prepare_now

    prepare_now(settings(), say)


@main.command()
def encoder() -> None:
    """Build the encoder: download, convert, export. Does nothing twice."""
    from knowledge.encoder.build import build_encoder

    build_encoder(settings().encoder, source=settings().encoder_source, say=say)


@main.command("eval")
@click.option("--set", "name", type=click.Choice(["dev", "test"]), default="test")
@click.option("--core", is_flag=True, help="Only the questions on the first twelve topics.")
@click.option("--fit", is_flag=True, help="First fit the calibration on the dev set.")
@click.option("--json", "as_json", is_flag=True)
@click.option("--wrong", is_flag=True, help="List what went wrong, to stderr.")
def evaluate(name: str, core: bool, fit: bool, as_json: bool, wrong: bool) -> None:
    """Measure the answers on questions that nobody trained on."""
    start_rasa()
    from bot.evaluate import evaluate_set, fit_on_dev

    if fit:
        fit_on_dev(settings(), say)
    figures = asyncio.run(evaluate_set(_agent(), settings(), name, core=core, show_wrong=wrong))
    if as_json:
        click.echo(json.dumps(figures))
    else:
        for key, value in figures.items():
            click.echo(f"{key:28} {value}")


@main.command()
@click.argument("what", required=False, default="turn")
@click.option("--count", type=int)
@click.option("--seconds", type=float)
@click.option("--json", "as_json", is_flag=True)
def bench(what: str, count: int | None, seconds: float | None, as_json: bool) -> None:
    """Measure one of these.

    \b
    turn      speed and size, one person
    load      many people with the widget at once
    telegram  many employers on Telegram, then with its process killed meanwhile
    widget    what a visitor loads, and how fast the chat is in a real browser
    kill      tickets opened while processes are killed
    """
    import runpy

    sys.path.insert(0, str(settings().root))
    path = settings().root / "tests" / "bench" / f"{what}.py"
    if not path.exists():
        raise click.UsageError(f"there is no bench {what!r}")
    figures = runpy.run_path(str(path))["measure"](count=count, seconds=seconds, say=say)
    click.echo(
        json.dumps(figures) if as_json else "\n".join(f"{k:20} {v}" for k, v in figures.items())
    )


@main.command()
@click.option(
    "--production", is_flag=True, help="Refuse to start while the law's fields are empty."
)
def up(production: bool) -> None:
    """Start all processes of the Procfile and watch them; Ctrl-C stops everything."""
    from bot.launcher import launch

    sys.exit(launch(settings(), production=production, say=say))


@main.command()
def serve() -> None:
    """Run the assistant's process alone (lotse up starts it)."""
    start_rasa(logging.INFO)
    from bot.server import serve as serve_now

    serve_now(settings())


@main.command()
def mail() -> None:
    """Deliver replies by e-mail (lotse up starts it where LOTSE_SMTP_URL is set)."""
    from bot.logs import configure_our_logs
    from desk.mail.process import deliver_mail

    configure_our_logs(logging.INFO)
    deliver_mail(settings())


@main.command()
def telegram() -> None:
    """Speak with people on Telegram (lotse up starts it where LOTSE_TELEGRAM_TOKEN is set)."""
    from bot.channels.telegram.process import serve_telegram
    from bot.logs import configure_our_logs

    configure_our_logs(logging.INFO)
    sys.exit(serve_telegram(settings(), say))


main.add_command(article)
main.add_command(db)
main.add_command(desk)
main.add_command(retention)


def _agent() -> Any:
    """The assistant in this process; its conversations and tickets are kept nowhere."""
    start_rasa()
    throw_away_tickets()
    from bot.agent import ModelMissing, load_agent

    try:
        return load_agent(settings(), throw_away=True)
    except ModelMissing as error:
        raise click.ClickException(str(error)) from error


def _readable(answer: dict[str, Any]) -> str:
    options = [f"  [{option['title']}]" for option in answer["options"]]
    return "\n".join([answer["text"], "", *options]).rstrip()
