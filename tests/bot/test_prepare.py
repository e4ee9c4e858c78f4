"""Preparing: nothing is trained twice, and what training reads decides what is the same."""

import shutil
from pathlib import Path

import pytest

from bot.prepare import TRAINED_FROM, _training_hash, train
from bot.settings import ROOT, Settings, read_settings


@pytest.fixture
def copied(tmp_path: Path) -> Settings:
    """Settings whose root holds a copy of what training reads, and nothing else."""
    for name in TRAINED_FROM:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, tmp_path / name)
    return read_settings({"LOTSE_ROOT": str(tmp_path)})


@pytest.mark.parametrize(
    "name", ["config.yml", "bot/domain/human.yml", "bot/rules/answer.yml", "nlu/data/de.yml"]
)
def test_a_change_in_what_training_reads_asks_for_another_model(copied, name):
    before = _training_hash(copied)

    with (copied.root / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")

    assert _training_hash(copied) != before


def test_a_new_file_of_examples_asks_for_another_model(copied):
    before = _training_hash(copied)

    (copied.root / "nlu" / "data" / "pl.yml").write_text('version: "3.1"\n', "utf-8")

    assert _training_hash(copied) != before


def test_the_place_of_the_installation_does_not_matter(copied):
    assert _training_hash(copied) == _training_hash(read_settings({}))


def test_the_words_of_the_assistant_need_no_training(copied):
    before = _training_hash(copied)

    (copied.root / "bot" / "responses").mkdir()
    (copied.root / "bot" / "responses" / "de.yml").write_text("responses: {}\n", "utf-8")

    assert _training_hash(copied) == before


def test_what_is_trained_already_is_not_trained_again(copied):
    model = copied.models / f"lotse-{_training_hash(copied)}.tar.gz"
    model.parent.mkdir(parents=True)
    model.write_bytes(b"a model")
    said: list[str] = []

    assert train(copied, said.append) == model
    assert said == ["model: unchanged"]
    assert model.read_bytes() == b"a model"
