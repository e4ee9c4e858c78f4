"""Logging: our own lines, none of Rasa's (it prints what people wrote at DEBUG)."""

import logging
import warnings


def configure_logs(level: int) -> None:
    """Our loggers at `level`, all others only for warnings. Imports Rasa."""
    import sanic.app  # noqa: F401 (switches deprecation warnings on; so it comes before the next line)

    warnings.simplefilter("ignore")
    from rasa.utils.log_utils import configure_structlog

    configure_our_logs(level)
    configure_structlog(logging.WARNING)


def configure_our_logs(level: int) -> None:
    """The same for a process without Rasa."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s", force=True
    )
    for name in ("bot", "actions", "nlu", "knowledge", "desk"):
        logging.getLogger(name).setLevel(level)
