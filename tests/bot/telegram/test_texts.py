"""The words of Telegram: the same keys and places in every language, and written for it."""

import json
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
import yaml

from bot.channels.telegram import texts
from bot.channels.telegram.texts import LANGUAGES, TEXTS, broken_texts, emergency, words
from bot.settings import ROOT
from bot.words import words as words_of_answers
from knowledge.errors import ContentError
from knowledge.tenant import load_tenant

COMMANDS = {"start", "help", "language", "who", "ticket", "status", "human", "privacy", "delete"}
PHONE = "+49 385 588 15599"
STRONG = {"L", "R", "AL"}


def written(language: str) -> dict[str, str]:
    rows = yaml.safe_load((TEXTS / f"{language}.yml").read_text("utf-8"))
    return {key: text for key, text in rows.items() if key != "reviewed"}


def strings_of_widget(language: str) -> dict[str, str]:
    path = ROOT / f"bot/widget/public/strings/{language}.json"
    return json.loads(path.read_text("utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files, to be spoilt."""
    return Path(shutil.copytree(TEXTS, tmp_path / "texts"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_all_languages_have_the_same_keys_and_places():
    assert list(broken_texts()) == []
    assert {path.stem for path in TEXTS.glob("*.yml")} == set(LANGUAGES)


def test_there_are_words_in_every_language_of_the_house():
    assert set(load_tenant(ROOT / "knowledge/tenants/mv.yml").languages) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_first_whether_a_person_has_read_it(language: str):
    first = (TEXTS / f"{language}.yml").read_text("utf-8").splitlines()[0]

    assert first in ("reviewed: false", "reviewed: true")


@pytest.mark.parametrize("language", sorted(LANGUAGES.keys() - {"en"}))
def test_nothing_was_left_in_english(language: str):
    english = written("en")

    assert {key for key, text in written(language).items() if text == english[key]} <= {"sources"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_that_is_named_has_a_description(language: str):
    named = {name for text in written(language).values() for name in re.findall(r"/(\w+)", text)}

    assert {f"command_{name}" for name in COMMANDS} <= set(written(language))
    assert named <= COMMANDS
    assert COMMANDS - {"start", "help"} <= set(re.findall(r"/(\w+)", written(language)["help"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_those_of_the_widget(language: str):
    widget = strings_of_widget(language)

    for key in ("sources", "as_of", "as_of_unknown", "who_helps"):
        assert written(language)[key] == widget[key]
    assert written(language)["delete_button"] == widget["delete_data"]
    assert written(language)["ask_human_button"] == widget["talk_to_person"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_answers_point_to_the_heading_that_is_there(language: str):
    assert written(language)["who_helps"] == words_of_answers(language).labels["contacts"]


def test_every_key_in_the_sources_has_words():
    sources = [path.read_text("utf-8") for path in TEXTS.parent.rglob("*.py")]

    used = {key for source in sources for key in re.findall(r'\bsay\(\s*"(\w+)"', source)}

    assert used <= set(written("de"))


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("forwarded:", "forwardet:", "reviewed", "forwarded is missing - write it as in de.yml"),
        ("forwarded:", "forwardet:", "forwardet", "forwardet: nothing uses it - correct the name"),
        ("sources: Sources", "sources:", "sources", "sources: None is not of type 'string'"),
        ("{date}", "{day}", "answer_link_until", "{date} is not in both languages"),
        ("{date}", "{date} {team}", "answer_link_until", "{team} is not in both languages"),
        ("{date}", "{date}}", "answer_link_until", "a brace that is no place"),
        ("_start: ", f"_start: {'x' * 60}", "command_start", "at most 60 characters"),
        ("no_button: ", f"no_button: {'x' * 40}", "content_no_button", "at most 40 characters"),
        ("reviewed: false", "", "", "'reviewed' is a required property"),
    ],
)
def test_a_mistake_is_said_with_its_line(folder: Path, old: str, new: str, place: str, said: str):
    path = folder / "fr.yml"
    change(path, old, new)
    lines = path.read_text("utf-8").splitlines()
    line = next(at for at, text in enumerate(lines, 1) if text.startswith(place))

    found = [str(mistake) for mistake in broken_texts(folder) if said in str(mistake)]

    assert len(found) == 1
    assert found[0].startswith(f"{path}:{line}: ")


def test_a_file_that_is_missing_is_said(folder: Path):
    (folder / "uz.yml").unlink()

    assert [str(mistake) for mistake in broken_texts(folder)] == [
        f"{folder / 'uz.yml'}:1: the file is missing - write it"
    ]


def test_broken_words_are_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch):
    change(folder / "pl.yml", "{contact_name}", "{name}")
    monkeypatch.setattr(texts, "broken_texts", lambda: broken_texts(folder))

    with pytest.raises(ContentError, match=r"pl\.yml:\d+: start: \{contact_name\} is not in both"):
        texts.read_texts.__wrapped__()


def test_places_are_filled_in():
    said = words("en").say("language_choose"), words("en").say("as_of", day="1 May 2026")

    assert said == (written("en")["language_choose"], "as of 1 May 2026")


def test_a_value_may_look_like_a_place():
    assert words("en").say("understood", what="{day}") == "Understood: {day}"


@pytest.mark.parametrize(("key", "values"), [("nothing", {}), ("as_of", {}), ("as_of", {"d": 1})])
def test_an_unknown_key_or_a_place_without_value_is_an_error(key: str, values: dict):
    with pytest.raises(KeyError):
        words("de").say(key, **values)


@pytest.mark.parametrize("language", ["sv", "", "DE", "..", "de\0"])
def test_another_language_gets_english(language: str):
    assert words(language).language == "en"


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_from_right_to_left_a_number_keeps_its_order_and_a_command_its_slash(language: str):
    said = words(language)

    assert f"\u2068{PHONE}\u2069" in said.say("help", contact_name="SPoC", contact_phone=PHONE)
    assert "\u200e/help" in said.say("unknown_command")


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_from_right_to_left_every_line_begins_at_the_right(language: str):
    for key in written(language):
        for line in words(language).texts[key].splitlines():
            fixed = re.sub(r"\{\w+\}", "", line)
            strong = [kind for kind in map(unicodedata.bidirectional, fixed) if kind in STRONG]

            assert strong[:1] in ([], ["R"], ["AL"]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_in_an_emergency_names_whom_to_call(language: str):
    said = emergency(language)

    assert all(number in said for number in ("112", "110", "116 016"))
    assert (emergency("en") == said) == (language == "en")


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_from_right_to_left_a_number_with_a_space_keeps_its_order(language: str):
    assert "\u2068116 016\u2069" in emergency(language)
