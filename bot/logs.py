"""Logging: our own lines, none of Rasa's (it prints what people wrote at DEBUG)."""

import logging
import warnings


def configure_logs(level: int) -> None:
    """Our loggers at `level`, all others only for errors and warnings. Imports Rasa."""
    from rasa.utils.log_utils import configure_structlog

    warnings.simplefilter("ignore")
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s", force=True
    )
    for name in ("bot", "actions", "nlu", "knowledge", "desk"):
        logging.getLogger(name).setLevel(level)
    configure_structlog(logging.WARNING)
