"""The signs, in Python. The tests of the widget read the same cases."""

import json
import unicodedata
from pathlib import Path

import pytest
import yaml

from bot.distress import signs
from bot.distress.signs import SIGNS, sounds_like_distress
from bot.distress.words import distress_languages
from knowledge.errors import ContentError

CASES = json.loads((Path(__file__).parent / "cases.json").read_text("utf-8"))
ROWS = yaml.safe_load(SIGNS.read_text("utf-8"))


@pytest.mark.parametrize("text", CASES["distress"])
def test_it_is_taken_for_distress(text: str):
    assert sounds_like_distress(text)


@pytest.mark.parametrize("text", [unicodedata.normalize("NFD", "tôi muốn chết"), "मरना चाहती\n\n"])
def test_letters_in_two_parts_and_lines_at_the_end_hide_nothing(text: str):
    assert sounds_like_distress(text)


@pytest.mark.parametrize("text", CASES["other"])
def test_it_is_not_taken_for_distress(text: str):
    assert not sounds_like_distress(text)


@pytest.mark.parametrize("language", distress_languages())
def test_every_language_has_signs_written_as_messages_are_compared(language: str):
    assert [s for s in ROWS[language] if s != unicodedata.normalize("NFC", s)] == []


@pytest.mark.parametrize(
    ("sign", "said"), [(r"(?<!a)b", "no look-behind"), (r"\\p{L}", "no \\p"), ("(a", "missing )")]
)
def test_an_expression_that_not_both_can_read_is_refused(
    sign: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "signs.json"
    path.write_text(f'{{\n"de": [\n"suizid",\n"{sign}"]\n}}')
    monkeypatch.setattr(signs, "SIGNS", path)

    with pytest.raises(ContentError) as caught:
        signs.all_signs.__wrapped__()

    assert f"{path}:4: " in str(caught.value)
    assert said in str(caught.value)
