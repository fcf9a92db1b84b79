"""Pairs of photographs under one locked camera: a pill moved, turned over, or replaced by another.

    python training/turning.py --count 200 --seed 1 --out DIR

Writes JPEG files and pairs.csv (`one,other,relation`), with the relation `moved` (the same side
elsewhere and turned), `turned` (the other side at the same place) or `replaced` (one side of the
product that is nearest in color and outline, at the same place).  `cargo run --example tray_pairs`
says how the program compares each pair; docs/camera.md holds what came out.
"""

import cv2
import numpy as np

import camera
import surfaces
from compose import TRAY_KINDS, folder_parser, render, write_csv
from layout import Sides, make_pill

WIDTH, HEIGHT = 640, 480


def looks(sides):
    """Numbers to tell products apart by eye: mean color of both sides, and breadth over length."""
    products = np.unique(sides.usable // 2)
    pairs = [p for p in products if {2 * p, 2 * p + 1} <= set(sides.usable)]
    rows = [np.r_[sides.colour(2 * p), sides.colour(2 * p + 1), 150 * 2 * sides.reach(2 * p).min()] for p in pairs]
    return np.array(pairs), np.array(rows)


def shoot(rng, sides, index, ground, light_seed, long, at):
    """A pill on that ground under that light, by a camera whose exposure is locked."""
    pill = make_pill(rng, sides, index, long, *at)
    scene = render(rng, sides, [pill], ground.copy())
    light = np.random.default_rng(light_seed)
    picture = camera.expose(light, camera.illuminant(light, camera.light(light, scene.image)))
    picture = cv2.GaussianBlur(np.clip(picture, 0, 255).astype(np.float32), (0, 0), abs(light.normal(0, 0.8)) + 0.05)
    return camera.jpeg(np.clip(camera.sensor(rng, picture), 0, 255).astype(np.uint8), 88)


def main():
    args = folder_parser(__doc__).parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(args.seed)
    sides = Sides("all")
    products, rows = looks(sides)
    pairs = []
    for number in range(args.count):
        at = rng.integers(len(products))
        far = np.abs(rows - rows[at]).sum(axis=1) + (products == products[at]) * 1e9
        like = products[np.argsort(far)[rng.integers(3)]]
        side, long = int(rng.integers(2)), rng.uniform(70, 150)
        front = 2 * int(products[at]) + side
        ground, _ = surfaces.surface(rng, HEIGHT, WIDTH, None, TRAY_KINDS[number % len(TRAY_KINDS)])
        light_seed = int(rng.integers(1 << 30))
        here = rng.uniform(0.3, 0.45, 2) * (WIDTH, HEIGHT)
        there = rng.uniform(0.55, 0.7, 2) * (WIDTH, HEIGHT)
        cases = {
            "first": (front, here),
            "moved": (front, there),
            "turned": (front ^ 1, here + rng.normal(0, 6, 2)),
            "replaced": (2 * int(like) + side, here + rng.normal(0, 6, 2)),
        }
        for name, (index, place) in cases.items():
            file = f"{number:04d}_{name}.jpg"
            picture = shoot(rng, sides, index, ground, light_seed, long, place)
            cv2.imwrite(str(args.out / file), picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95])
            if name != "first":
                pairs.append([f"{number:04d}_first.jpg", file, name])
    write_csv(args.out / "pairs.csv", ["one", "other", "relation"], pairs)


if __name__ == "__main__":
    main()
