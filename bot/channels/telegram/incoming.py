"""What an update of Telegram is to us. Neither names nor files are read."""

from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.entities import command_of, mentions, without_mention
from bot.channels.telegram.split import MOST_UNITS, units

Message = dict[str, Any]

_GROUPS = ("group", "supergroup")
_GONE = ("left", "kicked")

# What a message can hold beside text, and the kind of reaction to it.
_KINDS = {
    "sticker": "sticker",
    **dict.fromkeys(("voice", "audio", "video_note"), "voice"),
    **dict.fromkeys(("location", "venue"), "location"),
    "contact": "contact",
    **dict.fromkeys(("photo", "document", "video", "animation"), "file"),
    **dict.fromkeys(("poll", "dice", "game", "story", "paid_media", "checklist"), "other"),
}


@dataclass(frozen=True)
class Incoming:
    """One update that is for us.

    `kind` is one of text, forwarded, too_long, command, button, sticker, voice, location, contact,
    file, other, blocked, unblocked, added, removed.
    """

    update_id: int
    chat_id: int
    message_id: int | None
    is_group: bool
    kind: str
    text: str = ""
    command: str = ""
    argument: str = ""
    token: str = ""
    callback_id: str = ""
    language_code: str | None = None
    reply_to: int | None = None
    album: str = ""  # several files that were sent at once


def read(update: dict[str, Any], bot_username: str) -> Incoming | None:
    """None for what is left unanswered: edited messages, channel posts, other bots, messages of a
    group that are not for us, and whatever Telegram has added since."""
    if "message" in update:
        return _message(update["update_id"], update["message"], bot_username)
    if "callback_query" in update:
        return _button(update["update_id"], update["callback_query"])
    if "my_chat_member" in update:
        return _membership(update["update_id"], update["my_chat_member"])
    return None


def _message(update_id: int, message: Message, bot_username: str) -> Incoming | None:
    sender = message.get("from") or {}
    kind = _kind(message)
    is_group = message["chat"]["type"] in _GROUPS
    private = message["chat"]["type"] == "private"
    if kind is None or sender.get("is_bot", True) or not (is_group or private):
        return None
    if is_group and not _is_for_us(message, kind, bot_username):
        return None
    name, argument = command_of(message, bot_username) if kind == "text" else ("", "")
    return Incoming(
        update_id=update_id,
        chat_id=message["chat"]["id"],
        message_id=message["message_id"],
        is_group=is_group,
        kind="command" if name else kind,
        text=without_mention(message, bot_username) if kind in ("text", "forwarded") else "",
        command=name,
        argument=argument,
        language_code=_language(sender),
        reply_to=(message.get("reply_to_message") or {}).get("message_id"),
        album=str(message.get("media_group_id") or ""),
    )


def _kind(message: Message) -> str | None:
    """None for what nobody has said: somebody joined, the title was changed, …"""
    if "text" not in message:
        return next((kind for name, kind in _KINDS.items() if name in message), None)
    if units(message["text"]) > MOST_UNITS:
        return "too_long"
    return "forwarded" if "forward_origin" in message or "forward_date" in message else "text"


def _is_for_us(message: Message, kind: str, bot_username: str) -> bool:
    """Among many people we speak when we are spoken to, in words."""
    if kind == "forwarded" or "text" not in message:
        return False
    replied = (message.get("reply_to_message") or {}).get("from") or {}
    answers_us = str(replied.get("username", "")).lower() == bot_username.lower()
    for_another = command_of(message, "")[0] and not command_of(message, bot_username)[0]
    return not for_another and (answers_us or mentions(message, bot_username))


def _button(update_id: int, query: dict[str, Any]) -> Incoming | None:
    message = query.get("message")
    if message is None:  # a button of a message that was sent through us elsewhere
        return None
    return Incoming(
        update_id=update_id,
        chat_id=message["chat"]["id"],
        message_id=message["message_id"],
        is_group=message["chat"]["type"] in _GROUPS,
        kind="button",
        token=str(query.get("data") or ""),
        callback_id=query["id"],
        language_code=_language(query.get("from") or {}),
    )


def _membership(update_id: int, change: dict[str, Any]) -> Incoming | None:
    """Somebody blocked us, took us back, or brought us into a group."""
    before, after = (change[name]["status"] for name in ("old_chat_member", "new_chat_member"))
    is_group = change["chat"]["type"] in _GROUPS
    if not (is_group or change["chat"]["type"] == "private") or (before in _GONE) == (
        after in _GONE
    ):
        return None
    kinds = ("removed", "added") if is_group else ("blocked", "unblocked")
    return Incoming(
        update_id=update_id,
        chat_id=change["chat"]["id"],
        message_id=None,
        is_group=is_group,
        kind=kinds[before in _GONE],
        language_code=_language(change.get("from") or {}),
    )


def _language(sender: dict[str, Any]) -> str | None:
    """de for de-AT; what Telegram's own menus speak at the sender's."""
    code = sender.get("language_code")
    return str(code).replace("_", "-").partition("-")[0].lower() if code else None
