import pytest

from nlu.entities import GazetteerEntities


@pytest.fixture(scope="module")
def gazetteer() -> GazetteerEntities:
    return GazetteerEntities({})


def found(gazetteer: GazetteerEntities, text: str) -> list[tuple[str, str]]:
    return [(row["entity"], row["value"]) for row in gazetteer.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mecklenburg-Vorpommern",
        "MECKLENBURG-VORPOMMERN!",
        "mecklenburg vorpommern",
        "Mecklenburg - Vorpommern",
        "Mecklenburg-Western Pomerania",
        "Meck-Pomm",
        "meckpomm",
        "in MV?",
        "(M-V)",
    ],
)
def test_mecklenburg_vorpommern_is_found_however_people_write_it(
    gazetteer: GazetteerEntities, text: str
):
    assert found(gazetteer, text) == [("state", "DE-MV")]


@pytest.mark.parametrize(
    "text",
    ["§ 81a", "§81a", "nach § 81a AufenthG", "fast-track procedure", "81A", "was ist 81a?"],
)
def test_the_accelerated_procedure_is_found_by_its_section(gazetteer: GazetteerEntities, text: str):
    assert found(gazetteer, text) == [("system", "accelerated")]


@pytest.mark.parametrize(
    ("text", "longest", "value"),
    [
        ("Blaue Karte EU", "Blaue Karte EU", "blue_card"),
        ("in Sachsen-Anhalt", "Sachsen-Anhalt", "DE-ST"),
        ("in Sachsen", "Sachsen", "DE-SN"),
        ("nach § 81a", "§ 81a", "accelerated"),
    ],
)
def test_the_longest_name_counts(gazetteer: GazetteerEntities, text: str, longest: str, value: str):
    (entity,) = gazetteer.find(text)

    assert (text[entity["start"] : entity["end"]], entity["value"]) == (longest, value)


def test_several_names_are_found_in_their_order(gazetteer: GazetteerEntities):
    text = "Ich bin Krankenschwester in Bayern und will die Chancenkarte"

    assert found(gazetteer, text) == [
        ("profession", "nurse"),
        ("state", "DE-BY"),
        ("system", "chancenkarte"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("я медсестра", "nurse"), ("أنا طبيب", "physician"), ("tôi là y tá", "nurse")],
)
def test_professions_are_found_in_other_languages(
    gazetteer: GazetteerEntities, text: str, value: str
):
    assert found(gazetteer, text) == [("profession", value)]


@pytest.mark.parametrize("text", ["", "   ", "Wie geht es?", "Arztpraxisbedarf", "mvp", "8 1 a"])
def test_a_piece_of_another_word_is_no_name(gazetteer: GazetteerEntities, text: str):
    assert found(gazetteer, text) == []
