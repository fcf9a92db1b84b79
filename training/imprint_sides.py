"""The sides of the reference pills as the imprint reader sees them.

    python imprint_sides.py

Reads the studio photographs; writes work/reader/: frame_N.npy, one array a frame
(uint8 [sides, height, width, 4], RGB and the mask of the pill), wiped_N.npy, the
same with the imprint wiped off, and sides.npz:

  index   int32   [N]  row of work/sides.npz (2k is side 0 of product k)
  frame   int8    [N]  which of FRAMES
  place   int32   [N]  row in frame_N.npy
  aspect  float32 [N]  long axis over short axis

The long axis lies level and spans 0.91 of the frame's width, as in the
classifier's square.  A long pill gets a wide, low frame, so that characters are
about as large in all frames and no time is spent on the ground beside it.
"""

import csv

import cv2
import numpy as np

import prepare
from geometry import crop, min_area_box
from layout import held_out, studio_photo

WORK = prepare.WORK / "reader"
FRAMES = ((192, 192), (240, 160), (288, 144))
FRAME_FROM_ASPECT = (1.0, 1.45, 2.0)


def frame_of(aspect):
    """Number of the frame for a pill of that ratio of long to short axis."""
    return sum(aspect >= least for least in FRAME_FROM_ASPECT[1:])


def cut(photo, hull, frame):
    """The pill in its frame, uint8 [height, width, 4]."""
    width, height = FRAMES[frame]
    box = min_area_box(hull)
    inside = cv2.fillConvexPoly(np.zeros(photo.shape[:2], np.uint8), hull, 255)
    rows = slice((width - height) // 2, (width + height) // 2)
    mask = crop(inside, box, width, border=cv2.BORDER_CONSTANT)
    return np.dstack([crop(photo, box, width), mask])[rows]


def wipe(rng, picture):
    """The pill without its imprint: what differs much from its surroundings is smoothed away."""
    rgb, mask = picture[..., :3].copy(), picture[..., 3]
    smooth = cv2.medianBlur(rgb, int(rng.choice([23, 29, 35])))
    inner = cv2.erode(mask, np.ones((9, 9), np.uint8))
    inner = cv2.GaussianBlur(inner, (0, 0), 2.5).astype(np.float32)[..., None] / 255
    rest = rgb.astype(np.float32) - smooth
    usual = np.median(np.abs(rest[mask > 200])) if (mask > 200).any() else 2.0
    loud = cv2.dilate((np.abs(rest).max(axis=2) > 3.5 * usual + 1).astype(np.uint8), np.ones((5, 5), np.uint8))
    loud = cv2.GaussianBlur(loud.astype(np.float32), (0, 0), 1.0)[..., None]
    grain = cv2.GaussianBlur(rng.standard_normal(rgb.shape[:2], np.float32), (0, 0), 0.8)[..., None] * 1.8 * usual
    wiped = smooth + rest * (1 - loud) + grain * loud
    kept = rgb * (1 - inner) + wiped * inner
    return np.dstack([np.clip(kept, 0, 255).astype(np.uint8), mask])


class ReaderSides:
    """What `main` wrote, with the reference's word on each side; `subset` as in `layout.Sides`."""

    def __init__(self, subset):
        archive = np.load(WORK / "sides.npz")
        self.frame, self.place, self.index = archive["frame"], archive["place"], archive["index"]
        self.aspect = archive["aspect"]
        self.pictures = [np.load(WORK / f"frame_{n}.npy", mmap_mode="r") for n in range(len(FRAMES))]
        self.wiped = [np.load(WORK / f"wiped_{n}.npy", mmap_mode="r") for n in range(len(FRAMES))]
        with open(prepare.DATA / "rximage" / "reference.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.rows = [rows[index // 2] for index in self.index]
        self.capsule = np.array([row["Shape"] == "CAPSULE" and row["ImprintType"] == "PRINTED" for row in self.rows])
        out = np.array([held_out(row["ndc11"]) for row in self.rows])
        self.usable = np.flatnonzero({"all": out | True, "train": ~out, "held_out": out}[subset])

    def picture(self, side, wiped=False):
        """uint8 [height, width, 4] of one side."""
        pictures = self.wiped if wiped else self.pictures
        return np.asarray(pictures[self.frame[side]][self.place[side]])


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    archive = np.load(prepare.WORK / "sides.npz")
    ok, row, number = archive["ok"], archive["row"], archive["side"]
    aspects = archive["long_px"] / np.maximum(archive["short_px"], 1)
    with open(prepare.DATA / "rximage" / "reference.csv", newline="", encoding="utf-8") as file:
        files = [r["nlm_file"] for r in csv.DictReader(file)]
    index = np.flatnonzero(ok).astype(np.int32)
    frame = np.array([frame_of(aspects[i]) for i in index], np.int8)
    place = np.zeros(len(index), np.int32)
    for n in range(len(FRAMES)):
        place[frame == n] = np.arange((frame == n).sum())
    pictures = [np.zeros((int((frame == n).sum()), h, w, 4), np.uint8) for n, (w, h) in enumerate(FRAMES)]
    seen = (None, None)
    for i, f, p in zip(index, frame, place):
        if seen[0] != row[i]:
            seen = row[i], studio_photo(files[row[i]])
        photo, hulls = seen[1]
        pictures[f][p] = cut(photo, hulls[number[i]], f)
    for n, array in enumerate(pictures):
        np.save(WORK / f"frame_{n}.npy", array)
        rng = np.random.default_rng(n)
        np.save(WORK / f"wiped_{n}.npy", np.stack([wipe(rng, picture) for picture in array]))
    np.savez(WORK / "sides.npz", index=index, frame=frame, place=place, aspect=aspects[index].astype(np.float32))
    print([len(array) for array in pictures])


if __name__ == "__main__":
    main()
