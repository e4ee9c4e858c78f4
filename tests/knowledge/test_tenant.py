from pathlib import Path

import pytest

from knowledge.errors import ContentError
from knowledge.tenant import load_tenant
from tests.knowledge.conftest import Edit


def test_a_tenant_says_who_runs_the_service_and_in_which_languages(knowledge: Path):
    tenant = load_tenant(knowledge / "tenants/mv.yml")

    assert (tenant.id, tenant.state, tenant.contact) == ("mv", "DE-MV", "mission")
    assert tenant.languages == ("de", "en")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("state: DE-MV", "state: MV", 2, "'MV' does not match"),
        ("languages: [de, en]", "languages: [de]", 6, "too short"),
        ("languages: [de, en]", "languages: [de, german]", 6, "'german' does not match"),
        ("working_days: 2", "working_days: 0", 9, "less than the minimum"),
        ("dpo: null", "dpo: 7", 14, "7 is not of type"),
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
