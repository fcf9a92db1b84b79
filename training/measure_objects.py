"""Of how many photographs of things that are no pills the program finds a pill, and names one.

    python training/measure_objects.py PROGRAM --count 60 --seed 1 --out DIR

Composes photographs of trays with one to three things each (buttons, sweets, coins), of fingers and of nothing,
and asks `PROGRAM identify --json` about them.  Drawn things, not real ones: coins and fingers as the locator
saw them in its training, buttons and sweets as nothing in this folder was trained with.
"""

import json
import subprocess

import cv2
import numpy as np

import camera
from compose import folder_parser
from surfaces import any_colour, coin, glove, surface, write

WIDTH, HEIGHT = 1280, 960
THINGS = (30, 70)  # radius, pixels: as large as pills lie on a tray


def disc(at, radii, turn, width=WIDTH, height=HEIGHT):
    """Place within an ellipse, 0 in the middle and 1 on the edge, float32 [height, width]; and both axes."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x - at[0], y - at[1]
    along, across = (x * np.cos(turn) + y * np.sin(turn)) / radii[0], (y * np.cos(turn) - x * np.sin(turn)) / radii[1]
    return np.hypot(along, across), along, across


def lay(picture, color, share):
    """Paint in place: `color` [height, width, 3], `share` [height, width]."""
    share = cv2.GaussianBlur(share.astype(np.float32), (0, 0), 0.8)[..., None]
    picture[:] = picture * (1 - share) + color * share


def button(rng, picture, at, radius):
    """A button: a flat disc with a raised rim and two or four holes."""
    r, along, across = disc(at, (radius, radius), rng.uniform(0, np.pi))
    light = 1 + 0.15 * np.sin((r - 0.7) * 12) * (r > 0.6) + 0.1 * along
    lay(picture, any_colour(rng)[None, None] * light[..., None], r < 1)
    holes = [(0.25, 0), (-0.25, 0)] if rng.random() < 0.4 else [(0.22, 0.22), (-0.22, 0.22), (0.22, -0.22), (-0.22, -0.22)]
    for a, b in holes:
        lay(picture, np.full_like(picture, 35.0), np.hypot(along - a, across - b) < 0.12)


def sweet(rng, picture, at, radius):
    """A sugar-coated sweet: a glossy dome in a strong color, round or oblong, some with a printed letter."""
    hue, oblong = rng.uniform(0, 180), 1.0 if rng.random() < 0.6 else rng.uniform(0.55, 0.8)
    rgb = cv2.cvtColor(np.uint8([[[hue, rng.uniform(140, 255), rng.uniform(140, 255)]]]), cv2.COLOR_HSV2RGB)[0, 0]
    r, along, across = disc(at, (radius, radius * oblong), rng.uniform(0, np.pi))
    light = 0.6 + 0.45 * np.sqrt(np.clip(1 - r**2, 0, 1))
    gloss = 150 * np.exp(-((along + 0.3) ** 2 + (across + 0.3) ** 2) / 0.02)
    lay(picture, rgb[None, None].astype(np.float32) * light[..., None] + gloss[..., None], r < 1)
    if rng.random() < 0.4:
        corner = (int(at[0] - radius * 0.3), int(at[1] + radius * 0.25))
        write(picture, str(rng.choice(list("mSX"))), corner, 0, radius / 28, (245.0,) * 3, max(1, round(radius / 14)))


def things(draw):
    """One to three things on a tray, apart from each other."""

    def scene(rng, picture):
        for place in rng.permutation(3)[: rng.integers(1, 4)]:
            at = np.array([(place + 0.5) / 3 * WIDTH, rng.uniform(0.25, 0.75) * HEIGHT])
            draw(rng, picture, at, rng.uniform(*THINGS))

    return scene


KINDS = {
    "nothing": lambda rng, picture: None,
    "fingers": lambda rng, picture: glove(rng, picture, THINGS[1]),
    "coins": things(coin),
    "buttons": things(button),
    "sweets": things(sweet),
}


def main():
    parser = folder_parser(__doc__)
    parser.add_argument("program", help="takeback")
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)
    print("kind, photographs, with a pill found, with a pill named, pills found, pills named")
    for kind, draw in KINDS.items():
        folder = args.out / kind
        folder.mkdir(parents=True, exist_ok=True)
        files = [str(folder / f"{number:03d}.jpg") for number in range(args.count)]
        for file in files:
            picture = surface(rng, HEIGHT, WIDTH)[0].astype(np.float32)
            draw(rng, picture)
            shown = camera.shoot(rng, picture, 0.7)
            cv2.imwrite(file, shown[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])
        asked = [args.program, "--home", str(args.out / "home"), "identify", "--json", *files]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        pills = [json.loads(line).get("pills", []) for line in answer.splitlines()]
        named = [sum(pill["outcome"] == "identified" for pill in found) for found in pills]
        counts = (len(pills), sum(map(bool, pills)), sum(map(bool, named)), sum(map(len, pills)), sum(named))
        print(kind, *counts, sep=", ", flush=True)


if __name__ == "__main__":
    main()
