"""The answer line: the contract of the product."""

import pytest

from bot.answer_line import AnswerLine
from knowledge.answer import Kind, Status

CONTRACT = {
    *("id", "status", "kind", "lang", "lang_detected", "text", "short", "articles", "scores"),
    *("sources", "contacts", "confidence", "options", "latency_ms"),
}


def line_with(status: Status, **more: str) -> AnswerLine:
    return AnswerLine(status=status.value, lang="en", text="Hello. More.", short="Hello.", **more)


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_kind(status):
    assert line_with(status).kind in {kind.value for kind in Kind}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (Status.ANSWERED, "answer"),
        (Status.CHECKED, "answer"),
        (Status.CLARIFIED, "clarify"),
        (Status.ABSTAINED, "handover"),
        (Status.HANDED_OVER, "handover"),
        (Status.DISTRESS, "handover"),
        (Status.ERROR, "handover"),
        (Status.REFUSED, "refuse"),
        (Status.SMALLTALK, "smalltalk"),
        (Status.PRIVACY, "privacy"),
    ],
)
def test_the_kind_of_a_status_is_that_of_the_contract(status, kind):
    assert line_with(status).kind == kind


def test_the_json_has_every_key_of_the_contract():
    row = line_with(Status.ANSWERED).as_json(line_id="q1", latency_ms=1.5)

    assert set(row) >= CONTRACT
    assert (row["id"], row["latency_ms"]) == ("q1", 1.5)


def test_only_a_refusal_names_a_door():
    refused = line_with(Status.REFUSED, door="asylum").as_json()

    assert refused["door"] == "asylum"
    assert "door" not in line_with(Status.ANSWERED).as_json()


def test_a_status_outside_the_closed_list_has_no_kind():
    with pytest.raises(ValueError, match="maybe"):
        _ = AnswerLine(status="maybe", lang="en", text="", short="").kind
