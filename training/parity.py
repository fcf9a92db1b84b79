"""Writes models/parity.json: what the reference chain says of every development photograph, of a few
mosaics of studio photographs, which show many small pills, and what it reads on some studio photographs.

    python training/parity.py

The program's tests compare their own chain with it.  Everything here is derived:
boxes, scores and embeddings, no photograph.  `pill` describes the largest pill
of each photograph; `top` and `embedding` belong to its crop.  A mosaic lays photographs
side by side, row by row, each cut or filled up with black to one size.  `imprints` has both sides of
a few studio photographs: each line from either end, where its middle is and how high its first
character, in pixels of the finder's frame.
"""

import base64
import csv
import hashlib
import json

import numpy as np
from PIL import Image

import prepare
from chain import MODELS, classify, crop, find_pills, load, open_model
from engrave import GLYPHS
from imprint_lines import Character, characters, lines, strip
from imprint_reading import Reader
from imprint_sides import FRAMES, frame_of

TOP = 5
MOSAICS = 4
COLUMNS, ROWS = 4, 3
TILE = (300, 225)
PRINTS = 12  # studio photographs that are read
FINER = 2  # strips are taken from the pill at this times the frame's size
POSSIBLE = 0.1  # a glyph less likely than this is not looked at where nothing is likelier
MOST_LINES = 10  # more lines than this on one side of a pill is texture
STUDIO = prepare.DATA / "rximage" / "images"


def describe(locator, classifier, path):
    """One photograph's entry."""
    photo = load(path)
    pills = find_pills(locator, photo)
    entry = {"file": path.name, "width": photo.width, "height": photo.height, "pills": len(pills)}
    if not pills:
        return entry
    pill = max(pills, key=lambda p: p.area)
    square = crop(photo, pill)
    embedding, identity, hazard = (output[0] for output in classify(classifier, [square]))
    best = np.argsort(-identity, kind="stable")[:TOP]
    return entry | {
        "pill": numbers(pill),
        "touching": pill.touching,
        "crop_mean": np.round(square.mean(axis=(0, 1)), 3).tolist(),
        "top": [[int(i), round(float(identity[i]), 6)] for i in best],
        "hazard": round(float(hazard), 6),
        "embedding": base64.b64encode(embedding.astype("<f4").tobytes()).decode(),
    }


def numbers(pill):
    """Where a pill lies, in photograph pixels and degrees."""
    return {name: round(float(getattr(pill, name)), 3) for name in ("cx", "cy", "long", "short", "angle", "area")}


def describe_mosaic(locator, names):
    """One mosaic's entry: its photographs and all its pills."""
    width, height = TILE
    canvas = np.zeros((ROWS * height, COLUMNS * width, 3), np.uint8)
    for place, name in enumerate(names):
        y, x = place // COLUMNS * height, place % COLUMNS * width
        tile = np.asarray(load(STUDIO / name))[:height, :width]
        canvas[y : y + tile.shape[0], x : x + tile.shape[1]] = tile
    pills = find_pills(locator, Image.fromarray(canvas))
    return {"files": names, "pills": [numbers(pill) | {"touching": pill.touching} for pill in pills]}


def halved(picture):
    """uint8 [h, w, 3] at half its size, as `image` resizes with a triangle: floats between the two axes."""
    for axis in (0, 1):
        size = picture.shape[axis] // 2
        taps = 2 * np.arange(size)[:, None] + np.arange(-1, 3)
        weights = np.where((taps >= 0) & (taps < 2 * size), np.float32([0.25, 0.75, 0.75, 0.25]), 0)
        weights = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
        rows = np.moveaxis(picture, axis, 0).astype(np.float32)[np.clip(taps, 0, 2 * size - 1)]
        picture = np.moveaxis(np.einsum("ot,ot...->o...", weights, rows), 0, axis)
    return np.clip(np.floor(picture + 0.5), 0, 255).astype(np.uint8)


def nearer(line):
    """The line in pixels of the finer picture."""
    return [Character(one.place * FINER, one.height * FINER, one.doubled, one.heat) for one in line]


def said(steps):
    """What probabilities [steps, 37] say, and how sure the least sure place is: runs of steps at which one
    glyph is the likeliest and possible are a place, and one more likely there than not is a character."""
    places, before = [], None
    for step in steps:
        glyph = int(step[1:].argmax())
        if step[1 + glyph] < POSSIBLE:
            before = None
            continue
        sure = step[1 + glyph] > step[0]
        if before != glyph or (places[-1]["ended"] and sure):
            places.append({"sum": np.zeros(len(GLYPHS)), "nothing": 1.0, "sure": False, "ended": False})
        run = places[-1]
        run["sum"] += step[1:]
        run["nothing"] *= 1 - min(1.0, step[1:].sum())
        run["ended"] = run["sure"] and not sure
        run["sure"] |= sure
        before = glyph
    text, least = "", 1.0
    for run in places:
        there, share = 1 - run["nothing"], run["sum"].max() / run["sum"].sum()
        text += GLYPHS[run["sum"].argmax()] if there >= 0.5 else ""
        least = min(least, there * share if there >= 0.5 else 1 - there)
    return text, least


def read(reader, photo, pill):
    """Each line on one pill from either end, the surest lines first: (text, place, height, presence, sureness)."""
    width, height = (FINER * side for side in FRAMES[frame_of(pill.long / max(pill.short, 1))])
    rows = slice((width - height) // 2, (width + height) // 2)
    picture = np.ascontiguousarray(crop(photo, pill, width)[rows])
    maps = reader.finder.run(None, {"image": halved(picture)[None]})[0][0]
    found = sorted(lines(characters(maps)), key=lambda line: -sum(one.heat for one in line))[:MOST_LINES]
    out = []
    for line in found:
        place = np.mean([one.place for one in line], axis=0)
        presence = np.mean([one.heat for one in line])
        for turned in (False, True):
            steps = reader.recognizer.run(None, {"strips": strip(picture, nearer(line), turned)[None]})[0][0]
            text, sure = said(steps)
            if text:
                first = line[-1 if turned else 0]
                out.append((text, *np.round([*place, first.height, presence, sure], 4).tolist()))
    return out


def describe_imprint(locator, reader, name):
    """One studio photograph's entry: what is read on each pill in it."""
    photo = load(STUDIO / name)
    pills = find_pills(locator, photo)
    return {"file": name, "sides": [{"cx": pill.cx, "cy": pill.cy, "lines": read(reader, photo, pill)} for pill in pills]}


def digest(name):
    """SHA-256 of a model file."""
    return hashlib.sha256((MODELS / name).read_bytes()).hexdigest()


def main():
    names = ("pill-locator.onnx", "pill-classifier.onnx")
    locator, classifier = map(open_model, names)
    reader = Reader()
    with open(prepare.DATA / "consumer_dev" / "labels.csv", newline="", encoding="utf-8") as file:
        files = [row["file"] for row in csv.DictReader(file)]
    photos = [describe(locator, classifier, prepare.DATA / "consumer_dev" / "images" / name) for name in files]
    studio = sorted(path.name for path in STUDIO.iterdir())
    chosen = studio[:: len(studio) // (MOSAICS * COLUMNS * ROWS)]
    mosaics = [describe_mosaic(locator, chosen[k * COLUMNS * ROWS :][: COLUMNS * ROWS]) for k in range(MOSAICS)]
    printed = studio[len(studio) // (2 * PRINTS) :: len(studio) // PRINTS][:PRINTS]
    parity = {
        "models": {name: digest(name) for name in (*names, "imprint-finder.onnx", "imprint-recognizer.onnx")},
        "photos": photos,
        "mosaic": {"columns": COLUMNS, "rows": ROWS, "tile": TILE},
        "mosaics": mosaics,
        "imprints": [describe_imprint(locator, reader, name) for name in printed],
    }
    (MODELS / "parity.json").write_text(json.dumps(parity, indent=1) + "\n")


if __name__ == "__main__":
    main()
