"""Fit the likelihood of outline measurements for every SPL shape.

    python training/fit_shape.py

Reads work/sides.npz and reference.csv, writes assets/vision/shapes.csv and
prints how well shapes of unseen views are told.  Every studio outline is seen
from VIEWS directions, slightly askew and unevenly traced, because photographs
are.  `measure` is what src/vision/shape.rs computes.
"""

import csv

import cv2
import numpy as np

import prepare
from gaussians import log_density, write_table
from outline import area_of, convex_hull, rectangle

VIEWS = 4
DIRECTIONS = 64
EVALUATE_EVERY = 5
# The program traces its outlines on a 192-pixel look, less exactly than the studio masks.
TRACING = np.array([0.04, 0.012, 0.006, 0.004, 0.012, 0.004, 0.005, 0.004])


def reach(hull, centre, ray):
    """Distance from inside a hull to its outline along unit vectors [K, 2]."""
    edge = np.roll(hull, -1, axis=0) - hull
    toward = edge[:, :1] * ray[:, 1] - edge[:, 1:] * ray[:, 0]
    gap = edge[:, 0] * (hull[:, 1] - centre[1]) - edge[:, 1] * (hull[:, 0] - centre[0])
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = gap[:, None] / toward
    distance[~(distance > 0) | (np.abs(toward) <= 1e-12)] = np.inf
    return distance.min(axis=0)


def measure(points):
    """The eight numbers of an outline [N, 2]."""
    hull = convex_hull(points)
    cx, cy, long, short, angle = rectangle(hull)
    turn = np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS
    ray = np.stack([np.cos(turn + np.radians(angle)), np.sin(turn + np.radians(angle))], axis=1)
    radius = reach(hull, (cx, cy), ray)
    wave = np.conj(np.fft.fft(radius)) / radius.sum()
    size = np.abs(wave)
    filled = area_of(hull) / (long * short)
    return [np.log(long / short), filled, size[1], size[3], wave[4].real, size[5], size[6], size[8]]


def askew(rng, points):
    """The outline seen from another direction and traced unevenly; long axis about 1."""
    turn = rng.uniform(0, np.pi)
    axis = np.array([np.cos(turn), np.sin(turn)])
    squeeze = 1 - abs(rng.normal(0, 0.06))
    points = points + np.outer(points @ axis, axis) * (squeeze - 1)
    swell = rng.normal(0, 0.012)
    wobble = rng.normal(0, 0.006, (len(points), 1))
    return points * (1 + wobble) + swell * points / np.linalg.norm(points, axis=1, keepdims=True)


def main():
    rng = np.random.default_rng(5)
    with open(prepare.DATA / "rximage" / "reference.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    archive = np.load(prepare.WORK / "sides.npz")
    masks, ok, row_of = archive["mask"], archive["ok"], archive["row"]
    samples, unseen, counts = {}, [], {}
    for index in np.flatnonzero(ok):
        product = int(row_of[index])
        shape = rows[product]["Shape"].split(" (")[0].upper()
        counts[shape] = counts.get(shape, 0) + 1
        contours, _ = cv2.findContours((masks[index] > 127).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        points = (max(contours, key=len)[:, 0] - (prepare.CANVAS - 1) / 2) / prepare.LONG_AXIS
        points = points[:: max(1, len(points) // 90)]
        views = [measure(askew(rng, points)) for _ in range(VIEWS)]
        if product % EVALUATE_EVERY == 0:
            unseen += [(shape, view) for view in views]
        else:
            samples.setdefault(shape, []).extend(views)
    samples = {shape: np.array(values) for shape, values in samples.items()}
    write_table("shapes.csv", samples, counts, TRACING**2)
    names, prior, density = log_density(np.array([view for _, view in unseen]), "shapes.csv")
    truth = np.array([names.index(shape) if shape in names else -1 for shape, _ in unseen])
    guess = (np.log(prior) + density).argmax(axis=1)
    print(f"unseen products: {np.mean(guess == truth):.3f} of {len(truth)} outlines named as listed")
    for number, name in enumerate(names):
        of = truth == number
        if of.any():
            told = [f"{names[g]} {np.mean(guess[of] == g):.2f}" for g in np.argsort(-np.bincount(guess[of], minlength=len(names)))[:3]]
            print(f"  {name:13} {of.sum():5}  {', '.join(told)}")


if __name__ == "__main__":
    main()
