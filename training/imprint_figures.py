"""How well the reader reads reference photographs of products it never learned from.

    python imprint_figures.py [--products 440]

Of the held-out products, both sides as the studio saw them and as an ordinary view each.  The
reference does not say which side bears which token, so a token counts as read when any line of
either side is, from either end, exactly that token (or several, run together); its character
error rate is the least edit distance to any part of any line, over its length.  Writes
work/reader/figures.json, which the export takes along.
"""

import argparse
import json
import time

import cv2
import numpy as np

from engrave import GLYPHS
from imprint_reading import Reader
from imprint_sides import WORK, ReaderSides
from imprint_views import Viewer

NONE = np.zeros((0, 5), np.float32)


def distance(token, line):
    """Least number of changed, lost or added characters between a token and any part of a line."""
    row = np.zeros(len(line) + 1)
    for i, glyph in enumerate(token, 1):
        before, row[0] = row.copy(), i
        for j, other in enumerate(line, 1):
            row[j] = min(before[j - 1] + (glyph != other), before[j] + 1, row[j - 1] + 1)
    return int(row.min())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=440)
    args = parser.parse_args()
    cv2.setNumThreads(0)
    reader, sides, view = Reader(), ReaderSides("held_out"), Viewer(99)
    products = {}
    for side in sides.usable:
        products.setdefault(int(sides.index[side]) // 2, []).append(int(side))
    chosen = np.random.default_rng(7).permutation(sorted(products))[: args.products]
    kinds, started, pictures_read = {}, time.process_time(), 0
    for product in chosen:
        both = products[int(product)]
        row = sides.rows[both[0]]
        tokens = {"".join(c for c in token if c in GLYPHS) for token in row["Imprint"].upper().split(";")} - {""}
        looks = {
            "studio": [sides.picture(s)[..., :3] for s in both],
            "ordinary": [
                view(sides.picture(s)[..., :3], sides.picture(s)[..., 3].copy(), NONE, float(sides.aspect[s]), bool(sides.capsule[s]))[0]
                for s in both
            ],
        }
        for look, pictures in looks.items():
            found = [text for picture in pictures for reading in reader(picture) for text in reading.texts() if text]
            pictures_read += len(pictures)
            for name in (row["ImprintType"].lower(), "all"):
                sums = kinds.setdefault(f"{look} {name}", np.zeros(5))
                errors = [min([distance(t, line) for line in found], default=len(t)) for t in tokens]
                whole = [any(t == line for line in found) for t in tokens]
                sums += [1, all(e == 0 for e in errors), len(tokens), sum(whole), sum(e / len(t) for e, t in zip(errors, tokens))]
    figures = {
        kind: {
            "products": int(n),
            "whole_imprint_read": round(all_read / n, 3),
            "tokens_read": round(right / max(1, count), 3),
            "character_error_rate": round(wrong / max(1, count), 3),
        }
        for kind, (n, all_read, count, right, wrong) in sorted(kinds.items())
    }
    print(json.dumps(figures, indent=1))
    print(f"{1000 * (time.process_time() - started) / pictures_read:.0f} ms of processor time a picture")
    (WORK / "figures.json").write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
