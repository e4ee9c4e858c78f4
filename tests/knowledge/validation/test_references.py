from pathlib import Path

import pytest

from knowledge.content import load_content
from knowledge.validation.references import broken_references
from tests.knowledge.conftest import Edit

ARTICLE = "articles/visa/blue-card/article.yml"


def mistakes_in(knowledge: Path) -> list[str]:
    found = broken_references(load_content(knowledge))
    return [f"{m.path.relative_to(knowledge)}:{m.line}: {m.problem}" for m in found]


def test_whole_content_has_no_broken_reference(knowledge: Path):
    assert mistakes_in(knowledge) == []


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("[german-course]", "[french-course]", "6: related: french-course is not known"),
        ("[german-course]", "[blue-card]", "6: related: blue-card is not known"),
        ("contact_topic: visa", "contact_topic: taxes", "5: contact_topic: taxes is not known"),
        ("mission", "nobody", "11: service.responsible: nobody is not known"),
        ("[visa.fee]", "[visa.free]", "13: service.costs: visa.free is not known"),
        ("legal_basis: []", "legal_basis: [law.x]", "12: service.legal_basis: law.x is not known"),
        ("deadlines: []", "deadlines: [visa.x]", "14: service.deadlines: visa.x is not known"),
        ("duration: []", "duration: [visa.x]", "15: service.duration: visa.x is not known"),
    ],
)
def test_a_name_that_leads_nowhere_is_a_mistake(
    knowledge: Path, edit: Edit, old: str, new: str, mistake: str
):
    edit(ARTICLE, old, new)

    assert mistakes_in(knowledge) == [f"{ARTICLE}:{mistake}"]


def test_a_tenant_whose_contact_is_nobody_is_a_mistake(knowledge: Path, edit: Edit):
    edit("tenants/mv.yml", "contact: mission", "contact: nobody")

    assert mistakes_in(knowledge) == ["tenants/mv.yml:5: contact: nobody is not known"]


def test_a_queue_whose_contact_is_nobody_is_a_mistake(knowledge: Path, edit: Edit):
    edit("tenants/mv.yml", "id: partner, contact: mission", "id: partner, contact: nobody")

    assert mistakes_in(knowledge) == ["tenants/mv.yml:14: queues.1.contact: nobody is not known"]
