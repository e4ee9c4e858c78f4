from pathlib import Path

import numpy as np

from knowledge.passage import PASSAGE, QUESTION, Passage
from knowledge.vectors import VectorStore


class CountingEncoder:
    """Stands for the encoder; remembers what it was asked."""

    id = "fake"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode_queries(self, texts: list[str]) -> np.ndarray:
        self.asked += [f"query: {text}" for text in texts]
        return np.array([[len(text)] * 384 for text in texts], np.float32).reshape(-1, 384)

    def encode_passages(self, texts: list[str]) -> np.ndarray:
        self.asked += [f"passage: {text}" for text in texts]
        return np.array([[-len(text)] * 384 for text in texts], np.float32).reshape(-1, 384)


QUESTION_ONE = Passage("a", "en", QUESTION, "one")
PASSAGE_ONE = Passage("a", "en", PASSAGE, "one")
PASSAGE_LONG = Passage("b", "en", PASSAGE, "longer")


def test_questions_and_passages_are_encoded_each_in_their_way(tmp_path: Path):
    store = VectorStore(tmp_path / "vectors.npz", CountingEncoder())

    vectors = store.of([PASSAGE_LONG, QUESTION_ONE, PASSAGE_ONE])

    assert vectors[:, 0].tolist() == [-6, 3, -3]


def test_a_text_is_encoded_once_even_after_a_restart(tmp_path: Path):
    store = VectorStore(tmp_path / "vectors.npz", CountingEncoder())
    first = store.of([QUESTION_ONE, QUESTION_ONE])
    store.save()
    encoder = CountingEncoder()

    again = VectorStore(tmp_path / "vectors.npz", encoder).of([QUESTION_ONE])

    assert encoder.asked == []
    assert again[0].tolist() == first[0].tolist()


def test_only_what_was_asked_for_is_kept(tmp_path: Path):
    VectorStore(tmp_path / "vectors.npz", CountingEncoder()).of([QUESTION_ONE])
    store = VectorStore(tmp_path / "vectors.npz", CountingEncoder())
    store.of([PASSAGE_LONG])
    store.save()
    encoder = CountingEncoder()

    VectorStore(tmp_path / "vectors.npz", encoder).of([QUESTION_ONE, PASSAGE_LONG])

    assert encoder.asked == ["query: one"]


def test_no_passages_are_no_vectors(tmp_path: Path):
    store = VectorStore(tmp_path / "vectors.npz", CountingEncoder())

    assert store.of([]).shape == (0, 384)
