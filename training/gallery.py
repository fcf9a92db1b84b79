"""Embed the reference pills with the trained weights.

    python gallery.py [--weights start.safetensors]

Reads work/checkpoint.pt (its averaged weights) or the given weights, and writes
work/gallery.npz:

  clean   float32 [sides, 256]         the studio crop, mean over its turns
  views   float32 [VIEWS, sides, 256]  augmented views, to fit the hazard head on
  source  str                          sha256 of the file the weights came from

Sides without a cut-out have zero rows.  Takes a few minutes on one core.
"""

import argparse
import hashlib

import cv2
import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from geometry import LONG_AXIS_SHARE
from imprint import vocabulary
from model import EMBEDDING, PillNet
from prepare import CANVAS, LONG_AXIS, WORK
from train import CHECKPOINT, SETTINGS, count_classes, make_augmenter, read_reference

GALLERY = WORK / "gallery.npz"
VIEWS = 1
VIEWS_SEED = 21038  # not of the views that were trained on
TURNS = (0, 180)
BATCH = 64
OPSET = 18


def load_model(weights=None):
    """The network in evaluation mode, and the sha256 of the file of its weights."""
    model = PillNet(count_classes(), len(vocabulary([row["Imprint"] for row in read_reference()])))
    source = weights or CHECKPOINT
    with open(source, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if weights:
        model.load_start(load_file(weights))
    else:
        model.load_state_dict(torch.load(CHECKPOINT, weights_only=True)["ema"])
    return model.eval().to(memory_format=torch.channels_last), digest


def clean_view(rgb, degrees, size):
    """The studio crop in the program's geometry, turned by some degrees."""
    scale = LONG_AXIS_SHARE * size / LONG_AXIS
    middle = (CANVAS - 1) / 2
    matrix = cv2.getRotationMatrix2D((middle, middle), degrees, scale)
    matrix[:, 2] += (size - 1) / 2 - middle
    return cv2.warpAffine(rgb, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


class Embedding(nn.Module):
    """The part of the network that maps pictures to embeddings."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, image):
        return self.model.embed(self.model.features(image))


def open_embedding(model, size):
    """The embedding in ONNX Runtime, which is three times as fast as torch on a CPU."""
    path = WORK / "embedding.onnx"
    axes = {"image": {0: "n"}, "embedding": {0: "n"}}
    example = (torch.zeros(2, size, size, 3, dtype=torch.uint8),)
    torch.onnx.export(
        Embedding(model),
        example,
        str(path),
        dynamo=False,
        opset_version=OPSET,
        input_names=["image"],
        output_names=["embedding"],
        dynamic_axes=axes,
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda images: session.run(None, {"image": np.stack(images)})[0]


def embed_clean(embed, sides, size):
    out = np.zeros((len(sides["ok"]), EMBEDDING), np.float32)
    chosen = np.flatnonzero(sides["ok"])
    for start in range(0, len(chosen), BATCH):
        part = chosen[start : start + BATCH]
        for turn in TURNS:
            out[part] += embed([clean_view(sides["rgb"][i], turn, size) for i in part])
    return F.normalize(torch.from_numpy(out), dim=1).numpy()


def embed_views(embed, sides, reference, size):
    augment = make_augmenter(sides, reference, size, seed=VIEWS_SEED)
    out = np.zeros((VIEWS, len(sides["ok"]), EMBEDDING), np.float32)
    chosen = np.flatnonzero(sides["ok"])
    for view in range(VIEWS):
        for start in range(0, len(chosen), BATCH):
            part = chosen[start : start + BATCH]
            out[view, part] = embed(augment(part).numpy())
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", help="safetensors file instead of work/checkpoint.pt")
    options = parser.parse_args()
    torch.set_num_threads(1)
    model, source = load_model(options.weights)
    sides = dict(np.load(WORK / "sides.npz"))
    size = SETTINGS["size"]
    embed = open_embedding(model, size)
    clean = embed_clean(embed, sides, size)
    views = embed_views(embed, sides, read_reference(), size)
    np.savez(GALLERY, clean=clean, views=views, source=source)
    labels = sides["class_index"][sides["ok"]]
    vectors = F.normalize(model.class_vectors.detach(), dim=1).numpy()
    for name, rows in (("clean", clean), ("augmented", views[0])):
        hits = (rows[sides["ok"]] @ vectors.T).argmax(1) == labels
        print(f"{name} references: top-1 {hits.mean():.3f} by side class")


if __name__ == "__main__":
    main()
