from pathlib import Path

import pytest

from knowledge.content import content_files, content_hash, load_content
from knowledge.errors import ContentError
from tests.knowledge.conftest import Edit


def test_everything_is_loaded_together(knowledge: Path):
    content = load_content(knowledge)

    assert set(content.articles) == {"blue-card", "german-course"}
    assert set(content.facts) == {"visa.fee"}
    assert set(content.phrases) == {"de", "en"}
    assert content.literals == {"24/7": "a way of saying always"}
    assert content.language_samples["en"] == ("Good day", "Where is the office?")


def test_the_mistakes_of_all_files_are_told_at_once(knowledge: Path, edit: Edit):
    edit("articles/visa/blue-card/article.yml", "stage: visa", "stage: later")
    edit("facts/visa.yml", "value: 75", "value: much")
    edit("directory/routes/DE.yml", "bodies: [mission]", "bodies: [nobody]")
    edit("tenants/mv.yml", "id: mv", "id: M V")
    edit("phrases/en.yml", "{low}", "from")
    edit("allowed_literals.yml", "reason", "why")

    with pytest.raises(ContentError) as caught:
        load_content(knowledge)

    assert {str(mistake.path.relative_to(knowledge)) for mistake in caught.value.mistakes} == {
        "articles/visa/blue-card/article.yml",
        "facts/visa.yml",
        "directory/routes/DE.yml",
        "tenants/mv.yml",
        "phrases/en.yml",
        "allowed_literals.yml",
    }


@pytest.mark.parametrize("name", ["tenants/mv.yml", "allowed_literals.yml", "directory/lookup.yml"])
def test_a_missing_file_is_a_mistake(knowledge: Path, name: str):
    (knowledge / name).unlink()

    with pytest.raises(ContentError, match=f"{name}:1: the file is missing"):
        load_content(knowledge)


def test_a_change_of_any_file_changes_the_hash(knowledge: Path):
    hashes = {content_hash(knowledge)}
    files = content_files(knowledge)

    for path in files:
        path.write_bytes(path.read_bytes() + b"\n")
        hashes.add(content_hash(knowledge))

    assert len(hashes) == len(files) + 1


def test_another_name_of_a_file_changes_the_hash(knowledge: Path):
    before = content_hash(knowledge)

    (knowledge / "facts/visa.yml").rename(knowledge / "facts/fees.yml")

    assert content_hash(knowledge) != before


def test_files_beside_the_content_do_not_change_the_hash(knowledge: Path):
    before = content_hash(knowledge)

    (knowledge / "notes.txt").write_text("not content")

    assert content_hash(knowledge) == before


def test_the_last_sample_counts_without_a_newline_too(knowledge: Path):
    (knowledge / "language_samples/en.txt").write_text("Good day\nWhere is it?")

    assert load_content(knowledge).language_samples["en"] == ("Good day", "Where is it?")
