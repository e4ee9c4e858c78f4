from pathlib import Path

import pytest

from knowledge.directory import Directory, Route, load_directory
from knowledge.errors import ContentError
from tests.knowledge.conftest import Edit


def route(state: str, topic: str, audience: str) -> Route:
    return Route(f"{state}-{topic}", state, topic, (audience,), ("office",), (), {}, None)


DIRECTORY = Directory(
    {},
    (
        route("DE", "visa", "applicant"),
        route("DE-MV", "visa", "applicant"),
        route("DE", "language", "applicant"),
        route("DE", "visa", "employer"),
    ),
)


@pytest.mark.parametrize(
    ("state", "topic", "audience", "found"),
    [
        ("DE-MV", "visa", "applicant", ["DE-MV-visa"]),
        ("DE-HH", "visa", "applicant", ["DE-visa"]),
        ("DE-MV", "language", "applicant", ["DE-language"]),
        ("DE-MV", "visa", "employer", ["DE-visa"]),
        ("DE-MV", "language", "employer", []),
        ("DE-MV", "taxes", "applicant", []),
    ],
)
def test_the_own_state_comes_before_the_federal_level(
    state: str, topic: str, audience: str, found: list[str]
):
    routes = DIRECTORY.routes_for(state=state, topic=topic, audience=audience)

    assert [route.id for route in routes] == found


def mistakes_in(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_directory(folder / "directory")
    return [f"{m.path.name}:{m.line}: {m.problem}" for m in caught.value.mistakes]


@pytest.mark.parametrize("field", ["bodies: [mission]", "not_to: []"])
def test_a_route_to_nobody_is_a_mistake(knowledge: Path, edit: Edit, field: str):
    edit("directory/routes/DE.yml", field, f"{field.split(':')[0]}: [nobody]")

    assert mistakes_in(knowledge) == ["DE.yml:4: visa leads to nobody, which is no body"]


def test_a_route_belongs_to_the_state_of_its_file_unless_it_says_otherwise(
    knowledge: Path, edit: Edit
):
    path = edit("directory/routes/DE.yml", "id: visa", "id: visa\n  state: DE-HH")

    (route,) = load_directory(path.parents[1]).routes

    assert route.state == "DE-HH"


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ('"+4938558815599"', "0385 588 15599", "DE.yml:8: mission.phone: '0385 588 15599'"),
        ("email: null", "email: me", "DE.yml:9: mission.email: 'me' does not match"),
        ("de: Auslandsvertretung, ", "", "DE.yml:2: mission.name: 'de' is a required property"),
        ("state: DE", "state: Germany", "DE.yml:4: mission.state: 'Germany'"),
    ],
)
def test_a_bad_body_is_a_mistake_with_its_line(
    knowledge: Path, edit: Edit, old: str, new: str, mistake: str
):
    edit("directory/bodies/DE.yml", old, new)

    assert mistakes_in(knowledge)[0].startswith(mistake)


def test_a_name_in_a_language_that_has_none_is_english(knowledge: Path):
    body = load_directory(knowledge / "directory").bodies["mission"]

    assert body.name_in("de") == "Auslandsvertretung"
    assert body.name_in("vi") == "German mission"
