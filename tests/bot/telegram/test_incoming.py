"""What updates are, and which are left unanswered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.incoming import read
from tests.bot.telegram.talking import BOT, message, sender

PRIVATE = {"id": 4711, "type": "private"}
GROUP = {"id": -100, "type": "supergroup", "title": "Betriebe"}


def of(content, chat=PRIVATE, **more):
    return read({"update_id": 1, "message": message(chat, **content), **more}, BOT)


def entity(kind, text, word):
    """As Telegram counts: in UTF-16 units."""

    def units(part):
        return len(part.encode("utf-16-le")) // 2

    return {"type": kind, "offset": units(text[: text.index(word)]), "length": units(word)}


def marked(text, *words):
    kinds = {"@": "mention", "/": "bot_command"}
    return {"text": text, "entities": [entity(kinds[word[0]], text, word) for word in words]}


def test_a_text_is_read_without_names():
    incoming = of({"text": "Was kostet das?"})

    assert (incoming.kind, incoming.text, incoming.chat_id) == ("text", "Was kostet das?", 4711)
    assert incoming.language_code == "de"
    assert "Erika" not in repr(incoming)
    assert "erika" not in repr(incoming)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"sticker": {}}, "sticker"),
        ({"voice": {}}, "voice"),
        ({"audio": {}}, "voice"),
        ({"video_note": {}}, "voice"),
        ({"location": {}}, "location"),
        ({"venue": {}, "location": {}}, "location"),
        ({"contact": {}}, "contact"),
        ({"photo": [], "caption": "mein Pass"}, "file"),
        ({"document": {}}, "file"),
        ({"animation": {}, "document": {}}, "file"),
        ({"video": {}}, "file"),
        ({"poll": {}}, "other"),
        ({"dice": {}}, "other"),
        ({"text": "x" * 4097}, "too_long"),
        ({"text": "🙂" * 2049}, "too_long"),
        ({"text": "x" * 4096}, "text"),
        ({"text": "Stellen!", "forward_origin": {"type": "channel"}}, "forwarded"),
        ({"text": "Stellen!", "forward_date": 1}, "forwarded"),
    ],
)
def test_each_kind_of_message_is_known(content, kind):
    assert of(content).kind == kind


def test_neither_files_nor_places_nor_numbers_of_others_are_read():
    incoming = of({"contact": {"phone_number": "+491701234567", "first_name": "Ali"}})

    assert "1234567" not in repr(incoming)


@pytest.mark.parametrize(
    "update",
    [
        {"edited_message": message(PRIVATE, text="neu")},
        {"channel_post": message({"id": -1, "type": "channel"}, text="Post")},
        {"edited_channel_post": message({"id": -1, "type": "channel"}, text="Post")},
        {"message": message({"id": -1, "type": "channel"}, text="Post")},
        {"message": {**message(PRIVATE, text="x"), "from": {"id": 1, "is_bot": True}}},
        {"message": {"message_id": 1, "chat": PRIVATE, "date": 0, "text": "ohne Absender"}},
        {"message": message(PRIVATE, pinned_message={})},
        {"message": message(GROUP, new_chat_members=[{"id": 1}])},
        {"message": message(GROUP, text="Guten Morgen zusammen")},
        {"message": message(GROUP, sticker={})},
        {"message": message(GROUP, photo=[], caption=f"@{BOT}")},
        {"message": message(GROUP, **marked("/help", "/help"))},
        {"message": message(GROUP, **marked("/help@other_bot", "/help@other_bot"))},
        {"message": message(GROUP, **marked("@andere_person hallo", "@andere_person"))},
        {"callback_query": {"id": "1", "from": sender("de"), "inline_message_id": "x"}},
        {"inline_query": {"id": "1", "query": "Visum"}},
        {"message_reaction": {}},
        {"something_new": {"of": "2031"}},
        {},
    ],
    ids=lambda update: "+".join(update) or "nothing",
)
def test_what_is_not_for_us_is_left_quietly(update):
    assert read({"update_id": 1, **update}, BOT) is None


@pytest.mark.parametrize(
    ("text", "words", "command", "argument"),
    [
        ("/start", ["/start"], "start", ""),
        ("/start article_which-visa", ["/start"], "start", "article_which-visa"),
        ("/Help@Lotse_MV_bot", ["/Help@Lotse_MV_bot"], "help", ""),
        ("/status  MV-2026-00001-9 BJT", ["/status"], "status", "MV-2026-00001-9 BJT"),
    ],
)
def test_commands_are_read_with_what_follows(text, words, command, argument):
    incoming = of(marked(text, *words))

    assert (incoming.kind, incoming.command, incoming.argument) == ("command", command, argument)


def test_a_command_in_the_middle_of_a_text_is_text():
    assert of(marked("Was macht /help ?", "/help")).kind == "text"


def test_a_slash_that_telegram_takes_for_no_command_is_text():
    assert of({"text": "/intent{...}"}).kind == "text"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"@{BOT} Was kostet das?", "Was kostet das?"),
        (f"🇩🇪👩‍👩‍👧 Hallo @{BOT}, was kostet das?", "🇩🇪👩‍👩‍👧 Hallo was kostet das?"),
        (f"سلام @{BOT}", "سلام"),
        (f"Was kostet das? @{BOT.upper()}", "Was kostet das?"),
    ],
)
def test_in_a_group_we_are_spoken_to_by_name(text, said):
    called = next(word for word in text.replace(",", " ").split() if word.startswith("@"))

    incoming = of(marked(text, called), chat=GROUP)

    assert (incoming.kind, incoming.text, incoming.is_group) == ("text", said, True)


def test_in_a_group_a_reply_to_us_is_for_us():
    reply = {"message_id": 3, "from": {"id": 9, "is_bot": True, "username": BOT}}

    incoming = of({"text": "Und wie lange?", "reply_to_message": reply}, chat=GROUP)

    assert (incoming.kind, incoming.reply_to) == ("text", 3)


def test_in_a_group_a_command_with_our_name_is_for_us():
    text = f"/who@{BOT}"

    assert of(marked(text, text), chat=GROUP).command == "who"


def test_a_command_for_another_bot_is_not_ours_though_it_answers_us():
    reply = {"message_id": 3, "from": {"id": 9, "is_bot": True, "username": BOT}}
    content = marked("/help@other_bot", "/help@other_bot")

    assert of({**content, "reply_to_message": reply}, chat=GROUP) is None


def test_a_pressed_button_brings_its_token():
    query = {"id": "7", "from": sender("fa-IR"), "message": message(PRIVATE), "data": "abc"}

    incoming = read({"update_id": 2, "callback_query": query}, BOT)

    assert (incoming.kind, incoming.token, incoming.callback_id) == ("button", "abc", "7")
    assert incoming.language_code == "fa"


@pytest.mark.parametrize(
    ("chat", "before", "after", "kind"),
    [
        (PRIVATE, "member", "kicked", "blocked"),
        (PRIVATE, "kicked", "member", "unblocked"),
        (GROUP, "left", "member", "added"),
        (GROUP, "left", "administrator", "added"),
        (GROUP, "member", "kicked", "removed"),
        (GROUP, "administrator", "left", "removed"),
    ],
)
def test_coming_and_going_is_known(chat, before, after, kind):
    change = {
        "chat": chat,
        "from": sender("de"),
        "old_chat_member": {"status": before},
        "new_chat_member": {"status": after},
    }

    assert read({"update_id": 3, "my_chat_member": change}, BOT).kind == kind


def test_a_new_right_in_a_group_is_no_arrival():
    change = {
        "chat": GROUP,
        "from": sender("de"),
        "old_chat_member": {"status": "member"},
        "new_chat_member": {"status": "administrator"},
    }

    assert read({"update_id": 3, "my_chat_member": change}, BOT) is None


@pytest.mark.parametrize(
    ("code", "language"), [("pt-br", "pt"), ("zh_hans", "zh"), ("EN", "en"), (None, None)]
)
def test_a_language_is_its_first_part(code, language):
    incoming = read({"update_id": 1, "message": message(PRIVATE, code, text="x")}, BOT)

    assert incoming.language_code == language


marks = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["mention", "bot_command", "bold", "something_new"]),
        "offset": st.integers(0, 40),
        "length": st.integers(0, 40),
    }
)


@given(
    st.text(max_size=20).map(lambda text: f"{text}@{BOT} /who{text}"),
    st.lists(marks, max_size=4),
    st.sampled_from([PRIVATE, GROUP]),
)
def test_whatever_is_marked_where_a_text_is_read(text, entities, chat):
    incoming = of({"text": text, "entities": entities}, chat=chat)

    assert incoming is None or incoming.kind in ("text", "command")
    assert chat is GROUP or incoming is not None
