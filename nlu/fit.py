"""Measures labelled questions the way the router does, and fits the calibration on them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rasa.shared.nlu.training_data.loading import load_data

from bot.settings import settings
from knowledge.encoder.session import open_encoder
from knowledge.fit import Labelled, fit
from knowledge.release import open_releases
from knowledge.search import Calibration, outside_audience
from nlu.examples import NearestExamples
from nlu.router import encode_examples


@dataclass(frozen=True)
class Question:
    """A question of an evaluation set and what is right for it."""

    text: str
    language: str
    audience: str | None
    articles: tuple[str, ...]
    other_intent: bool


def fit_calibration(questions: Iterable[Question], *, fitted_on: str, day: str) -> Calibration:
    """A calibration for the live release."""
    release = open_releases(settings().releases).current()
    index, articles = release.index, release.content.articles
    encoder = open_encoder(settings().encoder)
    examples = encode_examples(load_data(str(settings().root / "nlu" / "data")))
    nearest = NearestExamples(examples, index)
    rows = []
    for question in questions:
        vector = encoder.encode_queries([question.text])[0]
        rows.append(
            Labelled(
                measures=index.measure(vector, question.text, language=question.language),
                outside=outside_audience(articles, index.slugs, question.audience),
                rivals=nearest.nearest(
                    index.centre(vector[None, :], question.language)[0]
                ).similarity,
                indexed=question.language in release.content.tenant.texts,
                right=tuple(index.slugs.index(slug) for slug in question.articles),
                other_intent=question.other_intent,
            )
        )
    return fit(rows, fitted_on=fitted_on, fitted_day=day)
