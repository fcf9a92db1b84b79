"""How far the listed lengths are from the lengths on the rulers of the studio photographs.

    python training/fit_size.py [--every 4]

Every reference photograph carries a ruler in millimetres below the pills.  Its ticks give the
scale, the pill's outline the length.  Prints how the difference to the catalogue's Size is
spread; src/identify/size.rs and compose.py take their constants from it.  Also how often the
catalogue lists one and the same pill (same appearance, same drug) with different lengths.
"""

import argparse
import csv
from collections import Counter, defaultdict
from pathlib import Path

import cv2
import numpy as np

import prepare

CATALOG = Path(__file__).resolve().parent.parent / "assets" / "catalog" / "products.csv"
LEAST_CONTRAST = 8.0  # grey levels by which ticks stand out from their ground


def ruler_pitch(photo, below, near):
    """Pixels a millimetre on the ruler under the row `below`, and the contrast of its ticks.

    `near` is about what to expect: ticks are told from every second tick by it.
    """
    grey = photo.astype(np.float32).mean(2)
    sharp = grey - cv2.blur(grey, (1, 11))
    top = min(max(120, int(below)), len(grey) - 13) - 3
    line = top + int(np.argmax((sharp[top:-3] > 8)[:, 15:].sum(axis=1)))
    lit = np.flatnonzero(sharp[line] > 8)
    if len(lit) < 40:
        return 0.0, 0.0
    run = max(np.split(lit, np.flatnonzero(np.diff(lit) > 8) + 1), key=len)
    ticks = (grey - cv2.blur(grey, (15, 1)))[line + 2 : line + 5].mean(0)
    columns, best = np.arange(len(ticks)), (0.0, 0.0)
    for count in range(3, 40):
        if not near * 0.6 < (run[-1] - run[0]) / count < near * 1.7:
            continue
        for start in np.arange(run[0] - 1, run[0] + 2.1, 0.25):
            for end in np.arange(run[-1] - 2, run[-1] + 1.1, 0.25):
                pitch = (end - start) / count
                at = start + pitch * np.arange(count + 1)
                on, between = (np.interp(x, columns, ticks) for x in (at, at[:-1] + pitch / 2))
                best = max(best, (on.mean() - between.mean() + on.min() / 2, pitch))
    return best[1], best[0]


def lengths(row):
    """(length by the ruler, listed length), mm; None where ruler or pill was not found."""
    photo = cv2.imread(str(prepare.DATA / "rximage" / "images" / row["nlm_file"]))
    wide = cv2.copyMakeBorder(photo[..., ::-1], *[prepare.MARGIN] * 4, cv2.BORDER_REPLICATE)
    hulls = prepare.find_sides(wide)
    if hulls is None:
        return None
    listed = float(row["Size"])
    long = np.mean([prepare.min_area_box(hull)[2] for hull in hulls])
    bottom = max(hull[:, 0, 1].max() for hull in hulls) - prepare.MARGIN
    pitch, contrast = ruler_pitch(photo, bottom, long / listed)
    return (long / pitch, listed) if contrast > LEAST_CONTRAST else None


def relabelled():
    """Differences in listed length between products of one appearance and one drug, in whole mm."""
    groups = defaultdict(list)
    with open(CATALOG, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["rxcui"] and row["size_mm"]:
                groups[row["appearance"], row["rxcui"]].append(round(float(row["size_mm"])))
    return Counter(abs(size - sizes[0]) for sizes in groups.values() for size in sizes[1:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=4, help="look at one photograph in so many")
    args = parser.parse_args()
    with open(prepare.DATA / "rximage" / "reference.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[:: args.every]
    found = np.array([pair for pair in map(lengths, rows) if pair])
    off = found[:, 0] - found[:, 1]
    print(f"{len(found)} of {len(rows)} rulers read; length by the ruler less listed length, mm:")
    for low, high in ((0, 8), (8, 12), (12, 17), (17, 30)):
        part = off[(found[:, 1] >= low) & (found[:, 1] < high)]
        print(f"  {low:2}-{high:2} mm, {len(part)}: " + " ".join(f"{q}% {v:+.2f}" for q, v in zip((1, 5, 25, 50, 75, 95, 99), np.percentile(part, (1, 5, 25, 50, 75, 95, 99)))))
    inside = np.abs(off) <= 0.75
    print(f"  {100 * np.mean(~inside):.1f} % off by more than 0.75; of the rest the deviation is {off[inside].std():.3f} (a flat millimetre: 0.289)")
    print("one pill, listed by several labelers, differs by mm:", dict(sorted(relabelled().items())))


if __name__ == "__main__":
    main()
