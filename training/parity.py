"""Writes models/parity.json: what the reference chain says of every development photograph, and
of a few mosaics of studio photographs, which show many small pills.

    python training/parity.py

The program's tests compare their own chain with it.  Everything here is derived:
boxes, scores and embeddings, no photograph.  `pill` describes the largest pill
of each photograph; `top` and `embedding` belong to its crop.  A mosaic lays photographs
side by side, row by row, each cut or filled up with black to one size.
"""

import base64
import csv
import hashlib
import json

import numpy as np
from PIL import Image

import prepare
from chain import MODELS, classify, crop, find_pills, load, open_model

TOP = 5
MOSAICS = 4
COLUMNS, ROWS = 4, 3
TILE = (300, 225)
STUDIO = prepare.DATA / "rximage" / "images"


def describe(locator, classifier, path):
    """One photograph's entry."""
    photo = load(path)
    pills = find_pills(locator, photo)
    entry = {"file": path.name, "width": photo.width, "height": photo.height, "pills": len(pills)}
    if not pills:
        return entry
    pill = max(pills, key=lambda p: p.area)
    square = crop(photo, pill)
    embedding, identity, hazard = (output[0] for output in classify(classifier, [square]))
    best = np.argsort(-identity, kind="stable")[:TOP]
    return entry | {
        "pill": numbers(pill),
        "touching": pill.touching,
        "crop_mean": np.round(square.mean(axis=(0, 1)), 3).tolist(),
        "top": [[int(i), round(float(identity[i]), 6)] for i in best],
        "hazard": round(float(hazard), 6),
        "embedding": base64.b64encode(embedding.astype("<f4").tobytes()).decode(),
    }


def numbers(pill):
    """Where a pill lies, in photograph pixels and degrees."""
    return {name: round(float(getattr(pill, name)), 3) for name in ("cx", "cy", "long", "short", "angle", "area")}


def describe_mosaic(locator, names):
    """One mosaic's entry: its photographs and all its pills."""
    width, height = TILE
    canvas = np.zeros((ROWS * height, COLUMNS * width, 3), np.uint8)
    for place, name in enumerate(names):
        y, x = place // COLUMNS * height, place % COLUMNS * width
        tile = np.asarray(load(STUDIO / name))[:height, :width]
        canvas[y : y + tile.shape[0], x : x + tile.shape[1]] = tile
    pills = find_pills(locator, Image.fromarray(canvas))
    return {"files": names, "pills": [numbers(pill) | {"touching": pill.touching} for pill in pills]}


def digest(name):
    """SHA-256 of a model file."""
    return hashlib.sha256((MODELS / name).read_bytes()).hexdigest()


def main():
    names = ("pill-locator.onnx", "pill-classifier.onnx")
    locator, classifier = map(open_model, names)
    with open(prepare.DATA / "consumer_dev" / "labels.csv", newline="", encoding="utf-8") as file:
        files = [row["file"] for row in csv.DictReader(file)]
    photos = [describe(locator, classifier, prepare.DATA / "consumer_dev" / "images" / name) for name in files]
    studio = sorted(path.name for path in STUDIO.iterdir())
    chosen = studio[:: len(studio) // (MOSAICS * COLUMNS * ROWS)]
    mosaics = [describe_mosaic(locator, chosen[k * COLUMNS * ROWS :][: COLUMNS * ROWS]) for k in range(MOSAICS)]
    parity = {
        "models": {name: digest(name) for name in names},
        "photos": photos,
        "mosaic": {"columns": COLUMNS, "rows": ROWS, "tile": TILE},
        "mosaics": mosaics,
    }
    (MODELS / "parity.json").write_text(json.dumps(parity, indent=1) + "\n")


if __name__ == "__main__":
    main()
