"""Antialiased bilinear resizing, to the last bit as the program does it (fast_image_resize).

Weights are rounded to 16-bit fixed point, rows are mixed before columns, and each
of the two passes rounds to whole levels.  Pillow's differs by a level here and
there, which is enough to move an outline.
"""

import math

import numpy as np

WEIGHT_BITS = 15
MOST_PRECISION = 22


def weights(first, last, count, length):
    """Fixed-point weights [count, length] of a triangle filter over [first, last), and their precision."""
    scale = (last - first) / count
    reach = max(scale, 1.0)
    table = np.zeros((count, length))
    for row in range(count):
        centre = first + (row + 0.5) * scale
        start, end = max(0, math.floor(centre - reach)), min(length, math.ceil(centre + reach))
        weight = np.maximum(0, 1 - np.abs((np.arange(start, end) - (centre - 0.5)) * (1 / reach)))
        table[row, start:end] = weight / weight.sum()
    precision = 0
    for precision in range(MOST_PRECISION):
        if math.floor(table.max() * 2 ** (precision + 1) + 0.5) >= 1 << WEIGHT_BITS:
            break
    return np.floor(table * 2**precision + 0.5), precision


def mixed(pixels, first, last, count):
    """Rows [first, last) of uint8 [h, w, 3] mixed to `count` rows."""
    height, width, channels = pixels.shape
    if last - first == count:
        return pixels[first:last]
    table, precision = weights(first, last, count, height)
    used = np.flatnonzero(table.any(axis=0))
    rows = slice(used[0], used[-1] + 1)
    # whole numbers far below 2^53: exact
    sums = table[:, rows] @ pixels[rows].reshape(-1, width * channels).astype(np.float64)
    levels = np.floor((sums + 2 ** (precision - 1)) / 2**precision)
    return np.clip(levels, 0, 255).astype(np.uint8).reshape(count, width, channels)


def resize(pixels, box, width, height):
    """The box (left, top, right, bottom), whole pixels, of uint8 [h, w, 3] at another size."""
    left, top, right, bottom = box
    reach = math.ceil((right - left) / width) + 1  # what is further away has no weight
    start = max(0, left - reach)
    tall = mixed(pixels[:, start : right + reach], top, bottom, height)
    return mixed(tall.swapaxes(0, 1), left - start, right - start, width).swapaxes(0, 1)
