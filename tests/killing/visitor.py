"""Somebody who opens a ticket over the HTTP channel, however often the connection breaks."""

import random
import time
import uuid
from typing import Any

import httpx

from tests.killing.traffic import Opening, Traffic

PATIENCE_SECONDS = 120.0
_RETRY_SECONDS = 0.05
_THINK_TIMES = 5.0  # up to so many times what the last answer took: no flood on a slow machine
_THINK_SECONDS = 0.5  # and never longer
_BROKEN = (httpx.NetworkError, httpx.RemoteProtocolError, httpx.TimeoutException)


class GaveUp(Exception):
    """The same request was repeated for so long that a person would have gone away."""


class Visitor:
    """One client. Each ticket is a new conversation of it."""

    def __init__(self, url: str, traffic: Traffic, *, number: int) -> None:
        self._client = httpx.Client(base_url=url, timeout=30)
        self._traffic = traffic
        self._number = number
        self._session = ""
        self._broken = 0
        self._took = 0.0

    def open_ticket(self) -> Opening:
        """All steps from the wish for a person to number and code. Raises GaveUp."""
        self._broken = 0
        self._session = self._repeat("/api/session", {"lang": "en"}, "session")["session"]
        asked = self._press("human", "consent")
        self._think()
        self._press(_option(asked, "give_consent:"), "preview")
        self._think()
        ways = self._press("choose_contact", "contact_way")
        return self._open(_option(ways, "open_ticket:"))

    def _open(self, button: str) -> Opening:
        """Pressed once more where a request of this conversation had broken."""
        self._think()
        calm, broken = self._traffic.calm.is_set(), self._broken
        line = self._press(button, "ticket")
        took = 1e3 * self._took
        undisturbed = calm and self._traffic.calm.is_set() and self._broken == broken
        lines = [line, self._press(button, "ticket")] if self._broken else [line]
        told = frozenset((line["desk"]["number"], line["desk"]["code"]) for line in lines)
        return Opening(told, took if undisturbed else None)

    def _think(self) -> None:
        time.sleep(random.uniform(0, min(_THINK_TIMES * self._took, _THINK_SECONDS)))

    def _press(self, button: str, step: str) -> dict[str, Any]:
        """The answer to a button, which is to be this step of the handover."""
        began = time.perf_counter()
        body = {"button": button, "message_id": uuid.uuid4().hex}
        line = self._repeat("/api/messages", body, step)
        self._took = time.perf_counter() - began
        return line

    def _repeat(self, path: str, body: dict[str, str], wanted: str) -> dict[str, Any]:
        """The wanted answer; until it comes, the same request again."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            row = self._send(path, body)
            if wanted in row or row.get("desk", {}).get("step") == wanted:
                return row
            self._broken += 1
            time.sleep(_RETRY_SECONDS)
        raise GaveUp(f"{wanted!r} did not come within {PATIENCE_SECONDS:.0f} s; the last: {row}")

    def _send(self, path: str, body: dict[str, str]) -> dict[str, Any]:
        """The body of the response; empty where the connection breaks."""
        heard = self._traffic.request_of(self._number)
        headers = {"Authorization": f"Bearer {self._session}"} if self._session else {}
        try:
            return self._client.post(
                path, json=body, headers=headers, extensions={"trace": heard}
            ).json()
        except _BROKEN:
            return {}
        finally:
            self._traffic.over(self._number)


def _option(line: dict[str, Any], prefix: str) -> str:
    return next(row["id"] for row in line["options"] if row["id"].startswith(prefix))
