import pytest

from knowledge.directory import Directory, Route
from knowledge.lookup import Choice, Found, Lookup, find_responsible


def choice(name: str, route: str | None, *members: str) -> Choice:
    return Choice(name, {"de": name, "en": name.title()}, route, members)


def route(topic: str, *bodies: str) -> Route:
    return Route(topic, "DE-MV", topic, ("applicant",), bodies, (), {}, None)


VISA, TITLE, HEALTH = route("visa", "mission"), route("title", "a", "b", "c"), route("nurses", "h")
DIRECTORY = Directory({}, (VISA, TITLE, HEALTH))
LOOKUP = Lookup(
    topics={
        "visa": choice("visa", "visa"),
        "residence": choice("residence", "title"),
        "recognition": choice("recognition", None),
        "taxes": choice("taxes", "taxes"),
    },
    professions={"health": choice("health", "nurses", "nurse", "physician")},
    districts={"north": choice("north", None, "b"), "south": choice("south", None, "x")},
)


@pytest.mark.parametrize(
    ("topic", "profession", "district", "found"),
    [
        ("visa", None, None, Found(VISA, ("mission",))),
        ("recognition", None, None, Found(missing="profession")),
        ("recognition", "health", None, Found(HEALTH, ("h",))),
        ("residence", None, None, Found(missing="district")),
        ("residence", None, "north", Found(TITLE, ("b",))),
        ("residence", None, "south", Found(TITLE, ("a", "b", "c"))),
        ("taxes", None, None, Found()),
    ],
)
def test_only_what_decides_is_asked_for(
    topic: str, profession: str | None, district: str | None, found: Found
):
    assert found == find_responsible(
        DIRECTORY,
        LOOKUP,
        topic=topic,
        state="DE-MV",
        audience="applicant",
        profession=profession,
        district=district,
    )


@pytest.mark.parametrize(("name", "group"), [("nurse", "health"), ("cook", None), (None, None)])
def test_a_profession_belongs_to_the_group_that_decides(name: str | None, group: str | None):
    assert LOOKUP.profession_of(name) == group


def test_a_choice_without_words_in_a_language_is_english():
    assert LOOKUP.topics["visa"].title_in("de") == "visa"
    assert LOOKUP.topics["visa"].title_in("vi") == "Visa"
