"""Write both networks of the imprint reader as ONNX, and describe the files and the runs.

    python imprint_export.py WHEEL

Writes models/imprint-finder.onnx, models/imprint-recognizer.onnx (weights stored as float16)
and models/reader.json, from the averaged weights of the last checkpoints.
"""

import csv
import hashlib
import json
import sys

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

import imprint_finder
import imprint_recognizer
from engrave import GLYPHS
from halve import halve
from imprint_graph import WHEEL_SHA256, recognizer_graph
from imprint_lines import STRIP
from imprint_sides import FRAMES, WORK
from prepare import HERE

MODELS = HERE.parent / "models"
OPSET = 18
TOLERANCE = 0.05
CURVE_POINTS = 40


def write_finder(model, path):
    torch.onnx.export(
        model,
        (torch.zeros(1, *FRAMES[1][::-1], 3, dtype=torch.uint8),),
        str(path),
        input_names=["image"],
        output_names=["maps"],
        dynamic_axes={"image": {0: "n", 1: "height", 2: "width"}, "maps": {0: "n", 2: "rows", 3: "columns"}},
        opset_version=OPSET,
        dynamo=False,
    )


def write_recognizer(model, wheel, path):
    """The wheel's graph with the learned weights, and what `imprint_recognizer.even` does in front of it."""
    whole = recognizer_graph(wheel)
    graph = whole.graph
    learned = {name: getattr(model, key).detach().numpy() for name, key in model.weights.items()}
    for tensor in graph.initializer:
        if tensor.name in learned:
            tensor.CopyFrom(numpy_helper.from_array(learned[tensor.name], tensor.name))
    for node in graph.node:
        if node.op_type == "Constant" and node.output[0] in learned:
            node.attribute[0].t.CopyFrom(numpy_helper.from_array(learned[node.output[0]]))
    source = graph.input[0].name
    numbers = {"least": 4.0, "most": 80.0, "spread": imprint_recognizer.SPREAD, "low": -1.5, "high": 1.5}
    graph.initializer.extend(numpy_helper.from_array(np.array(value, np.float32), f"even_{name}") for name, value in numbers.items())
    steps = [
        helper.make_node("Cast", ["strips"], ["even_float"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["even_float"], ["even_planes"], perm=[0, 3, 1, 2]),
        helper.make_node("ReduceMean", ["even_planes"], ["even_mean"], axes=[2, 3], keepdims=1),
        helper.make_node("Sub", ["even_planes", "even_mean"], ["even_rest"]),
        helper.make_node("Mul", ["even_rest", "even_rest"], ["even_square"]),
        helper.make_node("ReduceMean", ["even_square"], ["even_variance"], axes=[1, 2, 3], keepdims=1),
        helper.make_node("Sqrt", ["even_variance"], ["even_root"]),
        helper.make_node("Clip", ["even_root", "even_least", "even_most"], ["even_deviation"]),
        helper.make_node("Div", ["even_rest", "even_deviation"], ["even_unit"]),
        helper.make_node("Mul", ["even_unit", "even_spread"], ["even_scaled"]),
        helper.make_node("Clip", ["even_scaled", "even_low", "even_high"], [source]),
    ]
    nodes = [*steps, *graph.node]
    nodes = [onnx.NodeProto.FromString(node.SerializeToString()) for node in nodes]
    del graph.node[:]
    graph.node.extend(nodes)
    del graph.input[:], graph.output[0].type.tensor_type.shape.dim[:], graph.value_info[:]
    graph.input.append(helper.make_tensor_value_info("strips", TensorProto.UINT8, ["n", STRIP, "width", 3]))
    for size in ("n", "steps", len(GLYPHS) + 1):
        dim = graph.output[0].type.tensor_type.shape.dim.add()
        if isinstance(size, int):
            dim.dim_value = size
        else:
            dim.dim_param = size
    del whole.metadata_props[:]
    onnx.save(whole, path)


def difference(path, name, pictures, wanted):
    """Largest difference between ONNX Runtime and torch over some pictures."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    worst = 0.0
    for picture in pictures:
        with torch.no_grad():
            worst = max(worst, float(np.abs(session.run(None, {name: picture})[0] - wanted(picture).numpy()).max()))
    if worst > TOLERANCE:
        sys.exit(f"torch and ONNX Runtime differ by {worst} in {path.name}")
    return worst


def record(path, state, images, points, **more):
    rows = []
    if (WORK / points).exists():  # the first point is of the 25th step
        with open(WORK / points, newline="", encoding="utf-8") as file:
            rows = [[float(value) for value in row] for row in csv.reader(file) if row[0] != "step"]
    return {
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "bytes": path.stat().st_size,
        "trained_seconds": round(state["seconds"]),
        "trained_images": images,
        **more,
        "learning_curve": rows[:: max(1, len(rows) // CURVE_POINTS)],
    }


def main():
    wheel = sys.argv[1]
    rng = np.random.default_rng(0)
    noise = lambda height, width: rng.integers(0, 256, (2, height, width, 3), np.uint8)
    finder, finder_state = imprint_finder.load_averaged()
    recognizer, recognizer_state = imprint_recognizer.load_averaged(wheel)
    paths = MODELS / "imprint-finder.onnx", MODELS / "imprint-recognizer.onnx"
    write_finder(finder, paths[0])
    write_recognizer(recognizer, wheel, paths[1])
    for path in paths:
        halve(path)
    differences = (
        difference(paths[0], "image", [noise(h, w) for w, h in FRAMES], lambda x: finder(torch.from_numpy(x))),
        difference(paths[1], "strips", [noise(STRIP, w) for w in (56, 120, 400)], lambda x: imprint_recognizer.read(recognizer, x).softmax(-1)),
    )
    figures = WORK / "figures.json"
    found = {
        "licence": "Apache-2.0 (the recogniser started from PP-OCRv4's)",
        "wheel_sha256": WHEEL_SHA256,
        "glyphs": GLYPHS,
        "finder": record(
            paths[0], finder_state, finder_state["step"] * imprint_finder.BATCH, "finder.csv",
            frames=FRAMES, curve="step, seconds, images, heat loss, pose loss", torch_onnx_difference=differences[0],
        ),
        "recognizer": record(
            paths[1], recognizer_state, recognizer_state["images"], "recognizer.csv",
            curve="step, seconds, strips, loss, share read without a fault", torch_onnx_difference=differences[1],
        ),
        "measured": json.loads(figures.read_text()) if figures.exists() else None,
    }
    (MODELS / "reader.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    for path, worst in zip(paths, differences):
        print(f"{path.name} {path.stat().st_size / 1e6:.1f} MB, differs from torch by {worst:.1e}")


if __name__ == "__main__":
    main()
