"""The commands `lotse db` and `lotse retention`: the tables, and what is deleted from them."""

from typing import IO

import click

from bot.desk_options import now, opened
from bot.settings import settings


@click.group()
def db() -> None:
    """The database of the tickets."""


@click.group()
def retention() -> None:
    """Delete what is over, and keep it deleted after a restore."""


@db.command("upgrade")
def upgrade_tables() -> None:
    """Make the tables, or bring them to this release. Does nothing twice."""
    from desk.tickets.migrations import upgrade

    upgrade(settings().database_url)
    click.echo("the tables are up to date", err=True)


@retention.command("run")
@click.option("--dry", is_flag=True, help="Only count what would be deleted.")
def run_rules(dry: bool) -> None:
    """Delete what is due by the tenant's rules; prints how many of each."""
    from bot.retention import delete_what_is_due

    with opened() as store:
        deleted = delete_what_is_due(store, settings(), now=now(), dry=dry)
    for name, count in deleted.items():
        click.echo(f"{name:14}{count}")
    if dry:
        click.echo("nothing was deleted (--dry)", err=True)


@retention.command()
@click.option("--out", type=click.File("w", encoding="utf-8", atomic=True), help="Keep them here.")
@click.option("--apply", "kept", type=click.File("r", encoding="utf-8"), help="Delete these again.")
def tombstones(out: IO[str] | None, kept: IO[str] | None) -> None:
    """Keep what was deleted beside the backups; delete it again after a restore."""
    from bot.conversations import delete_again, open_conversations
    from desk.tickets.retention import apply_tombstones, list_tombstones
    from desk.tickets.tombstone_file import read_tombstones, write_tombstones

    if (out is None) == (kept is None):
        raise click.UsageError("give either --out FILE or --apply FILE")
    if out:
        with opened() as store:
            out.write(write_tombstones(list_tombstones(store.database)))
    if kept:
        try:
            deleted = read_tombstones(kept.read())
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--apply") from error
        with opened() as store:
            count = apply_tombstones(store.database, store.key, deleted, now=now())
            store.database.purge()
            count += delete_again(open_conversations(settings()), store.key, deleted)
        click.echo(f"deleted again: {count}")
