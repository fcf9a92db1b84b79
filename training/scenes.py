"""The endless stream of composed scenes the locator learns from.

Each example is a 192 x 192 uint8 picture and a 3 x 96 x 96 target: the share of each
map pixel covered by pills, by pill cores, and by contacts of pills.  Half of them are
looks at photographs of trays, several at each, as the chain takes them; these are
mixed with others through a pool.
"""

import cv2
import numpy as np
import torch

import camera
from compose import PAD, Scene, close, core_of, on_black, on_white, place, shoot, tray
from layout import studio_photo
from surfaces import distract, surface
from trays import any_tray, looks

SIZE = 192
MAP = 96
FINE = 640
STUDIO_PHOTOS = 600
TRAY_SHARE = 0.55
POOL = 160


def load_studio(sides, count=STUDIO_PHOTOS):
    """Letterboxed studio photographs of training products with both pills' masks."""
    cv2.setNumThreads(0)  # a pool of threads would not survive the fork of the worker
    rows = np.unique(sides.row[sides.usable])
    photos = []
    for row in np.random.default_rng(0).permutation(rows)[:count]:
        photo, hulls = studio_photo(sides.files[row])
        if hulls is None:
            continue
        maps = [cv2.fillConvexPoly(np.zeros(photo.shape[:2], np.uint8), hull, 1) for hull in hulls]
        scale = SIZE / max(photo.shape[:2])
        size = (round(photo.shape[1] * scale), round(photo.shape[0] * scale))
        small = [cv2.resize(m, size, interpolation=cv2.INTER_LINEAR) for m in maps]
        photos.append((cv2.resize(photo, size, interpolation=cv2.INTER_AREA), *small))
    return photos


def studio(rng, photos):
    """A real studio photograph under another light."""
    photo, *masks = photos[rng.integers(len(photos))]
    core = np.maximum(*(core_of(m.astype(np.float32)) for m in masks))
    scene = Scene(photo.astype(np.float32), np.maximum(*masks).astype(np.float32), core, [])
    if rng.random() < 0.5:
        scene.image = scene.image.astype(np.uint8)
        return scene
    return shoot(rng, scene, 0.4)


def empty(rng, width, height):
    """A ground without pills."""
    picture, _ = surface(rng, height, width)
    distract(rng, picture, 0.7)
    blank = np.zeros((height, width), np.float32)
    return shoot(rng, Scene(picture, blank, blank.copy(), []), 0.7)


def any_scene(rng, sides, photos):
    """One scene no larger than SIZE in either direction."""
    pick, blur = rng.random(), 0.6
    width, height = SIZE, int(SIZE * rng.choice([0.5625, 0.667, 0.75, 0.75, 1.0, rng.uniform(0.5, 1)]))
    if rng.random() < 0.3:
        width, height = height, width
    if pick < 0.20:
        return shoot(rng, tray(rng, sides, width, height), blur)
    if pick < 0.42:
        scene = shoot(rng, close(rng, sides, width, height, (0.35, 1.03), 0.15), blur)
        if rng.random() < 0.3:
            scene.image = from_few_pixels(rng, scene.image)
        return scene
    if pick < 0.70:
        return second_look(rng, sides)
    if pick < 0.80:
        return on_black(rng, sides, SIZE)
    if pick < 0.91:
        side = rng.random() < 0.8
        return on_white(rng, sides, *((SIZE, SIZE) if side else (width, height)))
    return studio(rng, photos) if pick < 0.97 else empty(rng, width, height)


def second_look(rng, sides):
    """The square window of a second look: the pill fills some 60 % of it, others lie around,
    and where the window leaves the photograph it is padded."""
    inner = [SIZE, SIZE]
    if rng.random() < 0.3:
        inner[rng.integers(2)] -= int(rng.uniform(4, 60))
    scene = shoot(rng, close(rng, sides, *inner, (0.45, 0.8), 0.6), rng.choice([0.6, 1.5]))
    at = [0 if rng.random() < 0.5 else SIZE - side for side in inner]
    return place(scene, SIZE, SIZE, PAD, at)


def from_few_pixels(rng, image):
    """The picture as if it were a tiny file enlarged."""
    side = int(rng.uniform(36, 130))
    tiny = cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA)
    tiny = camera.jpeg(tiny, rng.integers(30, 95))
    return cv2.resize(tiny, image.shape[1::-1], interpolation=cv2.INTER_LINEAR)


def example(rng, scene):
    """(picture [SIZE, SIZE, 3] uint8, target [3, MAP, MAP] float32)."""
    if scene.image.shape[:2] != (SIZE, SIZE):
        scene = place(scene, SIZE, SIZE, PAD)
    flip = slice(None, None, rng.choice([-1, 1]))
    maps = [cv2.resize(m, (MAP, MAP), interpolation=cv2.INTER_AREA)[:, flip] for m in scene.maps()]
    return np.ascontiguousarray(scene.image[:, flip]), np.stack(maps)


def examples(rng, sides, photos):
    """Examples for ever; the looks at one tray come scattered among those at others."""
    pool = []
    while True:
        while len(pool) < POOL:
            pool += [example(rng, look) for look in looks(rng, any_tray(rng, sides), SIZE, FINE)]
        if rng.random() < TRAY_SHARE:
            at = rng.integers(len(pool))
            pool[at], pool[-1] = pool[-1], pool[at]
            yield pool.pop()
        else:
            yield example(rng, any_scene(rng, sides, photos))


class Stream(torch.utils.data.IterableDataset):
    """Batches of examples, for ever."""

    def __init__(self, sides, photos, batch, seed):
        self.sides, self.photos, self.batch, self.seed = sides, photos, batch, seed

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        endless = examples(rng, self.sides, self.photos)
        while True:
            pictures, targets = zip(*(next(endless) for _ in range(self.batch)))
            yield torch.from_numpy(np.stack(pictures)), torch.from_numpy(np.stack(targets))
