"""Leaves weights that were made of four bits in four bits, also while serving.

A matrix of 4-bit blocks (Q4_0) written out as float32 is eight times as large and says nothing
more; reading it from memory was half the time of encoding a question. The packed weights are
exactly the same numbers. onnxruntime multiplies them with inputs rounded to eight bits a block.
"""

import numpy as np
import onnx
from onnx import helper, numpy_helper

_BLOCK = 32
_MIDDLE = 8  # the four bits 0 to 15 mean -8 to 7
_EIGHT_BIT_INPUTS = 4  # onnxruntime's accuracy_level


def pack_matrices(model: onnx.ModelProto) -> int:
    """Replace every multiplication with such a matrix, in place. How many.

    A matrix that four bits cannot say exactly stays as it is.
    """
    graph = model.graph
    matrices = {
        tensor.name: numpy_helper.to_array(tensor)
        for tensor in graph.initializer
        if len(tensor.dims) == 2 and tensor.dims[0] % _BLOCK == 0
    }
    packed: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for node in graph.node:
        name = node.input[1] if node.op_type == "MatMul" else ""
        if name in matrices and name not in packed and (blocks := _packed(matrices[name])):
            packed[name] = blocks
        if name in packed:
            node.CopyFrom(_multiplication(node, matrices[name]))
    kept = [tensor for tensor in graph.initializer if tensor.name not in packed]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    for name, (bits, scales) in packed.items():
        graph.initializer.append(numpy_helper.from_array(bits, f"{name}.bits"))
        graph.initializer.append(numpy_helper.from_array(scales, f"{name}.scales"))
    if packed:
        model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    return len(packed)


def _packed(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Bits (outputs, blocks, 16) and scales (outputs x blocks,) of a matrix (inputs, outputs).

    In each block the largest number is -8 scales. None if other numbers come back.
    """
    inputs, outputs = matrix.shape
    blocks = matrix.T.reshape(outputs, inputs // _BLOCK, _BLOCK)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(-1, keepdims=True), -1)
    scales = largest / -_MIDDLE
    steps = np.divide(blocks, scales, out=np.zeros_like(blocks), where=scales != 0)
    bits = np.clip(np.rint(steps) + _MIDDLE, 0, 15).astype(np.uint8)
    if not np.array_equal((bits.astype(np.float32) - _MIDDLE) * scales, blocks):
        return None
    return bits[..., 0::2] | bits[..., 1::2] << 4, scales.reshape(-1)


def _multiplication(node: onnx.NodeProto, matrix: np.ndarray) -> onnx.NodeProto:
    name = node.input[1]
    return helper.make_node(
        "MatMulNBits",
        [node.input[0], f"{name}.bits", f"{name}.scales"],
        list(node.output),
        name=node.name,
        domain="com.microsoft",
        K=matrix.shape[0],
        N=matrix.shape[1],
        bits=4,
        block_size=_BLOCK,
        accuracy_level=_EIGHT_BIT_INPUTS,
    )
