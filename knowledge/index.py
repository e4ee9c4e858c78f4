"""The index: FAISS over passages, and a lexical index of character n-grams beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import faiss
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.passage import QUESTION, Passage


@dataclass(frozen=True)
class Scores:
    """How near a question is to each article, by four measures. Arrays of shape (articles,)."""

    question: np.ndarray
    question_mean: np.ndarray
    passage: np.ndarray
    lexical: np.ndarray


class Index:
    """Finds the articles near a question.

    e5 clusters texts by language, so each vector is compared after the mean of its language (and
    kind) was taken away.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        vectors: np.ndarray,
        *,
        language_means: dict[str, np.ndarray],
    ) -> None:
        faiss.omp_set_num_threads(1)
        self.slugs = sorted({passage.slug for passage in passages})
        self._means = dict(language_means)
        groups: dict[tuple[str, str], list[int]] = {}
        for row, passage in enumerate(passages):
            groups.setdefault((passage.language, passage.kind), []).append(row)
        centred = np.empty_like(vectors)
        for (language, kind), rows in groups.items():
            mean = vectors[rows].mean(0)
            centred[rows] = _unit(vectors[rows] - mean)
            if kind == QUESTION:
                self._means[language] = mean
        self._overall_mean = np.mean(list(self._means.values()), axis=0)
        number = {slug: position for position, slug in enumerate(self.slugs)}
        self._article = np.array([number[passage.slug] for passage in passages])
        self._is_question = np.array([passage.kind == QUESTION for passage in passages])
        self._faiss = faiss.IndexFlatIP(vectors.shape[1])
        self._faiss.add(centred)
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True
        )
        self._lexical = self._vectorizer.fit_transform([passage.text for passage in passages])

    @property
    def languages(self) -> set[str]:
        """Languages whose mean is known."""
        return set(self._means)

    def centre(self, vectors: np.ndarray, language: str) -> np.ndarray:
        """Question vectors (n, 384) without what only says which language they are in."""
        return _unit(vectors - self._means.get(language, self._overall_mean))

    def scores(self, vector: np.ndarray, text: str, *, language: str) -> Scores:
        """Scores of all articles for a question with its vector (384,)."""
        centred = self.centre(vector[None, :], language)
        near, rows = self._faiss.search(centred, self._faiss.ntotal)
        similarity = np.empty(self._faiss.ntotal, np.float32)
        similarity[rows[0]] = near[0]
        lexical = (self._lexical @ self._vectorizer.transform([text.lower()]).T).toarray()[:, 0]
        question = self._best(similarity, self._is_question, 1)
        return Scores(
            question=question,
            question_mean=self._best(similarity, self._is_question, 3),
            passage=self._best(similarity, ~self._is_question, 1),
            lexical=self._best(lexical, np.ones_like(self._is_question), 1),
        )

    def _best(self, similarity: np.ndarray, allowed: np.ndarray, count: int) -> np.ndarray:
        """Mean of the `count` best similarities of each article's allowed passages."""
        best = np.zeros(len(self.slugs), np.float32)
        values, articles = similarity[allowed], self._article[allowed]
        for article in range(len(self.slugs)):
            own = np.sort(values[articles == article])[::-1][:count]
            best[article] = own.mean() if len(own) else 0.0
        return best


def _unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True).clip(1e-9)).astype(np.float32)
