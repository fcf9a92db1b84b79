"""Fit how much each kind of evidence weighs, and when the program may speak.

    python training/fit_fusion.py EVIDENCE [EVIDENCE ...] --foreign EVIDENCE [--out models/fusion.json]

EVIDENCE is what `takeback evaluate --evidence` writes: for each photograph, or pair,
the log-likelihoods of all appearances by picture, imprint, color, shape and size,
how much more clearly a line was read that their imprint does not explain,
what color and shape, and the picture, say of the odd one of two sides, which of them are hazardous, and the truth.  The photographs must be composed from reference photographs (compose.py,
specimens.py, degrade.py), never consumer ones.

The classifier has been trained on views of those same reference photographs, so there
its scores are better than on real ones; that is why all of them have to have been made
harder than anything it was trained on.  No noise is added to scores: weights that hold for
made-up noise need not hold for photographs.  Nor does the imprint reader know the products
(compose.py --products held_out).

Most sites measure no sizes, so every photograph enters twice, measured and not: the
other weights have to hold for both, and each threshold is the higher one of both. One side
and two have thresholds of their own.

Weights are those of a softmax regression over all appearances, not negative, drawn
softly to the values in PRIOR; half of the products fit them, the other half sets the
thresholds and is what the figures are measured on. From where on a line that was read, or an odd side, speaks against
an answer is set on the fitting half. Of pills that no catalogue holds (`foreign.py`), one half raises the
thresholds until few enough of them are called identified;
of the other half it is measured how many are.
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np

from manifest import PRIOR

CHANNELS = ("picture", "imprint", "color", "shape", "size")
PICTURE, SIZE = CHANNELS.index("picture"), CHANNELS.index("size")
SPEAKING_AGAINST = ("unexplained", "odd_side", "odd_picture")
PULL = 0.02  # strength of the draw to PRIOR, in nats a photograph for a weight off by one
PRECISION = 0.98  # of what is called identified
ASK_PRECISION = 0.985  # above this precision one side is enough
RECALL = 0.98  # of hazardous pills
FOREIGN = 0.015  # of pills that no catalogue holds are called identified: 0.02 is wanted, of others too
READ_OTHERWISE = 0.02  # of right answers, which have a line that their imprint does not explain
ODD_SIDE = 0.01  # of right answers from two sides, of which one has another color and shape
ODD_PICTURE = 0.02  # of right answers from two sides, of which one looks otherwise to the classifier
BOOTSTRAPS = 10
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


def product(record):
    """Photographs of one product stay in one half."""
    return record["appearance"]


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


def lacking(x, missing):
    """The same evidence in a catalogue that lacks the appearances in `missing`, one list a photograph.

    The picture is spread over those left, but as sure of each against the others as it was: a classifier that had
    never seen the pill would be surer (`doubted` in `src/identify/classes.rs`), so what comes of this is a lower bound."""
    x = x.copy()
    for row, gone in zip(x, missing):
        row[gone] = -1e4
    x[:, :, PICTURE] = log_softmax(x[:, :, PICTURE])
    return x


def catalog():
    """Which appearances each appearance shares a labeler with, itself among them, and which have a reference photograph."""
    with open(ROOT / "assets" / "catalog" / "products.csv", newline="", encoding="utf-8") as file:
        rows = [(int(row["appearance"]), row["ndc11"][:5], row["has_reference_photo"] == "yes") for row in csv.DictReader(file)]
    of_labeler, kin = {}, {}
    for appearance, labeler, _ in rows:
        of_labeler.setdefault(labeler, set()).add(appearance)
    for appearance, labeler, _ in rows:
        kin.setdefault(appearance, set()).update(of_labeler[labeler])
    return kin, {appearance for appearance, _, photographed in rows if photographed}


def spoken_for(x, against, settings, bounds, photographed):
    """How sure each answer is, and the answer: not at all where the picture, a line that was read or an odd side speaks
    against it, as `src/identify/against.rs` has it.  `bounds` are of SPEAKING_AGAINST."""
    p = posterior(x, weights_of(settings))
    best, rows = p.argmax(1), np.arange(len(x))
    unexplained, odd_side, odd_picture = against[rows, best].T
    most, least, least_picture = bounds
    unlike = (x[rows, best, PICTURE] < -np.log(x.shape[1])) | (odd_picture < least_picture)
    speaks = (unlike & np.isin(best, list(photographed))) | (unexplained > most) | (odd_side < least)
    return np.where(speaks, 0, p.max(1)), best


def enough(sure, sides, settings):
    """What is called identified, of answers so sure from one side or two."""
    at = settings["identify_at"]
    return sure >= np.where(sides == 1, at["one_side"], at["two_sides"])


def without_lines(against):
    """The same where no imprint has been read."""
    return against * [name != "unexplained" for name in SPEAKING_AGAINST]


def weights_of(settings):
    return np.array([settings[channel] for channel in CHANNELS])


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


def by_sides(named, sides):
    """The share of what is called identified, from one side and from two."""
    words = {"one_photograph": 1, "two_sides": 2}
    return {word: round(float(named[sides == count].mean()), 3) for word, count in words.items() if (sides == count).any()}


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
    """Logistic regression; returns its weights and the probability from which a pill is called hazardous."""
    prior, weights = np.array([0.0, 1.0, 0.0]), np.array([0.0, 1.0, 0.0])
    pull = np.diag([0.01, 0.05, 0.05])
    x = hazard_inputs(mass, head)
    for _ in range(50):
        p = hazard_probability(weights, mass, head)
        gradient = x.T @ (truth - p) / len(p) - pull @ (weights - prior)
        second = (x * (p * (1 - p))[:, None]).T @ x / len(p) + pull
        weights = weights + np.linalg.solve(second, gradient)
        weights[1:] = np.clip(weights[1:], 0, None)
    p = hazard_probability(weights, mass, head)
    cut = np.floor(1e4 * np.quantile(p[truth], 1 - RECALL, method="lower")) / 1e4 if truth.any() else 0.1
    return weights, cut


def hazard_inputs(mass, head):
    return np.stack([np.ones(len(mass)), logit(mass), head], axis=1)


def hazard_probability(weights, mass, head):
    return 1 / (1 + np.exp(-hazard_inputs(mass, head) @ weights))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evidence", type=Path, nargs="+")
    parser.add_argument("--foreign", type=Path, required=True, help="evidence of what foreign.py composes")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "fusion.json")
    args = parser.parse_args()
    records = [record for path in args.evidence for record in read(path)]
    rng = np.random.default_rng(1)
    products = rng.permutation(sorted({product(r) for r in records}))
    fitting = set(products[: len(products) // 2].tolist())
    inside = np.array([product(r) in fitting for r in records])
    x, against, truth, sides = stacked(records)

    fusion, measured = {}, {}
    measured["picture_alone"] = summary(np.exp(x[:, :, 0])[sides == 1], truth[sides == 1])
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

    kin, photographed = catalog()
    with_imprint = weights_of(fusion["with_imprint"])
    right = inside & (posterior(bare, with_imprint).argmax(1) == truth)
    of_right = lambda name, rows: against[np.flatnonzero(rows), truth[rows], SPEAKING_AGAINST.index(name)]
    quantile = lambda name, rows, share: round(float(np.quantile(of_right(name, rows), share)), 2)
    bounds = (
        quantile("unexplained", right, 1 - READ_OTHERWISE),
        quantile("odd_side", right & (sides == 2), ODD_SIDE),
        quantile("odd_picture", right & (sides == 2), ODD_PICTURE),
    )
    foreign, foreign_against, bodies, foreign_sides = stacked(read(args.foreign))
    foreign, raising = unmeasured(foreign), bodies % 2 == 0
    for name, settings in fusion.items():
        heard = (lambda lines: lines) if name == "with_imprint" else without_lines
        both_ways = [spoken_for(evidence, heard(against), settings, bounds, photographed) for evidence in (bare, x)]
        kept_aside = lambda count: ~inside & (sides == count)
        sure_from = lambda precision, rows: max(threshold(sure[rows], best[rows] == truth[rows], precision) for sure, best in both_ways)
        wrongly_sure, _ = spoken_for(foreign, heard(foreign_against), settings, bounds, photographed)
        few_enough = lambda count: np.quantile(wrongly_sure[raising & (foreign_sides == count)], 1 - FOREIGN)
        at = {count: max(sure_from(PRECISION, kept_aside(count)), few_enough(count)) for count in (1, 2)}
        settings["identify_at"] = {word: round(at[count], 3) for word, count in (("one_side", 1), ("two_sides", 2))}
        settings["ask_other_side_below"] = round(max(at[1], sure_from(ASK_PRECISION, kept_aside(1))), 3)
        kept = lambda evidence: ~inside & enough(spoken_for(evidence, heard(against), settings, bounds, photographed)[0], sides, settings)
        sure, best = kept(bare), both_ways[0][1]
        for words, count in (("one_photograph", 1), ("two_sides", 2)):
            of_these = sure & (sides == count)
            precision = round(float((best == truth)[of_these].mean()), 3) if of_these.any() else None
            measured[name][words] |= {"identified": round(float(of_these.sum() / kept_aside(count).sum()), 3), "precision": precision}
        # Without itself alone, those like it stay: the hardest pills to leave unnamed. Without all of its labelers it is
        # nearly a foreign pill, though what others sell in the same form stays.
        for what, missing in (("itself", truth[:, None]), ("its_labelers", [sorted(kin[one]) for one in truth])):
            rest = kept(lacking(bare, missing))
            measured[name][f"named_when_the_catalogue_lacks_{what}"] = by_sides(rest[~inside], sides[~inside])
        wrongly = enough(wrongly_sure, foreign_sides, settings)[~raising]
        measured[name]["foreign_pills_named"] = by_sides(wrongly, foreign_sides[~raising])

    hazards = records[0]["hazards"]
    hazardous, mass = hazards[truth] > 0, posterior(bare, with_imprint) @ hazards
    head = np.array([r["hazard_logit"] for r in records])
    # What ships is fitted to all of them; how well that does is measured with what one half fits, on the other.
    weights, cut = fit_hazard(mass[inside], head[inside], hazardous[inside])
    called = hazard_probability(weights, mass, head) >= cut
    measured["hazard"] = {
        "sensitivity": round(float(called[hazardous & ~inside].mean()), 3),
        "specificity": round(float((~called)[~hazardous & ~inside].mean()), 3),
        "hazardous": int((hazardous & ~inside).sum()),
    }
    weights, cut = fit_hazard(mass, head, hazardous)
    fusion.update(
        no_reference=PRIOR["no_reference"],
        **dict(zip(SPEAKING_AGAINST, bounds)),
        hazard=dict(zip(("bias", "mass", "head", "threshold"), (round(float(v), 4) for v in (*weights, cut)))),
        fitted={"on": "photographs composed from reference photographs: compose.py, specimens.py and degrade.py", **measured},
    )
    args.out.write_text(json.dumps(fusion, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(fusion, indent=2))


if __name__ == "__main__":
    main()
