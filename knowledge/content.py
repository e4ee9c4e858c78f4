"""Everything that people wrote, loaded together: articles, facts, directory, tenant, phrases."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.article import Article, load_articles
from knowledge.directory import Directory, load_directory
from knowledge.errors import ContentError, Mistake
from knowledge.facts import Fact, load_facts
from knowledge.lookup import Lookup, load_lookup
from knowledge.tenant import Tenant, load_tenant
from knowledge.yaml_file import read_yaml

_PARTS = ("articles", "facts", "directory", "tenants", "phrases", "language_samples")
_FILES = ("allowed_literals.yml", "calibration.json")


@dataclass(frozen=True)
class Content:
    """What is known, as files say it; not yet searched or rendered."""

    articles: dict[str, Article]
    facts: dict[str, Fact]
    directory: Directory
    lookup: Lookup
    tenant: Tenant
    phrases: dict[str, dict[str, str]]
    literals: dict[str, str]
    language_samples: dict[str, tuple[str, ...]]


def load_content(folder: Path, *, tenant: str = "mv") -> Content:
    """Load everything below the knowledge folder. Raises ContentError with all mistakes at once."""
    mistakes: list[Mistake] = []

    def collect(load: Any, *arguments: Any) -> Any:
        try:
            return load(*arguments)
        except ContentError as error:
            mistakes.extend(error.mistakes)

    parts = {
        "articles": collect(load_articles, folder / "articles"),
        "facts": collect(load_facts, folder / "facts"),
        "directory": collect(load_directory, folder / "directory"),
        "lookup": collect(load_lookup, folder / "directory" / "lookup.yml"),
        "tenant": collect(load_tenant, folder / "tenants" / f"{tenant}.yml"),
        "phrases": collect(_load_phrases, folder / "phrases"),
        "literals": collect(_load_literals, folder / "allowed_literals.yml"),
        "language_samples": _load_samples(folder / "language_samples"),
    }
    if mistakes:
        raise ContentError(*mistakes)
    return Content(**parts)


def content_hash(folder: Path) -> str:
    """Names the content below the knowledge folder; any change of any file changes it."""
    digest = hashlib.sha256()
    for path in content_files(folder):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def content_files(folder: Path) -> list[Path]:
    """Every file below the knowledge folder that belongs to the content, sorted."""
    paths = [path for part in _PARTS for path in (folder / part).rglob("*") if path.is_file()]
    return sorted(paths + [folder / name for name in _FILES])


def _load_phrases(folder: Path) -> dict[str, dict[str, str]]:
    return {path.stem: read_yaml(path, schema="phrases") for path in sorted(folder.glob("*.yml"))}


def _load_literals(path: Path) -> dict[str, str]:
    rows = read_yaml(path, schema="allowed_literals")
    return {row["text"]: row["reason"] for row in rows}


def _load_samples(folder: Path) -> dict[str, tuple[str, ...]]:
    """Everyday sentences by language: they say what a language looks like to the encoder."""
    return {
        path.stem: tuple(path.read_text("utf-8").rstrip("\n").split("\n"))
        for path in sorted(folder.glob("*.txt"))
    }
