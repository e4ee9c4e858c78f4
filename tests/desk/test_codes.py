"""Status codes: the same for the same draft, read forgivingly, kept as a hash only."""

import re

import pytest

from desk.tickets.codes import (
    ALPHABET,
    CODE,
    check_key,
    derive_code,
    find_code,
    hash_code,
    is_code,
    read_code,
)

KEY = b"a key of the tests, long enough"
NUMBER = "MV-2026-00042-7"


def test_a_code_is_twelve_signs_in_threes():
    code = derive_code(KEY, "draft")

    assert re.fullmatch(rf"([{ALPHABET}]{{3}}-){{3}}[{ALPHABET}]{{3}}", code)


def test_the_same_draft_gives_the_same_code():
    assert derive_code(KEY, "draft") == derive_code(KEY, "draft")


@pytest.mark.parametrize(("key", "draft"), [(KEY, "other"), (KEY + b"!", "draft")])
def test_another_draft_or_key_gives_another_code(key: bytes, draft: str):
    assert derive_code(key, draft) != derive_code(KEY, "draft")


def test_every_sign_occurs_at_every_place():
    codes = [derive_code(KEY, f"draft {i}").replace("-", "") for i in range(1000)]

    assert all(len({code[place] for code in codes}) == 32 for place in range(12))


@pytest.mark.parametrize(
    "written",
    ["K7P-2QX-901-1ZT", "k7p2qx9011zt", " K7P 2QX 9O1 IZT ", "k7p–2qx–9oL–lzt", "K7P_2QX.901/1ZT"],
)
def test_a_code_is_read_however_it_is_written(written: str):
    assert read_code(written) == "K7P-2QX-901-1ZT"


def test_the_right_code_is_known_by_its_hash():
    code = derive_code(KEY, "draft")

    assert is_code(KEY, NUMBER, code.lower(), hash_code(KEY, NUMBER, code))


@pytest.mark.parametrize("written", ["", "K7P", "K7P-2QX-901-1ZT", "ü" * 5000])
def test_a_wrong_code_is_not(written: str):
    code = derive_code(KEY, "draft")

    assert not is_code(KEY, NUMBER, written, hash_code(KEY, NUMBER, code))


def test_the_same_code_has_another_hash_on_another_ticket():
    assert hash_code(KEY, NUMBER, "K7P") != hash_code(KEY, "MV-2026-00043-1", "K7P")


def test_a_key_that_could_be_guessed_is_refused():
    with pytest.raises(ValueError, match="needs 16 or more"):
        check_key(b"short")


@pytest.mark.parametrize(
    "text",
    ["K7P-2QX-9MD-4ZT", "k7p–2qx–9md–4zt", "K7P 2QX 9MD 4ZT", "K7P2QX9MD4ZT", "KPP-QQX-MMD-ZZT"],
)
def test_a_code_is_found_inside_other_words(text: str):
    found = CODE.search(f"Mein Code: {text}, danke")

    assert found is not None
    assert found.group() == text


@pytest.mark.parametrize(
    "text",
    ["was ist mit der", "Anerkennungs", "123 456 789 012", "123456789012", "MV-2026-00042-7", "12"],
)
def test_what_is_no_code_is_not_found(text: str):
    assert CODE.search(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "KPPQQXMMDZ2T",
        "kpp-qqx-mmd-zzt",
        "der Code ist KPP QQX MMD Z2T",
        "was ist mit der Nummer: kpp - qqx - mmd - z2t?",
        "ist das der KPP QQX 3MD Z2T oder so",
    ],
)
def test_beside_a_number_a_code_needs_few_digits(text: str):
    assert read_code(find_code(text) or "")[:7] == "KPP-QQX"


@pytest.mark.parametrize("text", ["", "was ist mit der", "Anerkennungs 2026", "im Jahr 2026"])
def test_beside_a_number_words_are_no_code(text: str):
    assert find_code(text) is None
