"""Write models/pill-classifier.onnx and its records; takes under a minute.

    python export.py

Puts together the averaged weights of work/checkpoint.pt (or --weights), class
vectors averaged with the clean references of work/gallery.npz, and the hazard
head of work/hazard_head.npz.  Without a fitted head the hazard output is 0
(even odds) for every picture and classifier.json says so.
"""

import argparse
import csv
import hashlib
import json
import platform
import sys
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
import timm
import torch
import torch.nn.functional as F
from torch import nn

from gallery import GALLERY, OPSET, load_model
from geometry import LONG_AXIS_SHARE
from halve import halve
from hazard_head import HEAD, HIDDEN
from model import DEVIATION, EMBEDDING, MEAN, SCALE
from outline import ROUND_BELOW_ASPECT
from prepare import CLASSES, WORK
from train import CHECKPOINT, CURVE, SETTINGS

MODELS = Path(__file__).resolve().parent.parent / "models"
TOLERANCE = 2e-3


class Exported(nn.Module):
    """image -> embedding, identity, hazard.

    A level pill lies one way up or the other, and its reference was photographed one way: both are looked at.
    """

    def __init__(self, model, vectors, hazard):
        super().__init__()
        self.model, self.hazard = model, hazard
        self.register_buffer("vectors", SCALE * vectors.T.contiguous())

    def forward(self, image):
        looks = self.model.embed(self.model.features(torch.cat([image, image.flip(1, 2)])))
        embedding = F.normalize(looks.unflatten(0, (2, -1)).mean(0), dim=1)
        return embedding, embedding @ self.vectors, self.hazard(embedding)[:, 0]


def final_vectors(model, clean, sides):
    """Class vectors averaged with the mean clean embedding of their references."""
    learned = F.normalize(model.class_vectors.detach(), dim=1)
    labels = torch.from_numpy(sides["class_index"]).long()
    reference = torch.zeros_like(learned).index_add_(0, labels, torch.from_numpy(clean))
    return F.normalize(learned + F.normalize(reference, dim=1), dim=1)


def hazard_module():
    """The fitted head and what is known of it, or a silent one."""
    head = nn.Sequential(nn.Linear(EMBEDDING, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1))
    if not HEAD.exists():
        for parameter in head.parameters():
            nn.init.zeros_(parameter)
        return head.eval(), None
    saved = np.load(HEAD)
    for layer, number in ((head[0], 1), (head[2], 2)):
        layer.weight.data = torch.from_numpy(saved[f"w{number}"])
        layer.bias.data = torch.from_numpy(saved[f"b{number}"])
    return head.eval(), json.loads(str(saved["notes"]))


def largest_difference(network, path, size):
    """Between torch and ONNX Runtime, over all outputs, on random pictures."""
    images = torch.randint(0, 256, (3, size, size, 3), dtype=torch.uint8)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = session.run(["embedding", "identity", "hazard"], {"image": images.numpy()})
    with torch.no_grad():
        wanted = network(images)
    return max(float(np.abs(a - b.numpy()).max()) for a, b in zip(found, wanted))


def write_classes():
    """models/classes.csv: the sides of every product, sorted by class."""
    with open(CLASSES, newline="", encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda r: (int(r["class_index"]), r["ndc11"], r["part"], r["side"]))
    with open(MODELS / "classes.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["class_index", "ndc11", "part", "side", "look"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_json(name, content):
    (MODELS / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def learning_curve():
    """Of a run of less than 25 steps there is none."""
    if not CURVE.exists():
        return []
    with open(CURVE, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [{key: float(value) for key, value in row.items()} for row in rows[:: max(1, len(rows) // 60)]]


def environment():
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "timm": timm.__version__,
        "opencv": cv2.__version__,
        "numpy": np.__version__,
        "onnx": onnx.__version__,
        "onnxruntime": onnxruntime.__version__,
        "machine": platform.machine(),
        "cpu": torch.backends.cpu.get_cpu_capability(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", help="safetensors file instead of work/checkpoint.pt")
    options = parser.parse_args()
    torch.manual_seed(0)
    gallery, sides = np.load(GALLERY), np.load(WORK / "sides.npz")
    model, source = load_model(options.weights)
    if str(gallery["source"]) != source:
        sys.exit("work/gallery.npz is of other weights: run gallery.py first")
    vectors = final_vectors(model, gallery["clean"], sides)
    head, head_notes = hazard_module()
    network = Exported(model, vectors, head).eval()

    MODELS.mkdir(exist_ok=True)
    size, path = SETTINGS["size"], MODELS / "pill-classifier.onnx"
    example = torch.zeros(2, size, size, 3, dtype=torch.uint8)
    names = ["embedding", "identity", "hazard"]
    torch.onnx.export(
        network,
        (example,),
        str(path),
        dynamo=False,
        opset_version=OPSET,
        input_names=["image"],
        output_names=names,
        dynamic_axes={name: {0: "n"} for name in ["image", *names]},
    )
    difference = largest_difference(network, path, size)
    if difference > TOLERANCE:
        sys.exit(f"torch and ONNX Runtime differ by {difference}")
    halve(path)

    write_classes()
    trained = {"seconds": 0, "images": 0, "steps": 0}
    saved = None if options.weights else torch.load(CHECKPOINT, weights_only=True)
    if saved:
        trained = {"seconds": round(saved["elapsed"]), "images": saved["images"], "steps": saved["step"]}
    write_json(
        "classifier.json",
        {
            "file": path.name,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "bytes": path.stat().st_size,
            "opset": OPSET,
            "input_size": size,
            "embedding_size": EMBEDDING,
            "classes": len(vectors),
            "scale": SCALE,
            "geometry": {"long_axis_share": LONG_AXIS_SHARE, "round_below_aspect": ROUND_BELOW_ASPECT},
            "normalisation_inside": {"mean": MEAN, "deviation": DEVIATION},
            "trained_on": f"augmented views of {int(sides['ok'].sum())} sides of NLM C3PI RxIMAGE studio photographs",
            "hazard_head": head_notes or "not fitted: always 0",
            "torch_onnx_difference": difference,
            **trained,
        },
    )
    if saved:
        write_json(
            "run.json",
            {"settings": saved["settings"], "environment": environment(), **trained, "learning_curve": learning_curve()},
        )
    print(f"{path} {path.stat().st_size / 1e6:.1f} MB, differs from torch by {difference:.1e}")


if __name__ == "__main__":
    main()
