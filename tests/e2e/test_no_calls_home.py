"""Nothing leaves the machine: training, start and ten turns with outside connections refused."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

_SCRIPT = """
import asyncio, json, socket, sys

tried = []
connect, look_up = socket.socket.connect, socket.getaddrinfo


def is_here(host):
    return host in ("localhost", "127.0.0.1", "::1", "", None)


def guarded_connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and not is_here(address[0]):
        tried.append(str(address))
        raise OSError("refused by the test")
    return connect(self, address)


def guarded_look_up(host, *arguments, **options):
    if not is_here(host if not isinstance(host, bytes) else host.decode()):
        tried.append(str(host))
        raise socket.gaierror("refused by the test")
    return look_up(host, *arguments, **options)


socket.socket.connect = guarded_connect
socket.getaddrinfo = guarded_look_up

from bot.settings import quiet_libraries, settings
quiet_libraries()
from bot.cli import start_rasa
start_rasa()
from bot.agent import load_agent
from bot.ask import ask
from bot.prepare import train

train(settings(), lambda text: None, force=True)
agent = load_agent(settings(), throw_away=True)


async def turns():
    return [(await ask(agent, {"text": "Was kostet das Visum?"}))["status"] for _ in range(10)]


statuses = asyncio.run(turns())
print(json.dumps({"tried": tried, "statuses": statuses}), file=sys.__stdout__)
"""


def test_training_start_and_ten_turns_call_nobody(tmp_path: Path):
    for name in ("encoder", "knowledge"):
        (tmp_path / name).symlink_to(ROOT / "build" / name)
    environment = {**os.environ, "LOTSE_BUILD": str(tmp_path), "LOTSE_VAR": str(tmp_path / "var")}

    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout.splitlines()[-1])
    assert result == {"tried": [], "statuses": ["answered"] * 10}
