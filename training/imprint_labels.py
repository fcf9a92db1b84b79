"""Find out where on the reference photographs their listed characters are.

    python imprint_labels.py

The reference lists a product's imprint tokens, but neither on which side nor where they
are.  The reader so far trained looks at both sides; tokens that fit what it sees are placed
there, with the characters the reference lists even where the reader took them for others.
Writes work/reader/placed.npz, from which a running training draws half its views:

  side        int32   [n]     row of ReaderSides, ascending
  characters  float32 [n, 5]  as in engrave.py; glyph UNKNOWN: do not judge what is found here
  known       int32   [k]     sides that can be learned from, with or without characters
"""

import numpy as np
import torch

from engrave import GLYPHS
from imprint_lines import characters, lines, upright
from imprint_reader import WORK, load_averaged
from imprint_sides import ReaderSides
from imprint_views import UNKNOWN

SMOOTH = 0.15
LOST, ADDED = -2.5, -3.0
NATS_A_GLYPH = 1.7
NATS_ALONE = 2.6
LOST_SHARE = 0.34
IGNORED_FROM = 0.3


def align(token, line):
    """(nats, [(place in token, place in line)]) of the best alignment; the line's ends are free."""
    seen = np.array([c.glyphs for c in line])
    ratio = np.log(((1 - SMOOTH) * seen[:, token] + SMOOTH / len(GLYPHS)) * len(GLYPHS))
    count, length = len(line), len(token)
    best = np.full((count + 1, length + 1), -np.inf)
    step = np.zeros((count + 1, length + 1), np.int8)
    best[:, 0] = 0
    for j in range(1, length + 1):
        best[0, j] = best[0, j - 1] + LOST
        step[0, j] = 2
        for i in range(1, count + 1):
            options = (best[i - 1, j - 1] + ratio[i - 1, j - 1], best[i - 1, j] + ADDED, best[i, j - 1] + LOST)
            step[i, j] = int(np.argmax(options))
            best[i, j] = options[step[i, j]]
    i = int(best[:, length].argmax())
    nats, j, pairs = best[i, length], length, []
    while j:
        move = step[i, j]
        if move == 0:
            pairs.append((j - 1, i - 1))
        i, j = i - (move != 2), j - (move != 1)
    return float(nats), pairs[::-1]


def fits(token, nats, pairs):
    """Whether an alignment is good enough to learn from."""
    if len(token) == 1:
        return nats >= NATS_ALONE
    return nats >= NATS_A_GLYPH * len(token) and len(token) - len(pairs) <= LOST_SHARE * len(token)


def placed(token, line, pairs, flip):
    """Character rows of a token on a line; single ones the reader missed are put where they must be."""
    rows = {}
    for t, i in pairs:
        c = line[i]
        direction = -c.unit() if flip else c.unit()
        rows[t] = np.array([*(c.place - 0.5), c.height, np.arctan2(*direction[::-1]), token[t]], np.float32)
    for t in range(len(token)):
        if t in rows or len(pairs) < 2:
            continue
        near = sorted(rows, key=lambda other: abs(other - t))[:2]
        a, b = rows[near[0]], rows[near[1]]
        guess = a.copy()
        guess[:2] = a[:2] + (b[:2] - a[:2]) * (t - near[0]) / (near[1] - near[0])
        guess[4] = token[t]
        rows[t] = guess
    return [rows[t] for t in sorted(rows)]


def place_tokens(tokens, sides):
    """Rows for each side and the tokens that were found; `sides` are lists of lines."""
    options = []
    for s, found in enumerate(sides):
        for n, line in enumerate(found):
            for flip in (False, True) if upright(line) < 0.85 else (False,):
                way = line[::-1] if flip else line
                for t, token in enumerate(tokens):
                    nats, pairs = align(token, way)
                    if fits(token, nats, pairs):
                        at = [(a, len(line) - 1 - b if flip else b) for a, b in pairs]
                        options.append((nats, s, n, t, at, flip))
    used, rows, found = set(), [[] for _ in sides], set()
    for nats, s, n, t, at, flip in sorted(options, key=lambda o: -o[0]):
        cells = {(s, n, i) for _, i in at}
        if not cells & used:
            used |= cells
            found.add(t)
            rows[s] += placed(tokens[t], sides[s][n], at, flip)
    for s, found_lines in enumerate(sides):
        for n, line in enumerate(found_lines):
            for i, c in enumerate(line):
                if (s, n, i) not in used and c.heat > IGNORED_FROM:
                    rows[s].append(np.array([*(c.place - 0.5), c.height, 0, UNKNOWN], np.float32))
    return rows, found


def main():
    torch.set_num_threads(1)
    model, state = load_averaged()
    sides = ReaderSides("train")
    of_product = {}
    for side in sides.usable:
        of_product.setdefault(int(sides.index[side]) // 2, []).append(int(side))
    out_side, out_rows, known, complete = [], [], [], 0
    for product, both in of_product.items():
        listed = sides.rows[both[0]]["Imprint"].upper().split(";")
        tokens = {tuple(GLYPHS.index(c) for c in token if c in GLYPHS) for token in listed} - {()}
        tokens = [list(token) for token in sorted(tokens)]
        seen = []
        for side in both:
            picture = sides.picture(side)[..., :3].copy()
            with torch.no_grad():
                maps = model(torch.from_numpy(picture)[None])[0].numpy()
            seen.append(lines(characters(maps)))
        rows, found = place_tokens(tokens, seen)
        whole = len(found) == len(tokens) and len(both) == 2
        complete += whole
        for side, characters_here in zip(both, rows):
            judged = any(row[4] != UNKNOWN for row in characters_here)
            if not whole:
                height, width = sides.picture(side).shape[:2]
                everywhere = np.array([width / 2, height / 2, width, 0, UNKNOWN], np.float32)
                characters_here = [*characters_here, everywhere]
            if whole or judged:
                known.append(side)
                out_side += [side] * len(characters_here)
                out_rows += characters_here
    order = np.argsort(out_side, kind="stable")
    part = WORK / "placed.part.npz"
    np.savez(
        part,
        side=np.array(out_side, np.int32)[order],
        characters=np.array(out_rows, np.float32).reshape(-1, 5)[order],
        known=np.sort(np.array(known, np.int32)),
    )
    part.replace(WORK / "placed.npz")
    print(f"step {state['step']}: every token placed on {complete} of {len(of_product)} products; {len(known)} sides to learn from")


if __name__ == "__main__":
    main()
