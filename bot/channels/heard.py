"""What a browser says of an answer: whether it helped, and if not, why."""

from typing import Any

from bot.answer_line import AnswerLine
from bot.channels.errors import InvalidMessage
from desk.tickets.feedback import Feedback, WhyNot

_WHYS = {why.value: why for why in WhyNot}


def feedback_on(line: AnswerLine | None, body: dict[str, Any]) -> Feedback:
    """What is counted of it. Raises InvalidMessage."""
    helped, why = body.get("helped"), body.get("why")
    if line is None or not isinstance(helped, bool):
        raise InvalidMessage("feedback is on an answer of late, and says whether it helped")
    if why is not None and (helped or not isinstance(why, str) or why not in _WHYS):
        raise InvalidMessage(f"why is one of {', '.join(_WHYS)}, where the answer did not help")
    article = line.articles[0] if line.articles else ""
    return Feedback(article, line.lang, helped, _WHYS[why] if why else None)
