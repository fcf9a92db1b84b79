"""Measures enrolment: is a product that the model has no classes for known again?

    python training/measure_enrolment.py [--products 150] [--seed 5]

The classes of a product and of everything that looks like it are taken out of the
class table, and the product is enrolled with photographs composed from its
reference photographs; another composed photograph is then asked about.  What it
cannot show: the network itself was trained with these products, so its embedding
may tell them apart better than a product it never saw, and a composed photograph
is kinder than a real one.

The shift of an enrolled photograph's score that puts it as far before the others as
a trained class is chosen on half of the products; the figures, with that shift, are
those of the other half.  The program itself adds none.
"""

import argparse
import json

import numpy as np
from PIL import Image

from chain import MODELS, classify, crop, find_pills, open_model
from compose import SINGLE_KINDS, single
from evaluate import read_csv, right_looks
from layout import Sides

SCALE = json.loads((MODELS / "manifest.json").read_text(encoding="utf-8"))["classifier"]["scale"]
SHIFTS = np.arange(-2.0, 8.5, 0.5)
ENROLLED = 5


def look(rng, models, sides, index):
    """Embedding and class scores of one composed photograph, or None when no pill is found in it."""
    kind = str(rng.choice(list(SINGLE_KINDS), p=list(SINGLE_KINDS.values())))
    photo = Image.fromarray(np.ascontiguousarray(single(rng, sides, index, kind).image.astype(np.uint8)))
    pills = find_pills(models[0], photo)
    if not pills:
        return None
    embedding, scores, _ = classify(models[1], [crop(photo, max(pills, key=lambda pill: pill.area))])
    return embedding[0], scores[0]


def ask(rng, models, sides, product):
    """A photograph of one side, five more of it and one of the other side; None when one shows no pill."""
    side = int(rng.integers(2))
    indices = [2 * product + side] * (1 + ENROLLED) + [2 * product + 1 - side]
    looks = [look(rng, models, sides, index) for index in indices]
    return None if any(one is None for one in looks) else looks


def cases(rng, models, sides, count):
    """(score of the true classes, best scores of the other looks, cosines to same side, to other side)."""
    classes = read_csv(MODELS / "classes.csv")
    look_of_class = np.array([int(row["look"]) for row in sorted(classes, key=lambda row: int(row["class_index"]))])
    look_of_class = np.zeros(1 + max(int(r["class_index"]) for r in classes), int)
    for row in classes:
        look_of_class[int(row["class_index"])] = int(row["look"])
    right = right_looks(classes)
    found = []
    for product in rng.choice(np.unique(sides.usable // 2), count, replace=False):
        name = sides.ndc11[2 * product], str(sides.part[2 * product])
        looks = ask(rng, models, sides, int(product)) if name in right else None
        if looks is None:
            continue
        (query, scores), *same, (other, _) = looks
        best = np.full(look_of_class.max() + 1, -np.inf)
        np.maximum.at(best, look_of_class, scores)
        own = np.zeros(len(best), bool)
        own[list(right[name])] = True
        found.append((best[own].max(), best[~own], [float(query @ one) for one, _ in same], float(query @ other)))
    return found


def rates(found, score):
    """Top-1 and top-5 of the true look among all looks, when `score` says how it scores."""
    ranks = np.array([1 + (others > score(own, same, other)).sum() for own, others, same, other in found])
    return round(float((ranks == 1).mean()), 3), round(float((ranks <= 5).mean()), 3)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=150)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    models = open_model("pill-locator.onnx"), open_model("pill-classifier.onnx")
    found = cases(np.random.default_rng(options.seed), models, Sides("all", native=True), options.products)
    fitting, measured = found[::2], found[1::2]

    def enrolled(shift, photographs):
        return lambda own, same, other: SCALE * max(same[:photographs]) + shift

    def other_side(shift):
        return lambda own, same, other: SCALE * other + shift

    def balance(shift):
        """How well enrolled and trained are told from the others, on the fitting half."""
        as_trained = [own - others.max() for own, others, *_ in fitting]
        as_enrolled = [SCALE * same[0] + shift - others.max() for _, others, same, _ in fitting]
        return abs(float(np.mean(as_trained)) - float(np.mean(as_enrolled)))

    shift = float(min(SHIFTS, key=balance))
    print(f"{len(fitting)} products for the shift, {len(measured)} measured; shift {shift}")
    print("trained       top-1, top-5:", *rates(measured, lambda own, same, other: own))
    for photographs in (1, 2, ENROLLED):
        print(f"{photographs} of the side top-1, top-5:", *rates(measured, enrolled(shift, photographs)))
    print("1 of the other side      :", *rates(measured, other_side(shift)))
    for value in SHIFTS[::2]:
        print(f"  with shift {value}: 1 photograph", *rates(fitting, enrolled(value, 1)), "(fitting half)")


if __name__ == "__main__":
    main()
