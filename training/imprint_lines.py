"""From the finder's maps to characters, from characters to lines, and from a line to the level strip
that is read."""

from dataclasses import dataclass

import cv2
import numpy as np

from imprint_views import STRIDE

LEAST_HEAT = 0.15
MOST_CHARACTERS = 48
# One character stands beside another in a line when, in cap heights, it lies this far along the
# direction of both and no further than this beside it, and is neither much larger nor much smaller.
NEAREST, FARTHEST, BESIDE, SIZE_RATIO = 0.3, 1.6, 0.5, 1.8
ALIGNED = 0.8
# A strip is STRIP px high, its characters CAP px; ends reach BEYOND cap heights past the last middles.
STRIP, CAP, BEYOND = 48, 28, 0.95
STEP, WIDEST = 8, 400


@dataclass
class Character:
    """Middle and cap height in pixels; cos and sin of twice the angle of its line, shorter than 1 where in doubt."""

    place: np.ndarray
    height: float
    doubled: np.ndarray
    heat: float = 1.0

    def axis(self):
        """Unit vector along the line, either way."""
        angle = np.arctan2(self.doubled[1], self.doubled[0]) / 2
        return np.array([np.cos(angle), np.sin(angle)])


def characters(maps):
    """Characters of one picture's maps [4, h, w], surest first."""
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
        out.append(Character(place, height, cell[1:3].astype(float), float(cell[0])))
    return out


def beside(first, second):
    """How badly the second character goes on the line of the first; None when it does not."""
    height = (first.height + second.height) / 2
    if max(first.height, second.height) > SIZE_RATIO * min(first.height, second.height):
        return None
    one, two = first.axis(), second.axis()
    if abs(one @ two) < ALIGNED:
        return None
    both = one + two * np.sign(one @ two)
    both = both / np.hypot(*both)
    step = (second.place - first.place) / height
    along = abs(step @ both)
    aside = abs(both[0] * step[1] - both[1] * step[0])
    if not NEAREST < along < FARTHEST or aside > BESIDE:
        return None
    return along + 2 * aside


def lines(found):
    """Characters strung into lines, either end first: each has at most two neighbours, one on each side
    of it, the best pairs first."""
    pairs = [(cost, i, j) for i in range(len(found)) for j in range(i) if (cost := beside(found[i], found[j])) is not None]
    neighbours, chain = [[] for _ in found], list(range(len(found)))
    for _, i, j in sorted(pairs):
        step = found[j].place - found[i].place
        free_i = all((found[k].place - found[i].place) @ step < 0 for k in neighbours[i])
        free_j = all((found[k].place - found[j].place) @ step > 0 for k in neighbours[j])
        if chain[i] != chain[j] and free_i and free_j and max(len(neighbours[i]), len(neighbours[j])) < 2:
            neighbours[i].append(j)
            neighbours[j].append(i)
            chain = [chain[i] if c == chain[j] else c for c in chain]
    out, used = [], set()
    for i in range(len(found)):
        if i in used or len(neighbours[i]) > 1:
            continue
        line, before = [i], None
        while following := [k for k in neighbours[line[-1]] if k != before]:
            before = line[-1]
            line.append(following[0])
        used.update(line)
        out.append([found[k] for k in line])
    return out


def course(line, turned=False, width=None):
    """Where the columns of a line's strip lie in the picture: middle [width, 2], direction of reading [width, 2],
    and the line's cap height; arguments as of `strip`."""
    line = line[::-1] if turned else line
    height = np.mean([c.height for c in line])
    knots = np.stack([c.place for c in line])
    knots[1:-1] = (knots[:-2] + 2 * knots[1:-1] + knots[2:]) / 4
    if len(line) > 1:
        steps = np.diff(knots, axis=0)
        at = np.concatenate([[0], np.hypot(*steps.T).cumsum()])
        ways = np.concatenate([steps[:1], steps[:-1] + steps[1:], steps[-1:]])
        ways = ways / np.hypot(*ways.T)[:, None]
    else:
        at, ways = np.zeros(1), line[0].axis()[None] * (-1 if turned else 1)
    length = at[-1] + 2 * BEYOND * height
    if width is None:
        width = int(min(WIDEST, np.ceil(length * CAP / height / STEP) * STEP))
    scale = max(height / CAP, length / width)
    along = (np.arange(width) + 0.5 - width / 2) * scale + at[-1] / 2
    way = np.stack([np.interp(along, at, ways[:, k]) for k in (0, 1)], 1)
    way /= np.hypot(*way.T)[:, None]
    middle = np.stack([np.interp(along, at, knots[:, k]) for k in (0, 1)], 1)
    middle += np.minimum(along, 0)[:, None] * ways[0] + np.maximum(along - at[-1], 0)[:, None] * ways[-1]
    return middle, way, height


def strip(picture, line, turned=False, width=None):
    """uint8 [STRIP, width, 3]: the line made level and straight, read from its first character on, or from
    its last when `turned`; its width is a multiple of STEP unless given."""
    middle, way, height = course(line, turned, width)
    down = (np.arange(STRIP) + 0.5 - STRIP / 2) * height / CAP
    x = middle[None, :, 0] - down[:, None] * way[None, :, 1]
    y = middle[None, :, 1] + down[:, None] * way[None, :, 0]
    return cv2.remap(
        picture, (x - 0.5).astype(np.float32), (y - 0.5).astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
