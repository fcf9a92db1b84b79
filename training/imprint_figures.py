"""How well the reader reads reference photographs of products it never learned from.

    python imprint_figures.py

Of the held-out products, both sides as the studio saw them and as three ordinary views
each.  The reference does not say which side bears which token, so a token counts as read
when any line of either side is exactly that token (or several, run together); its
character error rate is the least edit distance to any part of any line, over its length.
Writes work/reader/figures.json, which the export takes along.
"""

import json

import numpy as np
import torch

from engrave import GLYPHS
from imprint_lines import characters, lines, text
from imprint_reader import WORK, load_averaged
from imprint_sides import ReaderSides
from imprint_views import Viewer

VIEWS = 3
LEGIBLE = 0.4
NONE = np.zeros((0, 5), np.float32)


def distance(token, line):
    """Least number of changed, lost or added characters between a token and any part of a line."""
    row = np.zeros(len(line) + 1)
    for i, glyph in enumerate(token, 1):
        before, row[0] = row.copy(), i
        for j, other in enumerate(line, 1):
            row[j] = min(before[j - 1] + (glyph != other), before[j] + 1, row[j - 1] + 1)
    return int(row.min())


def read(model, pictures):
    """Lines worth showing, of all pictures."""
    found = []
    for picture in pictures:
        with torch.no_grad():
            maps = model(torch.from_numpy(np.ascontiguousarray(picture))[None])[0].numpy()
        for line in lines(characters(maps)):
            if np.mean([c.heat for c in line]) >= LEGIBLE:
                found.append(text(line))
    return found


def main():
    torch.set_num_threads(1)
    model, state = load_averaged()
    sides, view = ReaderSides("held_out"), Viewer(99)
    products = {}
    for side in sides.usable:
        products.setdefault(int(sides.index[side]) // 2, []).append(int(side))
    kinds = {}
    for both in products.values():
        row = sides.rows[both[0]]
        tokens = {"".join(c for c in token if c in GLYPHS) for token in row["Imprint"].upper().split(";")} - {""}
        looks = {"studio": [[sides.picture(s)[..., :3] for s in both]], "ordinary": []}
        for _ in range(VIEWS):
            looks["ordinary"].append([
                view(sides.picture(s)[..., :3], sides.picture(s)[..., 3].copy(), NONE, float(sides.aspect[s]), bool(sides.capsule[s]))[0]
                for s in both
            ])
        for look, takes in looks.items():
            for pictures in takes:
                found = read(model, pictures)
                for name in (row["ImprintType"].lower(), "all"):
                    sums = kinds.setdefault(f"{look} {name}", np.zeros(5))
                    errors = [min([distance(t, line) for line in found], default=len(t)) for t in tokens]
                    sums += [1, all(e == 0 for e in errors), len(tokens), sum(e == 0 for e in errors), 0]
                    sums[4] += sum(e / len(t) for e, t in zip(errors, tokens))
    figures = {
        kind: {
            "products": int(n) if kind.startswith("studio") else int(n / VIEWS),
            "whole_imprint_read": round(whole / n, 3),
            "tokens_read": round(right / max(1, count), 3),
            "character_error_rate": round(wrong / max(1, count), 3),
        }
        for kind, (n, whole, count, right, wrong) in sorted(kinds.items())
    }
    print(state["step"], json.dumps(figures, indent=1))
    (WORK / "figures.json").write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
