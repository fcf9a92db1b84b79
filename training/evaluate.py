"""Score the exported models on the consumer photographs set aside for development.

    python evaluate.py [--out result.json]

Runs the whole chain (locate, crop, classify) on every photograph and compares the
answers with the true product.  An answer is right when it names the product or a
look-alike: the same look, or the same imprint tokens, colours and shape.  For
finished runs only: no setting may be chosen by what this prints.
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np

from chain import MODELS, classify, crop, find_pills, load, open_model
from hazard_head import VERDICTS, area_under_curve
from prepare import DATA
from train import read_reference

ALARM_ABOVE = 0.1


def read_csv(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def appearance(row):
    """What two look-alikes have in common."""
    return tuple(frozenset(row[key].upper().split(";")) for key in ("Imprint", "Color", "Shape"))


def right_looks(classes):
    """For every product the looks that count as right answers."""
    appearance_of = {(r["ndc11"], r["part"]): appearance(r) for r in read_reference()}
    sharing = {}
    for row in classes:
        sharing.setdefault(appearance_of[row["ndc11"], row["part"]], set()).add(int(row["look"]))
    return {
        (row["ndc11"], row["part"]): sharing[appearance_of[row["ndc11"], row["part"]]] | {int(row["look"])}
        for row in classes
    }


def answer(locator, classifier, path):
    """Identity scores and hazard probability of the largest pill found.

    A photograph in which no pill is found counts as wrong and as not hazardous.
    """
    photo = load(path)
    pills = find_pills(locator, photo)
    if not pills:
        return None, 0.0
    pill = max(pills, key=lambda found: found.area)
    _, identity, hazard = classify(classifier, [crop(photo, pill)])
    return identity[0], 1 / (1 + np.exp(-float(hazard[0])))


def rank_of_truth(identity, look_of_class, looks):
    """Rank, from 1, of the first right look among distinct looks; last without scores."""
    if identity is None:
        return len(look_of_class)
    best = np.full(look_of_class.max() + 1, -np.inf)
    np.maximum.at(best, look_of_class, identity)
    return int(1 + (best > max(best[look] for look in looks)).sum())


def identity_summary(ranks):
    ranks = np.array(ranks)
    return {"photographs": len(ranks)} | {f"top{k}": round(float((ranks <= k).mean()), 3) for k in (1, 3, 5, 10, 50)}


def hazard_summary(probabilities, truths):
    probabilities, truths = np.array(probabilities), np.array(truths)
    alarm = probabilities > ALARM_ABOVE
    return {
        "hazardous_photographs": int(truths.sum()),
        "area_under_curve": round(area_under_curve(probabilities, truths), 3),
        f"sensitivity_above_{ALARM_ABOVE}": round(float(alarm[truths == 1].mean()), 3),
        f"specificity_above_{ALARM_ABOVE}": round(float((~alarm)[truths == 0].mean()), 3),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="also write the result as JSON")
    options = parser.parse_args()
    classes = read_csv(MODELS / "classes.csv")
    look_of_class = np.zeros(1 + max(int(r["class_index"]) for r in classes), int)
    for row in classes:
        look_of_class[int(row["class_index"])] = int(row["look"])
    right = right_looks(classes)
    verdict = {(r["ndc11"], r["part"]): int(r["hazardous"]) for r in read_csv(VERDICTS)}
    locator, classifier = open_model("pill-locator.onnx"), open_model("pill-classifier.onnx")

    ranks, kinds, probabilities, truths = [], [], [], []
    for row in read_csv(DATA / "consumer_dev" / "labels.csv"):
        product = row["ndc11"], row["part"]
        if product not in right:
            continue
        identity, probability = answer(locator, classifier, DATA / "consumer_dev" / "images" / row["file"])
        ranks.append(rank_of_truth(identity, look_of_class, right[product]))
        kinds.append(row["kind"])
        probabilities.append(probability)
        truths.append(verdict[product])
    result = {"all": identity_summary(ranks), "hazard": hazard_summary(probabilities, truths)}
    for kind in sorted(set(kinds)):
        result[kind] = identity_summary([rank for rank, k in zip(ranks, kinds) if k == kind])
    print(json.dumps(result, indent=2))
    if options.out:
        options.out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
