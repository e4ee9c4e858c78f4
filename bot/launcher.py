"""`lotse up`: starts the processes of the Procfile, watches them, stops them together.

A process that ends is started again: at once if it had been of use, else after a pause that
doubles each time; the others go on running. One whose settings must be changed first (78) stays
ended. Imports nothing heavy, because it stays in memory as long as they do.
"""

import json
import math
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings

_ASSISTANT = "assistant"
_SHORTEST_PAUSE = 0.2
_LONGEST_PAUSE = 30.0
_USEFUL_SECONDS = 5.0
_STOP_SECONDS = 10.0
_POLL_SECONDS = 0.1
_NOT_AGAIN = 78  # EX_CONFIG: it has said what is wrong, and would end again


@dataclass
class Process:
    """One line of the Procfile and what runs for it."""

    name: str
    command: list[str]
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    healthy: bool = False
    pause: float = _SHORTEST_PAUSE
    due: float = 0.0

    def start(self, environment: dict[str, str]) -> None:
        """Start it in a group of its own, so that Ctrl-C reaches only the launcher."""
        self.started = time.monotonic()
        self.healthy = False
        self.running = subprocess.Popen(
            self.command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def was_useful(self, now: float) -> bool:
        """The assistant is of use when it has answered; the others, when they have lasted."""
        if self.name == _ASSISTANT:
            return self.healthy
        return now - self.started >= _USEFUL_SECONDS

    def plan_restart(self, now: float) -> None:
        """After the process has ended: say when it is due again."""
        useful = self.was_useful(now)
        self.pause = _SHORTEST_PAUSE if useful else min(2 * self.pause, _LONGEST_PAUSE)
        self.due = now + self.pause
        self.running = None

    def give_up(self) -> None:
        """After the process has ended: it is not started again."""
        self.due = math.inf
        self.running = None


def launch(settings: Settings, *, production: bool, say: Callable[[str], None]) -> int:
    """Run until Ctrl-C or SIGTERM; returns the exit code."""
    problem = _problem(settings, production=production)
    if problem:
        say(problem)
        return 1
    processes = [
        process
        for process in read_procfile(settings.root / "Procfile")
        if settings.optional_processes.get(process.name, True)
    ]
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell's background job ignores SIGINT
        signal.signal(number, signal.default_int_handler)
    try:
        _watch(processes, environment, settings, say)
    except KeyboardInterrupt:
        say("stopping")
    finally:
        _stop(processes)
    return 0


def read_procfile(path: Path) -> list[Process]:
    """The processes in the order of their lines."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    pairs = [line.partition(":") for line in lines if not line.startswith("#")]
    return [Process(name.strip(), shlex.split(command)) for name, _, command in pairs]


def _watch(
    processes: list[Process],
    environment: dict[str, str],
    settings: Settings,
    say: Callable[[str], None],
) -> None:
    while True:
        for process in processes:
            tend(process, environment, say)
            if process.name == _ASSISTANT and not process.healthy and _healthy(settings):
                process.healthy = True
                say(_READY.format(host=settings.host, port=settings.port))
        time.sleep(_POLL_SECONDS)


def tend(process: Process, environment: dict[str, str], say: Callable[[str], None]) -> None:
    """Start what is due, and see what has ended."""
    now = time.monotonic()
    if process.running is None and process.due <= now:
        process.start(environment)
    elif process.running is not None and process.running.poll() is not None:
        code = process.running.returncode
        if code == _NOT_AGAIN:
            process.give_up()
            say(f"{process.name} ended, for the reason above; the others go on without it")
            return
        process.plan_restart(now)
        say(f"{process.name} ended (code {code}); starting again in {process.pause:.1f} s")


_READY = """
Lotse answers.
  chat page   http://{host}:{port}/chat
  for programs http://{host}:{port}/api (see README)
Ctrl-C stops everything."""


def _healthy(settings: Settings) -> bool:
    try:
        with urllib.request.urlopen(
            f"http://{settings.host}:{settings.port}/health", timeout=1
        ) as response:
            return bool(json.load(response)["ready"])
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _problem(settings: Settings, *, production: bool) -> str | None:
    """Why the start makes no sense yet, and what to do."""
    if not (settings.releases / "current").exists() or not list(settings.models.glob("*.tar.gz")):
        return "The assistant is not prepared yet; run: make setup"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            return (
                f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}). "
                "End the program that uses it, or choose another port: LOTSE_PORT=8091 make run"
            )
    if not production:
        return None
    from bot.production import missing_for_production  # only needed here

    return missing_for_production(settings)


def _stop(processes: list[Process]) -> None:
    """Ask all to end, then make those end that do not."""
    running = [process.running for process in processes if process.running is not None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + _STOP_SECONDS
    for process in running:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
