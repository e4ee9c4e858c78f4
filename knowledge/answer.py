"""How a turn can end: a closed list of statuses, and the kind of answer each one is."""

from enum import Enum


class Kind(str, Enum):
    """What a person sees: an answer, a question back, a way to a human, a door, a word."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    HANDOVER = "handover"
    REFUSE = "refuse"
    SMALLTALK = "smalltalk"
    PRIVACY = "privacy"


class Status(str, Enum):
    """Every turn ends with exactly one of these."""

    ANSWERED = "answered"
    CHECKED = "checked"
    CLARIFIED = "clarified"
    ABSTAINED = "abstained"
    HANDED_OVER = "handed_over"
    DISTRESS = "distress"
    ERROR = "error"
    REFUSED = "refused"
    SMALLTALK = "smalltalk"
    PRIVACY = "privacy"

    @property
    def kind(self) -> Kind:
        return _KINDS[self]


_KINDS = {
    Status.ANSWERED: Kind.ANSWER,
    Status.CHECKED: Kind.ANSWER,
    Status.CLARIFIED: Kind.CLARIFY,
    Status.ABSTAINED: Kind.HANDOVER,
    Status.HANDED_OVER: Kind.HANDOVER,
    Status.DISTRESS: Kind.HANDOVER,
    Status.ERROR: Kind.HANDOVER,
    Status.REFUSED: Kind.REFUSE,
    Status.SMALLTALK: Kind.SMALLTALK,
    Status.PRIVACY: Kind.PRIVACY,
}
