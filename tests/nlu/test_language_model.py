import pytest

from knowledge.release import Release
from nlu.language_model import LanguageModel


@pytest.fixture(scope="module")
def model(release: Release) -> LanguageModel:
    return LanguageModel(release.content.language_samples)


def best(model: LanguageModel, text: str) -> str:
    probabilities = model.probabilities(text)
    return max(probabilities, key=lambda tag: probabilities[tag])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ist mein Abschluss hier gültig?"),
        ("de", "brauche ich deutschkenntnisse"),
        ("en", "Can my husband join me?"),
        ("en", "need a job in hospital"),
        ("es", "¿Puedo trabajar como cocinero?"),
        ("es", "necesito aprender alemán"),
        ("fr", "Est-ce que ma femme peut travailler ?"),
        ("fr", "je cherche un emploi"),
        ("ru", "Могу ли я работать поваром?"),
        ("ru", "нужен ли немецкий язык"),
        ("uk", "Чи можу я працювати кухарем?"),
        ("uk", "потрібна допомога з документами"),
        ("ar", "هل يمكن لزوجتي أن تعمل؟"),
        ("ar", "أبحث عن عمل"),
        ("tr", "Eşim de çalışabilir mi?"),
        ("tr", "aşçı olarak iş arıyorum"),
        ("vi", "Vợ tôi có được đi làm không?"),
        ("vi", "tôi muốn tìm việc"),
        ("pt", "Minha esposa pode trabalhar?"),
        ("pt", "preciso de um emprego"),
        ("pl", "Czy moja żona może pracować?"),
        ("pl", "szukam pracy jako kucharz"),
        ("hi", "क्या मेरी पत्नी काम कर सकती है?"),
        ("hi", "मुझे नौकरी चाहिए"),
        ("uz", "Xotinim ham ishlay oladimi?"),
        ("uz", "Men hamshira bo'lib ishlamoqchiman"),
        ("fa", "آیا همسرم می‌تواند کار کند؟"),
        ("fa", "دنبال کار می‌گردم"),
    ],
)
def test_a_short_text_is_known_by_its_language(model: LanguageModel, language: str, text: str):
    assert best(model, text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Hur lång tid tar det att få ett visum?"),
        ("sv", "jag söker ett jobb som kock"),
        ("nl", "Waar vraag ik een visum aan?"),
        ("sv", "Kan jag ta med mig min familj till Tyskland?"),
    ],
)
def test_a_language_that_is_not_ours_stands_for_itself(
    model: LanguageModel, language: str, text: str
):
    assert language not in model.languages
    assert best(model, text) == language


@pytest.mark.parametrize(
    "text",
    [
        "mujhe naukri chahiye",
        "kya meri patni kaam kar sakti hai",
        "mujhe germany me nurse ki job kaise milegi",
        "main cook hu, kya mujhe german seekhna padega",
    ],
)
def test_romanised_hindi_is_hindi(model: LanguageModel, text: str):
    assert best(model, text) == "hi"


def test_a_romanised_form_is_no_language_of_its_own(model: LanguageModel):
    assert len(model.languages) == 14
    assert not [tag for tag in model.probabilities("mujhe naukri chahiye") if "Latn" in tag]


@pytest.mark.parametrize("text", ["Visum", "ok", "👍", "12345", "дом house Haus"])
def test_probabilities_are_one_together(model: LanguageModel, text: str):
    assert sum(model.probabilities(text).values()) == pytest.approx(1.0)
