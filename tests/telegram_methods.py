"""What each method of the Bot API does here, and what it refuses, in Telegram's words."""

import re
import time
from collections.abc import Callable
from typing import Any

from tests.telegram_html import Refused, check_button_url, seen, utf16_units
from tests.telegram_state import Body, Telegram

BOT = {"id": 700700, "is_bot": True, "first_name": "Lotse", "username": "lotse_test_bot"}

_MAX_TEXT = 4096
_MAX_CALLBACK_BYTES = 64
_MAX_TOAST = 200
_MAX_BUTTONS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

Method = Callable[[Telegram, Body], Any]


class Gone(Exception):
    """403: the person or group does not want us, in Telegram's words."""


def get_me(server: Telegram, body: Body) -> Body:
    return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False}


def send_message(server: Telegram, body: Body) -> Body:
    """Refused, or shown to the person."""
    chat_id = _chat(server, body)
    mode = body.get("parse_mode")
    if mode not in (None, "HTML"):
        raise Refused("unsupported parse_mode")
    text = str(body.get("text", ""))
    try:
        read = seen(text if mode == "HTML" else text.replace("&", "&amp;").replace("<", "&lt;"))
    except Refused as error:
        raise Refused(f"can't parse entities: {error}") from error
    if not read.text.strip():
        raise Refused("message text is empty")
    if utf16_units(read.text) > _MAX_TEXT:
        raise Refused("message is too long")
    markup = body.get("reply_markup") or {}
    _check_keyboard(markup.get("inline_keyboard", []))
    replied = body.get("reply_parameters") or {}
    shown = server.show(chat_id, read, markup, reply_to=replied.get("message_id"))
    return {
        **{"message_id": shown.message_id, "date": int(time.time()), "text": read.text},
        **{"chat": server.chats[chat_id], "from": BOT},
    }


def send_chat_action(server: Telegram, body: Body) -> bool:
    _chat(server, body)
    if body.get("action") != "typing":
        raise Refused("wrong parameter action in request")
    return True


def answer_callback_query(server: Telegram, body: Body) -> bool:
    text = str(body.get("text", ""))
    if utf16_units(text) > _MAX_TOAST:
        raise Refused("MESSAGE_TOO_LONG")
    if body.get("callback_query_id") not in server.callbacks:
        raise Refused("query is too old and response timeout expired or query ID is invalid")
    server.toasts.append(text)
    return True


def set_my_commands(server: Telegram, body: Body) -> bool:
    rows = body.get("commands") or []
    for row in rows:
        if not _COMMAND.fullmatch(row["command"]):
            raise Refused("BOT_COMMAND_INVALID")
        if not 1 <= utf16_units(row["description"]) <= 256:
            raise Refused("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(rows) > 100:
        raise Refused("BOT_COMMANDS_TOO_MUCH")
    scope = (body.get("scope") or {}).get("type", "default")
    server.commands[_language(body), scope] = rows
    return True


def set_my_description(server: Telegram, body: Body) -> bool:
    server.descriptions[_language(body)] = _at_most(512, body.get("description", ""))
    return True


def set_my_short_description(server: Telegram, body: Body) -> bool:
    text = _at_most(120, body.get("short_description", ""))
    server.short_descriptions[_language(body)] = text
    return True


def set_webhook(server: Telegram, body: Body) -> bool:
    url, secret = str(body.get("url", "")), str(body.get("secret_token", ""))
    if url and not url.startswith("https://"):
        raise Refused("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not _SECRET.fullmatch(secret):
        raise Refused("secret token contains unallowed characters")
    server.set_webhook(url, secret, drop=bool(body.get("drop_pending_updates")))
    return True


def delete_webhook(server: Telegram, body: Body) -> bool:
    server.set_webhook("", "", drop=bool(body.get("drop_pending_updates")))
    return True


def get_webhook_info(server: Telegram, body: Body) -> Body:
    return {
        **{"url": server.webhook, "has_custom_certificate": False},
        "pending_update_count": len(server.pending()),
    }


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_callback_query,
    "setMyCommands": set_my_commands,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}


def _chat(server: Telegram, body: Body) -> int:
    chat_id = body.get("chat_id")
    if not chat_id:
        raise Refused("chat_id is empty")
    if chat_id not in server.chats:
        raise Refused("chat not found")
    if chat_id in server.faults.blocked:
        raise Gone(server.faults.blocked[chat_id])
    return int(chat_id)


def _check_keyboard(rows: list[list[Body]]) -> None:
    buttons = [button for row in rows for button in row]
    if len(buttons) > _MAX_BUTTONS:
        raise Refused("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        if not button.get("text"):
            raise Refused("can't parse inline keyboard button: Text must be non-empty")
        if "url" in button:
            check_button_url(button["url"])
        elif "callback_data" not in button:
            raise Refused(
                "can't parse inline keyboard button: "
                "Text buttons are unallowed in the inline keyboard"
            )
        elif not 1 <= len(button["callback_data"].encode()) <= _MAX_CALLBACK_BYTES:
            raise Refused("BUTTON_DATA_INVALID")


def _language(body: Body) -> str:
    """Two letters, or none for everybody else."""
    code = str(body.get("language_code") or "")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise Refused("invalid language code specified")
    return code


def _at_most(length: int, text: str) -> str:
    if utf16_units(text) > length:
        raise Refused("text is too long")
    return text
