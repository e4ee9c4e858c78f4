"""Who is responsible, in the dialogue: asked back only where it matters."""

from tests.running import Person


def test_recognition_asks_for_the_profession_and_then_names_the_body(person: Person):
    asked = person.post({"button": "who:recognition", "lang": "de"}).json()
    answer = person.post({"button": "who:recognition:health", "lang": "de"}).json()

    assert asked["status"] == "clarified"
    assert {"id": "who:recognition:craft"}.items() <= asked["options"][3].items()
    assert answer["status"] == "answered"
    assert "LAGuS" in answer["text"]
    assert answer["sources"]


def test_a_residence_permit_asks_for_the_district(person: Person):
    asked = person.post({"button": "who:residence", "lang": "de"}).json()
    answer = person.post({"button": "who:residence:lro", "lang": "de"}).json()

    assert asked["status"] == "clarified"
    assert [contact["name"] for contact in answer["contacts"]] == [
        "Ausländerbehörde des Landkreises Rostock"
    ]


def test_a_body_without_a_known_number_says_so_and_gives_the_centres(person: Person):
    text = person.post({"button": "who:residence:lro", "lang": "de"}).json()["text"]

    assert "Telefonnummer nicht bekannt" in text
    assert "+49 385 58815599" in text


def test_a_visa_asks_nothing_back(person: Person):
    answer = person.post({"button": "who:visa", "lang": "en"}).json()

    assert answer["status"] == "answered"
    assert answer["contacts"]


def test_another_state_is_said_and_its_door_is_named(person: Person):
    answer = person.say("Wie viele Punkte brauche ich für die Chancenkarte in Sachsen?", lang="de")

    assert "anderes Bundesland" in answer["text"]
    assert "+49 385" not in str(answer["contacts"])


def test_a_text_for_employers_is_named_as_such_to_an_applicant(person: Person):
    answer = person.post(
        {"button": "article:employer-duties", "lang": "de", "audience": "applicant"}
    ).json()

    assert answer["text"].startswith("Dieser Text ist für Betriebe geschrieben.")


def test_a_district_named_in_the_question_is_looked_up_at_once(person: Person):
    answer = person.say("Wer ist für mich zuständig? Ich wohne in Güstrow.", lang="de")

    assert answer["status"] == "answered"
    assert answer["contacts"][0]["name"] == "Ausländerbehörde des Landkreises Rostock"


def test_a_profession_nobody_knows_is_not_guessed(person: Person):
    answer = person.say("Wer erkennt meine Ausbildung als Zauberkünstler an?", lang="de")

    assert answer["status"] in ("answered", "clarified", "abstained")
    assert "LAGuS" not in answer["short"]


def test_two_topics_at_once_are_both_offered_or_asked_back(person: Person):
    answer = person.say("Was kostet das Visum und wie lange dauert die Anerkennung?", lang="de")

    assert answer["status"] in ("clarified", "answered")
    assert len(answer["options"]) >= 2
