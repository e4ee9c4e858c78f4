"""Compares what people were told with the tickets in the store."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from desk.tickets.codes import is_code
from desk.tickets.models import tickets
from desk.tickets.store import Store

Told = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Verdict:
    """Numbers with something wrong."""

    lost: frozenset[str]
    doubled: frozenset[str]


def compare(told: Sequence[Told], store: Store) -> Verdict:
    """`told` has an entry for each conversation: all numbers and codes that it saw.

    Lost: told but not stored, not opened by its code, or stored and told to nobody. Doubled: told
    to two conversations, or one of several tickets of a conversation or a draft.
    """
    with store.database.read() as db:
        rows = db.execute(select(tickets)).all()
    hashes = {row.number: row.status_code_hash for row in rows}
    seen = {pair for pairs in told for pair in pairs}
    wrong = {
        number
        for number, code in seen
        if number not in hashes or not is_code(store.key, number, code, hashes[number])
    }
    numbers = [{number for number, _code in pairs} for pairs in told]
    return Verdict(
        lost=frozenset(wrong | (set(hashes) - set().union(*numbers))),
        doubled=frozenset(
            _repeated((number, number) for own in numbers for number in own)
            | _repeated((index, number) for index, own in enumerate(numbers) for number in own)
            | _repeated((row.draft_id, row.number) for row in rows)
            | _repeated((row.conversation_id, row.number) for row in rows)
        ),
    )


def _repeated(pairs: Iterable[tuple[object, str]]) -> set[str]:
    """The numbers whose key occurs more than once."""
    known = list(pairs)
    count = Counter(key for key, _number in known)
    return {number for key, number in known if count[key] > 1}
