"""The whole picture chain, step by step: photograph -> pills -> crops -> classes.

    python training/chain.py PHOTO ...

This is the reference the program's own chain is held to.  It needs numpy,
Pillow and onnxruntime, and works in float64 wherever a step is not the network's.

Coordinates are continuous: pixel i covers [i, i + 1), its centre is i + 0.5.
`round_half_up(v)` is floor(v + 0.5) everywhere.

    load -> first look (whole photograph in 192 x 192) -> parts (one per pill)
         -> second look (a window around each) -> mask -> rectangle -> crop -> classify
"""

import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image, ImageOps

MODELS = Path(__file__).resolve().parent.parent / "models"

LOOK = 192  # side of the locator's input
MAP = 96  # side of its maps; one map pixel is CELL x CELL input pixels
CELL = LOOK // MAP
PAD = 114  # grey around a photograph that does not fill the input
PILL_THRESHOLD = 0.5
CORE_THRESHOLD = 0.5
LEAST_PILL = 12  # map pixels; smaller components are dropped unless nothing else is there
LEAST_CORE = 2  # map pixels
LEAST_CORE_SHARE = 0.12  # of the largest core in the same component
WINDOW_FILL = 0.6  # share of the second look's side that the pill's box fills
LEAST_WINDOW = 24  # photograph pixels
SECOND_LOOK_BELOW = 0.6  # a box side of at least this share of the first look needs no second
AREA_AGREEMENT = 3.0  # first and second look may differ by this factor in area
CROP = 128  # side of the classifier's input
LONG_AXIS_SHARE = 0.91
ROUND_BELOW_ASPECT = 1.12
MOST_SAMPLES = 8


@dataclass
class View:
    """Part of a photograph as the locator sees it, and the way back.

    view = (photograph - origin) * scale + offset, for x and y each.
    """

    pixels: np.ndarray
    origin: tuple
    scale: tuple
    offset: tuple

    def to_photo(self, points):
        """View coordinates [n, 2] to photograph coordinates."""
        return (np.asarray(points, np.float64) - self.offset) / self.scale + self.origin


@dataclass
class Pill:
    """One pill in a photograph; angle of the long axis in degrees, y down, in [-90, 90).

    `hull` is its convex outline [n, 2], all in photograph coordinates.
    """

    cx: float
    cy: float
    long: float
    short: float
    angle: float
    area: float
    touching: bool
    hull: np.ndarray


def round_half_up(value):
    """Round to the nearest integer, halves up."""
    return math.floor(value + 0.5)


def load(path):
    """The photograph as the camera was held (EXIF orientation), RGB."""
    return ImageOps.exif_transpose(Image.open(path)).convert("RGB")


def view_of(photo, x0, y0, side):
    """The square window at (x0, y0) of that side, integers, resized to LOOK x LOOK.

    Only the part inside the photograph is resized (Pillow's antialiased
    bilinear); the rest is PAD.
    """
    left, top = max(0, x0), max(0, y0)
    right, bottom = min(photo.width, x0 + side), min(photo.height, y0 + side)
    a, c = (round_half_up((v - o) * LOOK / side) for v, o in ((left, x0), (top, y0)))
    b, d = (round_half_up((v - o) * LOOK / side) for v, o in ((right, x0), (bottom, y0)))
    b, d = max(b, a + 1), max(d, c + 1)
    part = photo.resize((b - a, d - c), Image.Resampling.BILINEAR, box=(left, top, right, bottom))
    pixels = np.full((LOOK, LOOK, 3), PAD, np.uint8)
    pixels[c:d, a:b] = np.asarray(part)
    return View(pixels, (left, top), ((b - a) / (right - left), (d - c) / (bottom - top)), (a, c))


def letterbox(photo):
    """First look: the whole photograph centred in the square."""
    side = max(photo.width, photo.height)
    return view_of(photo, -((side - photo.width) // 2), -((side - photo.height) // 2), side)


def locate(session, view):
    """The network's two maps, float32 [2, MAP, MAP]."""
    return session.run(["maps"], {"image": view.pixels[None]})[0][0]


def runs(mask):
    """(row, first, last) of every horizontal run of set pixels, in raster order."""
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    return list(zip(rows.tolist(), starts.tolist(), (np.nonzero(edges == -1)[1] - 1).tolist()))


def components(mask):
    """8-connected components: int labels, 0 for none, 1.. in raster order of the first pixel."""
    found = runs(mask)
    parent = list(range(len(found)))

    def root(i):
        while parent[i] != i:
            i = parent[i]
        return i

    for i, (row, first, last) in enumerate(found):
        for j in range(i - 1, -1, -1):
            above, start, end = found[j]
            if above < row - 1:
                break
            if above == row - 1 and start <= last + 1 and end >= first - 1:
                a, b = root(i), root(j)
                parent[max(a, b)] = min(a, b)
    labels, names = np.zeros(mask.shape, np.int32), {}
    for i, (row, first, last) in enumerate(found):
        labels[row, first : last + 1] = names.setdefault(root(i), len(names) + 1)
    return labels, len(names)


def cores_in(core, component):
    """Labels of the cores inside one component, without specks: (labels, numbers kept)."""
    labels, count = components(core & component)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    if count == 0:
        return labels, []
    least = max(LEAST_CORE, LEAST_CORE_SHARE * sizes.max())
    return labels, [number + 1 for number in range(count) if sizes[number] >= least]


def split(component, labels, numbers):
    """One mask per core: every pixel goes to the core whose nearest pixel is nearest
    (squared Euclidean distance; of equals, the lower core number)."""
    pixels = np.argwhere(component)
    nearest = []
    for number in numbers:
        core = np.argwhere(labels == number)
        nearest.append([((core - pixel) ** 2).sum(axis=1).min() for pixel in pixels])
    owner = np.argmin(np.array(nearest), axis=0)
    masks = []
    for index in range(len(numbers)):
        mask = np.zeros_like(component)
        mask[tuple(pixels[owner == index].T)] = True
        masks.append(mask)
    return masks


def parts_of(maps):
    """The pills in a pair of maps: a list of (mask [MAP, MAP], touching)."""
    labels, count = components(maps[0] >= PILL_THRESHOLD)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    kept = [n + 1 for n in range(count) if sizes[n] >= LEAST_PILL]
    if not kept and count:
        kept = [int(np.argmax(sizes)) + 1]
    core, parts = maps[1] >= CORE_THRESHOLD, []
    for number in kept:
        component = labels == number
        core_labels, numbers = cores_in(core, component)
        if len(numbers) < 2:
            parts.append((component, False))
        else:
            parts += [(mask, True) for mask in split(component, core_labels, numbers)]
    return parts


def box_of(mask):
    """(x0, y0, x1, y1) of a mask in the input's pixels."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return CELL * columns[0], CELL * rows[0], CELL * (columns[-1] + 1), CELL * (rows[-1] + 1)


def window_around(photo, view, mask):
    """Second look: a square around the part's box, of which it fills WINDOW_FILL."""
    x0, y0, x1, y1 = box_of(mask)
    (left, top), (right, bottom) = view.to_photo([(x0, y0), (x1, y1)])
    side = max(LEAST_WINDOW, math.ceil(max(right - left, bottom - top) / WINDOW_FILL))
    at = (round_half_up((v + w - side) / 2) for v, w in ((left, right), (top, bottom)))
    return view_of(photo, *at, side)


def central(parts):
    """Number of the part nearest the middle of the map (its nearest pixel; of equals, the larger)."""
    middle = (MAP - 1) / 2

    def key(number):
        pixels = np.argwhere(parts[number][0])
        return ((pixels - middle) ** 2).sum(axis=1).min(), -len(pixels)

    return min(range(len(parts)), key=key)


def doubled(values):
    """Bilinear enlargement by two along both axes, edges clamped."""
    for axis in (0, 1):
        values = np.swapaxes(values, 0, axis)
        before, after = np.concatenate([values[:1], values[:-1]]), np.concatenate([values[1:], values[-1:]])
        both = np.stack([0.25 * before + 0.75 * values, 0.75 * values + 0.25 * after], axis=1)
        values = np.swapaxes(both.reshape(-1, values.shape[1]), 0, axis)
    return values


def grown(mask):
    """The mask and its eight neighbours."""
    padded = np.pad(mask, 1)
    h, w = mask.shape
    return np.any([padded[y : y + h, x : x + w] for y in range(3) for x in range(3)], axis=0)


def outline_mask(maps, parts, number):
    """The part at LOOK x LOOK: the enlarged pill map over the threshold, where the
    part or its direct neighbourhood is and no other part."""
    mask = parts[number][0]
    others = np.zeros_like(mask)
    for index, (other, _) in enumerate(parts):
        if index != number:
            others |= other
    allowed = np.repeat(np.repeat(grown(mask) & ~others, CELL, axis=0), CELL, axis=1)
    return (doubled(maps[0].astype(np.float64)) >= PILL_THRESHOLD) & allowed


def outline_points(mask):
    """Middles of the outer pixel edges at both ends of every row, in the mask's coordinates."""
    points = []
    for row in np.flatnonzero(mask.any(axis=1)):
        columns = np.flatnonzero(mask[row])
        first, last = columns[0], columns[-1]
        points += [(first, row + 0.5), (first + 0.5, row), (first + 0.5, row + 1)]
        points += [(last + 1, row + 0.5), (last + 0.5, row), (last + 0.5, row + 1)]
    return np.array(points, np.float64)


def convex_hull(points):
    """Andrew's monotone chain over points sorted by x, then y; collinear points dropped."""
    ordered = sorted(set(map(tuple, points.tolist())))

    def half(sequence):
        chain = []
        for p in sequence:
            while len(chain) > 1:
                (ax, ay), (bx, by) = chain[-2:]
                if (bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax) > 0:
                    break
                chain.pop()
            chain.append(p)
        return chain[:-1]

    return np.array(half(ordered) + half(ordered[::-1]))


def least_rectangle(hull):
    """(cx, cy, long, short, angle) of the smallest rectangle with a side along a hull edge."""
    best = None
    for start, end in zip(hull, np.roll(hull, -1, axis=0)):
        direction = (end - start) / np.hypot(*(end - start))
        across = np.array([-direction[1], direction[0]])
        u, v = hull @ direction, hull @ across
        width, height = np.ptp(u), np.ptp(v)
        if best is None or width * height < best[0]:
            centre = direction * (u.max() + u.min()) / 2 + across * (v.max() + v.min()) / 2
            angle = math.degrees(math.atan2(direction[1], direction[0]))
            best = (width * height, centre, width, height, angle)
    _, (cx, cy), width, height, angle = best
    if width < height:
        width, height, angle = height, width, angle + 90
    return float(cx), float(cy), float(width), float(height), (angle + 90) % 180 - 90


def measure(view, maps, parts, number):
    """The Pill of one part, in photograph coordinates."""
    mask = outline_mask(maps, parts, number)
    if not mask.any():
        mask = np.repeat(np.repeat(parts[number][0], CELL, axis=0), CELL, axis=1)
    hull = convex_hull(view.to_photo(outline_points(mask)))
    area = float(mask.sum()) / (view.scale[0] * view.scale[1])
    return Pill(*least_rectangle(hull), area, parts[number][1], hull)


def find_pills(session, photo):
    """All pills of a photograph, in raster order of the first look."""
    view = letterbox(photo)
    maps = locate(session, view)
    parts = parts_of(maps)
    pills = []
    for number, (mask, touching) in enumerate(parts):
        pill = measure(view, maps, parts, number)
        x0, y0, x1, y1 = box_of(mask)
        if max(x1 - x0, y1 - y0) < SECOND_LOOK_BELOW * LOOK:
            nearer = look_again(session, window_around(photo, view, mask))
            if nearer and 1 / AREA_AGREEMENT < nearer.area / pill.area < AREA_AGREEMENT:
                nearer.touching = touching
                pill = nearer
        pills.append(pill)
    return pills


def look_again(session, window):
    """The Pill in the middle of a second look's window, or None."""
    maps = locate(session, window)
    parts = parts_of(maps)
    return measure(window, maps, parts, central(parts)) if parts else None


def bilinear(pixels, x, y):
    """Values of an [h, w, 3] picture at continuous coordinates, edges clamped."""
    h, w = pixels.shape[:2]
    x, y = np.clip(x - 0.5, 0, w - 1), np.clip(y - 0.5, 0, h - 1)
    x0, y0 = np.floor(x).astype(int), np.floor(y).astype(int)
    x1, y1 = np.minimum(x0 + 1, w - 1), np.minimum(y0 + 1, h - 1)
    fx, fy = (x - x0)[..., None], (y - y0)[..., None]
    above = pixels[y0, x0] * (1 - fx) + pixels[y0, x1] * fx
    below = pixels[y1, x0] * (1 - fx) + pixels[y1, x1] * fx
    return above * (1 - fy) + below * fy


def crop(photo, pill, size=CROP):
    """The pill turned level and centred in a square: uint8 [size, size, 3].

    One output pixel is `scale` photograph pixels wide and is the mean of k x k samples.
    """
    pixels = np.asarray(photo, np.float64)
    scale = pill.long / (LONG_AXIS_SHARE * size)
    turn = 0.0 if pill.long < ROUND_BELOW_ASPECT * pill.short else math.radians(pill.angle)
    k = min(max(math.ceil(scale), 1), MOST_SAMPLES)
    line = ((np.arange(size * k) + 0.5) / k - size / 2) * scale
    v, u = np.meshgrid(line, line, indexing="ij")
    x = pill.cx + u * math.cos(turn) - v * math.sin(turn)
    y = pill.cy + u * math.sin(turn) + v * math.cos(turn)
    samples = bilinear(pixels, x, y).reshape(size, k, size, k, 3)
    return np.floor(samples.mean(axis=(1, 3)) + 0.5).astype(np.uint8)


def open_model(name, threads=1):
    """An onnxruntime session of models/<name>."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(MODELS / name), options, providers=["CPUExecutionProvider"])


def classify(session, crops):
    """(embedding, identity, hazard) of crops uint8 [n, CROP, CROP, 3]."""
    return session.run(["embedding", "identity", "hazard"], {"image": np.stack(crops)})


def main():
    locator = open_model("pill-locator.onnx")
    for path in sys.argv[1:]:
        for pill in find_pills(locator, load(path)):
            print(json.dumps({"file": path, **vars(pill), "hull": pill.hull.tolist()}))


if __name__ == "__main__":
    main()
