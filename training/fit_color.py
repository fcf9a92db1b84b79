"""Fit what each SPL colour measures as, under light that was only partly corrected.

    python training/fit_color.py

Reads work/sides.npz and reference.csv, writes assets/vision/colors.csv and
prints how often the listed colour is among the likeliest.  Only products listed
with one colour teach.  The light of each view is drawn at random: what
remains after src/vision/color.rs has corrected for it, exposure included, which
nothing corrects.  `pill_lab` samples the pill as that file does.
"""

import csv

import numpy as np

import prepare
from gaussians import log_density, write_table

VIEWS = 6
EXPOSURE = 0.45
WARMTH = 0.10
TINT = 0.05
INNER = 0.78
LEAST_VARIANCE = (16.0, 6.0, 6.0)
EVALUATE_EVERY = 5
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
WHITE = np.array([0.95047, 1.0, 1.08883])


def to_linear(srgb):
    """sRGB 0..1 to linear light."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def to_lab(linear):
    """Linear sRGB to CIE L*a*b* under D65."""
    t = linear @ TO_XYZ.T / WHITE
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def light(rng):
    """Gains of linear RGB: exposure, warm against cold (bulbs are warm), green against magenta."""
    exposure, warm, tint = rng.normal(0, EXPOSURE), rng.normal(0.03, WARMTH), rng.normal(0, TINT)
    return np.exp(exposure + np.array([warm - tint / 2, tint, -warm - tint / 2]))


def typical(lab):
    """Mean of the pixels near the median: without glare, ink and score lines."""
    middle = np.median(lab, axis=0)
    near = (np.abs(lab[:, 0] - middle[0]) < 18) & (np.linalg.norm(lab - middle, axis=1) < 30)
    return lab[near].mean(axis=0) if near.any() else middle


def pill_lab(rng, rgb, mask):
    """The colour of one upright cut-out under random light."""
    half = prepare.CANVAS // 2
    y, x = np.mgrid[0 : prepare.CANVAS, 0 : prepare.CANVAS]
    outer_y, outer_x = (np.clip(np.round(half + (a - half) / INNER).astype(int), 0, prepare.CANVAS - 1) for a in (y, x))
    inside = mask[outer_y, outer_x] > 127
    inside[::2] = False
    inside[:, ::2] = False
    linear = to_linear(rgb[inside] / 255.0)
    return [typical(to_lab(np.clip(linear * light(rng), 0, 1))) for _ in range(VIEWS)]


def main():
    rng = np.random.default_rng(6)
    with open(prepare.DATA / "rximage" / "reference.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    archive = np.load(prepare.WORK / "sides.npz")
    pictures, masks, row_of = archive["rgb"], archive["mask"], archive["row"]
    samples, unseen, counts = {}, [], {}
    for index in np.flatnonzero(archive["ok"]):
        product = int(row_of[index])
        colors = {name for name in rows[product]["Color"].split(";") if name}
        for name in colors:
            counts[name] = counts.get(name, 0) + 1
        if len(colors) != 1:
            continue
        views = pill_lab(rng, pictures[index], masks[index])
        name = colors.pop()
        if product % EVALUATE_EVERY == 0:
            unseen += [(name, view) for view in views]
        else:
            samples.setdefault(name, []).extend(views)
    samples = {name: np.array(values) for name, values in samples.items()}
    write_table("colors.csv", samples, counts, np.array(LEAST_VARIANCE))
    names, prior, density = log_density(np.array([view for _, view in unseen]), "colors.csv")
    order = np.argsort(-(np.log(prior) + density), axis=1)
    truth = np.array([names.index(name) for name, _ in unseen])
    hit = order == truth[:, None]
    print(f"unseen products: first {hit[:, 0].mean():.3f}, among three {hit[:, :3].any(axis=1).mean():.3f}, {len(truth)} views")
    for number, name in enumerate(names):
        of = truth == number
        if of.any():
            share = np.bincount(order[of, 0], minlength=len(names)) / of.sum()
            told = [f"{names[g]} {share[g]:.2f}" for g in np.argsort(-share)[:4]]
            print(f"  {name:10} {of.sum():5}  {np.round(samples[name].mean(axis=0))}  {', '.join(told)}")


if __name__ == "__main__":
    main()
