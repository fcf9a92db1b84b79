"""Procedural grounds to lay pills on: plain, paper, wood, cloth, stone, prints."""

import cv2
import numpy as np

SIZE = 192


def _noise(rng, cells_x, cells_y):
    """Smooth noise with unit deviation and the given number of cells."""
    small = rng.standard_normal((cells_y, cells_x)).astype(np.float32)
    big = cv2.resize(small, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)
    return big / (big.std() + 1e-6)


def _turned(rng, field):
    matrix = cv2.getRotationMatrix2D((SIZE / 2, SIZE / 2), rng.uniform(0, 180), 1.45)
    return cv2.warpAffine(field, matrix, (SIZE, SIZE), borderMode=cv2.BORDER_REFLECT)


def _plain(rng):
    return 0.02 * _noise(rng, 2, 2) * rng.uniform(0, 3) + rng.uniform(0, 0.03) * _noise(rng, SIZE, SIZE)


def _paper(rng):
    return rng.uniform(0.01, 0.05) * (_noise(rng, 90, 90) + _noise(rng, 30, 30))


def _stone(rng):
    cells = rng.integers(4, 12)
    return rng.uniform(0.04, 0.15) * (_noise(rng, cells, cells) + _noise(rng, 6 * cells, 6 * cells))


def _wood(rng):
    warp = _noise(rng, 3, 3)
    rows = np.mgrid[0:SIZE, 0:SIZE][0].astype(np.float32)
    rings = np.sin(rows * rng.uniform(0.1, 0.5) + 2.5 * warp)
    return _turned(rng, rng.uniform(0.03, 0.12) * rings + 0.05 * _noise(rng, 5, 96))


def _cloth(rng):
    rows, cols = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    pitch_x, pitch_y = rng.uniform(0.5, 2.4, 2)
    weave = np.sin(rows * pitch_y) * np.sin(cols * pitch_x) + rng.uniform(0, 1) * np.sin(rows * pitch_y)
    return _turned(rng, rng.uniform(0.03, 0.14) * weave) + 0.03 * _noise(rng, 40, 40)


def _edges(rng):
    """Large patches with straight borders: table edges, printed matter."""
    field = np.zeros((SIZE, SIZE), np.float32)
    for _ in range(rng.integers(1, 4)):
        corner = rng.integers(-40, SIZE, 2)
        extent = rng.integers(30, 160, 2)
        cv2.rectangle(field, corner.tolist(), (corner + extent).tolist(), float(rng.normal(0, 0.25)), -1)
    return _turned(rng, field) + 0.02 * _noise(rng, 60, 60)


MAKERS = (_plain, _plain, _plain, _paper, _paper, _stone, _wood, _cloth, _edges)


def _colour(rng):
    """Mostly greys and beiges, as tables and hands are; some strong colours."""
    grey = rng.uniform(0.15, 0.95)
    strength = 0.45 if rng.random() < 0.15 else 0.06
    return np.clip(grey * (1 + strength * rng.standard_normal(3)), 0.02, 1).astype(np.float32)


def make_grounds(count, seed):
    """uint8 array [count, 3, SIZE, SIZE]."""
    rng = np.random.default_rng(seed)
    grounds = np.empty((count, 3, SIZE, SIZE), np.uint8)
    for index in range(count):
        relief = MAKERS[rng.integers(len(MAKERS))](rng)
        tint = rng.uniform(0.6, 1.4, (3, 1, 1)).astype(np.float32)
        picture = _colour(rng)[:, None, None] * (1 + tint * relief[None])
        grounds[index] = (255 * np.clip(picture, 0, 1)).astype(np.uint8)
    return grounds
