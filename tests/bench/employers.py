"""Employers who ask on Telegram, and what became of each question.

Lost: no answer. Doubled: a message that is not the one answer to a question. Reordered: answered
in another order.
"""

import time
from collections import Counter
from dataclasses import dataclass, field
from operator import ne

from tests.telegram_people import User
from tests.telegram_state import Shown, Telegram

PER_SECOND = 30.0
QUESTIONS = (
    "Wie stelle ich Schritt für Schritt jemanden aus dem Ausland ein?",
    "Wie läuft das beschleunigte Fachkräfteverfahren nach § 81a?",
    "Welche Pflichten habe ich als Arbeitgeber?",
    "Was kostet es, jemanden aus dem Ausland einzustellen?",
    "Darf ein Flüchtling bei mir arbeiten?",
    "Was ist die Blaue Karte?",
    "Wie viele Punkte brauche ich für die Chancenkarte?",
    "How much does the visa cost?",
)
_SHARED = 0.5


@dataclass(frozen=True)
class Expected:
    """The lines of the answer to each question, as it is given to somebody who asks it alone."""

    lines: dict[str, set[str]]

    @classmethod
    def ask(cls, telegram: Telegram) -> "Expected":
        lines = {}
        for chat, question in zip(arrive(telegram, len(QUESTIONS)), QUESTIONS, strict=True):
            chat.ask(question)
            lines[question] = _lines(chat.user.read())
        return cls(lines)

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(self.lines)

    def question_of(self, shown: Shown) -> str | None:
        """The question that this answers: the one whose answer has most of its lines."""
        lines = _lines(shown)
        shares = {asked: len(lines & own) / len(own) for asked, own in self.lines.items()}
        best = max(shares, key=lambda asked: shares[asked])
        return best if shares[best] >= _SHARED else None


@dataclass
class Chat:
    """One person's questions: what was asked, in which update."""

    user: User
    first: int
    asked: list[tuple[str, int]] = field(default_factory=list)
    greeted: int = 0  # messages before the first question

    @classmethod
    def new(cls, telegram: Telegram, number: int) -> "Chat":
        return cls(User(telegram), first=number)

    def ask(self, question: str) -> None:
        self.asked.append((question, self.user.say(question)["update_id"]))

    def ask_next(self, expected: Expected) -> None:
        """The next of the questions; no two chats in step."""
        questions = expected.questions
        self.ask(questions[(self.first + len(self.asked)) % len(questions)])


@dataclass
class Tally:
    """What happened to the questions of some chats."""

    sent: int = 0
    lost: int = 0
    doubled: int = 0
    reordered: int = 0
    calls: int = 0
    chats: int = 0
    times: list[float] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)  # what was lost, or shown without a question


@dataclass
class Pace:
    """So many times a second, without drifting."""

    per_second: float
    due: float = field(default_factory=time.monotonic)

    def wait(self) -> None:
        self.due = max(self.due + 1 / self.per_second, time.monotonic() - 1)
        time.sleep(max(0.0, self.due - time.monotonic()))


def arrive(telegram: Telegram, count: int) -> list[Chat]:
    """People who have sent /start and read what it says."""
    chats = [Chat.new(telegram, number) for number in range(count)]
    pace = Pace(PER_SECOND)
    for chat in chats:
        pace.wait()
        chat.user.say("/start")
    for chat in chats:
        chat.user.read()
    for chat in chats:
        chat.greeted = len(chat.user.history())
    return chats


def judge(telegram: Telegram, chats: list[Chat], expected: Expected) -> Tally:
    """Compare what was asked with what each chat was shown after its first question."""
    tally = Tally(chats=len(chats))
    for chat in chats:
        _judge_chat(telegram, chat, expected, tally)
    return tally


def _judge_chat(telegram: Telegram, chat: Chat, expected: Expected, tally: Tally) -> None:
    shown = chat.user.history()[chat.greeted :]
    asked = [question for question, _ in chat.asked]
    answered = [expected.question_of(message) for message in shown]
    missing, surplus = Counter(asked) - Counter(answered), Counter(answered) - Counter(asked)
    tally.sent += len(asked)
    tally.calls += len(shown)
    tally.lost += sum(missing.values())
    tally.doubled += sum(surplus.values())
    tally.strange += [f"lost: {question}" for question in missing]
    tally.strange += [f"surplus: {asked or 'no answer to anything'}" for asked in surplus]
    tally.strange += [
        f"shown: {message.text[:80]!r}"
        for message, question in zip(shown, answered, strict=True)
        if question is None
    ]
    if not missing and not surplus:
        tally.reordered += sum(map(ne, asked, answered))
    if asked == answered:
        tally.times += [
            1e3 * (message.at - telegram.handed_out[update_id][0])
            for message, (_, update_id) in zip(shown, chat.asked, strict=True)
        ]


def _lines(shown: Shown) -> set[str]:
    return {line.strip() for line in shown.text.splitlines() if line.strip()}
