"""Serves the encoder: texts in, unit vectors out, by onnxruntime and without torch."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from sentencepiece import SentencePieceProcessor

from knowledge.errors import EncoderMissing

FILES = ("model.onnx", "model.bin", "tokenizer.model")
DIMENSIONS = 384
MAX_TOKENS = 512
_BATCH = 16


class Encoder:
    """The encoder in one folder. Safe to use from several threads.

    Serving gives each call one thread; building and training, which nobody waits beside, take all.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.id = encoder_id(folder)
        self._pieces = SentencePieceProcessor(model_file=str(folder / "tokenizer.model"))
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), _options(threads), providers=["CPUExecutionProvider"]
        )

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors of questions, shape (len(texts), 384), float32."""
        return self._encode([f"query: {text}" for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors of passages of articles, shape (len(texts), 384), float32."""
        return self._encode([f"passage: {text}" for text in texts])

    def _encode(self, texts: list[str]) -> np.ndarray:
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        vectors = np.empty((len(texts), DIMENSIONS), np.float32)
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            inputs = self._inputs([texts[row] for row in rows])
            vectors[rows] = self._session.run(None, inputs)[0]
        return vectors

    def _inputs(self, texts: list[str]) -> dict[str, np.ndarray]:
        """Token ids between begin and end, filled up to the longest, and what counts of them."""
        tokens = self._pieces.encode([" ".join(text.split()) for text in texts])
        longest = min(max(map(len, tokens)), MAX_TOKENS - 2) + 2
        ids = np.full((len(texts), longest), self._pieces.pad_id(), np.int64)
        mask = np.zeros((len(texts), longest), np.int64)
        for row, own in enumerate(tokens):
            own = [self._pieces.bos_id(), *own[: MAX_TOKENS - 2], self._pieces.eos_id()]
            ids[row, : len(own)] = own
            mask[row, : len(own)] = 1
        return {"input_ids": ids, "attention_mask": mask}


def _options(threads: int) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def encoder_id(folder: Path) -> str:
    """Names the encoder by its graph, tokenizer and the size of its weights.

    Raises EncoderMissing naming the file that is not there.
    """
    for name in FILES:
        if not (folder / name).exists():
            raise EncoderMissing(f"{folder / name} is missing; run: make setup")
    digest = hashlib.sha256((folder / "model.onnx").read_bytes())
    digest.update((folder / "tokenizer.model").read_bytes())
    digest.update(str((folder / "model.bin").stat().st_size).encode())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1)
def open_encoder(folder: Path) -> Encoder:
    """The encoder in `folder`, opened once in this process. Raises EncoderMissing."""
    return Encoder(folder)
