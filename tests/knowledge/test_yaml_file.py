from pathlib import Path

import pytest

from knowledge.errors import ContentError
from knowledge.yaml_file import line_of, read_yaml

PHRASES = """\
expired: "{value} until {period}"
range: "{low} to {high}"
machine_text: not checked
stale_text: too old
"""


def test_a_valid_file_is_read(tmp_path: Path):
    path = tmp_path / "en.yml"
    path.write_text(PHRASES)

    assert read_yaml(path, schema="phrases")["stale_text"] == "too old"


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        (b"a: 'x\n", 2, "unexpected end"),
        (b"a: 1\nb: 2\na: 3\n", 3, "the key 'a' stands twice"),
        (b"a:\n  b: 1\n   c: 2\n", 3, "mapping values are not allowed"),
        (b"a: 1\nb:\n\t- c\n", 3, "cannot start any token"),
        (b"a: 1\nb: {{ fact }}\n", 2, "needs quotes"),
        (b"a: 1\nb: \x07\n", 2, "control characters are not allowed"),
        (b"a: 1\nb: gr\xfc\xdfe\n", 2, "not written in UTF-8"),
        (b"a: *unknown\n", 1, "undefined alias"),
        (b"a: !!python/object:os.system x\n", 1, "could not determine a constructor"),
    ],
)
def test_broken_yaml_names_the_line(tmp_path: Path, content: bytes, line: int, problem: str):
    path = tmp_path / "en.yml"
    path.write_bytes(content)

    with pytest.raises(ContentError) as caught:
        read_yaml(path, schema="phrases")

    (mistake,) = caught.value.mistakes
    assert (mistake.path, mistake.line) == (path, line)
    assert problem in mistake.problem
    assert mistake.mend


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("not checked", "7", 3, "machine_text: 7 is not of type 'string'"),
        ("{low}", "from", 2, "range: 'from to {high}' does not match"),
        ("stale_text: too old\n", "", 1, "'stale_text' is a required property"),
        ("too old", "too old\nwords: more", 1, "'words' was unexpected"),
    ],
)
def test_a_mistake_against_the_schema_names_place_and_line(
    tmp_path: Path, old: str, new: str, line: int, problem: str
):
    path = tmp_path / "en.yml"
    path.write_text(PHRASES.replace(old, new))

    with pytest.raises(ContentError) as caught:
        read_yaml(path, schema="phrases")

    (mistake,) = caught.value.mistakes
    assert mistake.line == line
    assert problem in mistake.problem


def test_every_mistake_of_a_file_is_told_at_once(tmp_path: Path):
    path = tmp_path / "en.yml"
    path.write_text(PHRASES.replace("not checked", "7").replace("too old", "8"))

    with pytest.raises(ContentError) as caught:
        read_yaml(path, schema="phrases")

    assert [mistake.line for mistake in caught.value.mistakes] == [3, 4]


def test_the_mend_comes_from_the_schema(tmp_path: Path):
    path = tmp_path / "de.questions.yml"
    path.write_text("- only one?\n")

    with pytest.raises(ContentError) as caught:
        read_yaml(path, schema="questions")

    assert "at least six different questions" in caught.value.mistakes[0].mend


def test_lines_of_a_part_count_from_the_beginning_of_the_file(tmp_path: Path):
    with pytest.raises(ContentError) as caught:
        read_yaml(tmp_path / "de.md", schema="text", text="reviewed: maybe", first_line=2)

    assert caught.value.mistakes[0].line == 2


def test_an_empty_file_is_a_mistake_on_its_first_line(tmp_path: Path):
    path = tmp_path / "en.yml"
    path.write_text("")

    with pytest.raises(ContentError) as caught:
        read_yaml(path, schema="phrases")

    assert caught.value.mistakes[0].line == 1


def test_a_date_stays_text(tmp_path: Path):
    path = tmp_path / "en.yml"
    path.write_text(PHRASES.replace("not checked", "2026-12-31"))

    assert read_yaml(path, schema="phrases")["machine_text"] == "2026-12-31"


def test_line_of_follows_keys_and_numbers(tmp_path: Path):
    path = tmp_path / "routes.yml"
    path.write_text("- id: one\n  bodies: [a]\n- id: two\n\n  bodies: [b]\n")

    assert line_of(path, 1, "bodies") == 5
