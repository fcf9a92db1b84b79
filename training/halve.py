"""Store the weights of an ONNX file as float16; the arithmetic stays in float32.

    python halve.py FILE...

Each large weight is kept in half the bytes and cast back where it is used; the runtime
does that once, when it opens the file.  Rounding a weight changes it by less than a
two-thousandth of itself.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LEAST_ELEMENTS = 256
SUFFIX = "_half"


def half(tensor, name):
    """The tensor as float16 under that name; None where it is small, or no float32."""
    if tensor.data_type != TensorProto.FLOAT:
        return None
    values = numpy_helper.to_array(tensor)
    if values.size < LEAST_ELEMENTS or np.abs(values).max() > np.finfo(np.float16).max:
        return None
    return numpy_helper.from_array(values.astype(np.float16), name)


def cast_back(name):
    return helper.make_node("Cast", [name + SUFFIX], [name], to=TensorProto.FLOAT)


def halve(path):
    """Rewrite the file, whether its weights are initializers or constants."""
    model = onnx.load(path)
    graph = model.graph
    nodes, weights = [], []
    for weight in graph.initializer:
        small = half(weight, weight.name + SUFFIX)
        weights.append(small or copy_of(weight))
        if small:
            nodes.append(cast_back(weight.name))
    for node in graph.node:
        value = node.attribute[0].t if node.op_type == "Constant" and node.attribute[0].name == "value" else None
        small = half(value, value.name) if value else None
        nodes.append(node)
        if small:
            name = node.output[0]
            node.attribute[0].t.CopyFrom(small)
            node.output[0] = name + SUFFIX
            nodes.append(cast_back(name))
    stored = {weight.name.removesuffix(SUFFIX) for weight in weights}
    inputs = [value for value in graph.input if value.name not in stored]
    nodes, inputs = list(map(copy_of, nodes)), list(map(copy_of, inputs))
    for field, values in ((graph.initializer, weights), (graph.node, nodes), (graph.input, inputs)):
        values = list(values)
        del field[:]
        field.extend(values)
    onnx.checker.check_model(model)
    part = Path(f"{path}.part")
    onnx.save(model, part)
    part.replace(path)


def weights_of(path):
    """The float32 weights of an exported file by name, whether halved or not."""
    graph = onnx.load(path).graph
    stored = {tensor.name: tensor for tensor in graph.initializer}
    stored |= {node.output[0]: node.attribute[0].t for node in graph.node if node.op_type == "Constant"}
    kinds = (TensorProto.FLOAT, TensorProto.FLOAT16)
    return {
        name.removesuffix(SUFFIX): numpy_helper.to_array(tensor).astype(np.float32)
        for name, tensor in stored.items()
        if tensor.data_type in kinds
    }


def copy_of(message):
    """A message that outlives the graph it was part of."""
    copy = type(message)()
    copy.CopyFrom(message)
    return copy


def main():
    for name in sys.argv[1:]:
        halve(Path(name))
        print(f"{name}: {Path(name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
