"""The promise as a table: when a ticket comes, and by when it is answered."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.settings import ROOT
from desk.tickets.deadlines import Office
from knowledge.tenant import Span, load_tenant

MV = Office(prefix="MV", region="MV")


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        pytest.param("2026-11-23T09:00", "2026-11-25", id="Monday"),
        pytest.param("2026-11-26T16:59", "2026-11-30", id="Thursday over the weekend"),
        pytest.param("2026-11-27T20:30", "2026-12-01", id="Friday evening"),
        pytest.param("2026-11-28T10:00", "2026-12-01", id="Saturday"),
        pytest.param("2026-11-29T23:59", "2026-12-01", id="Sunday night"),
        pytest.param("2026-12-22T10:00", "2026-12-24", id="Christmas Eve is a working day"),
        pytest.param("2026-12-23T10:00", "2026-12-28", id="Christmas and its Saturday"),
        pytest.param("2026-12-25T10:00", "2026-12-29", id="Christmas Day"),
        pytest.param("2026-12-30T10:00", "2027-01-04", id="New Year"),
        pytest.param("2027-03-05T10:00", "2027-03-10", id="8 March is a holiday here"),
        pytest.param("2022-03-07T10:00", "2022-03-09", id="8 March was none before 2023"),
        pytest.param("2025-10-30T10:00", "2025-11-04", id="31 October on a Friday"),
        pytest.param("2027-03-25T10:00", "2027-03-31", id="Good Friday and Easter Monday"),
        pytest.param("2027-04-30T10:00", "2027-05-04", id="1 May on a Saturday"),
        pytest.param("2028-02-28T10:00", "2028-03-01", id="29 February"),
    ],
)
def test_a_ticket_is_due_at_the_end_of_the_second_working_day(opened: str, due: str):
    assert MV.due_on(at(opened)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("opened", "zone", "due"),
    [
        pytest.param("2026-11-23T05:30", "Asia/Manila", "2026-11-24", id="Sunday here"),
        pytest.param("2026-11-23T23:30", "America/Bogota", "2026-11-26", id="Tuesday here"),
        pytest.param("2026-11-23T23:30", "UTC", "2026-11-26", id="half past midnight here"),
        pytest.param("2026-07-06T22:30", "UTC", "2026-07-09", id="and in summer"),
        pytest.param("2026-07-06T21:30", "UTC", "2026-07-08", id="not yet in summer"),
    ],
)
def test_the_day_is_that_of_the_office(opened: str, zone: str, due: str):
    assert MV.due_on(at(opened, zone)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("region", "opened", "due"),
    [("BY", "2027-03-05T10:00", "2027-03-09"), ("SN", "2026-11-17T10:00", "2026-11-20")],
)
def test_another_state_has_other_holidays(region: str, opened: str, due: str):
    office = Office(prefix=region, region=region)

    assert office.due_on(at(opened)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("closes", "due_on", "due_at"),
    [
        ({}, "2026-11-25", "2026-11-26T00:00"),
        ({}, "2027-03-27", "2027-03-28T00:00"),
        ({2: time(16)}, "2026-11-25", "2026-11-25T16:00"),
        ({0: time(16)}, "2026-11-25", "2026-11-26T00:00"),
    ],
)
def test_hours_count_only_where_they_are_known(closes: dict[int, time], due_on: str, due_at: str):
    office = Office(prefix="MV", region="MV", closes=closes)

    assert office.due_at(date.fromisoformat(due_on)) == at(due_at)


@pytest.mark.parametrize(
    ("claimed", "until"),
    [
        ("2026-11-24T10:15", "2026-11-25T10:15"),
        ("2026-11-27T16:00", "2026-11-30T16:00"),
        ("2026-11-28T12:00", "2026-12-01T00:00"),
        ("2026-12-24T09:00", "2026-12-28T09:00"),
        ("2027-03-25T10:00", "2027-03-30T10:00"),
    ],
)
def test_a_claim_lasts_one_working_day(claimed: str, until: str):
    assert MV.claim_until(at(claimed)) == at(until)


def test_the_office_follows_from_the_tenant():
    tenant = load_tenant(ROOT / "knowledge/tenants/mv.yml")

    assert Office.of(tenant) == MV


def test_the_office_closes_with_its_last_hours_of_the_day():
    tenant = load_tenant(ROOT / "knowledge/tenants/mv.yml")
    spans = (Span(time(9), time(12)), Span(time(13), time(16)))

    office = Office.of(replace(tenant, hours={0: spans}))

    assert office.due_at(date(2026, 11, 23)) == at("2026-11-23T16:00")
    assert office.due_at(date(2026, 11, 24)) == at("2026-11-25T00:00")
