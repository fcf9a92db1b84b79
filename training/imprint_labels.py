"""Find out what the lines on the reference photographs say.

    python imprint_labels.py [--products 2000]

The reference lists a product's imprint tokens, but neither on which side nor where they are.
The reader last exported looks at both sides of products that are not held out; a line is taken
to be a listed token, or two of them run together, when that is likelier than all of DECOYS
other texts, and by MARGIN than nearly all.  Writes work/reader/said.npz, from which a running
training draws half its views; lines found before are kept unless found anew:

  side        int32   [n]     row of ReaderSides
  text        str     [n]     what the line says
  count       int32   [n]     its characters' rows, in the order of reading
  characters  float32 [m, 5]  as in engrave.py; the glyph is not known
"""

import argparse
import itertools

import cv2
import numpy as np
import torch
from torch.nn import functional

from engrave import GLYPHS
from imprint_reading import Reader
from imprint_sides import WORK, ReaderSides
from imprint_views import UNKNOWN

DECOYS = 60
MARGIN = 2.0
LEAST_A_GLYPH = -1.1  # log-likelihood of the text, a glyph
SAME_SHARE = 0.35  # a line that is likelier empty, or from its other end, is none


def tokens_of(row):
    """The letters and digits of each token of a row of the reference."""
    tokens = ("".join(c for c in token if c in GLYPHS) for token in row["Imprint"].upper().split(";"))
    return sorted({token for token in tokens if token})


def texts_of(tokens):
    """What a line of that product may say."""
    return [*tokens, *(a + b for a, b in itertools.permutations(tokens, 2))]


def likelihoods(way, texts):
    """Log-likelihood of each text under probabilities [steps, 37]."""
    logs = torch.from_numpy(way).clamp(min=1e-7).log()[:, None].expand(-1, len(texts), -1)
    target = torch.tensor([GLYPHS.index(c) + 1 for text in texts for c in text], dtype=torch.long)
    sizes = torch.tensor([len(text) for text in texts])
    return -functional.ctc_loss(logs, target, torch.full((len(texts),), len(way)), sizes, reduction="none").numpy()


def rows_of(line):
    """Characters as in engrave.py, read from the first on."""
    places = np.stack([c.place for c in line])
    way = places[-1] - places[0] if len(line) > 1 else line[0].axis()
    angles = []
    for c in line:
        axis = c.axis() * (1 if c.axis() @ way > 0 else -1)
        angles.append(np.arctan2(axis[1], axis[0]))
    heights = np.full(len(line), np.mean([c.height for c in line]))
    return np.column_stack([places - 0.5, heights, angles, np.full(len(line), UNKNOWN)]).astype(np.float32)


def said(reading, texts, decoys):
    """(text, whether read from the last character on) of a line, or None where it cannot be told."""
    scores = np.stack([likelihoods(way, texts) for way in reading.ways])
    turned, best = np.unravel_index(scores.argmax(), scores.shape)
    text, score = texts[best], scores[turned, best]
    other = likelihoods(reading.ways[turned], [d for d in decoys if d != text])
    enough = score > LEAST_A_GLYPH * max(2, len(text)) and score > other.max() and score > np.sort(other)[-3] + MARGIN
    if len(text) == 1:
        enough = score > -0.7 and len(reading.line) == 1
    if abs(len(reading.line) - len(text)) > max(1, 0.4 * len(text)):
        enough = False
    return (text, bool(turned)) if enough else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    cv2.setNumThreads(0)
    reader, sides = Reader(), ReaderSides("train")
    of_product = {}
    for side in sides.usable:
        of_product.setdefault(int(sides.index[side]) // 2, []).append(int(side))
    listed = sorted({text for row in sides.rows for text in tokens_of(row)})
    rng, found, tokens_found, tokens_all, seen = np.random.default_rng(args.seed), {}, 0, 0, set()
    for product in rng.permutation(sorted(of_product))[: args.products]:
        both = of_product[int(product)]
        tokens = tokens_of(sides.rows[both[0]])
        texts, here = texts_of(tokens), set()
        for side in both if texts else []:
            seen.add(side)
            for reading in reader(sides.picture(side)[..., :3]):
                length = len(reading.line)
                decoys = [t for t in rng.choice(listed, 6 * DECOYS) if abs(len(t) - length) < 2][:DECOYS]
                decoys += [g for g in GLYPHS if length == 1] + ["".join(rng.choice(list(GLYPHS), length)) for _ in range(10)]
                if length and (what := said(reading, texts, decoys)):
                    text, turned = what
                    here |= {t for t in tokens if t in text}
                    rows = rows_of(reading.line[::-1] if turned else reading.line)
                    if turned and length == 1:
                        rows[:, 3] += np.pi
                    found.setdefault(side, []).append((text, rows))
        tokens_all, tokens_found = tokens_all + len(tokens), tokens_found + len(here)
    path = WORK / "said.npz"
    if path.exists():
        old = np.load(path)
        for side, text, rows in zip(old["side"], old["text"], np.split(old["characters"], np.cumsum(old["count"])[:-1])):
            if int(side) not in seen:
                found.setdefault(int(side), []).append((str(text), rows))
    flat = [(side, text, rows) for side, lines in found.items() for text, rows in lines]
    part = WORK / "said.part.npz"
    np.savez(
        part,
        side=np.array([s for s, _, _ in flat], np.int32),
        text=np.array([t for _, t, _ in flat]),
        count=np.array([len(r) for _, _, r in flat], np.int32),
        characters=np.concatenate([r for _, _, r in flat]),
    )
    part.replace(path)
    print(f"{tokens_found} of {tokens_all} tokens found; {len(flat)} lines on {len(found)} sides to learn from")


if __name__ == "__main__":
    main()
