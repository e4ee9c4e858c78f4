"""Logging: our own lines and warnings, nothing that Rasa says about messages."""

import subprocess
import sys

_SPOKEN = """
import logging
from bot.settings import quiet_libraries
quiet_libraries()
from bot import stubs
stubs.install()
from bot.logs import configure_logs
configure_logs(logging.INFO)
import structlog
logging.getLogger("rasa.core.processor").debug("rasa debug: secret text")
logging.getLogger("rasa.core.processor").info("rasa info: secret text")
structlog.get_logger("rasa").debug("rasa structured: secret text", text="secret text")
logging.getLogger("httpx").info("httpx info: secret token")
logging.getLogger("rasa.core.processor").warning("rasa warning")
logging.getLogger("bot.channels.intake").info("turn status=answered")
logging.getLogger("actions.base").info("action line")
logging.getLogger("bot.ask").debug("our debug")
"""


def test_our_lines_are_logged_and_those_of_others_only_from_warnings_on():
    done = subprocess.run(
        [sys.executable, "-c", _SPOKEN], capture_output=True, text=True, check=True
    )

    logged = done.stdout + done.stderr
    assert "secret" not in logged
    assert "our debug" not in logged
    assert "rasa warning" in logged
    assert "turn status=answered" in logged
    assert "action line" in logged
