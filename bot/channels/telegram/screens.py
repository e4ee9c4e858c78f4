"""The messages that the channel says by itself. They need no assistant."""

from bot.channels.telegram import keyboard
from bot.channels.telegram.house import House
from bot.channels.telegram.outgoing import Button, Outgoing, Rows
from bot.channels.telegram.rich import html_of, plain
from bot.channels.telegram.texts import Words
from desk.chats.chats import Chat


def said(text: str, rows: Rows = ()) -> Outgoing:
    """Words of ours as a message."""
    return Outgoing(html_of(plain(text)), rows)


def introduction(words: Words, house: House) -> str:
    """What this is, where it runs, and who can be called: the first that anybody reads."""
    link = house.page("/chat", words.language)
    return words.say("start", link=link, **_contact(words, house))


def start(words: Words, house: House, chat: Chat) -> Outgoing:
    return said(introduction(words, house), keyboard.starters(words, chat.audience))


def help_(words: Words, house: House, chat: Chat) -> Outgoing:
    return said(
        words.say("help", **_contact(words, house)), keyboard.starters(words, chat.audience)
    )


def languages(words: Words) -> Outgoing:
    return said(words.say("language_choose"), keyboard.languages(words))


def language_set(words: Words, chat: Chat, *, automatic: bool) -> Outgoing:
    key = "language_set_auto" if automatic else "language_set"
    return said(words.say(key), keyboard.starters(words, chat.audience))


def audience_set(words: Words, audience: str) -> Outgoing:
    return said(words.say(f"audience_set_{audience}"), keyboard.starters(words, audience))


def privacy(words: Words, house: House, chat: Chat) -> Outgoing:
    """What Telegram adds, and the ways to see, to delete and to change what is stored."""
    way = "no" if chat.content_consent else "yes"
    buttons = [
        Button(words.say("my_data_button"), "show_my_data"),
        Button(words.say("delete_button"), "delete_my_data"),
        Button(words.say(f"content_{way}_button"), f"tg:content:{way}"),
        keyboard.human(words),
    ]
    link = house.page("/privacy", words.language)
    texts = [words.say("privacy", link=link)]
    if not chat.content_consent:
        texts.append(words.say("answer_content_offer"))
    return said("\n\n".join(texts), keyboard.rows(*buttons))


def not_text(words: Words, kind: str) -> Outgoing:
    """The reaction to a sticker, a voice message, a file, …"""
    return said(words.say(f"non_text_{kind}"), keyboard.rows(keyboard.human(words)))


def away(words: Words, house: House) -> Outgoing:
    return said(words.say("assistant_away", **_contact(words, house)))


def apology(words: Words, house: House) -> Outgoing:
    return said(words.say("apology", **_contact(words, house)))


def group_hello(words: Words, house: House) -> Outgoing:
    bot = house.values(words)["bot"]
    return said(words.say("group_hello", bot=bot), _private(words, house))


def group_private_only(words: Words, house: House) -> Outgoing:
    return said(words.say("group_private_only"), _private(words, house))


def _private(words: Words, house: House) -> Rows:
    label = words.say("open_private_button")
    return keyboard.rows(keyboard.in_private(label, bot_username=house.bot_username))


def _contact(words: Words, house: House) -> dict[str, str]:
    values = house.values(words)
    return {name: values[name] for name in ("contact_name", "contact_phone")}
