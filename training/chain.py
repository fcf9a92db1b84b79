"""The whole picture chain, step by step: photograph -> pills -> crops -> classes.

    python training/chain.py PHOTO ...

This is the reference the program's own chain is held to.  It needs numpy,
Pillow and onnxruntime, and works in float64 wherever a step is not the network's.

Coordinates are continuous: pixel i covers [i, i + 1), its centre is i + 0.5.
`round_half_up(v)` is floor(v + 0.5) everywhere.

    load -> first look (whole photograph in 192 x 192) -> parts (one per pill)
         -> finer look (whole photograph, up to 640 wide) if there is anything small, or nothing
         -> finest look (up to 1280 wide) if there still is, unless it sees a pattern
         -> second look (a window around each; once more where it did not fit) -> mask
         -> one of those seen twice, both of two that touch -> rectangle -> crop -> classify
"""

import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

import kornia_rs
import numpy as np
import onnxruntime
from PIL import Image, ImageOps

from outline import ROUND_BELOW_ASPECT, area_of, convex_hull, rectangle
from resize import resize

MODELS = Path(__file__).resolve().parent.parent / "models"

LOOK = 192  # side of the locator's input
FINE = 640  # longer side of the finer look's input
FINEST = 1280  # of the finest one's
STRIDE = 16  # their sides are multiples of this
CELL = 2  # one map pixel is CELL x CELL input pixels
PAD = 114  # grey around a photograph that does not fill the input
PILL_THRESHOLD = 0.5
CORE_THRESHOLD = 0.5
CONTACT_THRESHOLD = 0.1  # far below a half: no contact is surer than 0.4, none is seen where pills lie apart
LEAST_PILL = 12  # map pixels; smaller components of a second look are dropped
LEAST_SPECK = 6  # map pixels; what may be a small pill, and is worth a nearer look
FAINT = 0.15  # a finer look that sees this much of a pill is worth a window, which is surer
LEAST_FAINT = 4  # map pixels
MOST_FAINT = 8  # more of them in one photograph are a pattern of the ground
LEAST_CORE = 2  # map pixels
LEAST_CORE_SHARE = 0.12  # of the largest core in the same component
LEAST_CONTACT = 4  # map pixels
CONVEX = 0.95  # two pieces that fill this share of the hull around both are one pill
SOLID = 0.85  # what fills less of its hull is no pill
NEAR = 0.15  # share of the first look's side that a pill's box fills, if a look is to do
WINDOW_FILL = 0.6  # share of the second look's side that the pill's box fills
WIDER_FILL = 0.45  # the same after a finer look, which may have seen half a pill
FITTING = (0.3, 0.9)  # the same share, where it fits well enough
LEAST_WINDOW = 24  # photograph pixels
SECOND_LOOK_BELOW = 0.6  # a box side of at least this share of the first look needs no second
ROUNDS = 2  # of looking again
SMALLEST = 0.05  # part of the median area that every pill has at least: those of the catalogue show 12 to 224 square mm
CONTACT = 0.06  # part of the length of a pill that touches by which the one that it touches may seem to lie apart
SAME = 0.5  # outlines that share this much of the smaller one are the same pill
CROP = 160  # side of the classifier's input
LONG_AXIS_SHARE = 0.91
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
    """The photograph as the camera was held (EXIF orientation), RGB.

    A colour JPEG goes through the program's own decoder (zune-jpeg, in kornia-rs): decoders
    differ by a few levels, and what is compared here is the chain.
    """
    photo = Image.open(path)
    if photo.format == "JPEG" and photo.mode == "RGB":
        exif = photo.getexif()
        photo = Image.fromarray(kornia_rs.io.decode_image_jpeg(Path(path).read_bytes()))
        photo.getexif().update(exif)
    return ImageOps.exif_transpose(photo).convert("RGB")


def view_of(photo, x0, y0, side):
    """The square window at (x0, y0) of that side, integers, resized to LOOK x LOOK.

    Only the part inside the photograph is resized; the rest is PAD.
    """
    left, top = max(0, x0), max(0, y0)
    right, bottom = min(photo.width, x0 + side), min(photo.height, y0 + side)
    a, c = (round_half_up((v - o) * LOOK / side) for v, o in ((left, x0), (top, y0)))
    b, d = (round_half_up((v - o) * LOOK / side) for v, o in ((right, x0), (bottom, y0)))
    b, d = max(b, a + 1), max(d, c + 1)
    pixels = np.full((LOOK, LOOK, 3), PAD, np.uint8)
    pixels[c:d, a:b] = resize(np.asarray(photo), (left, top, right, bottom), b - a, d - c)
    return View(pixels, (left, top), ((b - a) / (right - left), (d - c) / (bottom - top)), (a, c))


def letterbox(photo):
    """First look: the whole photograph centred in the square."""
    side = max(photo.width, photo.height)
    return view_of(photo, -((side - photo.width) // 2), -((side - photo.height) // 2), side)


def finer(photo, side=FINE):
    """Finer look: the whole photograph, shrunk to that side if it is larger, PAD to the right and below."""
    scale = min(1.0, side / max(photo.width, photo.height))
    width, height = (max(1, round_half_up(v * scale)) for v in (photo.width, photo.height))
    pixels = np.full((-height % STRIDE + height, -width % STRIDE + width, 3), PAD, np.uint8)
    pixels[:height, :width] = resize(np.asarray(photo), (0, 0, photo.width, photo.height), width, height)
    return View(pixels, (0, 0), (width / photo.width, height / photo.height), (0, 0))


def locate(session, view):
    """The network's three maps, float32 [3, height / CELL, width / CELL]."""
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
        rows, columns = np.nonzero(labels == number)
        away = (pixels[:, :1] - rows) ** 2 + (pixels[:, 1:] - columns) ** 2
        nearest.append(away.min(axis=1))
    owner = np.argmin(np.array(nearest), axis=0)
    masks = []
    for index in range(len(numbers)):
        mask = np.zeros_like(component)
        mask[tuple(pixels[owner == index].T)] = True
        masks.append(mask)
    return masks


def convex(maps, mask, share=CONVEX):
    """Whether a mask fills its hull: no pill has a waist, two that touch nearly always do."""
    hull = convex_hull(outline_points(maps, mask))
    return CELL**2 * np.count_nonzero(mask) >= share * area_of(hull)


def sound(maps, mask, touching):
    """Whether a part of a second look is a pill: it has a core, and no great dents but those that
    a pill beside it may have left."""
    core = mask & (maps[1] >= CORE_THRESHOLD)
    return np.count_nonzero(core) >= LEAST_CORE and (touching or convex(maps, mask, SOLID))


def rejoined(maps, masks):
    """The masks, of which any two that are convex together become one, the first such pair first:
    the halves of a two-coloured capsule, or a pill cut along its score."""
    for i in range(len(masks)):
        for j in range(i + 1, len(masks)):
            both = masks[i] | masks[j]
            if convex(maps, both):
                return rejoined(maps, [*masks[:i], both, *masks[i + 1 : j], *masks[j + 1 :]])
    return masks


def touches(maps, mask):
    """Whether the contact map says that another pill touches this one."""
    return bool(np.count_nonzero(mask & (maps[2] >= CONTACT_THRESHOLD)) >= LEAST_CONTACT)


def parts_of(maps, least=LEAST_PILL):
    """The pills in three maps: a list of (mask, touching); `least` map pixels each."""
    labels, count = components(maps[0] >= PILL_THRESHOLD)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    core, parts = maps[1] >= CORE_THRESHOLD, []
    for number in (n + 1 for n in range(count) if sizes[n] >= least):
        component = labels == number
        core_labels, numbers = cores_in(core, component)
        masks = split(component, core_labels, numbers) if len(numbers) > 1 else [component]
        masks = rejoined(maps, masks)
        parts += [(mask, len(masks) > 1 or touches(maps, mask)) for mask in masks]
    return parts


def faint_in(maps, parts):
    """Where a finer look saw a pill though not surely, as parts; none where a pattern is seen."""
    taken = np.any([np.zeros(maps[0].shape, bool), *(mask for mask, _ in parts)], axis=0)
    labels, count = components(maps[0] >= FAINT)
    masks = [labels == n + 1 for n in range(count)]
    masks = [mask for mask in masks if np.count_nonzero(mask) >= LEAST_FAINT and not (mask & taken).any()]
    return [(mask, False) for mask in masks] if len(masks) <= MOST_FAINT else []


def box_of(mask):
    """(x0, y0, x1, y1) of a mask in the input's pixels."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return CELL * columns[0], CELL * rows[0], CELL * (columns[-1] + 1), CELL * (rows[-1] + 1)


def filled(mask):
    """Share of a square look's side that a mask's box fills."""
    x0, y0, x1, y1 = box_of(mask)
    return max(x1 - x0, y1 - y0) / LOOK


def cut_off(mask):
    """Whether a mask reaches the border of its look: the window was laid around a part of the pill."""
    return bool(mask[0].any() or mask[-1].any() or mask[:, 0].any() or mask[:, -1].any())


def window_around(photo, hull, fill):
    """Second look: a square around a pill, of which its box fills that share."""
    (left, top), (right, bottom) = hull.min(axis=0), hull.max(axis=0)
    side = max(LEAST_WINDOW, math.ceil(max(right - left, bottom - top) / fill))
    at = (round_half_up((v + w - side) / 2) for v, w in ((left, right), (top, bottom)))
    return view_of(photo, *at, side)


def outline_points(maps, mask):
    """Where a mask ends, in the look's coordinates: on the way from each of its cells to each of
    the four beside it that is not its own, where the pill map falls through the threshold, or
    half-way when that cell is another part's or the map is below it here already."""
    inside = np.pad(mask, 1)
    pill = np.pad(maps[0].astype(np.float64), 1)
    points = []
    for dy, dx in ((0, -1), (0, 1), (-1, 0), (1, 0)):
        beside = np.roll(inside, (-dy, -dx), axis=(0, 1))
        rows, columns = np.nonzero(inside & ~beside)
        here, there = pill[rows, columns], pill[rows + dy, columns + dx]
        falls = (there < PILL_THRESHOLD) & (here >= PILL_THRESHOLD)
        way = np.where(falls, (here - PILL_THRESHOLD) / np.where(falls, here - there, 1), 0.5)
        points.append(np.stack([columns - 0.5 + dx * way, rows - 0.5 + dy * way], axis=1))
    return CELL * np.concatenate(points)


def measure(view, maps, part):
    """The Pill of one part, in photograph coordinates."""
    mask, touching = part
    hull = convex_hull(view.to_photo(outline_points(maps, mask)))
    return Pill(*rectangle(hull), area_of(hull), touching, hull)


def clip(outline, hull):
    """The part of a convex outline that lies inside a convex hull (Sutherland and Hodgman)."""
    for (ax, ay), (bx, by) in zip(hull, np.roll(hull, -1, axis=0)):
        kept = []
        sides = [(bx - ax) * (y - ay) - (by - ay) * (x - ax) for x, y in outline]
        for k, (p, side) in enumerate(zip(outline, sides)):
            q, next_side = outline[(k + 1) % len(outline)], sides[(k + 1) % len(outline)]
            if side >= 0:
                kept.append(p)
            if (side >= 0) != (next_side >= 0):
                kept.append(p + (q - p) * (side / (side - next_side)))
        outline = kept
        if not outline:
            break
    return np.array(outline).reshape(-1, 2)


def same(a, b):
    """Whether two outlines are of the same pill."""
    if (a.max(axis=0) <= b.min(axis=0)).any() or (b.max(axis=0) <= a.min(axis=0)).any():
        return False
    return area_of(clip(a, b)) >= SAME * min(area_of(a), area_of(b))


def near_enough(maps):
    """Whether a look shows all there is: something, and nothing small."""
    labels, count = components(maps[0] >= PILL_THRESHOLD)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    seen = [n + 1 for n in range(count) if sizes[n] >= LEAST_SPECK]
    return bool(seen) and all(filled(labels == n) >= NEAR for n in seen)


def inside(photo, pill):
    """Whether a pill lies in the photograph and not in the padding around it."""
    return 0 <= pill.cx < photo.width and 0 <= pill.cy < photo.height


def find_pills(session, photo):
    """All pills of a photograph, in raster order of the look that saw them first."""
    view = letterbox(photo)
    maps = locate(session, view)
    enough = near_enough(maps) or max(photo.width, photo.height) <= LOOK
    if not enough:
        view, maps = look_finer(session, photo)
    parts, pills = parts_of(maps, LEAST_SPECK), []
    for part in parts + ([] if enough else faint_in(maps, parts)):
        pill = measure(view, maps, part)
        if not inside(photo, pill):
            continue
        if enough and filled(part[0]) >= SECOND_LOOK_BELOW:
            pills.append(pill)
            continue
        nearer = look_again(session, photo, pill, WINDOW_FILL if enough else WIDER_FILL)
        pills += nearer or ([pill] if enough else [])
    return mark_touched(without_specks(once_each(pills)))


def look_finer(session, photo):
    """The finer look, or the finest one, and its maps."""
    view = finer(photo)
    maps = locate(session, view)
    if near_enough(maps) or max(photo.width, photo.height) <= FINE:
        return view, maps
    finest = finer(photo, FINEST)
    finest_maps = locate(session, finest)
    more = len(parts_of(finest_maps, LEAST_SPECK)) - len(parts_of(maps, LEAST_SPECK))
    return (finest, finest_maps) if more <= MOST_FAINT else (view, maps)


def look_again(session, photo, pill, fill, rounds=ROUNDS):
    """What a window around a pill shows to lie where it lies: one pill, several, or none."""
    window = window_around(photo, pill.hull, fill)
    maps = locate(session, window)
    pills = []
    for part in parts_of(maps):
        nearer = measure(window, maps, part)
        if not (inside(photo, nearer) and same(nearer.hull, pill.hull) and sound(maps, *part)):
            continue
        whole = not cut_off(part[0])
        if rounds > 1 and not (whole and FITTING[0] <= filled(part[0]) <= FITTING[1]):
            pills += look_again(session, photo, nearer, WINDOW_FILL if whole else WIDER_FILL, rounds - 1) or [nearer]
        else:
            pills.append(nearer)
    return pills


def once_each(pills):
    """Each pill once, though several looks saw it: of the same ones, the largest."""
    kept = []
    for pill in sorted(pills, key=lambda pill: -pill.area):
        if not any(same(pill.hull, other.hull) for other in kept):
            kept.append(pill)
    return [pill for pill in pills if any(pill is other for other in kept)]


def without_specks(pills):
    """Those that are no specks beside the others."""
    areas = sorted(pill.long * pill.short for pill in pills)
    return [pill for pill in pills if pill.long * pill.short >= SMALLEST * areas[len(areas) // 2]]


def gap(a, b):
    """How far two convex outlines lie apart; 0 where they share anything."""
    return 0.0 if len(clip(a, b)) else min(away(a, b), away(b, a))


def away(points, outline):
    """How far the nearest of some points lies from the edges of an outline."""
    start, along = outline, np.roll(outline, -1, axis=0) - outline
    way = points[:, None] - start
    square = (along**2).sum(axis=1)
    share = np.clip((way * along).sum(axis=2) / np.where(square > 0, square, 1), 0, 1)
    return float(np.hypot(*np.moveaxis(way - share[:, :, None] * along, 2, 0)).min())


def mark_touched(pills):
    """The pills, those marked too that lie against one that touches (the nearest; of equals, the larger):
    each was looked at in a window of its own, which may have shown the contact from the one side only."""
    for pill in [pill for pill in pills if pill.touching]:
        others = [(gap(pill.hull, other.hull), -other.area, other) for other in pills if other is not pill]
        nearest = min(others, key=lambda other: other[:2], default=None)
        if nearest and nearest[0] <= CONTACT * pill.long:
            nearest[2].touching = True
    return pills


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

    One output pixel is `scale` photograph pixels wide and is the mean of k x k samples, in float32 as in
    the program: in float64 a pixel in ten thousand is rounded the other way.
    """
    pixels = np.asarray(photo, np.float32)
    scale = pill.long / (LONG_AXIS_SHARE * size)
    turn = 0.0 if pill.long < ROUND_BELOW_ASPECT * pill.short else math.radians(pill.angle)
    k = min(max(math.ceil(scale), 1), MOST_SAMPLES)
    line = ((np.arange(size * k) + 0.5) / k - size / 2) * scale
    v, u = np.meshgrid(line, line, indexing="ij")
    x = pill.cx + u * math.cos(turn) - v * math.sin(turn)
    y = pill.cy + u * math.sin(turn) + v * math.cos(turn)
    samples = bilinear(pixels, x, y).astype(np.float32).reshape(size, k, size, k, 3)
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
