"""Trays as a camera above a counter sees them, and the looks the chain takes at them.

The camera hangs straight above, the light is even and the pills are small: a long axis of
20 to 120 pixels where the picture is 1280 wide, and never fewer than 16 of the picture's own.
`compose.tray` is the cruel sister of this.
"""

import cv2
import numpy as np

import camera
import surfaces
from compose import PAD, Scene, pick_sides, place, render
from layout import make_pill, scatter

LEAST_PILL, MOST_PILL = 20 / 1280, 120 / 1280  # long axis, share of the picture's longer side
LEAST_PIXELS = 16
MOST_PILLS = 20
LEAST_GAP = 3 / 1280  # between pills that do not touch
RIM = 0.04  # what the rims of two crude cut-outs take of the gap between them, of the long axis
SIZES = ((640, 480), (800, 600), (960, 540), (960, 720), (1280, 720))


def kiosk(rng, sides, width, height, kind=None, count=None, touch=None):
    """A tray under even light, before the camera; `touch` is the chance of contact, for each pill."""
    count = int(rng.integers(1, MOST_PILLS + 1)) if count is None else count
    touch = (0.0 if rng.random() < 0.5 else rng.uniform(0.15, 0.7)) if touch is None else touch
    side = max(width, height)
    chosen = pick_sides(rng, sides, count) if count else []
    least = max(LEAST_PILL, LEAST_PIXELS / side)
    usual = np.exp(rng.uniform(np.log(least), np.log(MOST_PILL)))
    lengths = np.clip(usual * np.exp(rng.normal(0, 0.3, count)), least, MOST_PILL) * side
    pills = [make_pill(rng, sides, i, size, tilt=0.1) for i, size in zip(chosen, lengths)]
    pasted = rng.random() < 0.35
    gap = max(2.0, LEAST_GAP * side, rng.uniform(0, 0.5) * usual * side) + pasted * RIM * usual * side
    placed = scatter(rng, pills, width, height, touch, gap, tries=80)
    like = sides.colour(chosen[0]) if count and rng.random() < 0.3 else None
    picture, kind = surfaces.surface(rng, height, width, like, kind)
    scene = render(rng, sides, placed, picture, pasted=pasted)
    scene.ground = kind
    return scene


def shoot_kiosk(rng, scene):
    """The scene as the fixed camera of a station records it."""
    side = max(scene.image.shape[:2])
    scene.image = camera.fixed(rng, scene.image, side / 1280)
    return scene


def wild(rng, sides, width, height):
    """A tray for training: of all sizes, crowded or bare, sometimes cut by the frame, with things
    that are no pills among the pills."""
    count = 0 if rng.random() < 0.06 else int(rng.integers(1, 25))
    side = max(width, height)
    usual = np.exp(rng.uniform(np.log(0.018), np.log(0.2)))
    chosen = pick_sides(rng, sides, count) if count else []
    lengths = np.clip(usual * np.exp(rng.normal(0, rng.uniform(0.05, 0.4), count)), 0.016, 0.3) * side
    pills = [make_pill(rng, sides, i, size) for i, size in zip(chosen, lengths)]
    touch = 0.0 if rng.random() < 0.4 else rng.uniform(0.15, 0.9)
    pasted = rng.random() < 0.3
    gap = max(1.5, rng.choice([rng.uniform(0.02, 0.12), rng.uniform(0, 0.6)]) * usual * side) + pasted * RIM * usual * side
    placed = scatter(rng, pills, width, height, touch, gap, rng.random() < 0.3, 25)
    like = sides.colour(chosen[0]) if count and rng.random() < 0.4 else None
    picture, kind = surfaces.surface(rng, height, width, like)
    surfaces.distract(rng, picture, 0.45)
    surfaces.litter(rng, picture, placed, usual * side)
    scene = render(rng, sides, placed, picture, pasted=pasted)
    scene.ground = kind
    return scene


def window(rng, scene, x, y, side, size):
    """The square window of a scene at another size, padded where it leaves the picture."""
    height, width = scene.image.shape[:2]
    left, top, right, bottom = max(0, x), max(0, y), min(width, x + side), min(height, y + side)
    at = [int(round((v - o) * size / side)) for v, o in ((left, x), (top, y), (right, x), (bottom, y))]
    wide, tall = max(1, at[2] - at[0]), max(1, at[3] - at[1])
    how = cv2.INTER_AREA if side > size else cv2.INTER_LINEAR

    def part(picture, how):
        return cv2.resize(picture[top:bottom, left:right], (wide, tall), interpolation=how)

    maps = [part(m, how) for m in (scene.pill, scene.core, scene.contact)]
    seen = Scene(part(scene.image, how), maps[0], maps[1], [], contact=maps[2])
    return place(seen, size, size, PAD, (min(at[0], size - wide), min(at[1], size - tall)))


def looks(rng, scene, size, fine):
    """What the chain may look at in a photograph of a tray: the whole, squares of the finer look,
    and windows around pills and around what is none."""
    height, width = scene.image.shape[:2]
    side = max(width, height)
    yield window(rng, scene, -((side - width) // 2), -((side - height) // 2), side, size)
    tile = int(size * side / fine)
    for _ in range(4):
        x, y = (int(rng.uniform(-0.15 * tile, max(0, v - tile) + 0.15 * tile)) for v in (width, height))
        yield window(rng, scene, x, y, tile, size)
    for number in rng.permutation(len(scene.pills))[:5]:
        pill = scene.pills[number]
        x0, y0, x1, y1 = pill.box()
        around = max(24, int(max(x1 - x0, y1 - y0) / 0.6 * np.exp(rng.normal(0.05, 0.25))))
        x, y = (int(v - around / 2 + rng.normal(0, 0.06) * around) for v in ((x0 + x1) / 2, (y0 + y1) / 2))
        if x < width and y < height and x + around > 0 and y + around > 0:
            yield window(rng, scene, x, y, around, size)
    around = int(rng.uniform(0.03, 0.3) * side)
    yield window(rng, scene, int(rng.uniform(0, width - around)), int(rng.uniform(0, height - around)), around, size)


def any_tray(rng, sides):
    """A photograph of a tray for training."""
    width, height = SIZES[int(rng.choice(len(SIZES), p=[0.5, 0.2, 0.15, 0.08, 0.07]))]
    scene = wild(rng, sides, width, height)
    if rng.random() < 0.6:
        return shoot_kiosk(rng, scene)
    scene.image = camera.shoot(rng, scene.image, 0.7 * width / 640)
    return scene
