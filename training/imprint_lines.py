"""From the reader's maps to characters, and from characters to lines."""

from dataclasses import dataclass

import numpy as np

from engrave import GLYPHS
from imprint_views import STRIDE

LEAST_HEAT = 0.15
MOST_CHARACTERS = 48
# One character follows another when, in cap heights, it lies this far along the direction of
# reading and no further than this beside it, and is neither much larger nor much smaller.
NEAREST, FARTHEST, BESIDE, SIZE_RATIO = 0.3, 1.6, 0.5, 1.8
ALIGNED = 0.5


@dataclass
class Character:
    """Place and cap height in pixels of the frame; direction of reading, not of unit length where in doubt."""

    place: np.ndarray
    height: float
    direction: np.ndarray
    heat: float
    glyphs: np.ndarray

    def unit(self):
        return self.direction / max(1e-6, float(np.hypot(*self.direction)))


def characters(maps):
    """Characters of one picture's maps [40, h, w], surest first."""
    heat = maps[0]
    rows, columns = heat.shape
    padded = np.pad(heat, 1)
    around = np.stack([padded[dy : dy + rows, dx : dx + columns] for dy in range(3) for dx in range(3)])
    found = np.argwhere((heat >= LEAST_HEAT) & (heat >= around.max(0)))
    found = sorted(found.tolist(), key=lambda at: (-heat[at[0], at[1]], at[0], at[1]))[:MOST_CHARACTERS]
    out = []
    for row, column in found:
        weights = around[:, row, column].reshape(3, 3)
        total = weights.sum()
        x = column + ((weights[:, 2] - weights[:, 0]).sum()) / total
        y = row + ((weights[2] - weights[0]).sum()) / total
        cell = maps[:, row, column]
        place = (np.array([x, y]) + 0.5) * STRIDE
        if any(np.hypot(*(place - other.place)) < 0.3 * other.height for other in out):
            continue
        height = float(np.exp(np.clip(cell[3], -1, 4))) * STRIDE
        out.append(Character(place, height, cell[1:3].astype(float), float(cell[0]), cell[4:].astype(float)))
    return out


def following(first, second):
    """How badly the second character follows the first in one line; None when it does not."""
    height = (first.height + second.height) / 2
    if max(first.height, second.height) > SIZE_RATIO * min(first.height, second.height):
        return None
    one, two = first.unit(), second.unit()
    if one @ two < ALIGNED:
        return None
    both = one + two
    both = both / np.hypot(*both)
    step = (second.place - first.place) / height
    along = step @ both
    beside = abs(both[0] * step[1] - both[1] * step[0])
    if not NEAREST < along < FARTHEST or beside > BESIDE:
        return None
    return along + 2 * beside


def lines(found):
    """Characters strung into lines: each has at most one before and one after it, the best pairs first."""
    pairs = []
    for i, first in enumerate(found):
        for j, second in enumerate(found):
            cost = following(first, second) if i != j else None
            if cost is not None:
                pairs.append((cost, i, j))
    after, before = {}, {}

    def start_of(i):
        while i in before:
            i = before[i]
        return i

    for _, i, j in sorted(pairs):
        if i not in after and j not in before and start_of(i) != j:
            after[i], before[j] = j, i
    out = []
    for i in range(len(found)):
        if i not in before:
            line = [i]
            while line[-1] in after:
                line.append(after[line[-1]])
            out.append([found[k] for k in line])
    return out


def upright(line):
    """Probability that the line reads this way rather than from the other end."""
    sure = np.mean([min(1.0, np.hypot(*c.direction)) for c in line])
    return (1 + sure) / 2


def text(line):
    """The likeliest characters."""
    return "".join(GLYPHS[int(c.glyphs.argmax())] for c in line)
