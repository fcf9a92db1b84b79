"""Ordinary photographs of a pill whose characters are known, in the reader's frame.

Characters are rows as in `engrave.py`; they are carried along by every turn, tilt
and roll.  Where the pill's own imprint is not known, glyph is `UNKNOWN`.
"""

import math

import cv2
import numpy as np

import camera
from engrave import ANGLE, GLYPH, HEIGHT, X, Y
from geometry import LONG_AXIS_SHARE
from grounds import make_grounds
from outline import ROUND_BELOW_ASPECT

UNKNOWN = -1
STRIDE = 4
GENTLE_SHARE = 0.7


def roll(rng, picture, characters, aspect):
    """A capsule turned about its axis: print moves up or down and out of view."""
    height, width = picture.shape[:2]
    radius = 0.5 * LONG_AXIS_SHARE * width / aspect
    angle = rng.uniform(-0.7, 0.7)
    middle = (height - 1) / 2
    y = (np.arange(height, dtype=np.float32) - middle) / radius
    around = np.arcsin(np.clip(y, -1, 1)) + angle
    source = middle + radius * np.where(np.abs(y) < 1, np.sin(np.clip(around, -1.36, 1.36)), y)
    rows = np.repeat(source.astype(np.float32)[:, None], width, 1)
    columns = np.repeat(np.arange(width, dtype=np.float32)[None], height, 0)
    rolled = cv2.remap(picture[..., :3], columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    at = np.arcsin(np.clip((characters[:, Y] - middle) / radius, -1, 1)) - angle
    moved = characters.copy()
    moved[:, Y] = middle + radius * np.sin(at)
    return rolled, moved[np.abs(at) < 1.15]


def placing(rng, width, height, aspect):
    """A 3x3 matrix: turn, tilt, size, place and perspective of one look at the pill."""
    free = aspect < ROUND_BELOW_ASPECT or (aspect < 1.25 and rng.random() < 0.3)
    turn = rng.uniform(0, 2 * np.pi) if free else np.pi * rng.integers(2) + rng.normal(0, math.radians(3.5))
    scale = rng.uniform(0.86, 1.07)
    tilt = min(abs(rng.normal(0, math.radians(15))), math.radians(40))
    toward = rng.uniform(0, np.pi)

    def linear(angle, sx=1.0, sy=1.0):
        c, s = np.cos(angle), np.sin(angle)
        return np.array([[c * sx, -s * sy, 0], [s * sx, c * sy, 0], [0, 0, 1]])

    def moved(x, y):
        return np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])

    squeeze = linear(toward, math.cos(tilt)) @ linear(-toward)
    bend = np.eye(3)
    bend[2, :2] = rng.normal(0, 0.06, 2) / width
    to_middle = moved(-(width - 1) / 2, -(height - 1) / 2)
    shift = rng.normal(0, 0.02, 2) * width
    back = moved((width - 1) / 2 + shift[0], (height - 1) / 2 + shift[1] * 0.6)
    return back @ bend @ squeeze @ linear(turn, scale, scale) @ to_middle


def carry(matrix, characters):
    """Characters after a perspective map."""

    def there(points):
        out = np.column_stack([points, np.ones(len(points))]) @ matrix.T
        return out[:, :2] / out[:, 2:]

    if not len(characters):
        return characters
    point, angle = characters[:, :2], characters[:, ANGLE]
    along = np.stack([np.cos(angle), np.sin(angle)], 1)
    down = np.stack([-np.sin(angle), np.cos(angle)], 1)
    now, ahead, below = there(point), there(point + along), there(point + down)
    moved = characters.copy()
    moved[:, :2] = now
    moved[:, ANGLE] = np.arctan2(*(ahead - now).T[::-1])
    moved[:, HEIGHT] *= np.hypot(*(below - now).T)
    return moved


class Viewer:
    """Random views; one seed, one sequence."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.grounds = make_grounds(250, seed).transpose(0, 2, 3, 1)
        self.noise = self.rng.standard_normal(1 << 20, np.float32)

    def __call__(self, rgb, mask, characters, aspect, capsule, gentle=False):
        """uint8 [H, W, 3] and the characters in it; `rgb` in 0..255, `mask` uint8.

        Most gentle views are sharp, with the imprint as it is or stronger.
        """
        rng = self.rng
        height, width = mask.shape
        rgb = np.clip(rgb, 0, 255).astype(np.uint8)
        if capsule and rng.random() < 0.7:
            rgb, characters = roll(rng, rgb, characters, aspect)
        matrix = placing(rng, width, height, aspect)
        face = cv2.warpPerspective(rgb, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        cover = cv2.warpPerspective(mask, matrix, (width, height), flags=cv2.INTER_LINEAR).astype(np.float32) / 255
        characters = carry(matrix, characters)
        gentle = gentle and rng.random() < GENTLE_SHARE
        face = self.light(face.astype(np.float32), cover, 0.2 if gentle else -0.6)
        picture = self.expose(self.lay_down(face, cover), cover)
        return self.shoot(picture, *((0.8, 0.6) if gentle else (2.0, 0.28))), characters

    def grain(self, *shape):
        """Normal noise, cut out of a stock."""
        size = int(np.prod(shape))
        start = int(self.rng.integers(len(self.noise) - size))
        return self.noise[start : start + size].reshape(shape)

    def light(self, face, cover, least_relief):
        """Stronger, weaker or sidelong relief; uneven light; darker rims; glare."""
        rng = self.rng
        height, width = cover.shape
        grey = face.mean(axis=2)
        if rng.random() < 0.6:
            sigma = rng.uniform(2, 7)
            rest = face - cv2.GaussianBlur(face, (0, 0), sigma)
            face = face + rest * rng.uniform(least_relief, 1.6)
        if rng.random() < 0.3:
            angle, soft = rng.uniform(0, 2 * np.pi), cv2.GaussianBlur(grey, (0, 0), 0.8)
            across, down = (cv2.Sobel(soft, cv2.CV_32F, *order, scale=0.25) for order in ((1, 0), (0, 1)))
            slope = math.cos(angle) * across + math.sin(angle) * down
            face = face + (np.clip(slope, -25, 25) * rng.uniform(0, 1.5))[..., None]
        y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
        angle = rng.uniform(0, 2 * np.pi)
        field = 1 + rng.normal(0, 0.2) * (x * math.cos(angle) + y * math.sin(angle))
        if rng.random() < 0.5:
            field = field * (1 - rng.uniform(0, 0.35) * (1 - cv2.GaussianBlur(cover, (0, 0), width * rng.uniform(0.03, 0.09))))
        face = face * np.clip(field, 0.15, 2)[..., None]
        if rng.random() < 0.25:
            cx, cy, size = rng.normal(0, 0.4), rng.normal(0, 0.4), rng.uniform(0.08, 0.45)
            spot = np.exp(-((x - cx) ** 2 + ((y - cy) * height / width) ** 2) / (2 * size * size))
            face = face + (spot * rng.uniform(20, 170))[..., None]
        return face

    def lay_down(self, face, cover):
        """On a ground, with a shadow."""
        rng = self.rng
        height, width = cover.shape
        kind = rng.random()
        if kind < 0.25:
            ground = np.full_like(face, 250.0)
        else:
            ground = cv2.resize(self.grounds[rng.integers(len(self.grounds))], (width, height)).astype(np.float32)
        reach = rng.uniform(-0.1, 0.1, 2) * width
        move = np.array([[1, 0, reach[0]], [0, 1, reach[1]]])
        shadow = cv2.GaussianBlur(cv2.warpAffine(cover, move, (width, height)), (0, 0), rng.uniform(1.5, 12))
        ground = ground * (1 - shadow * rng.uniform(0, 0.8) * (kind >= 0.25 or rng.random() < 0.4))[..., None]
        over = cover[..., None]
        picture = face * over + ground * (1 - over)
        if 0.25 <= kind < 0.4:
            box = np.argwhere(cover > 0.5)
            low, high = box.min(0) - rng.integers(0, 12, 2), box.max(0) + rng.integers(1, 12, 2)
            kept = np.zeros((height, width, 1), np.float32)
            kept[max(0, low[0]) : high[0], max(0, low[1]) : high[1]] = 1
            picture = picture * kept
        return picture

    def expose(self, picture, cover):
        """Exposure, white balance, tone; some blown out."""
        rng = self.rng
        warm, tint = rng.normal(0.06, 0.15), rng.normal(0, 0.05)
        body = float((picture[::4, ::4].mean(axis=2) * cover[::4, ::4]).sum() / max(1.0, cover[::4, ::4].sum())) / 255
        exposure = math.exp(rng.normal(0, 0.33)) if rng.random() > 0.1 else rng.uniform(0.9, 1.35) / max(0.15, body)
        gains = np.exp(np.array([warm, tint, -1.2 * warm])) * min(2.5, max(0.3, exposure)) / 255
        shown = cv2.pow(np.maximum(picture, 0.2) * gains.astype(np.float32), math.exp(rng.normal(0, 0.2)))
        bright = shown > 0.8
        shown[bright] = 1 - 0.2 * np.exp(-(shown[bright] - 0.8) * 4.5)
        return shown * 255

    def shoot(self, shown, most_blur, least_resolution):
        """Lens, resolution, noise, JPEG."""
        rng = self.rng
        height, width = shown.shape[:2]
        kind = rng.random()
        if kind < 0.55:
            shown = cv2.GaussianBlur(shown, (0, 0), rng.uniform(0.3, most_blur))
        elif kind < 0.65:
            shown = camera.lens(rng, shown, rng.uniform(0.5, most_blur))
        if rng.random() < 0.55:
            share = rng.uniform(least_resolution, 1.0)
            shown = cv2.resize(shown, (round(width * share), round(height * share)), interpolation=cv2.INTER_AREA)
        if rng.random() < 0.65:
            noise = self.grain(*shown.shape[:2], 1 if rng.random() < 0.5 else 3)
            shown = shown + noise * rng.uniform(0.5, 8)
        if rng.random() < 0.3:
            shown = camera.sharpen(rng, shown)
        shown = np.clip(shown, 0, 255).astype(np.uint8)
        if rng.random() < 0.6:
            shown = camera.jpeg(shown, rng.integers(35, 96))
        if shown.shape[:2] != (height, width):
            shown = cv2.resize(shown, (width, height), interpolation=cv2.INTER_LINEAR)
        return shown


def targets(characters, height, width):
    """What the maps should say: heat [h, w], weight of each cell's heat, and for cells on a character
    the line's direction (cos and sin of twice the angle) and log height in cells, elsewhere 0."""
    rows, columns = height // STRIDE, width // STRIDE
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    heat, weight = np.zeros((rows, columns), np.float32), np.ones((rows, columns), np.float32)
    pose = np.zeros((3, rows, columns), np.float32)
    nearest = np.full((rows, columns), np.inf, np.float32)
    for row in characters:
        cx, cy = (row[X] + 0.5) / STRIDE - 0.5, (row[Y] + 0.5) / STRIDE - 0.5
        size = max(1.0, row[HEIGHT] / STRIDE)
        away = np.hypot(x - cx, y - cy)
        if row[GLYPH] == UNKNOWN:
            weight[away < 0.8 * size] = 0
            continue
        spread = max(0.75, 0.17 * size)
        heat = np.maximum(heat, np.exp(-((away / spread) ** 2) / 2))
        if away.min() < 1:
            heat.flat[away.argmin()] = 1
        on = (away < max(0.75, 0.22 * size)) & (away < nearest)
        nearest[on] = away[on]
        pose[:, on] = np.array([np.cos(2 * row[ANGLE]), np.sin(2 * row[ANGLE]), np.log(size)])[:, None]
    weight[heat > 0.5] = 1
    return heat, weight, pose
