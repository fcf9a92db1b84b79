"""Composed photographs of pills with exact ground truth.

    python training/compose.py --kind tray   --count 200 --seed 1 --out DIR
    python training/compose.py --kind single --count 500 --seed 1 --out DIR [--pairs]

Writes JPEG files and labels.csv.  A `tray` holds 1-20 pills; its row gives their
number, the clusters of touching pills and every outline's upright box.  A
`single` holds one side of one product, in the manners consumer photographs come
in, and its row gives the scale as a calibrated camera would know it
(`mm_per_px`); `--pairs` writes both sides of each product, and pairs.csv.  The same seed
gives the same pictures.
"""

import argparse
import csv
import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

import camera
import surfaces
from layout import Sides, clusters, gap, make_pill, put_beside, scatter

CORE = 0.4
CONTACT = 0.1  # half the width of a contact, of the smaller pill's short axis
PAD = 114
SINGLE_KINDS = {"white": 0.30, "black": 0.30, "frame": 0.25, "crop": 0.15}
# What `fit_size.py` finds in the catalogue: lengths are rounded to whole millimetres, and a few
# are wrong.  What a calibrated camera is off by (docs/calibration.md), the pill's height over the
# tray included.
MISLISTED = 0.01
SCALE_ERROR = 0.02
TRAY_KINDS = ("flat", "gradient", "wood", "weave", "tiles", "marble", "skin", "paper", "coarse")


@dataclass
class Scene:
    """A photograph with its truth: masks float32 0..1 of pills, of their cores, and of where
    pills touch."""

    image: np.ndarray
    pill: np.ndarray
    core: np.ndarray
    pills: list
    ground: str = ""
    contact: np.ndarray = None

    def __post_init__(self):
        if self.contact is None:
            self.contact = np.zeros_like(self.pill)

    def maps(self):
        """The three masks."""
        return self.pill, self.core, self.contact


def warp_pill(sides, pill, width, height, grow=0):
    """The pill in scene pixels: (y, x, rgb, alpha, face alpha) of the part inside the frame, or None.
    `grow` pixels of its cut-out's 160 are added all around it."""
    x0, y0, x1, y1 = pill.box()
    left, top = max(0, int(x0) - 2), max(0, int(y0) - 2)
    right, bottom = min(width, int(x1) + 3), min(height, int(y1) + 3)
    if right - left < 2 or bottom - top < 2:
        return None
    rgb, mask = sides.cut(pill.index)
    if grow:
        mask = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * grow + 1,) * 2))
    scale = pill.long / (0.9 * len(mask))
    while scale < 0.55 and len(mask) > 20:
        half = (len(mask) // 2,) * 2
        rgb, mask = (cv2.resize(a, half, interpolation=cv2.INTER_AREA) for a in (rgb, mask))
        scale = pill.long / (0.9 * len(mask))
    cos, sin = scale * np.cos(np.radians(pill.angle)), scale * np.sin(np.radians(pill.angle))
    middle = (len(mask) - 1) / 2
    turn = np.array([[cos, -sin, pill.x - left - (cos - sin) * middle], [sin, cos, pill.y - top - (sin + cos) * middle]])
    size = (right - left, bottom - top)
    rgb = cv2.warpAffine(rgb, turn, size, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    face = cv2.warpAffine(mask, turn, size).astype(np.float32) / 255
    if not any(pill.depth):
        return top, left, rgb, face, face
    turn[:, 2] += pill.depth
    edge = cv2.warpAffine(mask, turn, size).astype(np.float32) / 255
    return top, left, rgb, np.maximum(face, edge), face


def core_of(alpha):
    """The inner part of one pill, which never meets the core of another."""
    solid = (alpha > 0.5).astype(np.uint8)
    if not solid.any():
        return np.zeros_like(alpha)
    if solid.all():
        return np.ones_like(alpha)
    depth = cv2.distanceTransform(solid, cv2.DIST_L2, 5)
    return (depth > CORE * depth.max()).astype(np.float32)


def shade(picture, parts, rng, size):
    """Soft cast shadow and contact shadow of all pills, on the ground picture in place."""
    cast = np.zeros(picture.shape[:2], np.float32)
    for top, left, _, alpha, _ in parts:
        spot = cast[top : top + alpha.shape[0], left : left + alpha.shape[1]]
        np.maximum(spot, alpha, out=spot)
    direction, reach = rng.uniform(0, 2 * np.pi), size * rng.uniform(0.0, 0.25)
    move = np.array([[1, 0, np.cos(direction) * reach], [0, 1, np.sin(direction) * reach]])
    dark = cv2.GaussianBlur(cv2.warpAffine(cast, move, cast.shape[::-1]), (0, 0), max(0.3, size * rng.uniform(0.02, 0.15)))
    touch = cv2.GaussianBlur(cast, (0, 0), max(0.3, size * 0.03))
    picture *= (1 - np.clip(dark * rng.uniform(0, 0.65) + touch * rng.uniform(0, 0.35), 0, 0.9))[..., None]


def contacts(pills, parts, shape):
    """Where pills touch: what lies close to the outlines of two that do."""
    seam = np.zeros(shape, np.float32)
    for a, (pill, part) in enumerate(zip(pills, parts)):
        for other, beside in zip(pills[:a], parts[:a]):
            if part is None or beside is None or gap(pill, other) > 0:
                continue
            reach = 1 + CONTACT * 2 * min(pill.reach.min(), other.reach.min())
            top, left = (max(0, min(part[k], beside[k])) for k in (0, 1))
            ends = [[one[k] + one[3].shape[k] for one in (part, beside)] for k in (0, 1)]
            near = np.ones((max(ends[0]) - top, max(ends[1]) - left), bool)
            for y, x, _, alpha, _ in (part, beside):
                away = np.ones(near.shape, np.uint8)
                away[y - top : y - top + alpha.shape[0], x - left : x - left + alpha.shape[1]] = alpha < 0.5
                near &= cv2.distanceTransform(away, cv2.DIST_L2, 3) <= reach
            seam[top : max(ends[0]), left : max(ends[1])][near] = 1
    return seam


def render(rng, sides, pills, picture, pasted=False):
    """Paint the pills on the ground picture; returns the Scene before the camera.  `pasted` pills
    throw no shadow and have a rim of the studio's ground or a hard edge, as crude cut-outs do."""
    height, width = picture.shape[:2]
    grow = int(rng.integers(0, 3)) if pasted else 0
    all_parts = [warp_pill(sides, pill, width, height, grow) for pill in pills]
    if pasted and rng.random() < 0.5:
        all_parts = [p and (*p[:3], (p[3] > 0.5).astype(np.float32), (p[4] > 0.5).astype(np.float32)) for p in all_parts]
    parts = [part for part in all_parts if part]
    if parts and not pasted:
        shade(picture, parts, rng, float(np.median([2 * pill.reach.min() for pill in pills])))
    pill_map, core_map = (np.zeros((height, width), np.float32) for _ in range(2))
    gain, relief = np.exp(rng.normal(0, 0.06)), rng.uniform(0, 2.5) if rng.random() < 0.35 else 0.0
    for top, left, rgb, alpha, face in parts:
        area = np.s_[top : top + alpha.shape[0], left : left + alpha.shape[1]]
        if relief:
            rgb = rgb + relief * (rgb - cv2.GaussianBlur(rgb, (0, 0), max(0.5, min(rgb.shape[:2]) * 0.06)))
        if face is not alpha:
            side = rgb.mean(axis=(0, 1)) * rng.uniform(0.35, 0.9)
            rgb = rgb * face[..., None] + side * (1 - face[..., None])
        over = alpha[..., None]
        picture[area] = picture[area] * (1 - over) + rgb * gain * over
        pill_map[area] = np.maximum(pill_map[area], alpha)
        core_map[area] = np.maximum(core_map[area] * (1 - alpha), core_of(alpha))
    return Scene(picture, pill_map, core_map, pills, contact=contacts(pills, all_parts, (height, width)))


def pick_sides(rng, sides, count):
    """Pill sides of one scene: often several of a few products."""
    if rng.random() < 0.4:
        return rng.choice(sides.draw(rng, rng.integers(1, 4)), count)
    return sides.draw(rng, count)


def tray(rng, sides, width, height, kind=None, strict=False):
    """1-20 loose pills; `strict` keeps all whole and clearly touching or clearly apart."""
    count = int(rng.integers(1, 21)) if strict or rng.random() < 0.7 else 1
    cover = rng.uniform(0.03, 0.33) * min(1, 0.25 + count / 8) if strict else np.exp(rng.uniform(np.log(0.004), np.log(0.55)))
    chosen = pick_sides(rng, sides, count)
    long = np.sqrt(cover * width * height / count / np.mean([sides.area(i) for i in chosen]))
    longest = 0.95 * min(width, height)
    lengths = np.clip(long * np.exp(rng.normal(0, 0.2, count)), longest * 0.045, longest)
    pills = [make_pill(rng, sides, i, size) for i, size in zip(chosen, lengths)]
    touch = 0.0 if rng.random() < 0.45 else rng.uniform(0.2, 0.9)
    least = max(0.02 * max(width, height), 0.05 * long) if strict else rng.uniform(0, 0.12) * long
    cut = not strict and rng.random() < 0.3
    placed = scatter(rng, pills, width, height, touch, least, cut, 60 if strict else 10)
    like = sides.colour(chosen[0])
    picture, kind = surfaces.surface(rng, height, width, like, kind)
    surfaces.distract(rng, picture)
    scene = render(rng, sides, placed, picture)
    scene.ground = kind
    return scene


def close(rng, sides, width, height, share=(0.45, 1.0), neighbours=0.5, index=None):
    """One pill in the middle, its box `share` of the frame, perhaps with others beside it."""
    index = sides.draw(rng) if index is None else index
    pill = make_pill(rng, sides, index, 1.0)
    x0, y0, x1, y1 = pill.box()
    fill = rng.uniform(*share) * min(width / (x1 - x0), height / (y1 - y0))
    pill.long, pill.reach, pill.depth = fill, pill.reach * fill, tuple(np.array(pill.depth) * fill)
    slack_x, slack_y = (width - (x1 - x0) * fill) / 2, (height - (y1 - y0) * fill) / 2
    x0, y0, x1, y1 = pill.box()
    pill.x = width / 2 - (x0 + x1) / 2 + np.clip(rng.normal(0, 0.3), -1.1, 1.1) * slack_x
    pill.y = height / 2 - (y0 + y1) / 2 + np.clip(rng.normal(0, 0.3), -1.1, 1.1) * slack_y
    pills = [pill]
    while rng.random() < neighbours and len(pills) < 5:
        same = rng.random() < 0.4
        other = make_pill(rng, sides, rng.choice([index ^ 1, index]) if same else sides.draw(rng), pill.long * np.exp(rng.normal(0, 0.2)))
        put_beside(rng, other, pill, rng.choice([-0.02, rng.uniform(0.01, 0.3)]) * pill.long)
        pills.append(other)
    picture, kind = surfaces.surface(rng, height, width, sides.colour(index))
    surfaces.distract(rng, picture, 0.2)
    scene = render(rng, sides, pills, picture)
    scene.ground = kind
    return scene


def shoot(rng, scene, blur):
    """The scene as a camera records it."""
    scene.image = camera.shoot(rng, scene.image, blur)
    return scene


def on_black(rng, sides, size, index=None):
    """The pill's upright crop on a black square."""
    index = sides.draw(rng) if index is None else index
    slim = make_pill(rng, sides, index, 1.0)
    turns = np.ptp(np.array(slim.box()).reshape(2, 2), axis=0) + rng.uniform(0.03, 0.35)
    if rng.random() < 0.6:
        turns = np.array([1.0, 2 * sides.reach(index).min()]) + rng.uniform(0.03, 0.3)
    width, height = np.maximum(24, np.round(size * turns / turns.max())).astype(int)
    scene = shoot(rng, close(rng, sides, width, height, (0.75, 1.0), 0.0, index), size / 300)
    return place(scene, size, size, 0)


def on_white(rng, sides, width, height, index=None):
    """The pill cut out of its photograph, a little ragged, on pure white."""
    scene = close(rng, sides, width, height, (0.82, 1.0), 0.0, index)
    scene.image = camera.shoot(rng, scene.image, max(width, height) / 350).astype(np.float32)
    rough = cv2.GaussianBlur(scene.pill, (0, 0), max(width, height) / 120)
    rough = rough + surfaces.octave(rng, height, width, 25) * rng.uniform(0, 0.12)
    keep = cv2.GaussianBlur((rough > rng.uniform(0.35, 0.55)).astype(np.float32), (0, 0), max(width, height) / 300)[..., None]
    glow = cv2.GaussianBlur(keep, (0, 0), max(width, height) / 40)[..., None] * rng.uniform(0, 0.35)
    flat = 255 * (1 - keep) * (1 - glow) + scene.image * keep
    scene.image = camera.jpeg(np.clip(flat, 0, 255).astype(np.uint8), rng.integers(70, 98))
    scene.pill, scene.core = scene.pill * (keep[..., 0] > 0.5), scene.core * (keep[..., 0] > 0.5)
    scene.ground = "white"
    return scene


def place(scene, width, height, value, at=None):
    """The scene on a larger plain frame, centred unless `at` says where."""
    h, w = scene.image.shape[:2]
    x, y = at or ((width - w) // 2, (height - h) // 2)
    edges = (y, height - h - y, x, width - w - x)
    scene.image = cv2.copyMakeBorder(np.ascontiguousarray(scene.image), *edges, cv2.BORDER_CONSTANT, value=(value,) * 3)
    scene.pill, scene.core, scene.contact = (
        cv2.copyMakeBorder(m, *edges, cv2.BORDER_CONSTANT, value=0) for m in scene.maps()
    )
    for pill in scene.pills:
        pill.x, pill.y = pill.x + x, pill.y + y
    return scene


def single(rng, sides, index, kind):
    """One side of one product as a consumer would photograph it."""
    if kind == "black":
        return on_black(rng, sides, 224, index)
    if kind == "white":
        size = int(rng.integers(400, 780))
        return on_white(rng, sides, size, size, index)
    if kind == "crop":
        size = int(rng.integers(80, 400))
        return shoot(rng, close(rng, sides, size, int(size * rng.uniform(0.85, 1.15)), (0.7, 0.97), 0.0, index), size / 250)
    width = int(rng.integers(533, 1281))
    scene = close(rng, sides, width, width * 3 // 4, (0.12, 0.5), 0.0, index)
    return shoot(rng, scene, width / 600)


def size_mm(rng, sides, index):
    """A true length of the pill behind its listed one, millimetres."""
    if rng.random() < MISLISTED:
        index = rng.choice(sides.usable)
    return sides.size_mm[sides.row[index]] + rng.uniform(-0.5, 0.5)


def write_trays(rng, sides, count, out):
    """Trays of held-out pills over all grounds, whole pills only, with labels.csv."""
    rows = []
    for number in range(count):
        name = f"tray_{number:04d}.jpg"
        scene = shoot(rng, tray(rng, sides, 1280, 960, TRAY_KINDS[number % len(TRAY_KINDS)], strict=True), 1.5)
        cv2.imwrite(str(out / name), scene.image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 88])
        boxes = [[round(v, 1) for v in pill.box()] for pill in scene.pills]
        rows.append([name, scene.ground, len(boxes), json.dumps(clusters(scene.pills)), json.dumps(boxes)])
    return ["file", "ground", "count", "touching", "boxes"], rows


def write_singles(rng, sides, count, out, pairs):
    """Single pills; with `pairs`, two photographs a product, one of each side."""
    rows, couples = [], []
    sizes = np.random.default_rng([4713, count])
    chosen = rng.choice(np.unique(sides.usable // 2), count, replace=count > len(sides.usable) // 2)
    for number, product in enumerate(chosen):
        kind = str(rng.choice(list(SINGLE_KINDS), p=list(SINGLE_KINDS.values())))
        names = []
        true_mm = size_mm(sizes, sides, 2 * product)
        for side in (0, 1) if pairs else (int(rng.integers(2)),):
            index = 2 * int(product) + side
            names.append(f"single_{number:04d}_{side}.jpg")
            scene = single(rng, sides, index, kind)
            cv2.imwrite(str(out / names[-1]), scene.image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 90])
            scale = true_mm / scene.pills[0].long * np.exp(sizes.normal(0, SCALE_ERROR))
            rows.append([names[-1], sides.ndc11[index], sides.part[index], side, kind, round(scale, 5)])
        couples.append([*names, sides.ndc11[2 * product], sides.part[2 * product]])
    if pairs:
        write_csv(out / "pairs.csv", ["side_a", "side_b", "ndc11", "part"], couples)
    return ["file", "ndc11", "part", "side", "kind", "mm_per_px"], rows


def write_csv(path, header, rows):
    """A CSV file with a header line."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


def folder_parser(doc):
    """The options of every script that fills a folder with photographs."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    return parser


def main():
    parser = folder_parser(__doc__)
    parser.add_argument("--kind", choices=("tray", "single"), required=True)
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--products", choices=("all", "train", "held_out"), default=None, help="trays: held_out; singles: all")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(args.seed)
    subset = args.products or ("held_out" if args.kind == "tray" else "all")
    sides = Sides(subset, native=True)
    if args.kind == "tray":
        header, rows = write_trays(rng, sides, args.count, args.out)
    else:
        header, rows = write_singles(rng, sides, args.count, args.out, args.pairs)
    write_csv(args.out / "labels.csv", header, rows)


if __name__ == "__main__":
    main()
