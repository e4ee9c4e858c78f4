"""The index: FAISS over passages, character n-grams beside it, and a probe trained on both.

Measures only; what they mean together is fused in search.py.
"""

from collections.abc import Mapping, Sequence

import faiss
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.passage import QUESTION, Passage
from knowledge.probe import Probe

MEASURES = ("question", "question_mean", "passage", "lexical", "lexical_article", "probe")
_MEAN_OF = 3


class Index:
    """Measures how near a question is to each article.

    e5 clusters texts by language, so each vector is compared after the mean of its language (and
    kind) was taken away.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        vectors: np.ndarray,
        *,
        language_means: Mapping[str, np.ndarray],
        probe: Probe | None = None,
    ) -> None:
        """`vectors` are those of the passages, shape (len(passages), 384)."""
        faiss.omp_set_num_threads(1)
        self.slugs = sorted({passage.slug for passage in passages})
        self._means = {**language_means, **_means(passages, vectors)}
        self._overall_mean = np.mean(list(self._means.values()), axis=0)
        centred = _centred(passages, vectors)
        self._faiss = faiss.IndexFlatIP(vectors.shape[1])
        self._faiss.add(centred)
        labels = [self.slugs.index(passage.slug) for passage in passages]
        self.probe = probe or Probe.train(centred, labels)
        is_question = [passage.kind == QUESTION for passage in passages]
        self._questions = _rows_of(labels, is_question)
        self._parts = _rows_of(labels, [not row for row in is_question])
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True
        )
        texts = [passage.text.lower() for passage in passages]
        self._lexical = self._vectorizer.fit_transform(texts).T.tocsr()
        self._lexical_articles = self._vectorizer.transform(
            [
                " ".join(
                    text for text, label in zip(texts, labels, strict=True) if label == article
                )
                for article in range(len(self.slugs))
            ]
        ).T.tocsr()

    def centre(self, vectors: np.ndarray, language: str) -> np.ndarray:
        """Question vectors (n, 384) without what only says which language they are in."""
        return _unit(vectors - self._means.get(language, self._overall_mean))

    def measure(self, vector: np.ndarray, text: str, *, language: str) -> np.ndarray:
        """All measures of all articles for a question with its vector (384,).

        Returns an array of shape (articles, len(MEASURES)).
        """
        centred = self.centre(vector[None, :], language)
        near, rows = self._faiss.search(centred, self._faiss.ntotal)
        similarity = np.empty(self._faiss.ntotal, np.float32)
        similarity[rows[0]] = near[0]
        query = self._vectorizer.transform([text.lower()])
        lexical = (query @ self._lexical).toarray()[0]
        return np.stack(
            [
                _best(similarity, self._questions, 1),
                _best(similarity, self._questions, _MEAN_OF),
                _best(similarity, self._parts, 1),
                _best(lexical, self._questions, 1),
                (query @ self._lexical_articles).toarray()[0],
                self.probe.logits(centred[0]),
            ],
            axis=1,
        )


def _means(passages: Sequence[Passage], vectors: np.ndarray) -> dict[str, np.ndarray]:
    """Mean question vector of each language that has questions."""
    rows: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        if passage.kind == QUESTION:
            rows.setdefault(passage.language, []).append(number)
    return {language: vectors[numbers].mean(0) for language, numbers in rows.items()}


def _centred(passages: Sequence[Passage], vectors: np.ndarray) -> np.ndarray:
    centred = np.empty_like(vectors)
    groups: dict[tuple[str, str], list[int]] = {}
    for number, passage in enumerate(passages):
        groups.setdefault((passage.language, passage.kind), []).append(number)
    for numbers in groups.values():
        centred[numbers] = _unit(vectors[numbers] - vectors[numbers].mean(0))
    return centred


def _rows_of(labels: Sequence[int], wanted: Sequence[bool]) -> np.ndarray:
    """The wanted rows of each label, shape (labels, most rows of one), filled up with -1."""
    rows = [
        [number for number, label in enumerate(labels) if label == article and wanted[number]]
        for article in range(max(labels) + 1)
    ]
    most = max(len(own) for own in rows)
    return np.array([own + [-1] * (most - len(own)) for own in rows])


def _best(similarity: np.ndarray, rows: np.ndarray, count: int) -> np.ndarray:
    """Mean of the `count` best similarities among each article's rows, shape (articles,)."""
    own = np.where(rows >= 0, similarity[rows], -1.0)
    return np.sort(own, axis=1)[:, ::-1][:, :count].mean(1)


def _unit(vectors: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True).clip(1e-9)
    return (vectors / norms).astype(np.float32)
