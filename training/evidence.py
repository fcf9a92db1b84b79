"""Evidence as `takeback evaluate --evidence` writes it, and the same evidence had the catalogue been another one."""

import csv
import json
from pathlib import Path

import numpy as np

from manifest import PRIOR

CHANNELS = ("picture", "imprint", "color", "shape", "size")
PICTURE, SIZE = CHANNELS.index("picture"), CHANNELS.index("size")
SPEAKING_AGAINST = ("unexplained", "odd_side", "odd_picture")
ROOT = Path(__file__).resolve().parent.parent


def read(path):
    """Records of one evidence file; `x` is float32 [appearances, 5], `against` [appearances, 3] (SPEAKING_AGAINST), `hazards` [appearances]."""
    records = []
    with open(path, "rb") as file:
        while line := file.readline():
            record = json.loads(line)
            columns = len(CHANNELS) + len(SPEAKING_AGAINST) + 1
            table = np.frombuffer(file.read(record["appearances"] * columns * 4), "<f4").reshape(-1, columns)
            record["x"] = table[:, : len(CHANNELS)]
            record["against"], record["hazards"] = table[:, len(CHANNELS) : -1], table[:, -1]
            records.append(record)
    return records


def stacked(records):
    """x [photographs, appearances, 5], against [photographs, appearances, 3], appearance and sides [photographs]."""
    return (np.stack([r[key] for r in records]) for key in ("x", "against", "appearance", "sides"))


def log_softmax(scores):
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def posterior(x, weights):
    return np.exp(log_softmax(x @ weights))


def catalog():
    """Which appearances each appearance shares a labeler with, itself among them, and which have a reference photograph."""
    with open(ROOT / "assets" / "catalog" / "products.csv", newline="", encoding="utf-8") as file:
        rows = [(int(row["appearance"]), row["ndc11"][:5], row["has_reference_photo"] == "yes") for row in csv.DictReader(file)]
    of_labeler, kin = {}, {}
    for appearance, labeler, _ in rows:
        of_labeler.setdefault(labeler, set()).add(appearance)
    for appearance, labeler, _ in rows:
        kin.setdefault(appearance, set()).update(of_labeler[labeler])
    photographed = np.zeros(len(kin), bool)
    photographed[[appearance for appearance, _, has_one in rows if has_one]] = True
    return kin, photographed


def share_of(rows):
    """Of no rows there is none."""
    return round(float(rows.mean()), 3) if len(rows) else None


def quantile_of(values, share, otherwise, method="linear"):
    """`otherwise` of no values."""
    return float(np.quantile(values, share, method=method)) if len(values) else otherwise


def unmeasured(x):
    """The same evidence without sizes."""
    x = x.copy()
    x[:, :, SIZE] = 0
    return x


def without_lines(against):
    """What speaks against an answer where no imprint has been read."""
    return against * [name != "unexplained" for name in SPEAKING_AGAINST]


def lacking(x, missing):
    """The same evidence in a catalogue that lacks the appearances in `missing`, one list a photograph.

    The picture is spread over those left, but as sure of each against the others as it was: a classifier that had
    never seen the pill would be surer (`doubted` in `src/identify/classes.rs`), so what comes of this is a lower bound."""
    x = x.copy()
    for row, gone in zip(x, missing):
        row[gone] = -1e4
    x[:, :, PICTURE] = log_softmax(x[:, :, PICTURE])
    return x


def unreferenced(x, truth, photographed):
    """The same evidence had there been no reference photograph of the true appearances."""
    x = x.copy()
    x[np.arange(len(x)), truth, PICTURE] = x[:, ~photographed, PICTURE].max(1)
    return x


def floored(x, truth, sides, photographed, floor):
    """The same evidence where the picture says `floor` nats, by sides, of an appearance without a reference photograph
    instead of what PRIOR has; `truth` names those that count as such besides, -1 for none."""
    x, by_hand = x.copy(), PRIOR["no_reference"]
    rise = np.where(sides == 1, floor["one_side"] - by_hand["one_side"], floor["two_sides"] - by_hand["two_sides"]).astype(x.dtype)
    x[:, ~photographed, PICTURE] += rise[:, None]
    rows = np.flatnonzero(truth >= 0)
    x[rows, truth[rows], PICTURE] += rise[rows]
    return x
