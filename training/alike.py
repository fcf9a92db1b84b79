"""Which sides of different products cannot be told apart by what they show.

    python alike.py

A side of which everything that is on it is known (`imprint_labels.py`) is alike another that
says the same, of a pill listed with the same shape and color, with nearly the same ratio of its
axes; where neither says anything, also with the same score.  Pills with a symbol are left out.
A class has one photograph; that of another specimen would not tell the classifier which of two
alike sides it sees, but the scratches and the light of that one photograph do.  Training spreads
part of the truth over the sides alike (`train.py`).

Reads work/reader/ and the reader in models/, which looks at the products that it never learned
from as well.  Writes work/alike.npz, from side class to side classes:

  first, second  int32 [n]  classes that are alike, both ways round; none is listed with itself
"""

import math

import cv2
import numpy as np

from imprint_labels import find, tokens_in
from imprint_reading import Reader
from imprint_said import Said
from imprint_sides import ReaderSides
from prepare import WORK

PATH = WORK / "alike.npz"
SAME_ASPECT = math.log(1.08)


def known_texts():
    """What is on each side that is wholly known, by row of ReaderSides: its lines, sorted."""
    held = Said()
    texts = {side: [] for side in held.bare}
    lines = list(held.lines)
    for both, tokens, found in find(Reader(), ReaderSides("held_out"), None, seed=0):
        if tokens_in(tokens, found) == set(tokens):
            texts |= {side: [] for side in both}
            lines += found
    for line in lines:
        if line.side in texts:
            texts[line.side].append(line.text)
    return {side: tuple(sorted(lines)) for side, lines in texts.items()}


def main():
    cv2.setNumThreads(0)
    sides, texts = ReaderSides("all"), known_texts()
    classes = np.load(WORK / "sides.npz")["class_index"]
    groups = {}
    for side, text in texts.items():
        row = sides.rows[side]
        if row["Symbol"] != "TRUE":
            groups.setdefault((text or row["Score"], row["Shape"], row["Color"]), []).append(side)
    pairs = set()
    for group in groups.values():
        aspects = np.log(sides.aspect[group])
        close = np.abs(aspects[:, None] - aspects[None]) < SAME_ASPECT
        for a, b in np.argwhere(close):
            one, other = (int(classes[sides.index[group[n]]]) for n in (a, b))
            if one != other:
                pairs.add((one, other))
    pairs = np.array(sorted(pairs), np.int32).reshape(-1, 2)
    np.savez(PATH, first=pairs[:, 0], second=pairs[:, 1])
    counts = np.bincount(np.unique(pairs[:, 0], return_counts=True)[1])
    few, many = counts[1:5].sum(), counts[5:].sum()
    print(f"{len(texts)} sides known; {few} classes with one to four alike, {many} with more")


if __name__ == "__main__":
    main()
