"""The imprint recogniser: PP-OCRv4's network, taught to read straightened lines on pills.

    python imprint_recognizer.py train WHEEL --minutes 60    goes on from work/reader/recognizer.pt if it is there,
                                                             with --onward else from models/imprint-recognizer.onnx

WHEEL is what `pip download --no-deps rapidocr-onnxruntime==1.4.4` fetches.

Input   uint8   [N, 48, W, 3]     strips of imprint_lines.py, RGB; contrast is made even inside the graph
Output  float32 [N, W / 8, 37]    probability of nothing, A to Z, 0 to 9 (connectionist temporal classification)

Of 6,625 characters 36 are kept, either case as one.  Lines that stand on their head, and
places without characters, are to be read as nothing.
"""

import argparse
import csv
import math
import time

import cv2
import numpy as np
import torch
from torch.nn import functional

from engrave import ANGLE, GLYPH, GLYPHS, HEIGHT, Engraver
from imprint_graph import Graph, recognizer_graph
from imprint_lines import CAP, STEP, Character, lines, strip
from imprint_said import Said
from imprint_sides import WORK, ReaderSides
from imprint_views import Viewer
from learning import Run, seconds_between, set_rate
from prepare import HERE

MODELS = HERE.parent / "models"
AREA = 3840  # strip columns in a batch
RATE = 1.5e-4
SMOOTHING = 0.01  # what keeps it from being surer than it may be (Kim et al. 2017, label smoothing of CTC)
WARM_UP_STEPS = 60
AVERAGING = 0.997
CHECKPOINT_SECONDS = 120
LONGEST_STEP = 20.0
BUCKET = 32
WIDEST_BUCKET = 384
USES = 3
SPREAD = 0.4
FROZEN_CONVOLUTIONS = 14  # what sees strokes and edges stays as it is, which saves two fifths of the time
POOL = 1500
REAL_SHARE = 0.5
TURNED_SHARE = 0.2
EMPTY_SHARE = 0.04
SEED = 977
# What each glyph is when it stands on its head; lines of these alone can be read from either end.
TURNED = dict(zip("HINOSXZ0169MW8", "HINOSXZ0196WM8"))


def on_its_head(text):
    """What a line says from its other end, or None when it is not characters then."""
    return "".join(TURNED[c] for c in reversed(text)) if all(c in TURNED for c in text) else None


class Strips:
    """Strips and what they say, drawn one after the other."""

    def __init__(self, seed):
        cv2.setNumThreads(0)
        self.rng = np.random.default_rng(seed)
        self.sides, self.engrave, self.view = ReaderSides("train"), Engraver(seed + 1), Viewer(seed + 2)
        self.said = Said()
        self.pool = {}

    def shaken(self, line):
        """The line as the finder might see it."""
        rng = self.rng
        grow, turn = math.exp(rng.normal(0, 0.1)), rng.normal(0, 0.06)
        c, s = math.cos(turn), math.sin(turn)
        middle = np.mean([one.place for one in line], 0) + rng.normal(0, 0.08, 2) * line[0].height
        spin = np.array([[c, -s], [s, c]])
        double = np.array([[math.cos(2 * turn), -math.sin(2 * turn)], [math.sin(2 * turn), math.cos(2 * turn)]])
        return [
            Character(middle + spin @ (one.place - middle) + rng.normal(0, 0.04, 2) * one.height, one.height * grow, double @ one.doubled)
            for one in line
        ]

    def lines_of(self, rows):
        """Lines of known characters: [(line in the order of reading, text)]."""
        known = [Character(row[:2] + 0.5, float(row[HEIGHT]), np.array([np.cos(2 * row[ANGLE]), np.sin(2 * row[ANGLE])])) for row in rows]
        number = {id(one): n for n, one in enumerate(known)}
        out = []
        for line in lines(known):
            numbers = [number[id(one)] for one in line]
            ways = np.stack([np.cos(rows[numbers, ANGLE]), np.sin(rows[numbers, ANGLE])], 1)
            toward = line[-1].place - line[0].place if len(line) > 1 else line[0].axis()
            forward = ways @ toward > 0
            if forward.all() or not forward.any():
                if not forward.all() and len(line) > 1:
                    line, numbers = line[::-1], numbers[::-1]
                text = "".join(GLYPHS[int(rows[n, GLYPH])] for n in numbers)
                out.append((line, text, len(line) == 1 and not forward.all()))
        return out

    def look(self):
        """One view: adds its lines to the pool."""
        rng = self.rng
        real = bool(self.said.lines) and rng.random() < REAL_SHARE
        if real:
            label = self.said.lines[rng.integers(len(self.said.lines))]
            side = label.side
        else:
            side = int(rng.choice(self.sides.usable))
        row, aspect = self.sides.rows[side], float(self.sides.aspect[side])
        picture = self.sides.picture(side, wiped=not real)
        if real:
            rgb, rows = picture[..., :3], label.characters
        else:
            printed = rng.random() < (0.85 if row["Shape"] == "CAPSULE" else 0.25)
            rgb, rows = self.engrave(picture, aspect, printed, row["Shape"] in ("ROUND", "OVAL"), rng.random() < 0.25)
        image, seen = self.view(rgb, picture[..., 3], rows, aspect, bool(self.sides.capsule[side]), rng.random() < 0.4)
        if rng.random() < 0.3:
            image = ~image
        if real:
            if len(seen) != len(rows):
                return
            line = [Character(r[:2] + 0.5, float(r[HEIGHT]), np.array([np.cos(2 * r[ANGLE]), np.sin(2 * r[ANGLE])])) for r in seen]
            away = len(line) == 1 and line[0].axis() @ [np.cos(seen[0, ANGLE]), np.sin(seen[0, ANGLE])] < 0
            found = [(line, label.text, away)]
        else:
            found = self.lines_of(seen)
        for line, text, away in found:
            for _ in range(USES):
                self.add(image, line, text, away)
        if rng.random() < EMPTY_SHARE * 3 and not real:
            height, angle = rng.uniform(12, 50), rng.uniform(0, 3.2)
            spot = np.array(image.shape[1::-1]) * rng.uniform(0.25, 0.75, 2)
            if not len(seen) or np.hypot(*(seen[:, :2] - spot).T).min() > height + seen[:, HEIGHT].max():
                self.add(image, [Character(spot, height, np.array([np.cos(2 * angle), np.sin(2 * angle)]))], "", False)

    def add(self, image, line, text, away):
        turned = bool(text) and self.rng.random() < TURNED_SHARE
        said = (on_its_head(text) or "") if turned else text
        line = self.shaken(line)
        if away:
            line = line[::-1]
        height = np.mean([c.height for c in line])
        length = sum(np.hypot(*(b.place - a.place)) for a, b in zip(line, line[1:])) + 1.9 * height
        wanted = math.ceil(length * CAP / height / STEP) * STEP
        width = min(WIDEST_BUCKET, math.ceil(wanted / BUCKET) * BUCKET)
        needed = len(said) + sum(a == b for a, b in zip(said, said[1:]))
        if width // 8 < needed:
            return
        picture = strip(image, line, turned != away, width)
        self.pool.setdefault(width, []).append((picture, said))

    def batch(self):
        """(strips uint8 [n, 48, W, 3], texts) of one width."""
        while sum(map(len, self.pool.values())) < POOL:
            self.look()
        self.said.refresh()
        widths = sorted(self.pool)
        share = np.array([len(self.pool[w]) * w for w in widths], float)
        width = int(self.rng.choice(widths, p=share / share.sum()))
        pool, out = self.pool[width], []
        for _ in range(min(len(pool), max(4, AREA // width))):
            n = int(self.rng.integers(len(pool)))
            pool[n], pool[-1] = pool[-1], pool[n]
            out.append(pool.pop())
        return np.stack([picture for picture, _ in out]), [text for _, text in out]


def network(wheel):
    """PP-OCRv4's recogniser with 37 outputs instead of 6,625; it returns log-odds."""
    return Graph(recognizer_graph(wheel))


def even(strips):
    """One contrast for all: every channel gets mean 0, all together the deviation SPREAD, within limits."""
    x = strips.permute(0, 3, 1, 2).float()
    x = x - x.mean((2, 3), keepdim=True)
    deviation = x.square().mean((1, 2, 3), keepdim=True).sqrt()
    return (x / deviation.clamp(4.0, 80.0) * SPREAD).clamp(-1.5, 1.5)


def read(model, strips):
    """Log-odds [n, W / 8, 37] of uint8 strips [n, 48, W, 3]."""
    return model(even(torch.from_numpy(strips)).contiguous(memory_format=torch.channels_last))


def loss_of(odds, texts):
    """CTC loss a strip, drawn a little to even odds, and how many strips are read without a fault."""
    logs = odds.log_softmax(-1).permute(1, 0, 2)
    target = torch.tensor([GLYPHS.index(c) + 1 for text in texts for c in text], dtype=torch.long)
    sizes = torch.tensor([len(text) for text in texts])
    steps = torch.full((len(texts),), logs.shape[0])
    loss = functional.ctc_loss(logs, target, steps, sizes, reduction="none", zero_infinity=True)
    right = sum(a == b for a, b in zip(greedy(odds), texts))
    return loss.mean() - SMOOTHING * logs.mean(-1).sum(0).mean(), right / len(texts)


def greedy(probabilities):
    """The likeliest texts."""
    out = []
    for best in probabilities.argmax(-1).tolist():
        out.append("".join(GLYPHS[g - 1] for g, before in zip(best, [0, *best]) if g and g != before))
    return out


def train(wheel, minutes, onward):
    """One cosine over the wall clock, counting the time of a resumed run."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    model = network(wheel)
    if onward:
        model.take(MODELS / "imprint-recognizer.onnx")
    model.freeze(FROZEN_CONVOLUTIONS)
    learning = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": learning, "base": RATE}], lr=RATE, weight_decay=0.01)
    run, curve = Run(WORK / "recognizer.pt", model, optimiser, AVERAGING), WORK / "recognizer.csv"
    step, spent, images = run.counts["step"], run.counts["seconds"], run.counts["images"]
    strips = Strips(SEED + 7 * step)
    saved, clock, recent = spent, time.monotonic(), []
    while spent < 60 * minutes:
        set_rate(optimiser, step, WARM_UP_STEPS, spent / (60 * minutes))
        pictures, texts = strips.batch()
        loss, right = loss_of(read(model, pictures), texts)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 5.0)
        optimiser.step()
        run.average()
        now = time.monotonic()
        spent, clock, step, images = spent + min(now - clock, LONGEST_STEP), now, step + 1, images + len(texts)
        run.counts = {"step": step, "seconds": spent, "images": images}
        recent.append((loss.item(), right))
        if step % 25 == 0:
            loss, right = np.mean(recent, 0)
            recent.clear()
            with open(curve, "a", newline="", encoding="utf-8") as file:
                csv.writer(file).writerow([step, round(spent), images, round(loss, 4), round(right, 4)])
            print(f"{spent:6.0f} s  step {step}  strips {images}  loss {loss:.3f}  right {right:.3f}", flush=True)
        if spent - saved > seconds_between(CHECKPOINT_SECONDS, minutes) or spent >= 60 * minutes:
            saved = spent
            run.save()


def load_averaged(wheel):
    """The averaged weights of the last checkpoint, and its state."""
    state = torch.load(WORK / "recognizer.pt", weights_only=True)
    model = network(wheel)
    model.load_state_dict(state["averaged"])
    return model.eval(), state


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=("train",))
    parser.add_argument("wheel")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--onward", action="store_true")
    args = parser.parse_args()
    train(args.wheel, args.minutes, args.onward)


if __name__ == "__main__":
    main()
