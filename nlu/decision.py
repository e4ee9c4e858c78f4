"""Decides from calibrated numbers what a message is. Pure: numbers in, intent and outcome out."""

from dataclasses import dataclass
from enum import Enum

from knowledge.search import Hit

ASK = "ask"
CHECK = "check"  # their own case is to be counted: until there are checks, the article on it
NOT_YET = "not_yet"  # near our field, but there is no article: left open, not refused
HUMAN = "human"
PRIVACY = "privacy"
PRIVACY_ARTICLES = ("about-this-assistant", "your-data")


class Outcome(str, Enum):
    """What becomes of a question."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    ABSTAIN = "abstain"
    WHO = "who"
    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from which an outcome is taken; set in config.yml with the day and the set."""

    intent: float
    human: float
    answer: float
    answer_unindexed: float
    clarify: float


@dataclass(frozen=True)
class Decision:
    """The intent of a message with its probability, and the outcome where it is a question."""

    intent: str
    confidence: float
    outcome: Outcome
    door: str = ""


def decide(
    hits: list[Hit],
    *,
    other_intent: str,
    door: str,
    other_probability: float,
    indexed: bool,
    clarified: bool,
    thresholds: Thresholds,
) -> Decision:
    """Another intent if it is probable enough, else the outcome of asking.

    A wish for a person is heard early: offering one in vain costs little, overhearing it much.

    Whose best article is on the program or on data, and whose nearest other intent is the same,
    asks about us: that is `privacy`, whichever of the two is nearer.

    A wish to have one's own case counted is about a topic too, and told what a question is told.
    """
    best = hits[0].score
    outcome = _outcome(best, indexed=indexed, clarified=clarified, thresholds=thresholds)
    enough = thresholds.human if other_intent == HUMAN else thresholds.intent
    if other_probability >= enough:
        if other_intent == CHECK:
            return Decision(CHECK, best, outcome)
        if door == NOT_YET:
            return Decision(ASK, 1 - other_probability, Outcome.ABSTAIN)
        return Decision(other_intent, other_probability, Outcome.ABSTAIN, door)
    if other_intent == PRIVACY and hits[0].slug in PRIVACY_ARTICLES and best >= thresholds.clarify:
        return Decision(PRIVACY, best, Outcome.ABSTAIN, door)
    return Decision(ASK, best, outcome)


def _outcome(best: float, *, indexed: bool, clarified: bool, thresholds: Thresholds) -> Outcome:
    """After one clarifying question there is no second one: sure enough, or not."""
    if best >= (thresholds.answer if indexed else thresholds.answer_unindexed):
        return Outcome.ANSWER
    if best >= thresholds.clarify and indexed and not clarified:
        return Outcome.CLARIFY
    return Outcome.ABSTAIN
