"""Long answers come in pieces, and every piece is whole."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.rich import BOLD, ITALIC, QUOTE, Run, html_of, plain, within, written
from bot.channels.telegram.split import MOST_UNITS, pages, split, units
from tests.bot.telegram.seeing import seen

PERSIAN = "می‌خواهم نیروی کار استخدام کنم و نمی‌دانم از کجا شروع کنم. "
HINDI = "कृपया नर्स की मान्यता के लिए आवेदन करें। "
FAMILY = "👩‍👩‍👧‍👦"
FLAG = "🇩🇪"

# Letters that cling to each other, characters of two units, white space of every kind.
letters = st.sampled_from(
    [*"ab. ,;\n\u00a0", "\n\n", "ä", "e\u0301", "می‌خواهم", "क्ष", FAMILY, FLAG, "👍🏽", "𐍈"]
)
marks = st.sampled_from([(), (BOLD,), (QUOTE,), (QUOTE, BOLD), (ITALIC,)])
runs = st.builds(Run, st.lists(letters, min_size=1, max_size=30).map("".join), marks)
texts = st.lists(runs, max_size=12).map(tuple)


def test_length_is_counted_as_telegram_does():
    assert [units(text) for text in ("abc", "ä", "𐍈", FLAG)] == [3, 1, 2, 4]


@settings(max_examples=200, deadline=None)
@given(texts, st.integers(min_value=40, max_value=90))
def test_nothing_is_lost_or_added_but_white_space(text, most):
    pieces = split(text, most=most)

    assert without_space("".join(map(written, pieces))) == without_space(written(text))
    assert all(0 < units(written(piece)) <= most for piece in pieces)


@settings(max_examples=200, deadline=None)
@given(texts, st.integers(min_value=40, max_value=90))
def test_every_piece_is_markup_that_telegram_reads(text, most):
    for piece in split(text, most=most):
        assert seen(html_of(piece)).text == written(piece)


@settings(max_examples=200, deadline=None)
@given(texts, st.integers(min_value=40, max_value=90))
def test_marks_stay_where_they_were(text, most):
    def marked(runs):
        return [(letter, run.marks) for run in runs for letter in run.text if not letter.isspace()]

    assert [row for piece in split(text, most=most) for row in marked(piece)] == marked(text)


@pytest.mark.parametrize("cluster", [FAMILY, FLAG, "e\u0301", "क्षि", "ی\u200cش", "👍🏽"])
def test_what_the_eye_sees_as_one_stays_whole(cluster):
    """Without any white space where a cut would be easy."""
    for shift in range(6):
        whole = "x" * shift + (cluster + "x") * 40

        pieces = [written(piece) for piece in split(plain(whole), most=50)]

        assert "".join(pieces) == whole
        assert sum(piece.count(cluster) for piece in pieces) == 40


@pytest.mark.parametrize("sentence", [PERSIAN, HINDI])
def test_words_with_joiners_stay_whole(sentence):
    whole = sentence * 200

    pieces = [written(piece) for piece in split(plain(whole))]

    assert len(pieces) > 1
    assert " ".join(pieces).split() == whole.split()
    assert {unicodedata.category(piece[0])[0] for piece in pieces} == {"L"}


def test_a_cut_is_made_between_paragraphs_before_lines_sentences_and_words():
    paragraphs = "\n\n".join(["Zeile eins.\nZeile zwei. Und noch ein Satz."] * 3)

    pieces = [written(piece) for piece in split(plain(paragraphs), most=100)]

    assert pieces == ["\n\n".join([paragraphs.split("\n\n")[0]] * 2), paragraphs.split("\n\n")[0]]


def test_a_text_of_accents_only_is_cut_all_the_same():
    pieces = split(plain("\u0301" * 100), most=40)

    assert [len(written(piece)) for piece in pieces] == [40, 40, 20]


def test_a_quotation_over_two_messages_is_a_quotation_in_both():
    section = within(QUOTE, plain("Ein Satz. " * 700))

    first, second = map(html_of, pages([section]))

    assert first.startswith("<blockquote expandable>")
    assert second.startswith("<blockquote expandable>")
    assert [seen(page).text == seen(page).marked["blockquote"][0] for page in (first, second)]


def test_sections_stay_together_where_a_message_holds_them():
    sections = [plain("a" * 3000), within(QUOTE, plain("b" * 1500)), plain("c" * 100)]

    first, second = pages(sections)

    assert written(first) == "a" * 3000
    assert written(second) == f"{'b' * 1500}\n\n{'c' * 100}"
    assert units(written(second)) <= MOST_UNITS


def test_a_lone_half_of_a_character_does_no_harm():
    assert written(split(plain("a\ud83d b" * 30), most=50)[0]).startswith("a\ud83d b")


def without_space(text: str) -> str:
    return "".join(text.split())
