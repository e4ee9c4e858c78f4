from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from knowledge.encoder.session import FILES, Encoder, encoder_id
from knowledge.errors import EncoderMissing

TEXTS = ["Visum", "How long does the visa take?", "كم تستغرق التأشيرة؟", "x " * 900, ""]


def test_every_text_becomes_a_unit_vector(encoder: Encoder):
    vectors = encoder.encode_queries(TEXTS)

    assert (vectors.shape, vectors.dtype) == ((5, 384), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours(encoder: Encoder):
    together = encoder.encode_queries(TEXTS[:3] * 7)

    alone = np.concatenate([encoder.encode_queries([text]) for text in TEXTS[:3] * 7])

    assert np.abs(together - alone).max() < 1e-4


def test_no_texts_are_no_vectors(encoder: Encoder):
    assert encoder.encode_passages([]).shape == (0, 384)


def test_the_same_question_in_another_language_is_nearer_than_another_question(encoder: Encoder):
    german, english, other = encoder.encode_queries(
        ["Wie lange dauert das Visum?", "How long does the visa take?", "Where can I buy bread?"]
    )

    assert german @ english > german @ other


def test_questions_and_passages_are_different_kinds_of_text(encoder: Encoder):
    query, passage = encoder.encode_queries(["visa"]), encoder.encode_passages(["visa"])

    assert not np.allclose(query, passage, atol=1e-2)


def test_several_threads_get_the_same_vectors(encoder: Encoder):
    expected = encoder.encode_queries(TEXTS[:3])

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(encoder.encode_queries, [TEXTS[:3]] * 8))

    assert max(np.abs(vectors - expected).max() for vectors in found) < 1e-6


@pytest.mark.parametrize("missing", FILES)
def test_a_missing_file_is_named_with_what_to_run(tmp_path: Path, missing: str):
    for name in set(FILES) - {missing}:
        (tmp_path / name).write_text("there")

    with pytest.raises(EncoderMissing, match=f"{missing} is missing; run: make setup"):
        Encoder(tmp_path)


@pytest.mark.parametrize("changed", FILES)
def test_another_encoder_has_another_id(tmp_path: Path, changed: str):
    for name in FILES:
        (tmp_path / name).write_text("there")
    before = encoder_id(tmp_path)

    (tmp_path / changed).write_text("something else")

    assert encoder_id(tmp_path) != before
