from datetime import time
from pathlib import Path

import pytest

from knowledge.errors import ContentError
from knowledge.tenant import Queue, Span, load_tenant
from tests.knowledge.conftest import Edit


def test_a_tenant_says_who_runs_the_service_and_in_which_languages(knowledge: Path):
    tenant = load_tenant(knowledge / "tenants/mv.yml")

    assert (tenant.id, tenant.state, tenant.contact) == ("mv", "DE-MV", "mission")
    assert tenant.languages == ("de", "en")


@pytest.mark.parametrize(
    ("channel", "active"), [("web", True), ("telegram", False), ("fax", False)]
)
def test_a_channel_is_on_or_off_and_one_that_nobody_named_is_off(
    edit: Edit, channel: str, active: bool
):
    on, off = "{active: true, decided_by: null}", "{active: false, decided_by: null}"
    path = edit("tenants/mv.yml", "channels: {}", f"channels: {{web: {on}, telegram: {off}}}")

    assert load_tenant(path).is_active(channel) is active


def test_new_tickets_go_to_the_first_queue(knowledge: Path):
    tenant = load_tenant(knowledge / "tenants/mv.yml")

    assert tenant.default_queue == Queue(id="centre", contact="mission")


def test_a_house_without_a_colour_of_its_own_has_none(knowledge: Path):
    assert load_tenant(knowledge / "tenants/mv.yml").colour is None


@pytest.mark.parametrize("colour", ["#0b5574", "#ffd500", "#000000", "#ffffff"])
def test_a_colour_that_can_be_written_on_is_the_houses(edit: Edit, colour: str):
    branding = f'branding: {{colour: "{colour}"}}\nhours: null'

    assert load_tenant(edit("tenants/mv.yml", "hours: null", branding)).colour == colour


@pytest.mark.parametrize(
    ("colour", "problem"),
    [
        ("#7c7c7c", "neither white nor dark text can be read"),
        ("#0B5574", "does not match"),
        ("blue", "does not match"),
    ],
)
def test_a_colour_that_cannot_be_used_is_named(edit: Edit, colour: str, problem: str):
    path = edit("tenants/mv.yml", "hours: null", f'hours: null\nbranding: {{colour: "{colour}"}}')

    with pytest.raises(ContentError, match=problem):
        load_tenant(path)


def test_hours_that_nobody_knows_stay_unknown(knowledge: Path):
    assert load_tenant(knowledge / "tenants/mv.yml").hours is None


def test_hours_are_read_by_weekday(edit: Edit):
    hours = "hours: {monday: [09:00-12:00, 13:00-16:30], friday: [08:00-12:00]}"

    tenant = load_tenant(edit("tenants/mv.yml", "hours: null", hours))

    assert tenant.hours == {
        0: (Span(time(9), time(12)), Span(time(13), time(16, 30))),
        4: (Span(time(8), time(12)),),
    }


def test_what_the_law_wants_and_nobody_entered_is_named_by_its_place(edit: Edit):
    path = edit("tenants/mv.yml", "dpo: {name: null", "dpo: {name: Datenschutz")

    unknown = load_tenant(path).unknown_law

    assert unknown[:6] == (
        "law.controller.name",
        "law.controller.address",
        "law.controller.email",
        "law.controller.phone",
        "law.joint_controllers",
        "law.dpo.email",
    )
    assert "law.accessibility_statement.feedback.email" in unknown


@pytest.mark.parametrize(
    ("old", "new", "known"),
    [
        ("joint_controllers: null", "joint_controllers: []", "law.joint_controllers"),
        ("gaps: null", "gaps: {de: [], en: []}", "law.accessibility_statement.gaps"),
        ("register: none", "register: HRB", "law.imprint.register"),
        ("vat_id: none", "vat_id: none", "law.imprint.vat_id"),
    ],
)
def test_that_there_is_none_is_known_too(edit: Edit, old: str, new: str, known: str):
    assert known not in load_tenant(edit("tenants/mv.yml", old, new)).unknown_law


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("state: DE-MV", "state: MV", 2, "'MV' does not match"),
        ("languages: [de, en]", "languages: [de]", 6, "too short"),
        ("languages: [de, en]", "languages: [de, german]", 6, "'german' does not match"),
        ("working_days: 2", "working_days: 0", 9, "less than the minimum"),
        ("dpo: {name: null", "dpo: {name: 7", 25, "7 is not of type"),
        ("dpo: {name: null", 'dpo: {name: ""', 25, "'' does not match"),
        ("email: null}\n  supervisory", "email: nobody}\n  supervisory", 25, "does not match"),
        ("url: null}\n  imprint", "url: example.org}\n  imprint", 26, "does not match"),
        ("status: null", "status: good", 37, "'good' is not one of"),
        ("checked_on: null", "checked_on: soon", 38, "'soon' is not a 'date'"),
        ("legal_basis: null", "legal_basis: {de: Gesetz}", 34, "'en' is a required property"),
        ("hours: null", "hours: {}", 11, "does not have enough properties"),
        ("hours: null", "hours: {monday: [9-12]}", 11, "'9-12' does not match"),
        ("hours: null", "hours: {monday: [09:00-16:00, 12:00-13:00]}", 11, "do not follow"),
        ("hours: null", "hours: {monday: [16:00-09:00]}", 11, "do not follow one another"),
        ("id: partner", "id: centre", 14, "centre stands twice"),
        ("id: partner", "id: Partner", 14, "'Partner' does not match"),
        ("conversation: 30", "conversation: 0", 16, "less than the minimum"),
        ("conversation: 30", "conversation: 30.5", 16, "30.5 is not of type"),
        ("ended_ticket: 90", "ended_ticket: 13", 17, "less than the minimum"),
        ("silent_ticket: 365", "silent_ticket: 400", 21, "400 days are not more than silent"),
        ("tombstones: 400", "tombstones: 365", 21, "not more than silent_ticket, 365"),
        ("  attempts: 1\n", "", 15, "'attempts' is a required property"),
        ("contact: mission\n", "", 1, "'contact' is a required property"),
    ],
)
def test_a_broken_tenant_is_a_mistake_with_its_line(
    edit: Edit, old: str, new: str, line: int, problem: str
):
    path = edit("tenants/mv.yml", old, new)

    with pytest.raises(ContentError) as caught:
        load_tenant(path)

    (mistake,) = caught.value.mistakes
    assert mistake.line == line
    assert problem in mistake.problem
