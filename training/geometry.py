"""The one crop geometry shared by the training crops and the program.

A pill is described by the minimum-area rectangle of its convex hull: centre,
long axis, short axis and the angle of the long axis.  The classifier sees a
square in which the long axis lies horizontally, is centred, and spans
``LONG_AXIS_SHARE`` of the side.  The aspect ratio is kept and the real ground
around the pill stays in the picture.
"""

import math

import cv2
import numpy as np

LONG_AXIS_SHARE = 0.91


def min_area_box(points):
    """Return (cx, cy, long, short, angle in degrees) of a point set's hull.

    The angle is that of the long axis in [-90, 90), clockwise positive because
    the y axis points down.
    """
    (cx, cy), (width, height), angle = cv2.minAreaRect(points)
    if width < height:
        width, height, angle = height, width, angle + 90.0
    return cx, cy, width, height, (angle + 90.0) % 180.0 - 90.0


def crop_matrix(box, size, share=LONG_AXIS_SHARE):
    """The 2x3 affine matrix that maps photograph pixels to crop pixels.

    Coordinates are those of pixel centres, as in OpenCV.
    """
    cx, cy, long_axis, _, angle = box
    scale = share * size / long_axis
    radians = math.radians(angle)
    cos, sin = scale * math.cos(radians), scale * math.sin(radians)
    middle = (size - 1) / 2
    return np.array(
        [
            [cos, sin, middle - cos * cx - sin * cy],
            [-sin, cos, middle + sin * cx - cos * cy],
        ]
    )


def crop(image, box, size, share=LONG_AXIS_SHARE, border=cv2.BORDER_REPLICATE):
    """Cut the square crop out of an image; shrinks without aliasing."""
    scale = share * size / box[2]
    if scale < 0.6:
        reduced = cv2.resize(image, None, fx=1.5 * scale, fy=1.5 * scale, interpolation=cv2.INTER_AREA)
        fx, fy = reduced.shape[1] / image.shape[1], reduced.shape[0] / image.shape[0]
        cx, cy, long_axis, short_axis, angle = box
        box = ((cx + 0.5) * fx - 0.5, (cy + 0.5) * fy - 0.5, long_axis * fx, short_axis * fx, angle)
        image = reduced
    return cv2.warpAffine(
        image, crop_matrix(box, size, share), (size, size), flags=cv2.INTER_LINEAR, borderMode=border
    )
