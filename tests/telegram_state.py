"""What Telegram knows: chats, updates that wait, messages shown, and every call of the bot."""

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.telegram_faults import Faults
from tests.telegram_html import Seen

TOKEN = "700700:AAE-stub-token_of-the-tests"
WAIT_SECONDS = 20.0
_MOST_UPDATES = 100
_FIRST_UPDATE = 910_000_001

Body = dict[str, Any]
_T = TypeVar("_T")


@dataclass(frozen=True)
class Call:
    """One request of the bot: `at` is when it arrived, on the monotonic clock."""

    method: str
    body: Body
    at: float
    status: int


@dataclass(frozen=True)
class Shown:
    """A message of the bot as a person sees it; buttons by label, data or address."""

    message_id: int
    chat_id: int
    seen: Seen
    keyboard: list[list[Body]]
    at: float
    reply_to: int | None = None

    @property
    def text(self) -> str:
        return self.seen.text

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.keyboard for button in row]

    def button(self, label: str) -> Body:
        """The one button whose label begins like this."""
        [found] = [
            button
            for row in self.keyboard
            for button in row
            if button["text"].casefold().startswith(label.casefold())
        ]
        return found


class Telegram:
    """Everything Telegram knows; `changed` is told whenever something is added."""

    def __init__(self, *, token: str = TOKEN) -> None:
        self.token = token
        self.faults = Faults()
        self.calls: list[Call] = []
        self.shown: list[Shown] = []
        self.toasts: list[str] = []
        self.chats: dict[int, Body] = {}
        self.callbacks: set[str] = set()
        self.commands: dict[tuple[str, str], list[Body]] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.handed_out: dict[int, list[float]] = {}
        self.polls = 0
        self.webhook = ""
        self.webhook_secret = ""
        self.webhook_at = ""  # where it really listens, as https needs a certificate
        self.changed = threading.Condition(threading.RLock())
        self._updates: list[Body] = []
        self._out_of_order: list[Body] = []
        self._ids = itertools.count(_FIRST_UPDATE)
        self._message_ids = itertools.count(1)

    def wake(self) -> None:
        """Somebody may wait for what has just changed."""

    def add(self, kind: str, content: Body, *, held: bool = False) -> Body:
        """A new update. `held`: it has its number now, and comes with `deliver`."""
        with self.changed:
            update = {"update_id": next(self._ids), kind: content}
            if not held:
                self._updates.append(update)
        self.wake()
        return update

    def deliver(self, update: Body) -> None:
        """An update that was held back, or one that comes again, whatever was confirmed."""
        with self.changed:
            self._out_of_order.append(update)
        self.wake()

    def pending(self) -> list[Body]:
        """What nobody has confirmed yet."""
        with self.changed:
            return [*self._out_of_order, *self._updates]

    def new_message_id(self) -> int:
        return next(self._message_ids)

    def show(self, chat_id: int, seen: Seen, markup: Body, *, reply_to: int | None) -> Shown:
        """Put a message of the bot into a chat."""
        keyboard = markup.get("inline_keyboard", [])
        with self.changed:
            shown = Shown(
                self.new_message_id(), chat_id, seen, keyboard, time.monotonic(), reply_to
            )
            self.shown.append(shown)
            self.changed.notify_all()
        return shown

    def called(self, method: str) -> list[Call]:
        with self.changed:
            return [call for call in self.calls if call.method == method]

    def wait(self, condition: Callable[[], _T], *, seconds: float = WAIT_SECONDS) -> _T:
        """What the condition says, once it is true. Raises AssertionError when it never is."""
        with self.changed:
            assert self.changed.wait_for(condition, seconds), "it did not happen in time"
            return condition()

    def wait_while_coming(
        self, enough: Callable[[list[Shown]], bool], *, quiet_seconds: float
    ) -> None:
        """Until the messages are enough, or none has come for so many seconds."""
        with self.changed:
            while not enough(self.shown):
                before = len(self.shown)
                if not self.changed.wait_for(lambda n=before: len(self.shown) > n, quiet_seconds):
                    return

    def set_webhook(self, url: str, secret: str, *, drop: bool) -> None:
        with self.changed:
            self.webhook, self.webhook_secret = url, secret
            if drop:
                self._updates.clear()
        self.wake()

    def take(self, offset: int, limit: int) -> list[Body]:
        """Confirm what lies before the offset; the next updates."""
        with self.changed:
            self._updates = [row for row in self._updates if row["update_id"] >= offset]
            rows = [*self._out_of_order, *self._updates][: min(limit, _MOST_UPDATES)]
            self._out_of_order = self._out_of_order[len(rows) :]
            self.changed.notify_all()
            return rows

    def hand_out(self, rows: list[Body]) -> None:
        now = time.monotonic()
        with self.changed:
            for row in rows:
                self.handed_out.setdefault(row["update_id"], []).append(now)
            self.changed.notify_all()

    def taken(self, update: Body) -> None:
        with self.changed:
            for rows in (self._out_of_order, self._updates):
                if update in rows:
                    rows.remove(update)
                    break
            self.changed.notify_all()

    def remember(self, method: str, body: Body, arrived: float, status: int) -> None:
        with self.changed:
            self.calls.append(Call(method, body, arrived, status))
            self.changed.notify_all()
