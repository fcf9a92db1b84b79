"""Make composed photographs harder than anything the classifier was trained on.

    python training/degrade.py DIR [--seed 1]

Rewrites the JPEG files of a folder that compose.py wrote.  The classifier has seen
augmented views of the very same studio photographs, so on composed ones it is surer
of itself than it may be on real ones.  Weights fitted there would trust the picture
too much.  Light is therefore changed more than the training augmentation does:
exposure, contrast, saturation, a gradient and a veil of glare.  What decides
whether an imprint can be read (sharpness, resolution) is changed little, because
the studio photographs are small already; and the illuminant no more than what is
left of it on real photographs (`fit_color.light`), or colours would seem to say
less than they do.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np

from fit_color import TINT, WARMTH

GAMMA = 2.2  # from light to what a file holds


def degrade(rng, picture):
    """A uint8 RGB picture under worse light and through a worse camera."""
    height, width = picture.shape[:2]
    light = (picture.astype(np.float32) / 255) ** GAMMA
    warm, tint = rng.normal(0.03, WARMTH), rng.normal(0, TINT)
    light *= np.exp(np.array([warm - tint / 2, tint, -warm - tint / 2]) + rng.normal(0.1, 0.45))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / max(height, width)
    angle = rng.uniform(0, 2 * np.pi)
    light *= np.exp(rng.normal(0, 0.5) * ((x - x.mean()) * np.cos(angle) + (y - y.mean()) * np.sin(angle)))[..., None]
    grey = light.mean(axis=2, keepdims=True)
    light = grey + (light - grey) * np.exp(rng.normal(-0.15, 0.3))
    veil = rng.uniform(0, 0.25) if rng.random() < 0.4 else 0.0
    light = light * (1 - veil) + veil * light.mean()
    spread = rng.normal(0, 0.25)
    shown = np.clip(light, 0, 1) ** (np.exp(spread) / GAMMA)
    shown = cv2.GaussianBlur(shown, (0, 0), max(0.3, rng.exponential(0.0025) * max(height, width)))
    noisy = shown + rng.normal(0, rng.exponential(0.015), shown.shape)
    return (np.clip(noisy, 0, 1) * 255 + 0.5).astype(np.uint8)


def folder_and_rng(doc):
    """The folder that the command line names, and random numbers of its seed."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    return args.folder, np.random.default_rng(args.seed)


def main():
    folder, rng = folder_and_rng(__doc__)
    for path in sorted(folder.glob("*.jpg")):
        picture = cv2.imread(str(path))[..., ::-1]
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(45, 92))]
        cv2.imwrite(str(path), degrade(rng, picture)[..., ::-1], quality)


if __name__ == "__main__":
    main()
