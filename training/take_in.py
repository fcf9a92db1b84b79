"""Take in photographs that a site exported with `takeback export --labelled DIR`.

    python take_in.py DIR [DIR ...]

Each folder's files are checked against its manifest; who signed it is checked with
`takeback verify-export DIR --public-key KEY`, which belongs before this.  A photograph that
several exports name goes in once, under what the newest says of it: the one whose manifest
names the latest time (`made`).  The pill of each
photograph is found and cut by the chain that the program uses, and goes to work/site.npz
with the class of its product's side: of the two sides the one that the present
model finds likelier, since an export does not say which side a photograph shows.
`train.py --site` then mixes these crops in.  Photographs that the site keeps for its checks (`kind` is
`check`) are not touched.  A photograph without exactly one pill, or of
a product that has no classes, is left out and counted.
"""

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from chain import MODELS, classify, crop, find_pills, load, open_model
from labelled import labels
from prepare import WORK

OUT = WORK / "site.npz"


def classes_of_products():
    """The class of each side of every product."""
    sides = {}
    with open(MODELS / "classes.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            sides.setdefault((row["ndc11"], row["part"]), []).append(int(row["class_index"]))
    return sides


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    options = parser.parse_args()
    locator, classifier = open_model("pill-locator.onnx"), open_model("pill-classifier.onnx")
    sides, left_out, crops, indices = classes_of_products(), Counter(), [], []
    for path, ndc11, part in labels(options.folders):
        known = sides.get((ndc11, part))
        photo = load(path)
        pills = find_pills(locator, photo) if known else []
        if not known or len(pills) != 1:
            left_out["no classes" if not known else f"{len(pills)} pills"] += 1
            continue
        cut = crop(photo, pills[0])
        scores = classify(classifier, [cut])[1][0]
        crops.append(cut)
        indices.append(max(known, key=lambda index: scores[index]))
    if not crops:
        sys.exit(f"nothing to take in: {dict(left_out)}")
    WORK.mkdir(exist_ok=True)
    np.savez_compressed(OUT, crop=np.stack(crops), class_index=np.array(indices))
    print(f"{len(crops)} photographs in {OUT}; left out: {dict(left_out) or 'none'}")


if __name__ == "__main__":
    main()
