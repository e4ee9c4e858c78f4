"""The staff's commands as they are typed, on a database of their own."""

import io
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.cli import run
from bot.settings import read_settings, settings
from desk.tickets.feedback import Feedback, WhyNot, count_feedback
from desk.tickets.opening import opened_store
from desk.tickets.outbox import mark_failed, rows_of, take_due
from desk.tickets.store import Store
from desk.tickets.ticket import Consent, Delivery, HandoverRequest, Status, Why
from desk.tickets.views import show_messages, show_ticket


@dataclass(frozen=True)
class Done:
    """What a command has given back."""

    returncode: int
    stdout: str
    stderr: str


Lotse = Callable[..., Done]
NOW = datetime.now(timezone.utc)
UNKNOWN = "MV-2026-00042-7"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"LOTSE_VAR": str(tmp_path), "LOTSE_DATABASE_URL": f"sqlite:///{tmp_path}/desk.db"}


@pytest.fixture
def lotse(
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Lotse]:
    """Runs a command as staff type it, in this process."""

    def call(*arguments: str, typed: bytes = b"", **other: str) -> Done:
        for key, value in {**environment, **other}.items():
            monkeypatch.setenv(key, value)
        monkeypatch.setattr(sys, "argv", ["lotse", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        settings.cache_clear()
        code = 0
        try:
            run()
        except SystemExit as end:
            code = int(end.code or 0)
        return Done(code, *capsys.readouterr())

    yield call
    settings.cache_clear()


@pytest.fixture
def store(environment: dict[str, str]) -> Iterator[Store]:
    with opened_store(read_settings(environment)) as store:
        store.add_queue("spoc", contact="mv-fksz-spoc")
        store.add_queue("chamber", contact="mv-ihk")
        yield store


def opened(store: Store, text: str = "Bitte rufen Sie mich an.", now: datetime = NOW) -> str:
    """The number of a new ticket."""
    draft = store.drafts.give_consent(
        Consent(text_version="2026-11", recipient="spoc"),
        HandoverRequest(asked=("Wie lange dauert das?",), text=text),
        why=Why.ASKED,
        conversation_id=f"visitor-{text}",
        channel="web",
        language="en",
        audience="applicant",
        now=now,
    )
    ticket = store.open_ticket(
        draft.draft_id, conversation_id=f"visitor-{text}", queue="spoc", now=now
    )
    return ticket.number


def claimed(store: Store) -> str:
    """The number of a ticket that anna holds."""
    number = opened(store)
    assert store.claim(number, "anna", now=NOW)
    return number


def is_one_sentence(done: Done) -> bool:
    return (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)


def test_the_tables_are_made_by_the_first_command(lotse: Lotse):
    first, second = lotse("db", "upgrade"), lotse("db", "upgrade")

    assert (first.returncode, second.returncode) == (0, 0)
    assert lotse("desk", "list").stdout == ""


def test_the_list_has_one_line_a_ticket_in_german_time(lotse: Lotse, store: Store):
    at = datetime(2026, 6, 29, 22, 30, tzinfo=timezone.utc)  # already Tuesday in Berlin
    number = opened(store, "first\nsecond \x1b[31m" + "x" * 100, now=at)

    line = lotse("desk", "list").stdout

    assert line.split() == [
        *(number, "open", "spoc", "2026-07-02", "2026-06-30", "00:30", "en"),
        *("first", "second", "[31m" + "x" * 43),
    ]


def test_the_list_is_for_a_queue_and_leaves_out_what_is_over(lotse: Lotse, store: Store):
    number = opened(store)
    store.withdraw(number, now=NOW)
    other = opened(store, "Noch etwas")

    assert lotse("desk", "list").stdout.split()[0] == other
    assert lotse("desk", "list", "--queue", "chamber").stdout == ""
    assert len(lotse("desk", "list", "--all", "--queue", "spoc").stdout.splitlines()) == 2


def test_whoever_has_been_answered_waits_no_more_until_they_write_again(lotse: Lotse, store: Store):
    number = claimed(store)
    store.reply(number, "anna", "Drei Monate.", language="de", now=NOW)
    answered = lotse("desk", "list").stdout
    store.add_message(
        number, "Danke, und dann?", language="de", now=datetime(2030, 1, 7, 8, tzinfo=timezone.utc)
    )

    assert answered.split()[4] == "-"
    assert "2030-01-07 09:00" in lotse("desk", "list").stdout


def test_a_claim_that_has_ended_is_not_shown(lotse: Lotse, store: Store):
    number = opened(store, now=NOW - timedelta(days=30))
    store.claim(number, "anna", now=NOW - timedelta(days=30))

    assert lotse("desk", "list").stdout.split()[1] == "open"


def test_a_ticket_is_shown_with_its_messages_and_notes(lotse: Lotse, store: Store):
    number = claimed(store)
    store.note(number, "ben", "Kennt die Kammer.", language="de", now=NOW)
    store.reply(number, "anna", "Drei\nMonate.", language="de", now=NOW)

    shown = lotse("desk", "show", number.lower().replace("-", " ")).stdout

    assert "claimed    anna until " in shown
    assert "asked      Wie lange dauert das?" in shown
    assert "  Bitte rufen Sie mich an.\n" in shown
    assert "note  ben  de\n  Kennt die Kammer." in shown
    assert "staff  anna  de  queued\n  Drei\n  Monate." in shown


def test_a_second_person_cannot_claim_and_hears_who_has_it(lotse: Lotse, store: Store):
    number = opened(store)

    first = lotse("desk", "claim", number, "--as", "anna")
    second = lotse("desk", "claim", number, "--as", "ben")

    assert first.returncode == 0
    assert is_one_sentence(second)
    assert second.stderr == f"ticket {number} is claimed by anna\n"
    assert show_ticket(store.database, number).claimed_by == "anna"


def test_what_is_over_cannot_be_claimed(lotse: Lotse, store: Store):
    number = opened(store)
    store.withdraw(number, now=NOW)

    assert lotse("desk", "claim", number, "--as", "anna").stderr == f"ticket {number} is over\n"


def test_a_released_ticket_is_free(lotse: Lotse, store: Store):
    number = claimed(store)

    done = lotse("desk", "release", number, "--as", "anna")

    assert done.returncode == 0
    assert show_ticket(store.database, number).status is Status.OPEN


@pytest.mark.parametrize(
    ("arguments", "typed", "language"),
    [
        (["Drei Monate – так"], b"", "en"),
        (["-", "--lang", "de"], "Drei Monate – так\n".encode(), "de"),
    ],
)
def test_a_reply_goes_into_the_outbox(
    lotse: Lotse, store: Store, arguments: list[str], typed: bytes, language: str
):
    number = claimed(store)

    done = lotse("desk", "reply", number, "--as", "anna", *arguments, typed=typed)

    (row,) = rows_of(store.database, show_ticket(store.database, number).conversation_id)
    assert done.returncode == 0
    assert (row.text, row.language, row.state) == ("Drei Monate – так", language, Delivery.QUEUED)


def test_nobody_replies_to_a_ticket_that_another_holds(lotse: Lotse, store: Store):
    number = claimed(store)

    done = lotse("desk", "reply", number, "--as", "ben", "Drei Monate.")

    assert is_one_sentence(done)
    assert "not claimed by you" in done.stderr


@pytest.mark.parametrize("typed", [b"", b" \n", b"\xff", b"a\0b"])
def test_a_text_that_cannot_be_sent_is_refused(lotse: Lotse, store: Store, typed: bytes):
    number = claimed(store)

    done = lotse("desk", "reply", number, "--as", "anna", "-", typed=typed)

    assert done.returncode == 2
    assert len(show_messages(store.database, number, notes=True)) == 1


def test_a_note_is_no_reply(lotse: Lotse, store: Store):
    number = opened(store)

    done = lotse("desk", "note", number, "--as", "ben", "Kennt die Kammer.")

    assert done.returncode == 0
    assert len(show_messages(store.database, number, notes=True)) == 2
    assert len(show_messages(store.database, number, notes=False)) == 1


def test_a_ticket_goes_to_another_queue_that_exists(lotse: Lotse, store: Store):
    number = claimed(store)

    wrong = lotse("desk", "forward", number, "--as", "anna", "--to", "nowhere")
    right = lotse("desk", "forward", number, "--as", "anna", "--to", "chamber")

    assert is_one_sentence(wrong)
    assert right.returncode == 0
    assert show_ticket(store.database, number).queue == "chamber"


def test_a_ticket_is_closed_by_who_holds_it(lotse: Lotse, store: Store):
    number = claimed(store)

    assert is_one_sentence(lotse("desk", "close", number, "--as", "ben"))
    assert lotse("desk", "close", number, "--as", "anna").returncode == 0
    assert show_ticket(store.database, number).status is Status.CLOSED


def test_a_delivery_that_failed_is_listed_without_its_text(lotse: Lotse, store: Store):
    number = claimed(store)
    store.reply(number, "anna", "Drei Monate.", language="de", now=NOW)
    (row,) = take_due(store.database, "web", worker="w", now=NOW)
    mark_failed(store.database, row.row_id, worker="w", reason="blocked", now=NOW, final=True)

    listed = lotse("desk", "outbox").stdout

    assert listed.split() == [
        *("1", number, "web", "failed", "attempts", "1", "blocked", "given", "up")
    ]


def test_a_ticket_says_why_its_answer_did_not_arrive(lotse: Lotse, store: Store):
    number = claimed(store)
    store.reply(number, "anna", "Drei Monate.", language="de", now=NOW)
    (row,) = take_due(store.database, "web", worker="w", now=NOW)
    mark_failed(store.database, row.row_id, worker="w", reason="blocked", now=NOW, final=True)

    assert "failed (blocked)" in lotse("desk", "show", number).stdout


def test_a_delivery_that_failed_is_listed_with_its_next_try(lotse: Lotse, store: Store):
    number = claimed(store)
    store.reply(number, "anna", "Drei Monate.", language="de", now=NOW)
    (row,) = take_due(store.database, "web", worker="w", now=NOW)
    at = datetime(2026, 11, 23, 8, 59, tzinfo=timezone.utc)
    mark_failed(store.database, row.row_id, worker="w", reason="smtp_451", now=at)

    listed = lotse("desk", "outbox").stdout

    assert listed.split()[-4:] == ["smtp_451", "due", "2026-11-23", "10:00"]


def test_what_waits_for_its_first_try_is_listed_only_with_all(lotse: Lotse, store: Store):
    number = claimed(store)
    store.reply(number, "anna", "Drei Monate.", language="de", now=NOW)

    assert lotse("desk", "outbox").stdout == ""
    assert lotse("desk", "outbox", "--all").stdout.split()[:4] == ["1", number, "web", "queued"]


def test_whether_answers_helped_is_listed_by_article(lotse: Lotse, store: Store):
    day = date(2026, 11, 23)
    count_feedback(store.database, Feedback("nurse", "de", helped=True), day=day)
    for why in (WhyNot.WRONG, None):
        count_feedback(store.database, Feedback("nurse", "en", helped=False, why=why), day=day)

    listed, as_json = lotse("desk", "feedback"), lotse("desk", "feedback", "--json")

    assert listed.stdout.split() == ["nurse", "yes", "1", "no", "2", "wrong", "1"]
    counted = {"article": "nurse", "yes": 1, "no": 2, "whys": {"wrong": 1}}
    assert json.loads(as_json.stdout) == counted


def test_a_delivery_that_was_given_up_is_tried_again(lotse: Lotse, store: Store):
    number = claimed(store)
    store.reply(number, "anna", "Drei Monate.", language="de", now=NOW)
    (row,) = take_due(store.database, "web", worker="w", now=NOW)
    mark_failed(store.database, row.row_id, worker="w", reason="blocked", now=NOW, final=True)

    first, second = (lotse("desk", "retry", "1") for _ in range(2))

    later = datetime.now(timezone.utc)
    assert first.returncode == 0
    assert is_one_sentence(second)
    assert [due.row_id for due in take_due(store.database, "web", worker="w", now=later)] == [1]


@pytest.mark.parametrize("row", ["0", "-1", "x", str(2**63)])
def test_what_is_no_row_is_refused(lotse: Lotse, store: Store, row: str):
    assert lotse("desk", "retry", "--", row).returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", UNKNOWN],
        ["claim", UNKNOWN, "--as", "anna"],
        ["release", UNKNOWN, "--as", "anna"],
        ["reply", UNKNOWN, "--as", "anna", "Hallo"],
        ["note", UNKNOWN, "--as", "anna", "Hallo"],
        ["forward", UNKNOWN, "--as", "anna", "--to", "spoc"],
        ["close", UNKNOWN, "--as", "anna"],
        ["show", "MV-2026-00042-8"],
    ],
)
def test_an_unknown_number_gets_a_sentence(lotse: Lotse, store: Store, arguments: list[str]):
    done = lotse("desk", *arguments)

    assert is_one_sentence(done)
    assert "no ticket" in done.stderr


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://127.0.0.1/desk",
        "sqlite:////proc/nowhere/desk.db",
        "postgresql://desk:geheim@127.0.0.1:9/desk",
    ],
)
@pytest.mark.parametrize("arguments", [["db", "upgrade"], ["desk", "list"], ["retention", "run"]])
def test_a_database_that_is_away_gets_a_sentence(lotse: Lotse, arguments: list[str], url: str):
    done = lotse(*arguments, LOTSE_DATABASE_URL=url)

    assert is_one_sentence(done)
    assert "geheim" not in done.stderr


def test_retention_counts_first_and_deletes_then(lotse: Lotse, store: Store):
    number = opened(store, now=NOW - timedelta(days=400))

    dry = lotse("retention", "run", "--dry")
    kept = show_ticket(store.database, number)
    done = lotse("retention", "run")

    assert kept.number == number
    assert dry.stdout == done.stdout
    assert done.stdout.splitlines()[0].split() == ["tickets", "1"]
    assert is_one_sentence(lotse("desk", "show", number))


def test_tombstones_delete_again_after_a_restore(lotse: Lotse, store: Store, tmp_path: Path):
    number, file = opened(store), tmp_path / "tombstones.jsonl"
    backup = tmp_path / "backup.db"
    with sqlite3.connect(tmp_path / "desk.db") as live, sqlite3.connect(backup) as copy:
        live.backup(copy)
    store.delete(number, now=NOW)
    restored = f"sqlite:///{backup}"

    written = lotse("retention", "tombstones", "--out", str(file))
    before = lotse("desk", "show", number, LOTSE_DATABASE_URL=restored)
    applied = lotse("retention", "tombstones", "--apply", str(file), LOTSE_DATABASE_URL=restored)

    assert written.returncode == 0
    assert number not in file.read_text("utf-8")
    assert before.returncode == 0
    assert applied.stdout == "deleted again: 1\n"
    assert is_one_sentence(lotse("desk", "show", number, LOTSE_DATABASE_URL=restored))


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[]",
        "1",
        '{"kind": "draft"}',
        '{"kind":"a","key_hash":"b","deleted_at":"2026-11-23"}',
    ],
)
def test_a_file_that_holds_no_tombstones_is_refused(lotse: Lotse, tmp_path: Path, text: str):
    (tmp_path / "wrong").write_text(text, "utf-8")

    done = lotse("retention", "tombstones", "--apply", str(tmp_path / "wrong"))

    assert done.returncode == 2
    assert "line 1" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["retention", "tombstones"],
        ["desk", "claim", UNKNOWN],
        ["desk", "claim", UNKNOWN, "--as", " "],
        ["desk", "claim", UNKNOWN, "--as", "x" * 65],
        ["desk", "note", UNKNOWN, "--as", "anna", "Hallo", "--lang", "german!"],
    ],
)
def test_a_wrong_call_is_told_how(lotse: Lotse, arguments: list[str]):
    done = lotse(*arguments)

    assert done.returncode == 2
    assert "Usage:" in done.stderr
