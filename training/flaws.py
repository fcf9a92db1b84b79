"""What the picture gate costs and catches: good photographs, and ones with one flaw each.

    python training/flaws.py compose --products train --count 240 --seed 1 --out DIR
    cargo run --release --example picture_quality -- DIR/*.jpg > DIR/measured.csv
    python training/flaws.py fit DIR

`compose` writes trays of pills as a camera at 1280x720 sees them, without anything else in view, and
for each flaw a third as many with it.  `fit` prints, for each measured number, the bound that turns
away at most one good photograph (or pill) in a hundred and how many flawed ones it finds, and what
the bounds in src/vision/quality/mod.rs come to.  No consumer photograph is used.
"""

import argparse
import csv
import re
from collections import Counter
from pathlib import Path

import cv2
import numpy as np

import camera
import surfaces
from compose import render
from layout import Sides, make_pill, scatter

WIDTH, HEIGHT = 1280, 720
MOST_PILLS = 8
GROUNDS = ("flat", "gradient", "wood", "weave", "tiles", "marble", "dots", "coarse", "skin")
# Flaw: kind of line, column, whether larger is worse, bound in the program.
MEASURES = {
    "dark": ("photo", "a", False, "LEAST_BRIGHT"),
    "label": ("photo", "b", True, "MOST_LETTERS"),
    "hand": ("photo", "c", True, "MOST_HAND"),
    "dust": ("photo", "d", True, "MOST_SPECKS"),
    "far": ("pill", "a", False, "LEAST_ACROSS"),
    "blurred": ("pill", "b", False, "LEAST_SHARP"),
    "glare": ("pill", "c", True, "MOST_GLARE"),
    "broken": ("pill", "d", False, "LEAST_WHOLE"),
}
KINDS = ("good", *MEASURES)
TEXT = "TAKE ONE TABLET BY MOUTH TWICE DAILY WITH FOOD QTY 30 REFILLS 2 JOHN A SMITH 12 MAIN ST DR JONES RX 7001234 DATE 03/14/2019 MAY CAUSE DROWSINESS".split()


class BrokenSides(Sides):
    """Pills of which a piece is missing, along a ragged line."""

    rng = None

    def cut(self, index):
        rgb, mask = super().cut(index)
        h, w = mask.shape
        y, x = np.mgrid[0:h, 0:w] / h - 0.5
        turn = self.rng.uniform(0, 2 * np.pi)
        ragged = surfaces.octave(self.rng, h, w, 12) * 0.02
        gone = x * np.cos(turn) + y * np.sin(turn) + ragged > self.rng.uniform(-0.05, 0.2)
        return rgb, np.where(gone, 0, mask)


def tray(rng, sides, number, least, most):
    """A scene of 1 to 8 whole pills with nothing else on the ground."""
    kind = GROUNDS[number % len(GROUNDS)]
    chosen = sides.draw(rng, int(rng.integers(1, MOST_PILLS + 1)))
    size = rng.uniform(least, most)
    pills = [make_pill(rng, sides, int(index), size * np.exp(rng.normal(0, 0.15))) for index in chosen]
    placed = scatter(rng, pills, WIDTH, HEIGHT, least_gap=8)
    picture, _ = surfaces.surface(rng, HEIGHT, WIDTH, sides.colour(chosen[0]), kind)
    return render(rng, sides, placed, picture)


# Skin from the lightest to the darkest (types I to VI of Fitzpatrick 1988), and what gloves are sold in.
SKIN = ((241, 208, 186), (236, 196, 172), (205, 155, 125), (165, 115, 88), (120, 80, 62), (74, 49, 40))
GLOVES = ((70, 120, 190), (120, 175, 215), (105, 85, 165), (38, 38, 42), (228, 222, 205), (120, 170, 130))


def hand(rng, picture, gloved):
    """Fingers, and perhaps the back of a hand, that come in from one border, bare or in a glove."""
    tones = np.array(GLOVES if gloved else SKIN, np.float32)
    tone = tones[rng.integers(len(tones))] * rng.uniform(0.9, 1.1, 3)
    across, mask = rng.uniform(55, 100), np.zeros((HEIGHT, WIDTH), np.float32)
    side, middle = rng.integers(4), rng.uniform(0.25, 0.75)
    toward = np.array([[1, 0], [-1, 0], [0, 1], [0, -1]][side], np.float32)
    start = np.array([[0, middle * HEIGHT], [WIDTH, middle * HEIGHT], [middle * WIDTH, 0], [middle * WIDTH, HEIGHT]][side])
    beside = np.array([-toward[1], toward[0]])
    for finger in range(int(rng.integers(1, 5))):
        foot = start + beside * (finger - 1) * across * 1.15 - toward * across
        tip = foot + toward * rng.uniform(0.3, 0.6) * (WIDTH if side < 2 else HEIGHT) + beside * rng.normal(0, 40)
        cv2.line(mask, tuple(map(int, foot)), tuple(map(int, tip)), 1.0, int(across), cv2.LINE_AA)
    depth = cv2.distanceTransform((mask > 0.5).astype(np.uint8), cv2.DIST_L2, 5)[..., None] / across
    skin = tone * (0.7 + 0.5 * np.minimum(depth, 0.5)) + surfaces.clouds(rng, HEIGHT, WIDTH)[..., None] * 5
    return picture * (1 - mask[..., None]) + skin * mask[..., None]


def label(rng, picture):
    """A printed label, turned a little or a quarter, perhaps cut by the border."""
    w, h = int(rng.uniform(300, 620)), int(rng.uniform(160, 340))
    sheet = np.full((h, w, 3), rng.uniform(205, 250), np.float32)
    step = rng.uniform(20, 40)
    for line in np.arange(step, h - 4, step):
        words = " ".join(rng.choice(TEXT, rng.integers(2, 8)))
        surfaces.write(sheet, words, (10, int(line)), cv2.FONT_HERSHEY_SIMPLEX, step / 45, (rng.uniform(10, 70),) * 3, max(1, round(step / 16)))
    turn = rng.choice([0, 90, 180, 270]) + rng.normal(0, 6)
    middle = rng.uniform(0.1, 0.9, 2) * (WIDTH, HEIGHT)
    move = cv2.getRotationMatrix2D((w / 2, h / 2), turn, 1.0)
    move[:, 2] += middle - (w / 2, h / 2)
    cover = cv2.warpAffine(np.ones((h, w), np.float32), move, (WIDTH, HEIGHT))[..., None]
    return picture * (1 - cover) + cv2.warpAffine(sheet, move, (WIDTH, HEIGHT)) * cover


def glare(rng, scene, photo):
    """The reflection of a lamp on every pill, beyond what the sensor can say."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    light = photo.astype(np.float32)
    for pill in scene.pills:
        breadth = pill.long * 2 * pill.reach.min() / pill.reach.max() / 2
        size, at = rng.uniform(0.25, 0.5, 2) * breadth, rng.normal(0, 0.12, 2) * breadth + (pill.x, pill.y)
        spot = np.exp(-(((x - at[0]) / size[0]) ** 2 + ((y - at[1]) / size[1]) ** 2))[..., None]
        light = light + spot * rng.uniform(250, 500) * scene.pill[..., None]
    return np.clip(light, 0, 255).astype(np.uint8)


def dust(rng, picture):
    """Crumbs and powder."""
    tone = np.array([rng.uniform(200, 250)] * 3) if rng.random() < 0.7 else surfaces.any_colour(rng)
    for _ in range(int(rng.integers(80, 400))):
        at = tuple(int(v) for v in rng.uniform(0, 1, 2) * (WIDTH, HEIGHT))
        cv2.circle(picture, at, int(rng.integers(1, 5)), tuple(map(float, tone * rng.uniform(0.8, 1.05))), -1, cv2.LINE_AA)
    return picture


def photograph(rng, sides, broken, number, flaw):
    """One photograph, uint8, with the flaw or none."""
    near = (18, 36) if flaw == "far" else (75, 170)
    scene = tray(rng, broken if flaw == "broken" else sides, number, *near)
    picture = scene.image.astype(np.float32)
    if flaw == "hand":
        picture = hand(rng, picture, number % 2 == 1)
    elif flaw == "label":
        picture = label(rng, picture)
    elif flaw == "dust":
        picture = dust(rng, np.ascontiguousarray(picture))
    if flaw == "dark":
        return camera.jpeg(np.clip(camera.sensor(rng, picture * rng.uniform(0.02, 0.14)), 0, 255).astype(np.uint8), 88)
    if flaw == "blurred":
        longest = np.mean([pill.long for pill in scene.pills])
        picture = cv2.GaussianBlur(picture, (0, 0), longest * rng.uniform(0.035, 0.09))
    photo = camera.shoot(rng, np.clip(picture, 0, 255), 0.9)
    return camera.jpeg(glare(rng, scene, photo), 90) if flaw == "glare" else photo


def compose(args):
    args.out.mkdir(parents=True, exist_ok=True)
    sides, broken = Sides(args.products, native=True), BrokenSides(args.products, native=True)
    for place, flaw in enumerate(KINDS):
        # Each kind has dice of its own, so that it can be composed alone.
        rng = broken.rng = np.random.default_rng([args.seed, place])
        for number in range(0 if flaw not in args.kinds else args.count if flaw == "good" else args.count // 3):
            picture = photograph(rng, sides, broken, number, flaw)
            cv2.imwrite(str(args.out / f"{flaw}_{number:04d}.jpg"), picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])


def fit(args):
    with open(args.folder / "measured.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    # A tray holds 8 pills at most: where more were seen, the locator took the ground for them.
    seen = Counter(row["photo"] for row in rows if row["kind"] == "pill")
    rows = [row for row in rows if seen[row["photo"]] <= MOST_PILLS]
    source = (Path(__file__).parent.parent / "src/vision/quality/mod.rs").read_text()
    flaw_of = lambda row: Path(row["photo"]).name.split("_")[0]
    print(f"| flaw | good ones | bound at 1 % | finds | bound | turns away | finds |\n{'| --- ' * 7}|")
    for flaw, (kind, column, more, name) in MEASURES.items():
        values = lambda of: np.array([float(row[column]) for row in rows if row["kind"] == kind and flaw_of(row) == of])
        good, bad = values("good"), values(flaw)
        if not len(bad):
            continue
        sign = 1 if more else -1
        free = sign * np.quantile(sign * good, 0.99)
        now = float(re.search(rf"const {name}: f32 = ([\d.]+);", source)[1])
        turned, found = ((sign * (v - now) > 0).mean() for v in (good, bad))
        print(f"| {flaw} | {len(good)} | {free:.3g} | {(sign * (bad - free) > 0).mean():.2f} | {now:g} | {turned:.3f} | {found:.2f} ({len(bad)}) |")
    for ground, name in enumerate(GROUNDS):
        here = lambda row: flaw_of(row) == "good" and int(row["photo"][-8:-4]) % len(GROUNDS) == ground
        lines = [row for row in rows if row["kind"] == "photo" and here(row)]
        worst = {c: max(float(row[c]) for row in lines) for c in "bcd"}
        print(name, "letters, hand, specks at worst:", worst)
    print("ms:", np.median([float(row["ms"]) for row in rows if row["ms"]]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(required=True)
    step = steps.add_parser("compose")
    step.add_argument("--count", type=int, default=240)
    step.add_argument("--seed", type=int, default=1)
    step.add_argument("--products", choices=("train", "held_out"), required=True)
    step.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    step.add_argument("--out", type=Path, required=True)
    step.set_defaults(run=compose)
    step = steps.add_parser("fit")
    step.add_argument("folder", type=Path)
    step.set_defaults(run=fit)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
