"""Things that are no pills, for the classifier to learn that it knows none of them.

``make_things`` draws small objects that nobody could take for a tablet: perforated, fluted, coiled, woven, patterned,
in outlines that tablets do not have.  They go through the same views as pills (`augment.py`), and every class is as
likely to be their truth.  Whether things are named is measured with sweets, coins and fingers, of which none is among
them, and with buttons, whose holes some of them have too (`measure_objects.py`).
"""

import cv2
import numpy as np

from prepare import CANVAS, LONG_AXIS
from surfaces import any_colour, surface

HALF = LONG_AXIS / 2


def _polar():
    """Distance from the middle in half long axes, and angle, of each place of the canvas."""
    y, x = (np.mgrid[0:CANVAS, 0:CANVAS].astype(np.float32) + 0.5 - CANVAS / 2) / HALF
    return np.hypot(x, y), np.arctan2(y, x), x, y


RADIUS, ANGLE, X, Y = _polar()


def _even(rng):
    """Round or oval, as tablets are too: what is inside tells them apart."""
    across = 1.0 if rng.random() < 0.6 else rng.uniform(0.5, 0.95)
    return np.hypot(X, Y / across)


def _lobed(rng):
    """Petals, teeth, stars: the edge goes in and out."""
    lobes, depth = rng.integers(3, 25), rng.uniform(0.06, 0.3)
    wave = np.cos(ANGLE * lobes + rng.uniform(0, 6))
    return RADIUS / (1 - depth * (1 - np.tanh(rng.uniform(0.5, 4) * wave)) / 2)


def _lump(rng):
    """No outline in particular: gravel, nuts, crumbs."""
    edge = sum(rng.normal(0, 0.16 / order) * np.cos(order * ANGLE + rng.uniform(0, 6)) for order in range(2, 8))
    return RADIUS / np.clip(0.8 + edge, 0.35, 1)


def _angular(rng):
    """Nuts, tiles, bricks with sharp corners."""
    corners = rng.integers(3, 7)
    turn = rng.uniform(0, 6)
    sides = [np.cos(ANGLE - turn - 2 * np.pi * k / corners) for k in range(corners)]
    return RADIUS * np.max(sides, 0) / np.cos(np.pi / corners) / rng.uniform(0.9, 1.0)


def _perforated(rng, inside, light):
    """Holes: one near the middle, a few around it, or many in a grid."""
    kind = rng.integers(3)
    if kind == 0:
        places = [(rng.uniform(0, 0.3), rng.uniform(0, 6))]
        size = rng.uniform(0.12, 0.5)
    elif kind == 1:
        count, ring, turn = rng.integers(2, 9), rng.uniform(0.15, 0.6), rng.uniform(0, 6)
        places = [(ring, turn + 2 * np.pi * k / count) for k in range(count)]
        size = rng.uniform(0.05, 0.18)
    else:
        pitch = rng.uniform(0.12, 0.4)
        hole = (np.abs(np.sin(X * np.pi / pitch)) * np.abs(np.sin(Y * np.pi / pitch))) > rng.uniform(0.4, 0.8)
        return light * np.where(hole, rng.uniform(0.1, 0.6), 1)
    for ring, turn in places:
        away = np.hypot(X - ring * np.cos(turn), Y - ring * np.sin(turn)) / size
        light = light * np.where(away < 1, rng.uniform(0.1, 0.6), 1 + rng.uniform(-0.2, 0.4) * np.exp(-(((away - 1.15) / 0.12) ** 2)))
    return light


def _fluted(rng, inside, light):
    """Ridges from the middle outward, on all of it or on the rim."""
    ridges, strength = rng.integers(8, 60), rng.uniform(0.1, 0.4)
    return light * (1 + strength * np.sin(ridges * ANGLE) * (inside > rng.choice([0.0, 0.3, 0.7])))


def _coiled(rng, inside, light):
    """Rings or a spiral: springs, screws seen from above, washers in a stack."""
    turns, arms = rng.uniform(3, 14), rng.integers(0, 3)
    return light * (1 + rng.uniform(0.12, 0.45) * np.sin(2 * np.pi * turns * inside + arms * ANGLE))


def _slotted(rng, inside, light):
    """Slots from the middle outward; never two or four, which a scored tablet could have."""
    turn = ANGLE + rng.uniform(0, 6)
    arms = rng.choice([3, 5, 6, 8])
    width = rng.uniform(0.05, 0.16)
    off = RADIUS * np.abs(np.sin(np.mod(turn, 2 * np.pi / arms) - np.pi / arms))
    reach = rng.uniform(0.5, 0.95)
    return light * np.where((off < width) & (RADIUS < reach) & (RADIUS > rng.choice([0, 0.2])), rng.uniform(0.15, 0.6), 1)


def _woven(rng, inside, light):
    """Cloth, basketwork, knurls."""
    pitch, turn = rng.uniform(0.08, 0.3), rng.uniform(0, 3)
    along, across = X * np.cos(turn) + Y * np.sin(turn), Y * np.cos(turn) - X * np.sin(turn)
    return light * (1 + rng.uniform(0.15, 0.45) * np.sin(along * 6.3 / pitch) * np.sin(across * 6.3 / (pitch * rng.uniform(0.7, 1.4))))


DRAWN = (_perforated, _perforated, _fluted, _coiled, _slotted, _woven)
OUTLINES = (_even, _even, _even, _lobed, _lump, _angular)


def _material(rng):
    """Color of each place, 0..255: one color, or a surface of wood, stone, cloth, metal."""
    if rng.random() < 0.65:
        return np.broadcast_to(any_colour(rng), (CANVAS, CANVAS, 3)).astype(np.float32)
    return surface(rng, CANVAS, CANVAS)[0].astype(np.float32)


def _banded(rng, colors):
    """Another color in stripes, sectors, rings or patches."""
    turn, count = rng.uniform(0, 6), rng.integers(1, 7)
    wave = (X * np.cos(turn) + Y * np.sin(turn), ANGLE / np.pi, RADIUS, np.sin(7 * X) * np.cos(5 * Y + turn))[rng.integers(4)]
    return np.where((np.sin(np.pi * count * wave + turn) > 0)[..., None], any_colour(rng)[None, None], colors)


def _draw(rng):
    """(rgb, mask, long axis, short axis) of one thing, the long one level."""
    outline = OUTLINES[rng.integers(len(OUTLINES))]
    inside = outline(rng)
    mask = np.clip((1 - inside) * HALF + 0.5, 0, 1)
    toward = rng.uniform(0, 6)
    dome = np.sqrt(np.clip(1 - inside**2, 0, 1))
    light = 1 + rng.uniform(-0.3, 0.5) * (dome - 0.7) + rng.uniform(0, 0.25) * (X * np.cos(toward) + Y * np.sin(toward))
    for draw in rng.choice(len(DRAWN), 1 if rng.random() < 0.6 else 2, replace=False):
        light = DRAWN[draw](rng, inside, light)
    if rng.random() < 0.5:
        rim = rng.uniform(0.7, 0.95)
        light = light * (1 + rng.uniform(-0.35, 0.45) * np.exp(-(((inside - rim) / rng.uniform(0.03, 0.12)) ** 2)))
    colors = _material(rng)
    if rng.random() < 0.3:
        colors = _banded(rng, colors)
    gloss = rng.uniform(0, 120) * np.exp(-((X - rng.uniform(-0.5, 0.5)) ** 2 + (Y - rng.uniform(-0.5, 0.5)) ** 2) / rng.uniform(0.01, 0.1))
    rgb = np.clip(colors * light[..., None] + gloss[..., None], 0, 255).astype(np.uint8)
    rgb = cv2.GaussianBlur(rgb, (0, 0), rng.uniform(0.5, 1.2))
    _, _, width, height = cv2.boundingRect((mask > 0.5).astype(np.uint8))
    return rgb, (mask * 255).astype(np.uint8), max(width, height), max(1, min(width, height))


def make_things(count, seed):
    """What `Augmenter` takes for sides: rgb [n, 160, 160, 3], mask [n, 160, 160], long_px [n], short_px [n]."""
    rng = np.random.default_rng(seed)
    rgb, mask, long_px, short_px = zip(*(_draw(rng) for _ in range(count)))
    return {"rgb": np.stack(rgb), "mask": np.stack(mask), "long_px": np.float32(long_px), "short_px": np.float32(short_px)}
