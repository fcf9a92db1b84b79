"""Find out what the lines on the reference photographs say.

    python imprint_labels.py [--products 2000]

The reference lists a product's imprint tokens, but neither on which side nor where they are.
The reader last exported looks at both sides of products that are not held out; a line is taken
to be a listed token, a part of a long one, or two of them run together, when that is likelier
than all of DECOYS other texts, and by MARGIN than nearly all.  Where one token is all that is missing
then, and one line all that is unexplained, the line is taken to be it unless it is told to be quite
another: that is how characters which a labeler draws in its own way (the b of Barr) come to be learned.
Writes what `imprint_said.py` reads, from which running trainings draw; what was found before is
kept unless the product is looked at anew.

A character's place is where the recogniser saw it, by the likeliest alignment of the text with its steps.
"""

import argparse
import itertools

import cv2
import numpy as np
import torch
from torch.nn import functional

from engrave import GLYPHS, HEIGHT
from imprint_lines import course
from imprint_reading import Reader
from imprint_said import Line, Said, write
from imprint_sides import ReaderSides

DECOYS = 60
MARGIN = 2.0
LEAST_A_GLYPH = -1.1  # log-likelihood of the text, a glyph
LONG, PART = 5, 3  # parts of tokens of at least LONG characters, of at least PART: words on an arc fall apart
# A line that is known by elimination: what the finder has to say for it, the log-likelihood of its text a
# glyph, and how much likelier the text is from one end than from the other.
PLAIN_HEAT, LEFT_OVER_A_GLYPH, ONE_WAY = 0.4, -3.0, 1.0


def tokens_of(row):
    """The letters and digits of each token of a row of the reference."""
    tokens = ("".join(c for c in token if c in GLYPHS) for token in row["Imprint"].upper().split(";"))
    return sorted({token for token in tokens if token})


def texts_of(tokens):
    """What a line of that product may say."""
    long = (token for token in tokens if len(token) >= LONG)
    parts = {t[a:b] for t in long for a, b in itertools.combinations(range(len(t) + 1), 2) if PART <= b - a < len(t)}
    return [*tokens, *(a + b for a, b in itertools.permutations(tokens, 2)), *sorted(parts.difference(tokens))]


def likelihoods(way, texts):
    """Log-likelihood of each text under probabilities [steps, 37]."""
    logs = torch.from_numpy(way).clamp(min=1e-7).log()[:, None].expand(-1, len(texts), -1)
    target = torch.tensor([GLYPHS.index(c) + 1 for text in texts for c in text], dtype=torch.long)
    sizes = torch.tensor([len(text) for text in texts])
    return -functional.ctc_loss(logs, target, torch.full((len(texts),), len(way)), sizes, reduction="none").numpy()


def steps_of(way, text):
    """For each character of the text the step, between 0 and len(way), at which the probabilities
    [steps, 37] say it: the middle of its run in the likeliest alignment (Viterbi over the states of CTC)."""
    states = [0]
    for c in text:
        states += [GLYPHS.index(c) + 1, 0]
    logs = np.log(np.maximum(way, 1e-7))[:, states]
    skips = np.array([n > 1 and s != 0 and s != states[n - 2] for n, s in enumerate(states)])
    best, came = np.full(len(states), -np.inf), np.zeros(logs.shape, int)
    best[:2] = logs[0, :2]
    for t in range(1, len(logs)):
        one = np.concatenate([[-np.inf], best[:-1]])
        two = np.where(skips, np.concatenate([[-np.inf, -np.inf], best[:-2]]), -np.inf)
        ways = np.stack([best, one, two])
        came[t] = ways.argmax(0)
        best = ways.max(0) + logs[t]
    state = len(states) - 1 - int(best[-2] > best[-1])
    at = []
    for t in range(len(logs) - 1, -1, -1):
        at.append(state)
        state -= came[t, state]
    at = np.array(at[::-1])
    return [float(np.flatnonzero(at == 2 * n + 1).mean()) + 0.5 for n in range(len(text))]


def rows_of(reading, text, turned):
    """The text's characters as in engrave.py."""
    way = reading.ways[turned]
    middle, along, height = course(reading.line, turned)
    rows = []
    for glyph, step in zip(text, steps_of(way, text)):
        column = min(len(middle) - 1, int(step * len(middle) / len(way)))
        angle = np.arctan2(along[column, 1], along[column, 0]) % (2 * np.pi)
        rows.append((*(middle[column] - 0.5), height, angle, GLYPHS.index(glyph)))
    return np.array(rows, np.float32)


def evenly_spaced(rows):
    """Whether neighbours stand as far apart as characters of that height do; single ones do."""
    apart = np.hypot(*np.diff(rows[:, :2], axis=0).T) / rows[0, HEIGHT]
    return not len(apart) or (apart.min() > 0.25 and apart.max() < 1.7 and 0.45 < apart.mean() < 1.3)


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


def find(reader, sides, limit, seed):
    """For each of the usable products, in random order: its sides, its tokens, and the lines found on it."""
    of_product = {}
    for side in sides.usable:
        of_product.setdefault(int(sides.index[side]) // 2, []).append(int(side))
    listed = sorted({text for row in sides.rows for text in tokens_of(row)})
    rng = np.random.default_rng(seed)
    for product in rng.permutation(sorted(of_product))[:limit]:
        both = of_product[int(product)]
        tokens = tokens_of(sides.rows[both[0]])
        texts, found, unexplained = texts_of(tokens), [], []
        for side in both if texts else []:
            for reading in reader(sides.picture(side)[..., :3]):
                length = len(reading.line)
                decoys = [t for t in rng.choice(listed, 6 * DECOYS) if abs(len(t) - length) < 2][:DECOYS]
                decoys += [g for g in GLYPHS if length == 1] + ["".join(rng.choice(list(GLYPHS), length)) for _ in range(10)]
                if length and (what := said(reading, texts, decoys)):
                    text, turned = what
                    rows = rows_of(reading, text, turned)
                    if evenly_spaced(rows):
                        found.append(Line(side, text, rows))
                elif max(one.heat for one in reading.line) >= PLAIN_HEAT:
                    unexplained.append((side, reading))
        yield both, tokens, found + by_elimination(set(tokens) - tokens_in(tokens, found), unexplained)


def by_elimination(missing, unexplained):
    """The line of the token that is missing, if one token is and one line is all that is unexplained."""
    if len(missing) != 1 or len(unexplained) != 1:
        return []
    (text,), ((side, reading),) = missing, unexplained
    scores = [likelihoods(way, [text])[0] for way in reading.ways]
    told = max(scores) > LEFT_OVER_A_GLYPH * max(2, len(text)) and abs(scores[0] - scores[1]) >= ONE_WAY
    if not told or abs(len(reading.line) - len(text)) > max(1, 0.2 * len(text)):
        return []
    return [Line(side, text, rows_of(reading, text, int(np.argmax(scores))))]


def tokens_in(tokens, found):
    """Those of the tokens that the lines say."""
    return {token for token in tokens if any(token in line.text for line in found)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    cv2.setNumThreads(0)
    lines, tokens_found, tokens_all, seen, bare = [], 0, 0, set(), set()
    for both, tokens, found in find(Reader(), ReaderSides("train"), args.products, args.seed):
        here = tokens_in(tokens, found)
        seen |= set(both) if tokens else set()
        bare |= set(both) if here == set(tokens) else set()
        lines += found
        tokens_all, tokens_found = tokens_all + len(tokens), tokens_found + len(here)
    old = Said()
    write([*(line for line in old.lines if line.side not in seen), *lines], bare | (set(old.bare) - seen))
    print(f"{tokens_found} of {tokens_all} tokens found; {len(lines)} lines to learn from, {len(bare)} sides are known wholly")


if __name__ == "__main__":
    main()
