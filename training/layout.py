"""Cut-out pills, and where they lie in a composed photograph.

A pill's outline is known by its support function: for 64 directions, how far
the hull reaches from the centre.  Two pills lie apart by the largest value over
those directions of (distance along it - reach of both), so contact can be
placed exactly and at any resolution.
"""

import csv
import zlib
from dataclasses import dataclass

import cv2
import numpy as np

import prepare
from geometry import crop, min_area_box

DIRECTIONS = 64
ANGLES = np.arange(DIRECTIONS) * (2 * np.pi / DIRECTIONS)
RAYS = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)
HELD_OUT_SHARE = 10
TWO_COLOURED_SHARE = 0.25


def held_out(ndc11):
    """True for the tenth of the products that locator training never sees."""
    return zlib.crc32(ndc11[:10].encode()) % HELD_OUT_SHARE == 0


class Sides:
    """The cut-outs of `prepare.py`: picture, mask, outline of each pill side."""

    def __init__(self, subset="all", native=False, path=prepare.WORK / "sides.npz"):
        archive = np.load(path)
        self.ndc11, self.part, self.side = archive["ndc11"], archive["part"], archive["side"]
        self.row, self.native = archive["row"], native
        out = np.array([held_out(ndc) for ndc in self.ndc11])
        wanted = {"all": out | True, "train": ~out, "held_out": out}[subset]
        self.usable = np.flatnonzero(archive["ok"] & wanted)
        self.rgb, self.mask = archive["rgb"], archive["mask"]
        self.long_px, self.reaches = archive["long_px"], {}
        with open(prepare.DATA / "rximage" / "reference.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.files = [r["nlm_file"] for r in rows]
        self.size_mm = [float(r["Size"]) for r in rows]
        self.two_coloured = np.array([i for i in self.usable if ";" in rows[self.row[i]]["Color"]])

    def draw(self, rng, count=None):
        """A usable side, or several; more of the two-coloured ones, which are easily taken for two pills."""
        often = rng.random(count) < TWO_COLOURED_SHARE
        chosen = np.where(often, rng.choice(self.two_coloured, count), rng.choice(self.usable, count))
        return chosen if count else int(chosen)

    def cut(self, index):
        """(rgb, mask) on a square canvas whose side is 10/9 of the long axis."""
        if not self.native:
            return self.rgb[index], self.mask[index]
        photo, hulls = studio_photo(self.files[self.row[index]])
        box = min_area_box(hulls[self.side[index]])
        size = max(prepare.CANVAS, round(box[2] * prepare.CANVAS / prepare.LONG_AXIS))
        rgb = crop(photo, box, size, prepare.LONG_AXIS / prepare.CANVAS)
        return rgb, cv2.resize(self.mask[index], (size, size), interpolation=cv2.INTER_LINEAR)

    def reach(self, index):
        """Support function of the lying pill, in units of its long axis."""
        if index not in self.reaches:
            contours, _ = cv2.findContours((self.mask[index] > 127).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
            points = np.concatenate(contours)[:, 0] - (prepare.CANVAS - 1) / 2
            self.reaches[index] = ((RAYS @ points.T).max(axis=1) + 0.5) / prepare.LONG_AXIS
        return self.reaches[index]

    def area(self, index):
        """Area in units of the long axis squared."""
        return float(self.mask[index].sum()) / 255 / prepare.LONG_AXIS**2

    def colour(self, index):
        """Mean colour of the pill."""
        inside = self.mask[index][::4, ::4] > 127
        return self.rgb[index][::4, ::4][inside].mean(axis=0)


def studio_photo(name):
    """A studio photograph (RGB, widened by prepare.MARGIN) and the hulls of its two sides."""
    photo = cv2.imread(str(prepare.DATA / "rximage" / "images" / name))
    photo = cv2.copyMakeBorder(photo[..., ::-1], *[prepare.MARGIN] * 4, cv2.BORDER_REPLICATE)
    return photo, prepare.find_sides(photo)


@dataclass
class Pill:
    """One pill in a scene: position of its centre and long axis in pixels, angle in degrees."""

    index: int
    x: float
    y: float
    long: float
    angle: float
    reach: np.ndarray
    depth: tuple = (0.0, 0.0)

    def box(self):
        """Upright box (x0, y0, x1, y1) of the whole outline."""
        right, down, left, up = (self.reach[k * DIRECTIONS // 4] for k in range(4))
        return self.x - left, self.y - up, self.x + right, self.y + down


def make_pill(rng, sides, index, long, x=0.0, y=0.0, tilt=0.3):
    """A pill turned at random; a share `tilt` show their edge because the camera looks from the side."""
    angle = rng.uniform(0, 360)
    turned = np.interp(ANGLES - np.radians(angle), ANGLES, sides.reach(index), period=2 * np.pi) * long
    depth = np.zeros(2)
    if rng.random() < tilt:
        depth = rng.uniform(0.02, 0.14) * 2 * turned.min() * RAYS[rng.integers(DIRECTIONS)]
    return Pill(index, x, y, long, angle, turned + np.maximum(RAYS @ depth, 0), tuple(depth))


def gap(a, b):
    """Distance between two pills' outlines; negative when they overlap."""
    offset = np.array([b.x - a.x, b.y - a.y])
    return float((RAYS @ offset - a.reach - np.roll(b.reach, DIRECTIONS // 2)).max())


def put_beside(rng, pill, other, distance):
    """Move `pill` next to `other` in a random direction, at that distance between outlines."""
    toward = RAYS[rng.integers(DIRECTIONS)]
    along = RAYS @ toward
    ahead = along > 0.05
    both = other.reach + np.roll(pill.reach, DIRECTIONS // 2) + distance
    step = (both[ahead] / along[ahead]).min()
    pill.x, pill.y = other.x + toward[0] * step, other.y + toward[1] * step


def inside(pill, width, height, cut):
    """Whether the pill lies in the frame; with `cut`, its centre must."""
    x0, y0, x1, y1 = (pill.x, pill.y, pill.x, pill.y) if cut else pill.box()
    return x0 >= 0 and y0 >= 0 and x1 < width and y1 < height


def scatter(rng, pills, width, height, touch=0.0, least_gap=0.0, cut=False, tries=12):
    """Give every pill a place; those that find none are left out.

    `touch` is the chance that a pill is put in contact with one already there;
    otherwise it keeps at least `least_gap` from all.
    """
    placed = []
    for pill in pills:
        for _ in range(tries):
            beside = placed[rng.integers(len(placed))] if placed and rng.random() < touch else None
            if beside is None:
                pill.x, pill.y = rng.uniform(0, width), rng.uniform(0, height)
            else:
                put_beside(rng, pill, beside, -rng.uniform(0.005, 0.05) * pill.long)
            apart = all(gap(pill, other) >= least_gap for other in placed if other is not beside)
            if apart and inside(pill, width, height, cut):
                placed.append(pill)
                break
    return placed


def clusters(pills):
    """Lists of pill numbers in contact with each other, each of two or more."""
    group = list(range(len(pills)))
    for a in range(len(pills)):
        for b in range(a):
            if gap(pills[a], pills[b]) <= 0:
                old, new = group[a], group[b]
                group = [new if g == old else g for g in group]
    found = [[i for i, g in enumerate(group) if g == name] for name in sorted(set(group))]
    return [members for members in found if len(members) > 1]
