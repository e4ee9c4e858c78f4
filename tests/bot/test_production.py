"""What the public start refuses: every field by its name, and nothing when all is there."""

from pathlib import Path

import pytest
import yaml

from bot.production import missing_for_production
from bot.settings import ROOT, Settings, read_settings

SECRET = "a secret of this test, long enough"


def settings_with(knowledge: Path, **environment: str) -> Settings:
    return read_settings({"LOTSE_KNOWLEDGE": str(knowledge), **environment})


def filled(value):
    """The same with a text wherever something was not known."""
    if isinstance(value, dict):
        return {key: filled(part) for key, part in value.items()}
    return value if value is not None else "https://example.org"


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A folder with the tenant that is shipped, everything unknown filled in."""
    row = yaml.safe_load((ROOT / "knowledge/tenants/mv.yml").read_text("utf-8"))
    said = {"de": "Gesetz", "en": "Law"}
    law = filled(row["law"])
    law |= {"joint_controllers": [], "legal_basis": said, "legal_service_basis": said}
    law["accessibility_statement"] |= {
        "status": "partial",
        "checked_on": "2026-11-21",
        "method": "self",
        "gaps": {"de": [], "en": []},
    }
    for part, name in [
        (law["controller"], "email"),
        (law["dpo"], "email"),
        (law["imprint"], "email"),
        (law["accessibility_statement"]["feedback"], "email"),
    ]:
        part[name] = "office@example.org"
    for part in (law["controller"], law["imprint"], law["accessibility_statement"]["feedback"]):
        part["phone"] = "+4938558815599"
    row |= {"law": law, "hours": None}
    row["promise"] |= {"confirmed_by": "the head", "confirmed_on": "2026-11-21"}
    row["channels"]["web"]["decided_by"] = "the head"
    (tmp_path / "tenants").mkdir()
    write(tmp_path, row)
    return tmp_path


def read(knowledge: Path) -> dict:
    return yaml.safe_load((knowledge / "tenants/mv.yml").read_text("utf-8"))


def write(knowledge: Path, row: dict) -> None:
    (knowledge / "tenants/mv.yml").write_text(yaml.safe_dump(row), "utf-8")


def test_nothing_is_missing_when_all_is_filled_in(knowledge: Path):
    assert missing_for_production(settings_with(knowledge, LOTSE_SECRET=SECRET)) is None


@pytest.mark.parametrize(
    "field",
    [
        "law.controller.name",
        "law.joint_controllers",
        "law.dpo.email",
        "law.supervisory_authority.url",
        "law.imprint.vat_id",
        "law.legal_basis",
        "law.legal_service_basis",
        "law.accessibility_statement.gaps",
        "law.accessibility_statement.enforcement.name",
        "promise.confirmed_by",
        "promise.confirmed_on",
        "channels.web.decided_by",
    ],
)
def test_a_missing_field_is_named_alone(knowledge: Path, field: str):
    row = part = read(knowledge)
    *path, name = field.split(".")
    for key in path:
        part = part[key]
    part[name] = None
    write(knowledge, row)

    missing = missing_for_production(settings_with(knowledge, LOTSE_SECRET=SECRET))

    assert missing == f"Not ready for the public.\nFill in knowledge/tenants/mv.yml:\n  {field}"


def test_a_missing_secret_is_named_alone(knowledge: Path):
    missing = missing_for_production(settings_with(knowledge))

    assert "LOTSE_SECRET" in missing
    assert "mv.yml" not in missing


def switched_on(knowledge: Path, decided_by: str | None) -> None:
    row = read(knowledge)
    row["channels"]["telegram"] = {"active": True, "decided_by": decided_by}
    write(knowledge, row)


def test_telegram_is_not_switched_on_by_nobody(knowledge: Path):
    switched_on(knowledge, None)
    environment = {"LOTSE_SECRET": SECRET, "LOTSE_PUBLIC_URL": "https://example.org"}

    missing = missing_for_production(settings_with(knowledge, **environment))

    assert missing is not None
    assert missing.endswith("\n  channels.telegram.decided_by")


@pytest.mark.parametrize(
    ("address", "is_missing"), [("https://example.org", False), ("http://example.org", True)]
)
def test_links_in_telegram_need_an_address_of_the_public(
    knowledge: Path, address: str, is_missing: bool
):
    switched_on(knowledge, "the head")
    environment = {"LOTSE_SECRET": SECRET, "LOTSE_PUBLIC_URL": address}

    missing = missing_for_production(settings_with(knowledge, **environment))

    assert ("LOTSE_PUBLIC_URL" in (missing or "")) is is_missing


def test_a_channel_that_is_off_needs_no_decision(knowledge: Path):
    row = read(knowledge)
    assert not row["channels"]["telegram"]["active"]

    assert missing_for_production(settings_with(knowledge, LOTSE_SECRET=SECRET)) is None
