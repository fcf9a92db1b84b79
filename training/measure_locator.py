"""How well the locator finds pills, on three kinds of photographs.

    python training/measure_locator.py [--only consumer|studio|kiosk|tray|blank] [--trays 200]
                                       [--every 1]

consumer   the 106 real photographs of consumer_dev, one pill each
studio     all studio photographs, two sides each, against the outlines of prepare.py
kiosk      composed trays of 1-20 products never seen in training, as a station's camera sees them
tray       composed trays of the same products under cruel light, among print and rings
blank      trays as in `kiosk` with things on them that are no pills, and no pill

A true pill is *found* when one found outline, and no other true pill's, overlaps
it by the IoU below; *split* when two or more found pills have their centre in it;
*merged* when a found pill covers its centre and another true pill's; else *missed*.
*Extra* pills have their centre in no true pill.  Results go to work/locator/measured.json.
"""

import argparse
import csv
import json
from collections import Counter
from multiprocessing import Pool

import cv2
import numpy as np
from PIL import Image

import chain
import prepare
import surfaces
from compose import TRAY_KINDS, Scene, shoot, tray
from layout import RAYS, Sides, clusters, held_out, studio_photo
from trays import SIZES, kiosk, shoot_kiosk

STUDIO_IOU = 0.7
TRAY_IOU = 0.6
WHITE_IOU = 0.6  # what is not white holds a soft shadow too
TRAY_SEED = 20_000
SIZE_STEPS = (20, 30, 40, 60, 80, 121)  # of the long axis, pixels where the picture is 1280 wide
OUT = prepare.WORK / "locator" / "measured.json"
state = {}


def iou(a, b):
    """Overlap of two convex outlines."""
    a, b = np.float32(a), np.float32(b)
    shared = cv2.intersectConvexConvex(a, b)[0]
    return shared / max(1e-6, cv2.contourArea(a) + cv2.contourArea(b) - shared)


def covers(outline, point):
    """Whether a point lies in a convex outline."""
    return cv2.pointPolygonTest(np.float32(outline), tuple(map(float, point)), False) >= 0


def judge(truth, found, least):
    """(verdict for each true outline, number of its found pill or None), and the count of extras."""
    centres = [np.mean([t.min(axis=0), t.max(axis=0)], axis=0) for t in truth]
    verdicts, taken = [], set()
    for number, outline in enumerate(truth):
        overlap = [0 if i in taken else iou(outline, pill.hull) for i, pill in enumerate(found)]
        best = int(np.argmax(overlap)) if found else None
        inner = sum(covers(outline, (pill.cx, pill.cy)) for pill in found)
        if inner > 1:
            verdicts.append(("split", None))
        elif found and overlap[best] > least:
            taken.add(best)
            verdicts.append(("found", best))
        elif any(covers(p.hull, centres[number]) and sum(covers(p.hull, c) for c in centres) > 1 for p in found):
            verdicts.append(("merged", None))
        else:
            verdicts.append(("missed", None))
    extra = sum(not any(covers(t, (p.cx, p.cy)) for t in truth) for p in found)
    return verdicts, extra


def start_worker():
    """Every process has its own session."""
    cv2.setNumThreads(0)
    state["locator"] = chain.open_model("pill-locator.onnx")


def find(photo):
    """The chain's pills."""
    return chain.find_pills(state["locator"], photo)


def white_outline(photo):
    """Hull of what is not white in a cut-out photograph."""
    dark = (np.asarray(photo).min(axis=2) < 245).astype(np.uint8)
    dark = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    contours, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return cv2.convexHull(max(contours, key=cv2.contourArea))[:, 0]


def one_consumer(row):
    """(kind, file, pills found, whether the outline is plausible)."""
    photo = chain.load(prepare.DATA / "consumer_dev" / "images" / row["file"])
    pills = find(photo)
    if len(pills) != 1:
        return row["kind"], row["file"], len(pills), False
    pill = pills[0]
    # the kind does not tell: some photographs called cut-outs are whole
    if np.asarray(photo)[[0, 0, -1, -1], [0, -1, 0, -1]].min() > 240:
        good = iou(white_outline(photo), pill.hull) > WHITE_IOU
    else:
        middle = max(abs(pill.cx / photo.width - 0.5), abs(pill.cy / photo.height - 0.5))
        good = middle < 0.25 and pill.long < 3.5 * pill.short
    return row["kind"], row["file"], 1, bool(good)


def one_studio(item):
    """Verdicts of both sides of one studio photograph, or None when prepare.py finds no pair."""
    ndc11, name = item
    _, hulls = studio_photo(name)
    if hulls is None:
        return None
    truth = [hull[:, 0] - prepare.MARGIN + 0.5 for hull in hulls]
    verdicts, extra = judge(truth, find(chain.load(prepare.DATA / "rximage" / "images" / name)), STUDIO_IOU)
    return held_out(ndc11), name, [v for v, _ in verdicts], extra


def hard(rng, number):
    """A cruel tray of 1280 x 960."""
    kind = TRAY_KINDS[number % len(TRAY_KINDS)]
    state.setdefault("native", Sides("held_out", native=True))
    return shoot(rng, tray(rng, state["native"], 1280, 960, kind, strict=True), 1.5)


def station(rng, number):
    """A tray as a station's camera sees it, half of them with pills that touch."""
    kind = TRAY_KINDS[number % len(TRAY_KINDS)]
    state.setdefault("sides", Sides("held_out"))
    return shoot_kiosk(rng, kiosk(rng, state["sides"], *SIZES[number % len(SIZES)], kind))


def bare(rng, number):
    """A ground with things on it that are no pills."""
    width, height = SIZES[number % len(SIZES)]
    picture, kind = surfaces.surface(rng, height, width, kind=TRAY_KINDS[number % len(TRAY_KINDS)])
    if number % 2:
        surfaces.distract(rng, picture, 0.5)
        surfaces.litter(rng, picture, [], rng.uniform(0.02, 0.1) * width, 0.6)
    nothing = np.zeros((height, width), np.float32)
    return shoot_kiosk(rng, Scene(picture, nothing, nothing, [], kind))


def one_tray(item):
    """One tray: its ground, the verdicts, and how touching was told."""
    compose, number = item
    scene = compose(np.random.default_rng(TRAY_SEED + number), number)
    touching = {i for members in clusters(scene.pills) for i in members}
    truth = [cv2.convexHull(np.float32(corners(pill)))[:, 0] for pill in scene.pills]
    pills = find(Image.fromarray(np.ascontiguousarray(scene.image)))
    verdicts, extra = judge(truth, pills, TRAY_IOU)
    told = Counter((i in touching, pills[at].touching) for i, (_, at) in enumerate(verdicts) if at is not None)
    share = 1280 / max(scene.image.shape[:2])
    return {
        "number": number,
        "ground": scene.ground,
        "pills": len(truth),
        "found": len(pills),
        "touching": len(touching),
        "flagged": sum(pill.touching for pill in pills),
        "verdicts": [v for v, _ in verdicts],
        "sizes": [pill.long * share for pill in scene.pills],
        "extra": extra,
        "told": [told[True, True], told[True, False], told[False, True], told[False, False]],
    }


def corners(pill):
    """Outline of a composed pill: where neighbouring support lines meet."""
    turn = np.pi * 2 / len(RAYS)
    after = np.roll(pill.reach, -1)
    along = (after - pill.reach * np.cos(turn)) / np.sin(turn)
    across = np.stack([-RAYS[:, 1], RAYS[:, 0]], axis=1)
    return (RAYS * pill.reach[:, None] + across * along[:, None]) + (pill.x + 0.5, pill.y + 0.5)


def shares(verdicts):
    """Counts and shares of the four verdicts."""
    counts = Counter(verdicts)
    total = max(1, sum(counts.values()))
    return {"of": total, **{v: [counts[v], round(counts[v] / total, 4)] for v in ("found", "missed", "split", "merged")}}


def measure_consumer(pool):
    """Pills found in real photographs of one pill."""
    with open(prepare.DATA / "consumer_dev" / "labels.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    results = pool.map(one_consumer, rows, 4)
    verdicts = [(r[0], "found" if r[3] else "missed" if r[2] < 2 else "split") for r in results]
    by_kind = {kind: shares(v for k, v in verdicts if k == kind) for kind in sorted({k for k, _ in verdicts})}
    failed = [[r[1], r[2]] for r in results if not r[3]]
    return {"all": shares(v for _, v in verdicts), "by_kind": by_kind, "failed": failed}


def measure_studio(pool, every):
    """Sides found in studio photographs, also of the products kept out of training."""
    with open(prepare.DATA / "rximage" / "reference.csv", newline="", encoding="utf-8") as file:
        items = [(row["ndc11"], row["nlm_file"]) for row in csv.DictReader(file)]
    results = [r for r in pool.map(one_studio, items[::every], 4) if r]
    return {
        "all": shares(v for r in results for v in r[2]),
        "held_out": shares(v for r in results if r[0] for v in r[2]),
        "extra": sum(r[3] for r in results),
        "failed": [r[1] for r in results if set(r[2]) != {"found"}],
    }


def tray_shares(results):
    """Trays, trays with the exact count, and the verdicts on their pills."""
    exact = sum(r["pills"] == r["found"] for r in results)
    return {"trays": len(results), "count_exact": exact, **shares(v for r in results for v in r["verdicts"])}


def measure_trays(pool, compose, count):
    """Composed trays, apart and touching, by ground and by size of the pill."""
    results = pool.map(one_tray, [(compose, number) for number in range(count)], 4)
    apart, contact = [r for r in results if not r["touching"]], [r for r in results if r["touching"]]
    told = np.sum([r["told"] for r in results], axis=0).tolist()
    sized = [pair for r in results for pair in zip(r["sizes"], r["verdicts"])]
    return {
        "all": tray_shares(results),
        "extra": sum(r["extra"] for r in results),
        "apart": tray_shares(apart),
        "contact": tray_shares(contact),
        "contact_trays_flagged": [sum(r["flagged"] > 0 for r in contact), len(contact)],
        "apart_trays_flagged": [sum(r["flagged"] > 0 for r in apart), len(apart)],
        "touching_flagged": [told[0], told[0] + told[1]],
        "apart_flagged": [told[2], told[2] + told[3]],
        "by_ground": {g: tray_shares([r for r in results if r["ground"] == g]) for g in TRAY_KINDS},
        "by_ground_apart": {g: tray_shares([r for r in apart if r["ground"] == g]) for g in TRAY_KINDS},
        "by_size": {
            f"{low}-{high}": shares(v for size, v in sized if low <= size < high)
            for low, high in zip((0, *SIZE_STEPS), (*SIZE_STEPS, 10_000))
        },
        "off": [[r["number"], r["ground"], r["pills"], r["found"], r["touching"], r["flagged"]] for r in results if r["pills"] != r["found"]],
    }


MEASURES = {
    "consumer": lambda pool, _: measure_consumer(pool),
    "studio": lambda pool, args: measure_studio(pool, args.every),
    "kiosk": lambda pool, args: measure_trays(pool, station, args.trays),
    "tray": lambda pool, args: measure_trays(pool, hard, args.trays),
    "blank": lambda pool, args: measure_trays(pool, bare, args.trays // 2),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=list(MEASURES), action="append")
    parser.add_argument("--trays", type=int, default=200)
    parser.add_argument("--every", type=int, default=1, help="only every so manieth studio photograph")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    measured = json.loads(OUT.read_text()) if OUT.exists() else {}
    with Pool(args.workers, start_worker) as pool:
        for name in args.only or MEASURES:
            measured[name] = MEASURES[name](pool, args)
            OUT.write_text(json.dumps(measured, indent=1) + "\n")
            print(name, json.dumps(measured[name], indent=1), flush=True)


if __name__ == "__main__":
    main()
