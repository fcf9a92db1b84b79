"""Fit how much each kind of evidence weighs, and when the program may speak.

    python training/fit_fusion.py EVIDENCE [EVIDENCE ...] --foreign EVIDENCE --others EVIDENCE [EVIDENCE ...]
        [--out models/fusion.json]

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
other weights have to hold for both. One side and two, measured and not, have thresholds of their own.

Weights are those of a softmax regression over all appearances, not negative, drawn
softly to the values in PRIOR; half of the products fit them, the other half sets the
thresholds. The figures are measured on other photographs (--others) of that other half, by which
nothing was chosen; those of hazards on each half with what the other one fits. What the picture says of an appearance without a reference photograph is set on
the fitting half, as if one in UNPHOTOGRAPHED of its pills had none. From where on a line that was read, or
an odd side, speaks against an answer is set there too. Of pills that no catalogue holds (`foreign.py`), one half
raises the thresholds until few enough of them are called identified; of the other half it is measured how many are.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from evidence import CHANNELS, PICTURE, ROOT, SPEAKING_AGAINST, catalog, floored, lacking, log_softmax, posterior, quantile_of, read
from evidence import share_of, stacked, unmeasured, unreferenced, without_lines
from hazard_fit import fit_hazard
from manifest import PRIOR

PULL = 0.02  # strength of the draw to PRIOR, in nats a photograph for a weight off by one
PRECISION = 0.98  # of what is called identified
FOREIGN = 0.0125  # of pills that no catalogue holds are called identified: 0.02 is wanted of others, of which it proved to be more
READ_OTHERWISE = 0.02  # of right answers, which have a line that their imprint does not explain
ODD_SIDE = 0.01  # of right answers from two sides, of which one has another color and shape
ODD_PICTURE = 0.02  # of right answers from two sides, of which one looks otherwise to the classifier
FLOORS = np.arange(-24, -1.9, 0.25)  # nats that the picture may say of an appearance without a reference photograph
UNPHOTOGRAPHED = 0.03  # of pills that come in, assumed: .12 of the appearances, but hardly one of what sells most
BOOTSTRAPS = 10
SIDES = {"one_side": 1, "two_sides": 2}
WORDS = {"one_photograph": 1, "two_sides": 2}


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


def fit_floor(x, truth, sides, weights, photographed):
    """What the picture says of an appearance without a reference photograph, by sides: where the truth is likeliest."""
    hidden, none = unreferenced(x, truth, photographed), np.full(len(truth), -1)

    def likelihood(evidence, rows, extra, floor):
        evidence = floored(evidence[rows], extra[rows], sides[rows], photographed, floor)
        return log_softmax(evidence @ weights)[np.arange(len(rows)), truth[rows]].mean()

    def best(word, count):
        rows = np.flatnonzero(sides == count)

        def score(nats):
            floor = PRIOR["no_reference"] | {word: nats}
            return (1 - UNPHOTOGRAPHED) * likelihood(x, rows, none, floor) + UNPHOTOGRAPHED * likelihood(hidden, rows, truth, floor)

        return float(max(FLOORS, key=score))

    return {word: best(word, count) for word, count in SIDES.items()}


def spoken_for(x, against, settings, bounds, photographed, hidden=None):
    """How sure each answer is, and the answer: not at all where the picture, a line that was read or an odd side speaks
    against it, as `src/identify/against.rs` has it.  `bounds` are of SPEAKING_AGAINST; `hidden` is the appearance of
    which each catalogue has no reference photograph, besides those of which ours has none."""
    p = posterior(x, weights_of(settings))
    best, rows = p.argmax(1), np.arange(len(x))
    unexplained, odd_side, odd_picture = against[rows, best].T
    most, least, least_picture = bounds
    unlike = (x[rows, best, PICTURE] < -np.log(x.shape[1])) | (odd_picture < least_picture)
    unlike &= photographed[best] if hidden is None else photographed[best] & (best != hidden)
    speaks = unlike | (unexplained > most) | (odd_side < least)
    return np.where(speaks, 0, p.max(1)), best


def enough(sure, sides, at):
    """What is called identified, of answers so sure from one side or two."""
    return sure >= np.where(sides == 1, at["one_side"], at["two_sides"])


def weights_of(settings):
    return np.array([settings[channel] for channel in CHANNELS])


def summary(p, truth):
    """Accuracy and calibration of posteriors [photographs, appearances]."""
    order = np.argsort(-p, axis=1)[:, :5]
    confidence, right = p.max(1), order[:, 0] == truth
    edges = np.minimum((confidence * 10).astype(int), 9)
    gaps = [abs(confidence[edges == b].mean() - right[edges == b].mean()) * (edges == b).mean() for b in range(10) if (edges == b).any()]
    return {
        "photographs": len(truth),
        "top_1": share_of(right),
        "top_5": share_of((order == truth[:, None]).any(1)),
        "expected_calibration_error": round(float(sum(gaps)), 3),
    }


def threshold(confidence, right, precision):
    """The least confidence above which at least `precision` of the answers are right."""
    order = np.argsort(-confidence)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= precision)
    return float(confidence[order][enough[-1]]) if len(enough) else 1.0


def fit_weights(x, bare, truth):
    """Weights before and after the imprint has been read, and their standard errors."""
    rng = np.random.default_rng(1)
    fusion, errors = {}, {}
    for name, channels in (("without_imprint", (1, 0, 1, 1, 1)), ("with_imprint", (1, 1, 1, 1, 1))):
        prior = [PRIOR[name][c] for c in CHANNELS]
        both = lambda rows: (np.concatenate([x[rows], bare[rows]]), np.tile(truth[rows], 2), prior, channels)
        weights = fit(*both(np.arange(len(truth))))
        again = [rng.choice(len(truth), len(truth)) for _ in range(BOOTSTRAPS)]
        spread = np.std([fit(*both(rows), 15) for rows in again], axis=0)
        fusion[name] = {c: round(float(w), 4) for c, w in zip(CHANNELS, weights)}
        errors[name] = {c: round(float(s), 4) for c, s in zip(CHANNELS, spread)}
    return fusion, errors


def fit_bounds(bare, against, truth, sides, settings):
    """From where on a line that was read, or the odd one of two sides, speaks against an answer: as SPEAKING_AGAINST."""
    right = posterior(bare, weights_of(settings)).argmax(1) == truth
    of_right = lambda name, rows: against[np.flatnonzero(rows), truth[rows], SPEAKING_AGAINST.index(name)]
    quantile = lambda name, rows, share: round(quantile_of(of_right(name, rows), share, PRIOR[name]), 2)
    return (
        quantile("unexplained", right, 1 - READ_OTHERWISE),
        quantile("odd_side", right & (sides == 2), ODD_SIDE),
        quantile("odd_picture", right & (sides == 2), ODD_PICTURE),
    )


class Pills:
    """Evidence of some pills as the shipped settings have it, measured and not."""

    def __init__(self, records, photographed, floor):
        self.records = records
        self.raw, self.against, self.truth, self.sides = stacked(records)
        self.photographed, self.floor = photographed, floor
        self.measured = self.as_shipped(self.raw)
        self.bare = unmeasured(self.measured)

    def as_shipped(self, x, unphotographed_too=None):
        truth = np.full(len(x), -1) if unphotographed_too is None else unphotographed_too
        return floored(x, truth, self.sides, self.photographed, self.floor)


def measure(name, settings, pills, bounds, kin):
    """What comes of the settings, of pills by which none of them was chosen."""
    weights, truth, sides = weights_of(settings), pills.truth, pills.sides
    against, at = heard(name, pills.against), settings["identify_at"]
    speak = lambda evidence, hidden=None: spoken_for(evidence, against, settings, bounds, pills.photographed, hidden)
    ways = {
        "": (pills.bare, at["bare"], speak(pills.bare)),
        "_measured": (pills.measured, at["measured"], speak(pills.measured)),
    }
    hidden = unmeasured(pills.as_shipped(unreferenced(pills.raw, truth, pills.photographed), truth))
    ways["_without_a_reference"] = (hidden, at["bare"], speak(hidden, truth))
    out = {}
    for words, count in WORDS.items():
        of = sides == count
        for suffix, (evidence, least, (sure, best)) in ways.items():
            kept = of & enough(sure, sides, least)
            figures = summary(posterior(evidence[of], weights), truth[of])
            out[words + suffix] = figures | {"identified": share_of(kept[of]), "precision": share_of((best == truth)[kept])}
    # Without itself alone, those like it stay: the hardest pills to leave unnamed. Without all of its labelers it is
    # nearly a foreign pill, though what others sell in the same form stays.
    for what, missing in (("itself", truth[:, None]), ("its_labelers", [sorted(kin[one]) for one in truth])):
        rest = enough(speak(lacking(pills.bare, missing))[0], sides, at["bare"])
        out[f"named_when_the_catalogue_lacks_{what}"] = {words: share_of(rest[sides == count]) for words, count in WORDS.items()}
    return out


def heard(name, against):
    return against if name == "with_imprint" else without_lines(against)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("evidence", type=Path, nargs="+")
    parser.add_argument("--foreign", type=Path, required=True, help="evidence of what foreign.py composes")
    parser.add_argument("--others", type=Path, nargs="+", required=True, help="evidence by which nothing is chosen")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "fusion.json")
    args = parser.parse_args()
    kin, photographed = catalog()
    records = [record for path in args.evidence for record in read(path)]
    # Photographs of one product stay in one half.
    products = np.random.default_rng(1).permutation(sorted({r["appearance"] for r in records}))
    fitting = set(products[: len(products) // 2].tolist())
    others = [record for path in args.others for record in read(path) if record["appearance"] not in fitting]

    halves = ([r for r in records if r["appearance"] in fitting], [r for r in records if r["appearance"] not in fitting])
    first = Pills(halves[0], photographed, PRIOR["no_reference"])
    fusion, errors = fit_weights(first.raw, first.bare, first.truth)
    floor = fit_floor(first.bare, first.truth, first.sides, weights_of(fusion["with_imprint"]), photographed)
    first, second = (Pills(half, photographed, floor) for half in halves)
    foreign, rest = Pills(read(args.foreign), photographed, floor), Pills(others, photographed, floor)
    bounds = fit_bounds(first.bare, first.against, first.truth, first.sides, fusion["with_imprint"])
    raising = foreign.truth % 2 == 0

    measured = {"picture_alone": summary(np.exp(rest.raw[:, :, PICTURE])[rest.sides == 1], rest.truth[rest.sides == 1])}
    for name, settings in fusion.items():
        answers = lambda pills, way: spoken_for(getattr(pills, way), heard(name, pills.against), settings, bounds, photographed)
        settings["identify_at"], named = {}, {}
        for way in ("bare", "measured"):
            sure, best = answers(second, way)
            wrongly, _ = answers(foreign, way)
            at = settings["identify_at"][way] = {}
            for word, count in SIDES.items():
                rows, raised = second.sides == count, raising & (foreign.sides == count)
                right_enough = threshold(sure[rows], (best == second.truth)[rows], PRECISION)
                at[word] = round(max(right_enough, quantile_of(wrongly[raised], 1 - FOREIGN, 0.0)), 3)
            kept = enough(wrongly, foreign.sides, at)
            named[way] = {words: share_of(kept[~raising & (foreign.sides == count)]) for words, count in WORDS.items()}
        measured[name] = {"weights_standard_error": errors[name]} | measure(name, settings, rest, bounds, kin) | {"foreign_pills_named": named}

    hazard, measured["hazard"] = fit_hazard([first, second], [weights_of(settings) for settings in fusion.values()])
    fusion.update(
        no_reference=floor,
        **dict(zip(SPEAKING_AGAINST, bounds)),
        hazard=hazard,
        fitted={"on": "photographs composed from reference photographs: compose.py, specimens.py and degrade.py", **measured},
    )
    args.out.write_text(json.dumps(fusion, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(fusion, indent=2))


if __name__ == "__main__":
    main()
