import numpy as np
import pytest

from knowledge.encoder.session import Encoder
from knowledge.index import MEASURES, Index
from knowledge.passage import PASSAGE, QUESTION, Passage

TEXTS = {
    "money": (
        "How much money do I need for the visa?",
        "blocked account amount",
        "You must prove that you can pay for your living.",
    ),
    "language": (
        "Which level of German do I need?",
        "german course certificate",
        "You need simple German for most jobs.",
    ),
    "family": (
        "Can my wife and children come with me?",
        "bring spouse to germany",
        "Your spouse and children can apply to join you.",
    ),
}
PASSAGES = [
    Passage(slug, "en", kind, text)
    for slug, texts in TEXTS.items()
    for kind, text in zip((QUESTION, QUESTION, PASSAGE), texts, strict=True)
]


@pytest.fixture(scope="module")
def index(encoder: Encoder) -> Index:
    vectors = np.array(
        [
            (encoder.encode_queries if row.kind == QUESTION else encoder.encode_passages)(
                [row.text]
            )[0]
            for row in PASSAGES
        ]
    )
    return Index(PASSAGES, vectors, language_means={"ar": np.full(384, 0.01, np.float32)})


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("what sum has to be on my bank account", "money"),
        ("must I have a certificate of my German skills", "language"),
        ("can my husband and our daughter come too", "family"),
    ],
)
@pytest.mark.parametrize("measure", ["question", "question_mean", "passage", "probe"])
def test_the_right_article_is_nearest(
    index: Index, encoder: Encoder, question: str, slug: str, measure: str
):
    vector = encoder.encode_queries([question])[0]

    column = index.measure(vector, question, language="en")[:, MEASURES.index(measure)]

    assert index.slugs[int(column.argmax())] == slug


@pytest.mark.parametrize("measure", ["lexical", "lexical_article"])
def test_the_lexical_measures_forgive_typing_errors(index: Index, encoder: Encoder, measure: str):
    question = "SPOUSSE VISSA"
    vector = encoder.encode_queries([question])[0]

    column = index.measure(vector, question, language="en")[:, MEASURES.index(measure)]

    assert index.slugs[int(column.argmax())] == "family"


def test_an_article_is_as_near_as_its_nearest_question(index: Index, encoder: Encoder):
    vector = encoder.encode_queries(["blocked account amount"])[0]

    measures = index.measure(vector, "blocked account amount", language="en")

    best, mean, *_others = measures[index.slugs.index("money")]
    assert best == pytest.approx(1.0, abs=1e-4)
    assert mean < best


def test_an_article_without_passages_of_a_kind_is_farthest_there():
    passages = [Passage("a", "en", QUESTION, "one"), Passage("b", "en", PASSAGE, "two")]
    index = Index(passages, np.eye(2, 4, dtype=np.float32), language_means={})

    first, second = index.measure(np.eye(1, 4, dtype=np.float32)[0], "one", language="en")

    assert first[MEASURES.index("passage")] == second[MEASURES.index("question")] == -1.0


def test_centring_takes_the_mean_of_the_language_away():
    passages = [Passage("a", "en", QUESTION, "one"), Passage("b", "en", QUESTION, "two")]
    vectors = np.array([[1, 0, 1], [0, 1, 1]], np.float32)
    index = Index(passages, vectors, language_means={})

    centred = index.centre(vectors, "en")

    assert centred == pytest.approx(np.array([[1, -1, 0], [-1, 1, 0]]) / np.sqrt(2))


def test_a_language_without_a_mean_gets_the_mean_of_all(index: Index):
    vectors = np.ones((1, 384), np.float32)

    assert not np.allclose(index.centre(vectors, "sv"), index.centre(vectors, "en"))
    assert np.linalg.norm(index.centre(vectors, "sv")) == pytest.approx(1.0, abs=1e-5)
