"""Tombstones as a file, one JSON object a line, to be kept beside the backups."""

import json
from collections.abc import Iterable
from datetime import datetime

from desk.tickets.retention import Tombstone


def write_tombstones(tombstones: Iterable[Tombstone]) -> str:
    rows = (
        {
            "kind": tombstone.kind,
            "key_hash": tombstone.key_hash,
            "deleted_at": tombstone.deleted_at.isoformat(),
        }
        for tombstone in tombstones
    )
    return "".join(json.dumps(row) + "\n" for row in rows)


def read_tombstones(text: str) -> tuple[Tombstone, ...]:
    """Raises ValueError naming the line that is not a tombstone; then none may be applied."""
    return tuple(_read(number, line) for number, line in enumerate(text.splitlines(), 1))


def _read(number: int, line: str) -> Tombstone:
    try:
        row = json.loads(line)
        tombstone = Tombstone(
            str(row["kind"]), str(row["key_hash"]), datetime.fromisoformat(row["deleted_at"])
        )
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"line {number} is not a tombstone") from error
    if tombstone.deleted_at.tzinfo is None:
        raise ValueError(f"line {number} has a time without its zone")
    return tombstone
