"""PP-OCRv4's recogniser as a network that learns: its ONNX graph run by torch, and written back."""

import hashlib
import sys
import zipfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

from engrave import GLYPHS
from halve import weights_of

WHEEL_SHA256 = "971d7d5f223a7a808662229df1ef69893809d8457d834e6373d3854bc1782cbf"
RECOGNIZER = "rapidocr_onnxruntime/models/ch_PP-OCRv4_rec_infer.onnx"


def attributes(node):
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


class Graph(nn.Module):
    """Runs an ONNX graph up to its last softmax; every float constant of more than one number is a
    parameter, except the running statistics of normalisations."""

    def __init__(self, model):
        super().__init__()
        self.nodes, self.constants, weights = [], {}, {}
        arrays = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
        for node in model.graph.node:
            if node.op_type == "Constant":
                arrays[node.output[0]] = numpy_helper.to_array(attributes(node)["value"])
            else:
                self.nodes.append((node.op_type, list(node.input), node.output[0], attributes(node)))
        if self.nodes[-1][0] != "Softmax":
            raise ValueError("a network that names glyphs ends in a softmax")
        result = self.nodes.pop()[1][0]
        fixed = {name for op, inputs, _, _ in self.nodes if op == "BatchNormalization" for name in inputs[3:]}
        for name, value in arrays.items():
            if value.dtype == np.float32 and value.size > 1:
                key = name.replace(".", "__")
                tensor = torch.from_numpy(value.copy())
                if name in fixed:
                    self.register_buffer(key, tensor)
                else:
                    self.register_parameter(key, nn.Parameter(tensor))
                weights[name] = key
            else:
                self.constants[name] = torch.from_numpy(np.array(value))
        self.weights, self.source, self.result = weights, model.graph.input[0].name, result
        last = {}
        for n, (_, inputs, _, _) in enumerate(self.nodes):
            for name in inputs:
                last[name] = n
        self.last = last

    def freeze(self, convolutions):
        """Keep the weights of everything before that convolution."""
        for op, inputs, _, _ in self.nodes:
            convolutions -= op == "Conv"
            if convolutions < 0:
                break
            for name in inputs:
                if name in self.weights:
                    getattr(self, self.weights[name]).requires_grad_(False)

    @torch.no_grad()
    def take(self, path):
        """The learned weights of an exported file."""
        learned = weights_of(path)
        for name, key in self.weights.items():
            getattr(self, key).copy_(torch.from_numpy(learned[name]))

    def forward(self, x):
        values = {self.source: x}

        def get(name):
            if name in self.weights:
                return getattr(self, self.weights[name])
            return values[name] if name in values else self.constants[name]

        for n, (op, inputs, output, attr) in enumerate(self.nodes):
            values[output] = OPERATIONS[op](attr, *map(get, inputs))
            for name in inputs:
                if self.last[name] == n:
                    values.pop(name, None)
        return values[self.result]


def conv(attr, x, w, b=None):
    p = attr.get("pads", [0, 0, 0, 0])
    if p[0] != p[2] or p[1] != p[3]:
        x, p = functional.pad(x, (p[1], p[3], p[0], p[2])), [0, 0]
    return functional.conv2d(x, w, b, attr.get("strides", [1, 1]), p[:2], 1, attr.get("group", 1))


def slice_of(attr, x, starts, ends, axes, steps=None):
    for axis, start, end in zip(axes.tolist(), starts.tolist(), ends.tolist()):
        size = x.shape[axis]
        index = torch.arange(size)[start:end]
        x = x[(slice(None),) * axis + (slice(int(index[0]), int(index[-1]) + 1),)]
    return x


def batch_norm(attr, x, scale, bias, mean, variance):
    return functional.batch_norm(x, mean, variance, scale, bias, False, 0, attr.get("epsilon", 1e-5))


def squeeze(attr, x, axes=None):
    for axis in sorted(attr["axes"] if axes is None else axes.tolist(), reverse=True):
        x = x.squeeze(axis)
    return x


OPERATIONS = {
    "Conv": conv,
    "BatchNormalization": batch_norm,
    "Mul": lambda attr, a, b: a * b,
    "Add": lambda attr, a, b: a + b,
    "Sub": lambda attr, a, b: a - b,
    "Div": lambda attr, a, b: a // b if not a.is_floating_point() else a / b,
    "Pow": lambda attr, a, b: a**b,
    "Sqrt": lambda attr, a: a.sqrt(),
    "Clip": lambda attr, a, low=None, high=None: a.clamp(None if low is None else low.item(), None if high is None else high.item()),
    "Sigmoid": lambda attr, a: a.sigmoid(),
    "Relu": lambda attr, a: a.relu(),
    "HardSigmoid": lambda attr, a: (a * attr.get("alpha", 0.2) + attr.get("beta", 0.5)).clamp(0, 1),
    "Softmax": lambda attr, a: a.softmax(attr.get("axis", -1)),
    "ReduceMean": lambda attr, a: a.mean(attr["axes"], keepdim=bool(attr.get("keepdims", 1))),
    "MatMul": lambda attr, a, b: a @ b,
    "Transpose": lambda attr, a: a.permute(*attr["perm"]),
    "Reshape": lambda attr, a, shape: a.reshape([a.shape[i] if s == 0 else s for i, s in enumerate(shape.tolist())]),
    "Slice": slice_of,
    "Shape": lambda attr, a: torch.tensor(a.shape),
    "Concat": lambda attr, *parts: torch.cat([torch.as_tensor(p) for p in parts], attr["axis"]),
    "Squeeze": squeeze,
    "Cast": lambda attr, a: a.to({1: torch.float32, 6: torch.int32, 7: torch.int64}[attr["to"]]),
    "GlobalAveragePool": lambda attr, a: a.mean((2, 3), keepdim=True),
    "AveragePool": lambda attr, a: functional.avg_pool2d(a, attr["kernel_shape"], attr["strides"], attr.get("pads", [0, 0])[:2]),
}


def recognizer_graph(wheel):
    """PP-OCRv4's recogniser out of the wheel, its last layer cut down to nothing and the 36 glyphs."""
    if hashlib.sha256(Path(wheel).read_bytes()).hexdigest() != WHEEL_SHA256:
        sys.exit(f"{wheel} is not the wheel that was pinned (SHA-256 differs)")
    model = onnx.load_from_string(zipfile.ZipFile(wheel).read(RECOGNIZER))
    characters = next(p.value for p in model.metadata_props if p.key == "character").split("\n")
    columns = [[0], *([characters.index(c) + 1 for c in {glyph, glyph.lower()}] for glyph in GLYPHS)]
    for node in model.graph.node:
        if node.op_type == "Constant":
            value = numpy_helper.to_array(attributes(node)["value"])
            if value.shape and value.shape[-1] == len(characters) + 2:
                value = np.stack([value[..., of].mean(-1) for of in columns], -1)
                node.attribute[0].t.CopyFrom(numpy_helper.from_array(value))
    return model
