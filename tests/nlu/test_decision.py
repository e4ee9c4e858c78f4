import pytest

from knowledge.search import Hit
from nlu.decision import ASK, CHECK, Decision, Outcome, Thresholds, decide

THRESHOLDS = Thresholds(intent=0.5, human=0.2, answer=0.6, answer_unindexed=0.8, clarify=0.2)


def decision(
    best: float, *, other: float = 0.0, indexed: bool = True, clarified: bool = False
) -> Decision:
    return decide(
        [Hit("visa-fees", best), Hit("which-visa", 0.01)],
        other_intent="out_of_scope",
        door="politics",
        other_probability=other,
        indexed=indexed,
        clarified=clarified,
        thresholds=THRESHOLDS,
    )


@pytest.mark.parametrize(
    ("best", "indexed", "clarified", "outcome"),
    [
        (0.99, True, False, Outcome.ANSWER),
        (0.60, True, False, Outcome.ANSWER),
        (0.59, True, False, Outcome.CLARIFY),
        (0.20, True, False, Outcome.CLARIFY),
        (0.19, True, False, Outcome.ABSTAIN),
        (0.00, True, False, Outcome.ABSTAIN),
        (0.60, True, True, Outcome.ANSWER),
        (0.59, True, True, Outcome.ABSTAIN),
        (0.80, False, False, Outcome.ANSWER),
        (0.79, False, False, Outcome.ABSTAIN),
        (0.79, False, True, Outcome.ABSTAIN),
    ],
)
def test_a_question_is_answered_clarified_or_left_open(
    best: float, indexed: bool, clarified: bool, outcome: Outcome
):
    assert decision(best, indexed=indexed, clarified=clarified) == Decision(ASK, best, outcome)


@pytest.mark.parametrize("hundredths", range(0, 101, 5))
@pytest.mark.parametrize("indexed", [True, False])
def test_there_is_never_a_second_clarifying_question(hundredths: int, indexed: bool):
    found = decision(hundredths / 100, indexed=indexed, clarified=True)

    assert found.outcome is not Outcome.CLARIFY


@pytest.mark.parametrize(("other", "intent"), [(0.5, "out_of_scope"), (0.49, ASK)])
def test_another_intent_counts_from_its_threshold(other: float, intent: str):
    assert decision(0.99, other=other).intent == intent


def test_another_intent_brings_its_probability_and_door():
    assert decision(0.99, other=0.7) == Decision("out_of_scope", 0.7, Outcome.ABSTAIN, "politics")


def test_a_question_has_no_door():
    assert decision(0.99).door == ""


@pytest.mark.parametrize(("probability", "intent"), [(0.25, "human"), (0.1, "ask")])
def test_a_wish_for_a_person_is_heard_early(probability: float, intent: str):
    found = decide(
        [Hit("money", 0.7)],
        other_intent="human",
        door="",
        other_probability=probability,
        indexed=True,
        clarified=False,
        thresholds=THRESHOLDS,
    )

    assert found.intent == intent


def test_a_question_near_our_field_without_an_article_is_left_open_and_not_refused():
    found = decide(
        [Hit("money", 0.9)],
        other_intent="out_of_scope",
        door="not_yet",
        other_probability=0.8,
        indexed=True,
        clarified=False,
        thresholds=THRESHOLDS,
    )

    assert (found.intent, found.outcome) == ("ask", Outcome.ABSTAIN)


@pytest.mark.parametrize(
    ("best", "outcome"),
    [(0.96, Outcome.ANSWER), (0.4, Outcome.CLARIFY), (0.1, Outcome.ABSTAIN)],
)
def test_a_wish_to_have_a_case_counted_is_told_about_its_topic(best: float, outcome: Outcome):
    found = decide(
        [Hit("chancenkarte-points", best), Hit("which-visa", 0.01)],
        other_intent=CHECK,
        door="",
        other_probability=0.9,
        indexed=True,
        clarified=False,
        thresholds=THRESHOLDS,
    )

    assert found == Decision(CHECK, best, outcome)
