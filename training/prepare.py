"""Cut both sides of every studio photograph out of its grey ground.

Reads   $TAKEBACK_DATA/rximage (photographs and reference.csv) and classes.csv
Writes  work/sides.npz, not compressed, one row a side in the order of
        classes.csv (row 2k is side 0, left or top; row 2k+1 is side 1):

  rgb          uint8   [N, 160, 160, 3]  the pill turned to lie horizontally and
                                         centred, its long axis 144 px; around
                                         it whatever the photograph has there
  mask         uint8   [N, 160, 160]     0..255, inside of the pill's convex hull
                                         (drawn in by half a pixel)
  ok           bool    [N]               False: no pill found, rgb and mask are 0
  class_index  int32   [N]               side class of classes.csv
  row          int32   [N]               line of reference.csv, counted from 0
  side         int8    [N]               0 or 1
  angle        float32 [N]               degrees the long axis was turned by
  long_px      float32 [N]               axes in the photograph, px
  short_px     float32 [N]
  ndc11, part  str     [N]

The ground is a grey of about 118, so a pill is what differs from it by a
threshold; pale-grey pills need a lower one.  A 7-pixel opening drops the ruler,
and the convex hull mends masks with a bite taken out.
"""

import csv
import os
import sys
from pathlib import Path

import cv2
import numpy as np

from geometry import crop, min_area_box

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("TAKEBACK_DATA", HERE.parent.parent / "shared" / "data"))
CLASSES = Path(os.environ.get("TAKEBACK_CLASSES", DATA.parent / "ml" / "classes.csv"))
WORK = HERE / "work"

CANVAS = 160
LONG_AXIS = 144
THRESHOLDS = (22, 14, 10, 7)
MIN_AREA = 700
MARGIN = 12


def ground_distance(photo):
    """Largest channel difference from the ground colour, lightly smoothed."""
    border = np.concatenate([photo[2:8, 40:].reshape(-1, 3), photo[8:200, -6:].reshape(-1, 3)])
    ground = np.median(border, axis=0)
    if np.abs(ground - 118).max() > 20:
        ground = np.full(3, 118.0)
    smooth = cv2.GaussianBlur(photo, (3, 3), 0).astype(np.float32)
    return np.abs(smooth - ground).max(axis=2)


def symmetry(hull):
    """Overlap of a hull with itself turned by half a turn (1 for most whole pills)."""
    corner = hull.min(axis=(0, 1))
    width, height = hull.max(axis=(0, 1)) - corner + 1
    shape = cv2.fillConvexPoly(np.zeros((height, width), np.uint8), hull - corner, 1)
    turned = shape[::-1, ::-1]
    return float((shape & turned).sum() / (shape | turned).sum())


def find_pair(distance, threshold):
    """Hulls of the two pills at one threshold, and how plausible they are (0..1)."""
    mask = (distance > threshold).astype(np.uint8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7)))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hulls = sorted((cv2.convexHull(c) for c in contours), key=cv2.contourArea, reverse=True)[:2]
    if len(hulls) < 2 or cv2.contourArea(hulls[1]) < MIN_AREA:
        return None, 0.0
    boxes = [min_area_box(h) for h in hulls]
    plausible = min(
        *map(symmetry, hulls),
        cv2.contourArea(hulls[1]) / cv2.contourArea(hulls[0]),
        min(boxes[0][2], boxes[1][2]) / max(boxes[0][2], boxes[1][2]),
        min(boxes[0][3], boxes[1][3]) / max(boxes[0][3], boxes[1][3]),
    )
    across = abs(boxes[0][0] - boxes[1][0]) > abs(boxes[0][1] - boxes[1][1])
    hulls.sort(key=lambda hull: min_area_box(hull)[0 if across else 1])
    return hulls, plausible


def find_sides(photo):
    """The hulls of side 0 and side 1, or None when the photograph has no pair."""
    distance = ground_distance(photo)
    best, best_score = None, 0.0
    for threshold in THRESHOLDS:
        hulls, score = find_pair(distance, threshold)
        if score > best_score + 0.02:
            best, best_score = hulls, score
        if best_score > 0.93:
            break
    return best if best_score > 0.5 else None


def cut(photo, hull):
    """The turned crop, its mask, and the pill's box."""
    box = min_area_box(hull)
    share = LONG_AXIS / CANVAS
    big = cv2.fillConvexPoly(np.zeros((photo.shape[0] * 4, photo.shape[1] * 4), np.uint8), hull * 4 + 2, 255)
    big = cv2.erode(big, np.ones((3, 3), np.uint8), iterations=2)
    mask = cv2.resize(big, photo.shape[1::-1], interpolation=cv2.INTER_AREA)
    return crop(photo, box, CANVAS, share), crop(mask, box, CANVAS, share, cv2.BORDER_CONSTANT), box


def main():
    WORK.mkdir(exist_ok=True)
    with open(DATA / "rximage" / "reference.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with open(CLASSES, newline="", encoding="utf-8") as file:
        class_of = {(r["ndc11"], r["part"], int(r["side"])): int(r["class_index"]) for r in csv.DictReader(file)}

    count = 2 * len(rows)
    out = {
        "rgb": np.zeros((count, CANVAS, CANVAS, 3), np.uint8),
        "mask": np.zeros((count, CANVAS, CANVAS), np.uint8),
        "ok": np.zeros(count, bool),
        "class_index": np.zeros(count, np.int32),
        "row": np.repeat(np.arange(len(rows), dtype=np.int32), 2),
        "side": np.tile(np.array([0, 1], np.int8), len(rows)),
        "angle": np.zeros(count, np.float32),
        "long_px": np.zeros(count, np.float32),
        "short_px": np.zeros(count, np.float32),
        "ndc11": np.repeat([r["ndc11"] for r in rows], 2),
        "part": np.repeat([r["part"] for r in rows], 2),
    }
    for index, row in enumerate(rows):
        photo = cv2.imread(str(DATA / "rximage" / "images" / row["nlm_file"]))
        if photo is None:
            sys.exit(f"cannot read the photograph {row['nlm_file']}")
        photo = cv2.copyMakeBorder(photo[..., ::-1], *[MARGIN] * 4, cv2.BORDER_REPLICATE)
        hulls = find_sides(photo)
        for side in (0, 1):
            at = 2 * index + side
            out["class_index"][at] = class_of[row["ndc11"], row["part"], side]
            if hulls is None:
                continue
            out["rgb"][at], out["mask"][at], box = cut(photo, hulls[side])
            out["ok"][at] = True
            out["long_px"][at], out["short_px"][at], out["angle"][at] = box[2:]
        if index % 500 == 0:
            print(f"{index} of {len(rows)}", flush=True)

    np.savez(WORK / "sides.npz", **out)
    good = int(out["ok"].sum())
    print(f"{good} of {count} sides cut ({100 * good / count:.1f} %)")
    (WORK / "SIDES_READY").write_text(f"{good} of {count} sides; the format is in the docstring of prepare.py\n")


if __name__ == "__main__":
    main()
