"""The browser of the tests, where this machine has one."""

import shutil

NO_CHROMIUM = "no Chromium here; install it (Debian: apt install chromium)"
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str:
    """Its path; empty where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), "")
