"""Writes models/parity.json: what the reference chain says of every development photograph.

    python training/parity.py

The program's tests compare their own chain with it.  Everything here is derived:
boxes, scores and embeddings, no photograph.  `pill` describes the largest pill
of each photograph; `top` and `embedding` belong to its crop.
"""

import base64
import csv
import hashlib
import json

import numpy as np

import prepare
from chain import MODELS, classify, crop, find_pills, load, open_model

TOP = 5


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
        "pill": {name: round(float(getattr(pill, name)), 3) for name in ("cx", "cy", "long", "short", "angle", "area")},
        "touching": pill.touching,
        "crop_mean": np.round(square.mean(axis=(0, 1)), 3).tolist(),
        "top": [[int(i), round(float(identity[i]), 6)] for i in best],
        "hazard": round(float(hazard), 6),
        "embedding": base64.b64encode(embedding.astype("<f4").tobytes()).decode(),
    }


def digest(name):
    """SHA-256 of a model file."""
    return hashlib.sha256((MODELS / name).read_bytes()).hexdigest()


def main():
    names = ("pill-locator.onnx", "pill-classifier.onnx")
    locator, classifier = map(open_model, names)
    with open(prepare.DATA / "consumer_dev" / "labels.csv", newline="", encoding="utf-8") as file:
        files = [row["file"] for row in csv.DictReader(file)]
    photos = [describe(locator, classifier, prepare.DATA / "consumer_dev" / "images" / name) for name in files]
    parity = {"models": {name: digest(name) for name in names}, "photos": photos}
    (MODELS / "parity.json").write_text(json.dumps(parity, indent=1) + "\n")


if __name__ == "__main__":
    main()
