"""Make composed photographs show other specimens than those of the reference photographs.

    python training/specimens.py DIR [--seed 1]

Rewrites the JPEG files of a folder that compose.py wrote.  The classifier learned from one photograph of one
specimen of each pill, and what is composed from that photograph shows the same one: its speckles, the shading of
the studio's lamps.  Real photographs show others, so weights fitted on the same specimens would trust the picture
more than the imprint, whose reader never learned from these products.  Everything is made a little lighter and
darker in spots, as large as a stroke is wide and as a pill's face is, and colored a little as lots differ.
"""

import csv

import cv2
import numpy as np

from degrade import GAMMA, folder_and_rng

# How much lighter or darker (deviation of the logarithm of light), and within how many millimetres.
SPOTS = ((0.03, 0.5), (0.06, 2.0))
LOT = 0.03  # deviation of the logarithm of each color from lot to lot


def smooth_noise(rng, shape, within_px):
    """Noise of about deviation one, float32 [height, width], that changes within so many pixels."""
    cells = [max(4, round(side / within_px) + 3) for side in shape]
    return cv2.resize(rng.standard_normal(cells, np.float32), shape[::-1], interpolation=cv2.INTER_CUBIC)


def other_specimen(rng, picture, mm_per_px):
    """A uint8 RGB picture as another specimen would look in the same place."""
    light = (picture.astype(np.float32) / 255) ** GAMMA
    spots = sum(deviation * smooth_noise(rng, picture.shape[:2], within / mm_per_px) for deviation, within in SPOTS)
    light *= np.exp(spots)[..., None] * np.exp(rng.normal(0, LOT, 3))
    return (np.clip(light, 0, 1) ** (1 / GAMMA) * 255 + 0.5).astype(np.uint8)


def main():
    folder, rng = folder_and_rng(__doc__)
    with open(folder / "labels.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        path = folder / row["file"]
        picture = cv2.imread(str(path))[..., ::-1]
        changed = other_specimen(rng, picture, float(row["mm_per_px"]))
        cv2.imwrite(str(path), changed[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95])


if __name__ == "__main__":
    main()
