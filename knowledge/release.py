"""A release: everything that is known at one moment, built aside and put live by one rename.

`<folder>/<hash>/` holds a copy of the content, the passages and their vectors. The file
`<folder>/current` names the release that is live; the last two are kept.
"""

import json
import os
import shutil
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.content import Content, content_files, content_hash, load_content
from knowledge.encoder.session import Encoder, encoder_id
from knowledge.errors import ContentError, ReleaseMissing
from knowledge.index import Index
from knowledge.passage import QUESTION, Passage, passages_of
from knowledge.probe import Probe
from knowledge.render import RenderedArticle, Renderer, text_language
from knowledge.search import Calibration
from knowledge.validation import find_mistakes
from knowledge.vectors import VectorStore

FORMAT = 4
KEPT = 2


class Release:
    """One release, opened for reading."""

    def __init__(self, folder: Path) -> None:
        self.hash = folder.name
        tenant = (folder / "tenant").read_text("utf-8")
        self.content: Content = load_content(folder / "content", tenant=tenant)
        self.calibration = Calibration.load(folder / "content" / "calibration.json")
        rows = json.loads((folder / "passages.json").read_text("utf-8"))
        means = np.load(folder / "language_means.npz")
        probe = np.load(folder / "probe.npz")
        self.index = Index(
            [Passage(**row) for row in rows],
            np.load(folder / "vectors.npy"),
            language_means={language: means[language] for language in means.files},
            probe=Probe(probe["weights"], probe["constants"]),
        )
        self._render = lru_cache(maxsize=2000)(self._render_article)

    def rendered(self, slug: str, *, language: str, day: date) -> RenderedArticle:
        """The article in `language`, or in English or German where it has no such text."""
        return self._render(slug, text_language(self.content.articles[slug], language), day)

    def _render_article(self, slug: str, language: str, day: date) -> RenderedArticle:
        renderer = Renderer(self.content, language=language, day=day)
        return renderer.article(self.content.articles[slug])


class Releases:
    """The folder of releases: opens the live one, and follows the pointer when it moves."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Release] = {}
        self._pointed: tuple[tuple[int, int], str] | None = None

    def current(self) -> Release:
        """The release that is live now. Raises ReleaseMissing."""
        pointer = self._folder / "current"
        try:
            found = pointer.stat()
        except FileNotFoundError as error:
            raise ReleaseMissing(
                f"there is no knowledge release in {self._folder}; run: lotse build"
            ) from error
        mark = (found.st_ino, found.st_mtime_ns)
        if self._pointed is None or self._pointed[0] != mark:
            self._pointed = (mark, pointer.read_text("utf-8").strip())
        return self.get(self._pointed[1])

    def get(self, release_hash: str) -> Release:
        """A release by its hash, as a message carries it. Raises ReleaseMissing."""
        if release_hash not in self._open:
            if not (self._folder / release_hash / "vectors.npy").exists():
                raise ReleaseMissing(f"release {release_hash} is gone; run: lotse build")
            if not release_hash.endswith(f"-{FORMAT}"):
                raise ReleaseMissing(
                    f"release {release_hash} is of an older kind; run: lotse build"
                )
            while len(self._open) >= KEPT:
                del self._open[next(iter(self._open))]
            self._open[release_hash] = Release(self._folder / release_hash)
        return self._open[release_hash]


def build_release(knowledge: Path, folder: Path, *, tenant: str, encoder: Path, day: date) -> str:
    """Check the content, build its release if there is none yet, and put it live.

    `encoder` is the encoder's folder; the encoder is opened only if there is something to encode.
    Returns the hash. Raises ContentError; what was live then stays live.
    """
    release_hash = f"{tenant}-{content_hash(knowledge)}-{encoder_id(encoder)}-{FORMAT}"
    target = folder / release_hash
    if not (target / "vectors.npy").exists():
        content = load_content(knowledge, tenant=tenant)
        mistakes = find_mistakes(content, day=day)
        if mistakes:
            raise ContentError(*mistakes)
        partial = folder / f"{release_hash}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        all_threads = Encoder(encoder, threads=os.cpu_count() or 1)
        vectors = VectorStore(folder / "vectors.npz", all_threads)
        _write(content, knowledge, partial, vectors, day)
        shutil.rmtree(target, ignore_errors=True)
        partial.replace(target)
    _point(folder, release_hash)
    _remove_old(folder)
    return release_hash


def _write(
    content: Content, knowledge: Path, folder: Path, vectors: VectorStore, day: date
) -> None:
    for path in content_files(knowledge):
        copy = folder / "content" / path.relative_to(knowledge)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    (folder / "tenant").write_text(content.tenant.id, "utf-8")
    passages = passages_of(content, day=day)
    rows = [asdict(passage) for passage in passages]
    (folder / "passages.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    means = {
        language: vectors.of([Passage("", language, QUESTION, line) for line in lines]).mean(0)
        for language, lines in content.language_samples.items()
    }
    np.savez(folder / "language_means.npz", **means)
    index = Index(passages, vectors.of(passages), language_means=means)
    np.savez(folder / "probe.npz", weights=index.probe.weights, constants=index.probe.constants)
    np.save(folder / "vectors.npy", vectors.of(passages))
    vectors.save()


def _point(folder: Path, release_hash: str) -> None:
    partial = folder / "current.partial"
    partial.write_text(release_hash, "utf-8")
    partial.replace(folder / "current")


def _remove_old(folder: Path) -> None:
    releases = [path for path in folder.iterdir() if (path / "vectors.npy").exists()]
    releases.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    live = (folder / "current").read_text("utf-8")
    for path in [path for path in releases if path.name != live][KEPT - 1 :]:
        shutil.rmtree(path)


@lru_cache(maxsize=1)
def open_releases(folder: Path) -> Releases:
    """The releases in `folder`, opened once in this process."""
    return Releases(folder)
