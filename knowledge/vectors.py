"""Vectors by text: encodes each text once, and keeps what was encoded before."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.encoder.session import DIMENSIONS, Encoder
from knowledge.passage import QUESTION, Passage


class VectorStore:
    """A file of vectors by text hash, for one encoder. `save` keeps only what was asked for."""

    def __init__(self, path: Path, encoder: Encoder) -> None:
        self._path = path.with_name(f"{path.stem}-{encoder.id}.npz")
        self._encoder = encoder
        self._known: dict[str, np.ndarray] = {}
        self._used: dict[str, np.ndarray] = {}
        if self._path.exists():
            stored = np.load(self._path)
            self._known = dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))

    def of(self, passages: Sequence[Passage]) -> np.ndarray:
        """Unit vectors of the passages, shape (len(passages), 384)."""
        keys = [_key(passage) for passage in passages]
        missing = {key: p for key, p in zip(keys, passages, strict=True) if key not in self._known}
        for kind, encode in (
            (QUESTION, self._encoder.encode_queries),
            ("passage", self._encoder.encode_passages),
        ):
            new = {key: p.text for key, p in missing.items() if p.kind == kind}
            self._known.update(zip(new, encode(list(new.values())), strict=True))
        self._used.update({key: self._known[key] for key in keys})
        return np.array([self._known[key] for key in keys], np.float32).reshape(-1, DIMENSIONS)

    def save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._path.with_suffix(".partial.npz")
        np.savez(partial, keys=list(self._used), vectors=np.array(list(self._used.values())))
        partial.replace(self._path)


def _key(passage: Passage) -> str:
    return hashlib.sha256(f"{passage.kind}:{passage.text}".encode()).hexdigest()[:24]
