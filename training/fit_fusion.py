"""Fit how much each kind of evidence weighs, and when the program may speak.

    python training/fit_fusion.py EVIDENCE [EVIDENCE ...] [--out models/fusion.json]

EVIDENCE is what `takeback evaluate --evidence` writes: for each photograph, or pair,
the log-likelihoods of all appearances by picture, imprint, color, shape and size,
which of them are hazardous, and the truth.  The photographs must be composed from reference photographs (compose.py,
degrade.py), never consumer ones.

The classifier has been trained on views of those same reference photographs, so there
its scores are better than on real ones.  What a real photograph changes is taken to move
the embedding by as much in any direction: every score shrinks, and pills that look alike
gain and lose together, which noise on single scores would not do.  The embedding is moved
as far as makes the picture alone right as often as TRANSFER says: about what the
feasibility study found for real photographs, where composed views were recognised twice
as often.

Most sites measure no sizes, so every photograph enters twice, measured and not: the
other weights have to hold for both, and the thresholds are set where nothing was measured.

Weights are those of a softmax regression over all appearances, not negative, drawn
softly to the values in PRIOR; half of the products fit them, the other half sets the
thresholds and is what the figures are measured on.
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from manifest import PRIOR

CHANNELS = ("picture", "imprint", "color", "shape", "size")
SIZE = CHANNELS.index("size")
PULL = 0.02  # strength of the draw to PRIOR, in nats a photograph for a weight off by one
PRECISION = 0.95  # of what is called identified
ASK_PRECISION = 0.98  # above this precision one side is enough
RECALL = 0.97  # of hazardous pills
BOOTSTRAPS = 10
TRANSFER = 0.32  # share of single real photographs that the picture alone gets right
ROOT = Path(__file__).resolve().parent.parent


def read(path):
    """Records of one evidence file; `x` is float32 [appearances, 5], `hazards` [appearances]."""
    records = []
    with open(path, "rb") as file:
        while line := file.readline():
            record = json.loads(line)
            columns = len(CHANNELS) + 1
            table = np.frombuffer(file.read(record["appearances"] * columns * 4), "<f4").reshape(-1, columns)
            record["x"], record["hazards"] = table[:, :-1], table[:, -1]
            records.append(record)
    return records


def product(record):
    """Photographs of one product stay in one half."""
    return record["appearance"]


def class_vectors():
    """float32 [classes, 256]: a class's score is the product of its vector and the embedding."""
    graph = onnx.load(ROOT / "models" / "pill-classifier.onnx").graph
    stored = next(weight for weight in graph.initializer if weight.name.startswith("vectors"))
    return numpy_helper.to_array(stored).astype(np.float32).T


def classes_shown(records):
    """For each record the classes that its photographs show, and for each appearance the classes
    [appearances, 2] of a product that looks like it, -1 where there is no reference photograph."""
    with open(ROOT / "models" / "classes.csv", newline="", encoding="utf-8") as file:
        sides = {}
        for row in csv.DictReader(file):
            sides.setdefault((row["ndc11"], row["part"]), {})[int(row["side"])] = int(row["class_index"])
    of_appearance = np.full((len(records[0]["x"]), 2), -1)
    with open(ROOT / "assets" / "catalog" / "products.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            known = sides.get((row["ndc11"], row["part"]))
            if known:
                of_appearance[int(row["appearance"])] = known[0], known[1]
    shown = []
    for record in records:
        both = of_appearance[record["appearance"]]
        shown.append(both if record["sides"] == 2 else both[[int(Path(record["photo"]).stem.rsplit("_", 1)[1])]])
    return shown, of_appearance


def move_embeddings(records, x, truth, single):
    """Moves the embeddings behind the picture's column, in place, until TRANSFER of the single
    photographs are right; returns the length of the move (an embedding's is 1)."""
    vectors = class_vectors()
    shown, of_appearance = classes_shown(records)
    rng, known = np.random.default_rng(2), of_appearance[:, 0] >= 0
    moves = np.zeros(x.shape[:2], np.float32)
    for row, classes in enumerate(shown):
        change = rng.standard_normal((len(classes), vectors.shape[1])).astype(np.float32) / np.sqrt(vectors.shape[1])
        by_class, alike = vectors @ change.T, vectors @ vectors[classes].T
        pairs = of_appearance[known]
        if len(classes) == 1:
            side = alike[pairs, 0].argmax(1)
            moves[row, known] = by_class[pairs[np.arange(len(pairs)), side], 0]
        else:
            straight = alike[pairs[:, 0], 0] + alike[pairs[:, 1], 1] >= alike[pairs[:, 1], 0] + alike[pairs[:, 0], 1]
            first, second = np.where(straight, pairs.T, pairs.T[::-1])
            moves[row, known] = by_class[first, 0] + by_class[second, 1]
    clean, low, high = x[:, :, 0].copy(), 0.0, 4.0
    for _ in range(12):
        middle = (low + high) / 2
        moved = (clean[single] + middle * moves[single]) / np.sqrt(1 + middle**2)
        low, high = (middle, high) if (moved.argmax(1) == truth[single]).mean() > TRANSFER else (low, middle)
    x[:, :, 0] = log_softmax((clean + low * moves) / np.sqrt(1 + low**2))
    return low


def log_softmax(scores):
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def fit(x, truth, prior, open_channels, steps=60):
    """Newton steps with projection on weights >= 0; x is [photographs, appearances, 5]."""
    use = np.flatnonzero(open_channels)
    x, pull = x[:, :, use].astype(np.float64), np.array(prior)[use]
    weights = pull.copy()
    rows = np.arange(len(truth))
    for _ in range(steps):
        p = np.exp(log_softmax(x @ weights))
        mean = np.einsum("na,nac->nc", p, x)
        gradient = (x[rows, truth] - mean).mean(0) - PULL * (weights - pull)
        second = np.einsum("na,nac,nad->cd", p, x, x) / len(x) - mean.T @ mean / len(x)
        step = np.linalg.solve(second + (PULL + 1e-3) * np.eye(len(use)), gradient)
        new = np.clip(weights + np.clip(step, -0.25, 0.25), 0, None)
        if np.abs(new - weights).max() < 1e-4:
            break
        weights = new
    out = np.zeros(len(CHANNELS))
    out[use] = weights
    return out


def unmeasured(x):
    """The same evidence without sizes."""
    x = x.copy()
    x[:, :, SIZE] = 0
    return x


def posterior(x, weights):
    return np.exp(log_softmax(x @ weights))


def summary(p, truth):
    """Accuracy and calibration of posteriors [photographs, appearances]."""
    order = np.argsort(-p, axis=1)[:, :5]
    confidence, right = p.max(1), order[:, 0] == truth
    edges = np.minimum((confidence * 10).astype(int), 9)
    gaps = [abs(confidence[edges == b].mean() - right[edges == b].mean()) * (edges == b).mean() for b in range(10) if (edges == b).any()]
    return {
        "photographs": len(truth),
        "top_1": round(float(right.mean()), 3),
        "top_5": round(float((order == truth[:, None]).any(1).mean()), 3),
        "expected_calibration_error": round(float(sum(gaps)), 3),
    }


def threshold(confidence, right, precision):
    """The least confidence above which at least `precision` of the answers are right."""
    order = np.argsort(-confidence)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= precision)
    return float(confidence[order][enough[-1]]) if len(enough) else 1.0


def logit(p):
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return np.log(p / (1 - p))


def fit_hazard(mass, head, truth):
    """Logistic regression; returns the settings and the probabilities."""
    x = np.stack([np.ones(len(mass)), logit(mass), head], axis=1)
    prior, weights = np.array([0.0, 1.0, 0.0]), np.array([0.0, 1.0, 0.0])
    pull = np.diag([0.01, 0.05, 0.05])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (truth - p) / len(p) - pull @ (weights - prior)
        second = (x * (p * (1 - p))[:, None]).T @ x / len(p) + pull
        weights = weights + np.linalg.solve(second, gradient)
        weights[1:] = np.clip(weights[1:], 0, None)
    p = 1 / (1 + np.exp(-x @ weights))
    cut = float(np.quantile(p[truth], 1 - RECALL)) if truth.any() else 0.1
    return weights, p, cut


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evidence", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "fusion.json")
    args = parser.parse_args()
    records = [record for path in args.evidence for record in read(path)]
    rng = np.random.default_rng(1)
    products = rng.permutation(sorted({product(r) for r in records}))
    fitting = set(products[: len(products) // 2].tolist())
    inside = np.array([product(r) in fitting for r in records])
    x = np.stack([r["x"] for r in records])
    truth = np.array([r["appearance"] for r in records])
    sides = np.array([r["sides"] for r in records])

    fusion, measured = {}, {}
    measured["picture_as_it_is"] = summary(np.exp(x[:, :, 0])[sides == 1], truth[sides == 1])
    measured["embedding_moved_by"] = round(move_embeddings(records, x, truth, sides == 1), 3)
    measured["picture_moved"] = summary(np.exp(x[:, :, 0])[sides == 1], truth[sides == 1])
    bare = unmeasured(x)
    for name, channels in (("without_imprint", (1, 0, 1, 1, 1)), ("with_imprint", (1, 1, 1, 1, 1))):
        prior = [PRIOR[name][c] for c in CHANNELS]
        both = lambda rows: (np.concatenate([x[rows], bare[rows]]), np.tile(truth[rows], 2), prior, channels)
        weights = fit(*both(np.flatnonzero(inside)))
        again = [rng.choice(np.flatnonzero(inside), inside.sum()) for _ in range(BOOTSTRAPS)]
        spread = np.std([fit(*both(rows), 15) for rows in again], axis=0)
        fusion[name] = {c: round(float(w), 4) for c, w in zip(CHANNELS, weights)}
        measured[name] = {"weights_standard_error": {c: round(float(s), 4) for c, s in zip(CHANNELS, spread)}}
        for suffix, evidence in (("", bare), ("_measured", x)):
            p = posterior(evidence, weights)
            for words, count in (("one_photograph", 1), ("two_sides", 2)):
                if (kept := ~inside & (sides == count)).any():
                    measured[name][words + suffix] = summary(p[kept], truth[kept])
    p = posterior(bare, np.array([fusion["with_imprint"][c] for c in CHANNELS]))
    confidence, right = p.max(1), p.argmax(1) == truth
    identify_at = threshold(confidence[~inside], right[~inside], PRECISION)
    ask_below = max(identify_at, threshold(confidence[~inside], right[~inside], ASK_PRECISION))
    sure = ~inside & (confidence >= identify_at)
    measured["identified"] = {"share": round(float(sure.sum() / (~inside).sum()), 3), "precision": round(float(right[sure].mean()), 3) if sure.any() else None}

    hazards = records[0]["hazards"]
    hazardous, mass = hazards[truth] > 0, p @ hazards
    head = np.array([r["hazard_logit"] for r in records])
    weights, probability, cut = fit_hazard(mass, head, hazardous)
    measured["hazard"] = {
        "sensitivity": round(float((probability[hazardous] >= cut).mean()), 3),
        "specificity": round(float((probability[~hazardous] < cut).mean()), 3),
        "hazardous": int(hazardous.sum()),
    }
    fusion.update(
        no_reference=PRIOR["no_reference"],
        identify_at=round(identify_at, 3),
        ask_other_side_below=round(ask_below, 3),
        hazard=dict(zip(("bias", "mass", "head", "threshold"), (round(float(v), 4) for v in (*weights, cut)))),
        fitted={"on": "photographs composed from reference photographs: compose.py and degrade.py", **measured},
    )
    args.out.write_text(json.dumps(fusion, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(fusion, indent=2))


if __name__ == "__main__":
    main()
