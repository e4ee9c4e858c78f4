"""The outermost edge of the assistant's process."""

import asyncio
import logging
from types import SimpleNamespace

import pytest
from sanic.exceptions import ServiceUnavailable

from bot.server import _failed


@pytest.mark.parametrize(
    ("error", "logged"), [(asyncio.CancelledError(), False), (ValueError("broken"), True)]
)
async def test_a_browser_that_leaves_is_no_failure_in_the_log(caplog, error, logged):
    caplog.set_level(logging.INFO, logger="bot.server")

    try:
        raise error
    except type(error):
        await _failed(SimpleNamespace(path="/socket.io/"), ServiceUnavailable("Cancelled"))

    assert ("request failed" in caplog.text) is logged
