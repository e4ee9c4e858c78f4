"""Reads the packed weights of the encoder (format `E5S1`, 4-bit blocks) into plain arrays."""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MAGIC = b"E5S1"
_BLOCK_BYTES = 18


@dataclass(frozen=True)
class Weights:
    """Sizes of the model, and its tensors by name as flat float32 arrays."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    tensors: dict[str, np.ndarray]


class _Reader:
    """Walks through little-endian bytes."""

    def __init__(self, content: bytes) -> None:
        self.content, self.position = content, 0

    def read(self, layout: str) -> tuple:
        values = struct.unpack_from("<" + layout, self.content, self.position)
        self.position += struct.calcsize("<" + layout)
        return values

    def skip(self, count: int) -> None:
        self.position += count


def read_weights(path: Path) -> Weights:
    """The weights in `path`. Raises ValueError for another format."""
    reader = _Reader(path.read_bytes())
    if reader.content[:4] != MAGIC:
        raise ValueError(f"{path} does not begin with {MAGIC!r}")
    reader.skip(8)  # magic and version
    hidden, layers, heads, feed_forward, vocabulary, positions, types = reader.read("7i")
    (epsilon,) = reader.read("f")
    reader.skip(4)  # block size, always 32
    _skip_tokenizer(reader)
    (count,) = reader.read("i")
    tensors = dict(_read_tensor(reader) for _ in range(count))
    return Weights(
        hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon, tensors
    )


def _skip_tokenizer(reader: _Reader) -> None:
    pieces, *_special = reader.read("5i")
    (blob,) = reader.read("Q")
    reader.skip((pieces + 1) * 4 + pieces * 4 + blob)
    _count, map_bytes = reader.read("iI")
    reader.skip(map_bytes)


def _read_tensor(reader: _Reader) -> tuple[str, np.ndarray]:
    (length,) = reader.read("H")
    name = reader.content[reader.position : reader.position + length].decode()
    reader.skip(length)
    _dtype, count, offset, size = reader.read("BIQQ")
    raw = reader.content[offset : offset + size]
    if size == 4 * count:
        return name, np.frombuffer(raw, "<f4").copy()
    return name, _unpack_blocks(raw, count)


def _unpack_blocks(raw: bytes, count: int) -> np.ndarray:
    """Q4_0: each block is a half-precision scale and 32 four-bit weights, low nibbles first."""
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, _BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * scale).reshape(-1)[:count]
