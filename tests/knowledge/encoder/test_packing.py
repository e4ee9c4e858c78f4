"""Matrices of 4-bit blocks, packed as such."""

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from knowledge.encoder.packing import pack_matrices

CHANCE = np.random.default_rng(7)


def of_four_bits(inputs: int, outputs: int) -> np.ndarray:
    """A matrix as it comes out of Q4_0: a half-precision scale for each block of 32 inputs."""
    steps = CHANCE.integers(-7, 8, (outputs, inputs // 32, 32)).astype(np.float32)
    steps[..., 0] = -8
    scales = CHANCE.normal(size=(outputs, inputs // 32, 1)).astype(np.float16).astype(np.float32)
    return np.ascontiguousarray((steps * scales).reshape(outputs, inputs).T)


def model(matrix: np.ndarray) -> onnx.ModelProto:
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["texts", "matrix"], ["out"])],
        "one multiplication",
        [helper.make_tensor_value_info("texts", TensorProto.FLOAT, [None, matrix.shape[0]])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, [None, matrix.shape[1]])],
        [numpy_helper.from_array(matrix, "matrix")],
    )
    opsets = [helper.make_opsetid("", 17)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def run(packed: onnx.ModelProto, texts: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(packed.SerializeToString())
    return session.run(None, {"texts": texts})[0]


def test_a_matrix_of_four_bits_is_packed_and_multiplies_alike():
    matrix, texts = of_four_bits(64, 48), CHANCE.normal(size=(5, 64)).astype(np.float32)
    packed = model(matrix)

    count = pack_matrices(packed)

    bits, scales = (numpy_helper.to_array(tensor) for tensor in packed.graph.initializer)
    assert count == 1
    assert bits.nbytes + scales.nbytes < matrix.nbytes / 6
    cosine = np.sum(run(packed, texts) * (texts @ matrix)) / (
        np.linalg.norm(run(packed, texts)) * np.linalg.norm(texts @ matrix)
    )
    assert cosine > 0.9995


def test_an_empty_block_is_packed_too():
    matrix = of_four_bits(64, 8)
    matrix[:32, 3] = 0
    packed = model(matrix)

    assert pack_matrices(packed) == 1
    assert np.isfinite(run(packed, np.ones((1, 64), np.float32))).all()


def test_any_other_matrix_stays_exactly_as_it_is():
    matrix, texts = CHANCE.normal(size=(64, 48)).astype(np.float32), np.eye(64, dtype=np.float32)
    whole = model(matrix)

    count = pack_matrices(whole)

    assert count == 0
    assert np.array_equal(run(whole, texts), matrix)
