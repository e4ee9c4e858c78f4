"""What is worth remembering for a while and may be forgotten at a restart."""

from collections import OrderedDict

MOST_CHATS = 5000


class Recent:
    """One short text a chat; the chats that were quiet longest are forgotten first."""

    def __init__(self, most: int = MOST_CHATS) -> None:
        self._most = most
        self._known: OrderedDict[int, str] = OrderedDict()

    def of(self, chat_id: int) -> str:
        return self._known.get(chat_id, "")

    def keep(self, chat_id: int, text: str) -> None:
        self._known[chat_id] = text
        self._known.move_to_end(chat_id)
        if len(self._known) > self._most:
            self._known.popitem(last=False)

    def forget(self, chat_id: int) -> None:
        self._known.pop(chat_id, None)
