import numpy as np
import pytest

from nlu.examples import Examples, NearestExamples, Rival


class PlainIndex:
    """Stands for the index; German vectors are turned round, all others stay as they are."""

    def centre(self, vectors: np.ndarray, language: str) -> np.ndarray:
        return -vectors if language == "de" else vectors


def examples(*rows: tuple[str, str, str, list[float]]) -> Examples:
    """Rows of language, intent, door and vector."""
    languages, intents, doors, vectors = zip(*rows, strict=True)
    return Examples(np.array(vectors, np.float32), languages, intents, doors)


EXAMPLES = examples(
    ("en", "greet", "", [1.0, 0.0]),
    ("en", "greet", "", [0.8, 0.0]),
    ("en", "out_of_scope", "asylum", [0.0, 1.0]),
    ("en", "out_of_scope", "politics", [0.0, -1.0]),
)


@pytest.mark.parametrize(
    ("vector", "intent", "door"),
    [
        ([1.0, 0.1], "greet", ""),
        ([0.1, 1.0], "out_of_scope", "asylum"),
        ([0.1, -1.0], "out_of_scope", "politics"),
    ],
)
def test_the_nearest_intent_comes_with_its_door(vector: list[float], intent: str, door: str):
    rival = NearestExamples(EXAMPLES, PlainIndex()).nearest(np.array(vector, np.float32))

    assert (rival.intent, rival.door) == (intent, door)


def test_the_two_best_examples_of_an_intent_count_together():
    rival = NearestExamples(EXAMPLES, PlainIndex()).nearest(np.array([1.0, 0.0], np.float32))

    assert rival == Rival("greet", "", pytest.approx(0.9))


def test_one_odd_example_does_not_win_against_two_good_ones():
    nearest = NearestExamples(
        examples(
            ("en", "thanks", "", [0.95, 0.0]),
            ("en", "thanks", "", [-1.0, 0.0]),
            ("en", "greet", "", [0.9, 0.0]),
            ("en", "greet", "", [0.9, 0.0]),
        ),
        PlainIndex(),
    )

    assert nearest.nearest(np.array([1.0, 0.0], np.float32)).intent == "greet"


def test_examples_are_centred_in_their_own_language():
    nearest = NearestExamples(
        examples(("de", "greet", "", [-1.0, 0.0]), ("en", "bye", "", [0.5, 0.0])), PlainIndex()
    )

    assert nearest.nearest(np.array([1.0, 0.0], np.float32)) == Rival("greet", "", 1.0)
