"""The command `lotse desk`: what staff do with tickets, in a terminal."""

import json
from dataclasses import asdict

import click

from bot.desk_options import as_staff, in_language, now, opened, ticket_number, written_text
from desk.tickets.errors import NotPossible


@click.group()
def desk() -> None:
    """Work on tickets. Times are those of Germany."""


@desk.command("list")
@click.option("--queue", help="Only this queue.")
@click.option("--all", "ended", is_flag=True, help="Also tickets that are over.")
def list_tickets(queue: str | None, ended: bool) -> None:
    """Number, status, queue, due day, waiting since, language, first words."""
    from bot.desk_lines import overview_line
    from desk.tickets.overview import overview

    with opened() as store:
        store.release_lapsed(now=now())  # else a ticket would seem to be in somebody's hands
        for line in overview(store.database, queue=queue, ended=ended):
            click.echo(overview_line(line))


@desk.command()
@ticket_number
def show(number: str) -> None:
    """Show a ticket with its messages and notes."""
    from bot.desk_lines import ticket_lines
    from desk.tickets.outbox import rows_of
    from desk.tickets.views import show_messages, show_ticket

    with opened() as store:
        store.release_lapsed(now=now())
        ticket = show_ticket(store.database, number)
        messages = show_messages(store.database, number, notes=True)
        rows = rows_of(store.database, ticket.conversation_id)
        click.echo(ticket_lines(ticket, messages, {row.message_id: row for row in rows}, now()))


@desk.command()
@ticket_number
@as_staff
def claim(number: str, staff_id: str) -> None:
    """Take a ticket, or keep it for another working day."""
    from bot.desk_lines import moment
    from desk.tickets.views import show_ticket

    with opened() as store:
        claimed = store.claim(number, staff_id, now=now())
        ticket = show_ticket(store.database, number)
    if not claimed:
        holder = ticket.holder(now())
        raise NotPossible(f"ticket {number} is " + (f"claimed by {holder}" if holder else "over"))
    if ticket.claim_until:
        click.echo(f"{number} is yours until {moment(ticket.claim_until)}", err=True)


@desk.command()
@ticket_number
@as_staff
def release(number: str, staff_id: str) -> None:
    """Give a ticket back."""
    with opened() as store:
        store.release(number, staff_id, now=now())


@desk.command()
@ticket_number
@as_staff
@written_text
@in_language
def reply(number: str, staff_id: str, text: str, lang: str | None) -> None:
    """Answer the person; TEXT - reads standard input. In the ticket's language unless --lang."""
    from desk.tickets.views import show_ticket

    with opened() as store:
        language = lang or show_ticket(store.database, number).language
        store.reply(number, staff_id, text, language=language, now=now())


@desk.command()
@ticket_number
@as_staff
@written_text
@in_language
def note(number: str, staff_id: str, text: str, lang: str | None) -> None:
    """Write what only staff see; TEXT - reads standard input. German unless --lang."""
    with opened() as store:
        store.note(number, staff_id, text, language=lang or "de", now=now())


@desk.command()
@ticket_number
@as_staff
@click.option("--to", "queue", required=True, help="The other queue.")
def forward(number: str, staff_id: str, queue: str) -> None:
    """Give a ticket to another queue."""
    with opened() as store:
        store.forward(number, staff_id, queue=queue, now=now())


@desk.command()
@ticket_number
@as_staff
def close(number: str, staff_id: str) -> None:
    """A ticket is done."""
    with opened() as store:
        store.close(number, staff_id, now=now())


@desk.command()
@click.option("--json", "as_json", is_flag=True, help="One object a line.")
def feedback(as_json: bool) -> None:
    """Whether answers helped, by article: yes, no, reasons. The ones that helped least first."""
    from bot.desk_lines import feedback_line
    from desk.tickets.feedback import helped

    with opened() as store:
        for counted in helped(store.database):
            click.echo(json.dumps(asdict(counted)) if as_json else feedback_line(counted))


@desk.command()
@click.option("--all", "queued", is_flag=True, help="Also replies that wait for their first try.")
def outbox(queued: bool) -> None:
    """Replies not delivered: row, ticket, channel, state, attempts, reason, next try."""
    from bot.desk_lines import outbox_line
    from desk.tickets.outbox import undelivered

    with opened() as store:
        for row in undelivered(store.database, queued=queued):
            click.echo(outbox_line(row))


@desk.command()
@click.argument("row_id", metavar="ROW", type=click.IntRange(1, 2**31 - 1))
def retry(row_id: int) -> None:
    """Deliver a reply again that has failed; ROW as `lotse desk outbox` shows it."""
    from desk.tickets.outbox import retry as retry_now

    with opened() as store:
        if not retry_now(store.database, row_id, now=now()):
            raise NotPossible(f"row {row_id} of the outbox has not failed; see: lotse desk outbox")
