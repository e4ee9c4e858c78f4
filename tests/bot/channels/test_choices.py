"""Buttons: known ids have a meaning, everything else is refused."""

import pytest

from bot.channels.choices import choice_of
from bot.channels.errors import InvalidMessage

NUMBER, PROOF = "MV-2026-00042-7", "0123456789abcdef0123"
DRAFT = "a" * 32


@pytest.mark.parametrize(
    ("button", "choice"),
    [
        ("none", {"kind": "none"}),
        ("human", {"kind": "human", "why": "asked"}),
        ("human:unsure", {"kind": "human", "why": "unsure"}),
        ("article:nurse", {"kind": "article", "slug": "nurse"}),
        (
            "give_consent:asked:de-1283d4d8",
            {"kind": "give_consent", "why": "asked", "version": "de-1283d4d8"},
        ),
        ("refuse_consent:de-1283d4d8", {"kind": "refuse_consent", "version": "de-1283d4d8"}),
        ("leave_out:state", {"kind": "leave_out", "part": "state"}),
        ("contact_way:call", {"kind": "contact_way", "way": "call"}),
        ("call_window:10-12", {"kind": "call_window", "window": "10-12"}),
        (f"open_ticket:{DRAFT}", {"kind": "open_ticket", "draft_id": DRAFT}),
        ("ticket_status", {"kind": "ticket_status"}),
        (
            f"ticket_status:{NUMBER}:{PROOF}",
            {"kind": "ticket_status", "number": NUMBER, "proof": PROOF},
        ),
        ("delete_my_data_yes", {"kind": "delete_my_data_yes"}),
    ],
)
def test_a_known_id_has_a_meaning(button, choice):
    assert choice_of(button) == choice


@pytest.mark.parametrize(
    "button",
    [
        *("", "x", ":", "none:x", "None", "none ", "article", "article:", "article:../nurse"),
        *("article:unknown", "who:nobody", "human:angry", "human:ASKED", "/human"),
        *(
            "give_consent",
            "give_consent:asked",
            "give_consent:asked:de",
            "give_consent::de-1283d4d8",
        ),
        *("refuse_consent", "refuse_consent:asked:de-1283d4d8", "leave_out:language", "leave_out"),
        *("contact_way:chat", "contact_way:fax", "call_window:10-13", "call_window:1０-12"),
        *(
            "open_ticket",
            "open_ticket:short",
            f"open_ticket:{DRAFT}a",
            f"open_ticket:{DRAFT[:-1]}ä",
        ),
        *(f"open_ticket:{DRAFT}\n", f"ticket_status:{NUMBER}", f"ticket_status:{NUMBER}:{PROOF}0"),
        *(f"ticket_delete_yes:{NUMBER}:", f"ticket_delete_yes::{PROOF}", "ticket_delete_yes"),
        *(
            f"ticket_withdraw_yes:{NUMBER.lower()}:{PROOF}",
            f"ticket_write:{NUMBER}:{PROOF.upper()}",
        ),
        *("ticket_link:short", f"ticket_link:{'a' * 201}", "delete_my_data_yes:1", "pass_on"),
        *("contact_given", "text_given", "contact_wrong", "show_my_data:1", "x" * 10_000),
    ],
)
def test_a_forged_id_is_refused(button):
    with pytest.raises(InvalidMessage):
        choice_of(button)
