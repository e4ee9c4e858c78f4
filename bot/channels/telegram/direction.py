"""Text from right to left, with numbers, names and commands from left to right in it."""

import re

RIGHT_TO_LEFT = frozenset({"ar", "fa"})

_LEFT_TO_RIGHT_MARK = "\u200e"
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_COMMAND = re.compile(r"(?<!\S)/(?=[a-z])")


def isolate(text: str) -> str:
    """`text` in its own direction: else +49 385 stands as 385 49+ among Arabic letters."""
    return f"{_ISOLATE}{text}{_END_OF_ISOLATE}"


def keep_slash_in_front(text: str) -> str:
    """`text` whose commands are shown as /help, not as help/."""
    return _COMMAND.sub(f"{_LEFT_TO_RIGHT_MARK}/", text)
