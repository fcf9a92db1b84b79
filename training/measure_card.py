"""How far calibration and sizes are off, on photographs made of the printed card.

    python training/measure_card.py TAKEBACK [--scenes 24] [--seed 1] [--keep DIR]

TAKEBACK is the program.  It writes the card as PDF; `pdftoppm` draws that as a printer
would.  A camera is then made up (focal length, height, tilt, turn, bend of the lens), the
card is seen through it under light that falls off and has a color, blurred, made noisy
and saved as JPEG.  `takeback calibration take` measures that, and the map is compared
with the made-up camera over the whole picture.  Then pills of known length, which stand
up from the tray as real ones do, are seen through the same camera, and `takeback
identify --calibration` measures them.

What this cannot show: a card that is not flat, a printer that stretches one way only,
a lens that bends in another way than by one radial term.
"""

import argparse
import csv
import json
import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np

from layout import Sides

DPI = 300
PAGE_MM = (210.0, 279.4)


class Camera:
    """A pinhole camera over the tray's plane z = 0 (mm, y down, z towards the camera)."""

    def __init__(self, rng, width, height):
        self.size = np.array([width, height])
        self.focal = width * rng.uniform(0.8, 1.3)
        self.distance = rng.uniform(0.95, 1.25) * self.focal / width * rng.uniform(190, 235)
        self.bend = rng.uniform(-0.02, 0.05)
        tilt, way, turn = np.radians(rng.uniform(0, 14)), rng.uniform(0, 2 * np.pi), rng.uniform(0, 2 * np.pi)
        axis = np.array([np.cos(way), np.sin(way), 0]) * tilt
        # Camera looks along -z of the tray; x right, y down in both.
        self.rotation = cv2.Rodrigues(axis)[0] @ cv2.Rodrigues(np.array([0, 0, turn]))[0]
        self.target = np.array([PAGE_MM[0] / 2, 147.0, 0]) + np.append(rng.normal(0, 6, 2), 0)

    def project(self, points):
        """Tray points [n, 3] to pixels [n, 2]."""
        seen = (np.asarray(points, float) - self.target) @ self.rotation.T
        depth = self.distance - seen[:, 2]
        straight = self.focal * seen[:, :2] / depth[:, None] / (np.linalg.norm(self.size) / 2)
        return self.bent(straight) * np.linalg.norm(self.size) / 2 + self.size / 2

    def bent(self, straight):
        """Where the lens puts what would lie there: the inverse of s = d (1 + bend d^2)."""
        at = straight.copy()
        for _ in range(30):
            at = straight / (1 + self.bend * (at**2).sum(1, keepdims=True))
        return at

    def tray(self, pixels, z=0.0):
        """Pixels [n, 2] to points [n, 2] on the plane at that height."""
        bent = (np.asarray(pixels, float) - self.size / 2) / (np.linalg.norm(self.size) / 2)
        straight = bent * (1 + self.bend * (bent**2).sum(1, keepdims=True)) * (np.linalg.norm(self.size) / 2)
        rays = np.column_stack([straight / self.focal, -np.ones(len(straight))]) @ self.rotation
        eye = self.target + np.array([0, 0, self.distance]) @ self.rotation
        far = (z - eye[2]) / rays[:, 2]
        return eye[:2] + rays[:, :2] * far[:, None]


def grid(width, height):
    """Every pixel's middle, [n, 2]."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
    return np.column_stack([x.ravel(), y.ravel()])


def see(camera, picture, per_mm, z=0.0):
    """A flat picture (pixels a mm, top left at 0, 0) through the camera, in linear light."""
    width, height = camera.size
    places = camera.tray(grid(width, height), z) * per_mm - 0.5
    maps = [places[:, axis].reshape(height, width).astype(np.float32) for axis in (0, 1)]
    return cv2.remap(picture, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(-1, -1, -1))


def light(rng, camera):
    """Light over the picture, [height, width, 3], with a color and a fall-off."""
    width, height = camera.size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / width
    way = rng.uniform(0, 2 * np.pi)
    slope = 1 + rng.uniform(0, 0.5) * (np.cos(way) * (x - 0.5) + np.sin(way) * (y - 0.3))
    color = np.exp(rng.normal(0, 0.12, 3))
    color /= color.max()
    return slope[..., None] * color * rng.uniform(0.55, 0.85), color


def shoot(rng, linear, blur, noise):
    """Linear light to an 8-bit picture as a webcam gives it."""
    soft = cv2.GaussianBlur(np.clip(linear, 0, 1), (0, 0), blur)
    shown = np.clip(soft, 0, 1) ** (1 / 2.2) + rng.normal(0, noise, soft.shape)
    return (np.clip(shown, 0, 1) * 255 + 0.5).astype(np.uint8)


def save(path, picture, quality):
    cv2.imwrite(str(path), picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])


def fitted(record):
    """The program's map from a calibration as its JSON has it: pixels [n, 2] to mm."""
    width, height, bend = record["width"], record["height"], record["bend_ppm"] / 1e6
    half, middle = np.hypot(width, height) / 2, np.array([width, height]) / 2

    def straight(pixels):
        off = (np.asarray(pixels, float) - middle) / half
        return off * (1 + bend * (off**2).sum(1, keepdims=True))

    corners = straight([[0, 0], [width, 0], [width, height], [0, height]]).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, (np.array(record["corners_um"]) / 1e3).astype(np.float32))
    return lambda pixels: cv2.perspectiveTransform(straight(pixels)[None].astype(np.float64), matrix)[0]


def lay_pills(rng, camera, ground, sides, sizes):
    """Pills standing up from the tray, in linear light over `ground`; their true lengths and middles."""
    height, width = ground.shape[:2]
    laid, spots = [], []
    shift = np.array([[-45, -28], [0, -28], [45, -28], [-45, 28], [0, 28], [45, 28]], float)
    for spot in shift:
        index = int(rng.choice(sides.usable))
        length = sizes[sides.row[index]] + rng.uniform(-0.5, 0.5)
        rgb, mask = sides.cut(index)
        long = 0.9 * len(mask)
        per_mm, angle = long / length, rng.uniform(0, 2 * np.pi)
        across = length * 2 * sides.reach(index).min()
        thick = rng.uniform(0.35, 0.6) * min(across, 8) if sides.reach(index).min() > 0.3 else across * 0.9
        middle = camera.target[:2] + spot + rng.normal(0, 4, 2)
        cos, sin = np.cos(angle), np.sin(angle)
        # Its widest section lies half way up; that is the outline a camera above sees.
        places = camera.tray(grid(width, height), thick / 2) - middle
        own = np.column_stack([places @ [cos, sin], places @ [-sin, cos]]) * per_mm + len(mask) / 2 - 0.5
        maps = [own[:, axis].reshape(height, width).astype(np.float32) for axis in (0, 1)]
        alpha = cv2.remap(mask, *maps, cv2.INTER_LINEAR).astype(np.float32)[..., None] / 255
        face = (cv2.remap(rgb, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32) / 255) ** 2.2
        shadow = cv2.GaussianBlur(np.roll(alpha[..., 0], (3, 3), (0, 1)), (0, 0), 4)[..., None]
        ground *= 1 - 0.4 * shadow * (1 - alpha)
        ground[:] = ground * (1 - alpha) + face * alpha
        laid.append(length)
        spots.append(camera.project([[*middle, thick / 2]])[0])
    return np.array(laid), np.array(spots)


def run(*words):
    return subprocess.run([str(w) for w in words], capture_output=True, text=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("takeback", type=Path)
    parser.add_argument("--scenes", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    work = args.keep or Path(tempfile.mkdtemp())
    work.mkdir(parents=True, exist_ok=True)
    home = ["--home", work / "home"]
    print(run(args.takeback, "calibration", "card", "--out", work / "card.pdf").stdout.strip())
    run("pdftoppm", "-r", DPI, "-png", "-singlefile", work / "card.pdf", work / "card")
    card = (cv2.imread(str(work / "card.png"))[..., ::-1].astype(np.float32) / 255) ** 2.2
    card = cv2.GaussianBlur(card, (0, 0), 1.0)
    card = 0.03 + 0.87 * card  # ink reflects some light, paper not all
    sides = Sides("all", native=True)
    sizes = sides.size_mm
    rng = np.random.default_rng(args.seed)
    places, inside, lengths, claims, whites, failed = [], [], [], [], [], 0
    for number in range(args.scenes):
        width, height = [(1280, 720), (1920, 1080), (1280, 960)][number % 3]
        camera = Camera(rng, width, height)
        lit, color = light(rng, camera)
        blur, noise, quality = rng.uniform(0.5, 1.4), rng.uniform(0.003, 0.02), int(rng.integers(75, 96))
        desk = np.full((height, width, 3), rng.uniform(0.1, 0.5, 3), np.float32)
        seen = see(camera, card, DPI / 25.4)
        seen = np.where(seen < 0, desk, seen)
        save(work / f"card_{number:03}.jpg", shoot(rng, seen * lit, blur, noise), quality)
        taken = run(args.takeback, "calibration", "take", work / f"card_{number:03}.jpg", "--json", *home)
        if taken.returncode:
            failed += 1
            print(number, taken.stderr.strip())
            continue
        record = json.loads(taken.stdout)
        points = np.array([[x, y] for x in np.linspace(0, width, 41) for y in np.linspace(0, height, 25)])
        off = np.linalg.norm(fitted(record)(points) - camera.tray(points), axis=1)
        on_card = camera.tray(points)
        within = (on_card > [13, 55]).all(1) & (on_card < [197, 239]).all(1)
        places.extend(off[within])
        inside.append((off[within].max(), off.max()))
        claims.append((record["place_error_um"]["median"] / 1e3, record["place_error_um"]["worst"] / 1e3))
        if record["gains_ppm"]:
            gains = np.array(record["gains_ppm"]) / 1e6
            cast = gains * color
            whites.append(np.abs(cast / cast.mean() - 1).max())
        tray = np.full((height, width, 3), rng.uniform(0.25, 0.6), np.float32) * (1 + rng.normal(0, 0.02, (height, width, 1))).astype(np.float32)
        true, spots = lay_pills(rng, camera, tray, sides, sizes)
        save(work / f"pills_{number:03}.jpg", shoot(rng, tray * lit, blur, noise), quality)
        said = run(args.takeback, "identify", "--picture-only", "--json", "--calibration", record["id"], work / f"pills_{number:03}.jpg", *home)
        if said.returncode:
            print(number, said.stderr.strip())
            continue
        for pill in json.loads(said.stdout)["pills"]:
            x, y, w, h = pill["box"]
            near = np.linalg.norm(spots - [x + w / 2, y + h / 2], axis=1)
            best = near.argmin()
            if near[best] < 0.5 * max(w, h) and pill["size_mm"]:
                lengths.append((pill["size_mm"] - true[best], true[best]))
    places, lengths, claims, inside = map(np.array, (places, lengths, claims, inside))
    print(f"{args.scenes - failed} of {args.scenes} photographs of the card measured")
    print(f"error over the card, mm: median {np.median(places):.3f}, 95 % {np.percentile(places, 95):.3f}, worst {places.max():.3f}; beyond it, worst {inside[:, 1].max():.2f}")
    print(f"claimed by marks held out, mm: median {np.median(claims[:, 0]):.3f}, worst {claims[:, 1].max():.3f}")
    if whites:
        print(f"white balance off by: median {100 * np.median(whites):.1f} %, worst {100 * max(whites):.1f} %, of {len(whites)}")
    if len(lengths):
        off = lengths[:, 0]
        print(f"{len(off)} pills: length off by median {np.median(off):+.2f} mm, deviation {off.std():.2f} mm; absolute median {np.median(np.abs(off)):.2f}, 95 % {np.percentile(np.abs(off), 95):.2f}, worst {np.abs(off).max():.2f}")
        relative = off / lengths[:, 1]
        print(f"  as a share of the length: median {100 * np.median(relative):+.1f} %, deviation {100 * relative.std():.1f} %")
        with open(work / "lengths.csv", "w", newline="") as file:
            csv.writer(file).writerows([["off_mm", "true_mm"], *lengths.round(3).tolist()])


if __name__ == "__main__":
    main()
