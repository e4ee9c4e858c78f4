import numpy as np
import pytest

from knowledge.probe import Probe

VECTORS = np.repeat(np.eye(3, dtype=np.float32), 4, axis=0)
LABELS = [0] * 4 + [1] * 4 + [2] * 4


@pytest.mark.parametrize("article", [0, 1, 2])
def test_most_speaks_for_the_article_that_was_learnt(article: int):
    logits = Probe.train(VECTORS, LABELS).logits(np.eye(3, dtype=np.float32)[article])

    assert int(logits.argmax()) == article


def test_what_speaks_for_all_articles_is_taken_away():
    logits = Probe.train(VECTORS, LABELS).logits(np.ones(3, np.float32))

    assert logits.mean() == pytest.approx(0.0, abs=1e-6)


def test_with_two_articles_there_is_nothing_to_learn():
    logits = Probe.train(VECTORS[:8], LABELS[:8]).logits(np.ones(3, np.float32))

    assert logits.tolist() == [0.0, 0.0]
