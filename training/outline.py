"""Hulls and the rectangle that says where a pill lies and how it is turned.

Points are [n, 2], x right and y down; the same steps as src/vision/geometry.rs.
"""

import math

import numpy as np

ROUND_BELOW_ASPECT = 1.12  # a pill whose axes differ less has no long axis to turn by


def convex_hull(points):
    """Andrew's monotone chain over points sorted by x, then y; collinear points dropped."""
    ordered = sorted(set(map(tuple, points.tolist())))

    def half(sequence):
        chain = []
        for p in sequence:
            while len(chain) > 1:
                (ax, ay), (bx, by) = chain[-2:]
                if (bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax) > 0:
                    break
                chain.pop()
            chain.append(p)
        return chain[:-1]

    return np.array(half(ordered) + half(ordered[::-1]))


def rectangle_along(hull, direction):
    """(cx, cy, long, short, angle) of the rectangle around a hull with a side along a unit vector."""
    across = np.array([-direction[1], direction[0]])
    u, v = hull @ direction, hull @ across
    width, height = np.ptp(u), np.ptp(v)
    centre = direction * (u.max() + u.min()) / 2 + across * (v.max() + v.min()) / 2
    angle = math.degrees(math.atan2(direction[1], direction[0]))
    if width < height:
        width, height, angle = height, width, angle + 90
    return float(centre[0]), float(centre[1]), float(width), float(height), (angle + 90) % 180 - 90


def second_moments(hull):
    """Central second moments (xx, yy, xy) of the area inside a hull, divided by the area."""
    (x, y), (nx, ny) = hull.T, np.roll(hull, -1, axis=0).T
    c = x * ny - nx * y
    area = c.sum() / 2
    cx, cy = ((x + nx) * c).sum() / (6 * area), ((y + ny) * c).sum() / (6 * area)
    xx = ((x * x + x * nx + nx * nx) * c).sum() / (12 * area) - cx * cx
    yy = ((y * y + y * ny + ny * ny) * c).sum() / (12 * area) - cy * cy
    xy = ((x * ny + 2 * (x * y + nx * ny) + nx * y) * c).sum() / (24 * area) - cx * cy
    return xx, yy, xy


def rectangle(hull):
    """The rectangle along the pill's principal axis; around a pill that is about as wide as long,
    the smallest one with a side along a hull edge."""
    xx, yy, xy = second_moments(hull - hull.mean(axis=0))
    middle, spread = (xx + yy) / 2, math.hypot((xx - yy) / 2, xy)
    if middle + spread >= ROUND_BELOW_ASPECT**2 * (middle - spread):
        turn = math.atan2(2 * xy, xx - yy) / 2
        return rectangle_along(hull, np.array([math.cos(turn), math.sin(turn)]))
    edges = np.roll(hull, -1, axis=0) - hull
    around = [rectangle_along(hull, edge / np.hypot(*edge)) for edge in edges]
    return min(around, key=lambda found: found[2] * found[3])


def area_of(hull):
    """Area inside a closed outline [n, 2] (shoelace formula)."""
    x, y = hull.T
    return abs(float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))) / 2
