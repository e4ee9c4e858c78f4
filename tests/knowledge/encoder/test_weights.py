import struct
from pathlib import Path

import numpy as np
import pytest

from knowledge.encoder.weights import read_weights

HEAD = b"E5S1" + struct.pack("<i7ifi", 1, 4, 2, 2, 8, 10, 16, 1, 1e-12, 32)


def tokenizer(pieces: int, blob: bytes, merges: bytes) -> bytes:
    head = struct.pack("<5iQ", pieces, 0, 1, 2, 3, len(blob))
    tables = bytes((pieces + 1) * 4 + pieces * 4)
    return head + tables + blob + struct.pack("<iI", 1, len(merges)) + merges


def packed(*tensors: tuple[str, int, bytes]) -> bytes:
    """A whole file with the tensors (name, count of values, bytes) behind their directory."""
    start = HEAD + tokenizer(3, b"abc", b"12345") + struct.pack("<i", len(tensors))
    rows = sum(2 + len(name) + 21 for name, _, _ in tensors)
    offset, directory, content = len(start) + rows, b"", b""
    for name, count, raw in tensors:
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 0, count, offset + len(content), len(raw))
        content += raw
    return start + directory + content


def q4_0_block(scale: float, nibbles: list[int]) -> bytes:
    pairs = zip(nibbles[:16], nibbles[16:], strict=True)
    return np.float16(scale).tobytes() + bytes(low | high << 4 for low, high in pairs)


def write(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "weights.bin"
    path.write_bytes(content)
    return path


def test_the_sizes_of_the_model_are_read(tmp_path: Path):
    weights = read_weights(write(tmp_path, packed()))

    assert (weights.hidden, weights.layers, weights.heads) == (4, 2, 2)
    assert (weights.feed_forward, weights.vocabulary, weights.positions) == (8, 10, 16)
    assert (weights.token_types, weights.epsilon) == (1, pytest.approx(1e-12))


def test_plain_tensors_are_read_as_they_are(tmp_path: Path):
    values = np.array([1.5, -2.0, 0.25], "<f4")

    tensors = read_weights(write(tmp_path, packed(("emb.ln.w", 3, values.tobytes())))).tensors

    assert tensors["emb.ln.w"].tolist() == [1.5, -2.0, 0.25]


def test_a_q4_0_block_is_scale_times_nibble_less_eight_low_nibbles_first(tmp_path: Path):
    nibbles = [*range(16), *reversed(range(16))]

    path = write(tmp_path, packed(("l0.q.w", 32, q4_0_block(0.5, nibbles))))

    expected = [(nibble - 8) * 0.5 for nibble in nibbles]
    assert read_weights(path).tensors["l0.q.w"].tolist() == expected


def test_every_block_has_its_own_scale_and_what_fills_the_last_is_cut_off(tmp_path: Path):
    raw = q4_0_block(1.0, [9] * 32) + q4_0_block(-2.0, [10] * 32)

    values = read_weights(write(tmp_path, packed(("l0.q.w", 40, raw)))).tensors["l0.q.w"]

    assert values.tolist() == [1.0] * 32 + [-4.0] * 8


def test_several_tensors_are_found_by_their_offsets(tmp_path: Path):
    one, two = np.array([1.0], "<f4"), np.array([2.0, 3.0], "<f4")

    path = write(tmp_path, packed(("a", 1, one.tobytes()), ("b.w", 2, two.tobytes())))

    tensors = read_weights(path).tensors
    assert {name: values.tolist() for name, values in tensors.items()} == {
        "a": [1.0],
        "b.w": [2.0, 3.0],
    }


@pytest.mark.parametrize("content", [b"", b"GGUF", b"e5s1" + bytes(100), b"<html>"])
def test_another_format_is_refused(tmp_path: Path, content: bytes):
    with pytest.raises(ValueError, match="does not begin with b'E5S1'"):
        read_weights(write(tmp_path, content))
