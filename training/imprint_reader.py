"""The imprint reader: a small net that finds every character of a pill in one look.

    python imprint_reader.py train --minutes 75     goes on from work/reader/last.pt if it is there
    python imprint_reader.py export                 models/imprint-reader.onnx, imprint-reader.json

Input   `image`  uint8   [N, H, W, 3]  RGB, one of the frames of imprint_sides.py
Output  `maps`   float32 [N, 40, H/4, W/4]
        0       probability that a character's middle lies here
        1, 2    direction of reading, cos and sin, shorter than 1 where it is in doubt
        3       logarithm of the cap height, in cells of 4 px
        4..39   probability of each glyph, A to Z, 0 to 9

The encoder is that of the locator; it starts from the pill embedding.
"""

import argparse
import copy
import csv
import hashlib
import json
import math
import multiprocessing
import os
import queue
import signal
import sys
import time

import cv2
import numpy as np
import onnxruntime
import timm
import torch
from torch import nn
from torch.nn import functional

import prepare
from engrave import GLYPHS, HEIGHT, Engraver
from halve import halve
from imprint_sides import FRAMES, WORK, ReaderSides
from imprint_views import UNKNOWN, Viewer, targets
from locate import load_start, separable

MODELS = prepare.HERE.parent / "models"
STAGES = 5
FROZEN_STAGES = 2
BATCH = 16
RATE = 2.5e-3
BACKBONE_RATE = 0.4
WARM_UP_STEPS = 60
AVERAGING = 0.997
CHECKPOINT_SECONDS = 90
LONGEST_STEP = 20.0
REAL_SHARE = 0.5
COARSE_FRAMES = ((144, 144), (192, 128), (224, 112))
COARSE_SHARE = 0.4
KEPT_BATCHES = 24
DENSE_SHARE = 0.6
SEED = 40417
OPSET = 18
TOLERANCE = 0.03


class Reader(nn.Module):
    """Encoder of five stages, a decoder down to a quarter of the size, one head."""

    def __init__(self):
        super().__init__()
        whole = timm.create_model("efficientnet_lite0", pretrained=False, num_classes=0)
        self.stem = nn.Sequential(whole.conv_stem, whole.bn1)
        self.stages = nn.ModuleList(whole.blocks[:STAGES])
        self.top = separable(112, 96, 5)
        self.skips = nn.ModuleList([nn.Conv2d(24, 96, 1), nn.Conv2d(40, 96, 1)])
        self.ups = nn.ModuleList([separable(96, 96, 5), separable(96, 96, 5)])
        self.last = separable(96, 128, 3)
        self.head = nn.Conv2d(128, 4 + len(GLYPHS), 1)
        nn.init.constant_(self.head.bias[:1], -4.0)

    def even(self, image):
        """One contrast for all: the middle of the picture gets mean 0 and deviation 1, within limits."""
        x = image.permute(0, 3, 1, 2).float()
        h, w = x.shape[2], x.shape[3]
        middle = x[:, :, h // 4 : h - h // 4, w // 4 : w - w // 4]
        mean = middle.mean((1, 2, 3), keepdim=True)
        spread = ((middle - middle.mean((2, 3), keepdim=True)) ** 2).mean((1, 2, 3), keepdim=True).sqrt()
        return ((x - mean) / spread.clamp(6.0, 50.0)).clamp(-4, 4) * 0.8

    def maps(self, image):
        """The output before probabilities are made of it."""
        x = self.even(image)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            quarter = self.stages[1](self.stages[0](self.stem(x)))
        quarter = quarter.float()
        eighth = self.stages[2](quarter)
        x = self.top(self.stages[4](self.stages[3](eighth)))
        for skip, side, up in zip((eighth, quarter), reversed(self.skips), reversed(self.ups)):
            x = functional.interpolate(x, scale_factor=2, mode="nearest") + side(skip)
            x = up(x)
        return self.head(self.last(x))

    def forward(self, image):
        maps = self.maps(image)
        return torch.cat([maps[:, :1].sigmoid(), maps[:, 1:4], maps[:, 4:].softmax(1)], 1)

    def train(self, mode=True):
        """The frozen stages keep their statistics."""
        super().train(mode)
        for part in (self.stem, *self.stages[:FROZEN_STAGES]):
            part.eval()
        return self


class Batches:
    """Batches of views: half of wiped pills with invented imprints, half of real ones once their
    characters have been placed (imprint_labels.py)."""

    def __init__(self, seed):
        cv2.setNumThreads(0)
        self.rng = np.random.default_rng(seed)
        self.sides, self.engrave, self.view = ReaderSides("train"), Engraver(seed + 1), Viewer(seed + 2)
        self.of_frame = [self.sides.usable[self.sides.frame[self.sides.usable] == n] for n in range(len(FRAMES))]
        self.labels, self.labels_seen = {}, None

    def refresh(self):
        """Take in placed characters when imprint_labels.py has written new ones."""
        path = WORK / "placed.npz"
        if path.exists() and path.stat().st_mtime != self.labels_seen:
            self.labels_seen = path.stat().st_mtime
            placed = np.load(path)
            ends = np.searchsorted(placed["side"], placed["known"], side="right")
            begins = np.searchsorted(placed["side"], placed["known"], side="left")
            self.labels = {int(s): placed["characters"][b:e] for s, b, e in zip(placed["known"], begins, ends)}

    def __call__(self, coarse):
        self.refresh()
        frame = int(self.rng.choice(len(FRAMES), p=[0.5, 0.2, 0.3]))
        known = [s for s in self.of_frame[frame] if int(s) in self.labels]
        out = []
        for _ in range(BATCH):
            real = bool(known) and self.rng.random() < REAL_SHARE
            side = int(self.rng.choice(known if real else self.of_frame[frame]))
            row, aspect = self.sides.rows[side], float(self.sides.aspect[side])
            picture = self.sides.picture(side, wiped=not real)
            if real:
                rgb, characters = picture[..., :3], self.labels[side]
            else:
                printed = self.rng.random() < (0.85 if row["Shape"] == "CAPSULE" else 0.25)
                dense = self.rng.random() < (DENSE_SHARE if coarse else DENSE_SHARE / 4)
                rgb, characters = self.engrave(picture, aspect, printed, row["Shape"] in ("ROUND", "OVAL"), dense)
            image, characters = self.view(rgb, picture[..., 3], characters, aspect, bool(self.sides.capsule[side]), coarse)
            if coarse:
                image, characters = shrink(image, characters, COARSE_FRAMES[frame])
            out.append((image, *targets(characters, *image.shape[:2])))
        return [np.stack(column) for column in zip(*out)]


def shrink(image, characters, size):
    """The same view in a smaller frame, which trains twice as fast."""
    share = size[0] / image.shape[1]
    smaller = characters.copy()
    smaller[:, :2] = (characters[:, :2] + 0.5) * share - 0.5
    smaller[:, HEIGHT] *= share
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA), smaller


def turned(rng, batch):
    """The batch turned, half of it as a negative: relief lit from the other side, light ink for dark."""
    quarters = int(rng.integers(1, 4)) if batch[0].shape[1] == batch[0].shape[2] else 2
    image, heat, weight, glyph = (np.rot90(array, quarters, (1, 2)).copy() for array in batch[:4])
    pose = np.rot90(batch[4], quarters, (2, 3)).copy()
    for _ in range(quarters):
        pose[:, 0], pose[:, 1] = pose[:, 1].copy(), -pose[:, 0]
    image[rng.random(len(image)) < 0.5] ^= 255
    return image, heat, weight, glyph, pose


def produce(batches, seed, coarse):
    """Fills a queue with batches, giving way to everything else on the machine."""
    os.nice(10)
    make = Batches(seed)
    while True:
        batches.put(make(coarse.value))


class Stream:
    """Batches as fast as they are wanted: out of the other process, made here when it is behind,
    and each twice more, turned, some time later: drawing a view costs nearly as much as learning from it."""

    def __init__(self, seed):
        self.coarse = multiprocessing.Value("b", False)
        self.ready, self.kept, self.rng = multiprocessing.Queue(6), [], np.random.default_rng(seed)
        self.other = multiprocessing.Process(target=produce, args=(self.ready, seed + 1, self.coarse), daemon=True)
        self.other.start()
        self.make, self.count = Batches(seed + 4), 0

    def stop(self):
        """End both processes at once."""
        self.other.kill()
        os._exit(1)

    def next(self, coarse):
        self.coarse.value = coarse
        self.count += 1
        if self.count % 3 and len(self.kept) >= KEPT_BATCHES:
            batch, left = self.kept.pop(int(self.rng.integers(len(self.kept))))
            if left > 1:
                self.kept.append((batch, left - 1))
            return turned(self.rng, batch)
        try:
            batch = self.ready.get_nowait()
        except queue.Empty:
            batch = self.make(coarse)
        self.kept.append((batch, 2))
        return batch


def loss_of(maps, heat, weight, glyph, pose):
    """Focal loss of the heat (Zhou et al. 2019, Objects as Points); glyph, direction and size where a character is."""
    logit = maps[:, 0]
    p = logit.sigmoid()
    peak = heat > 0.85
    found = peak * (1 - p) ** 2 * functional.logsigmoid(logit)
    empty = ~peak * (1 - heat) ** 4 * p**2 * functional.logsigmoid(-logit)
    count = peak.sum().clamp(min=1)
    heat_loss = -(weight * (found + empty)).sum() / count
    on = glyph != UNKNOWN
    if not on.any():
        return heat_loss, heat_loss * 0, heat_loss * 0
    glyph_loss = functional.cross_entropy(maps[:, 4:].permute(0, 2, 3, 1)[on], glyph[on], label_smoothing=0.02)
    pose_loss = (maps[:, 1:4] - pose).permute(0, 2, 3, 1)[on].square().sum(1).mean()
    return heat_loss, glyph_loss, pose_loss


def optimiser_of(model):
    """AdamW; the encoder learns more slowly, its first stages not at all."""
    for part in (model.stem, *model.stages[:FROZEN_STAGES]):
        part.requires_grad_(False)
    encoder = [p for p in model.stages.parameters() if p.requires_grad]
    names = {id(p) for p in model.stages.parameters()} | {id(p) for p in model.stem.parameters()}
    decoder = [p for p in model.parameters() if id(p) not in names]
    groups = [{"params": encoder, "base": RATE * BACKBONE_RATE}, {"params": decoder, "base": RATE}]
    return torch.optim.AdamW(groups, lr=RATE, weight_decay=0.02)


def save(path, **state):
    """Write a checkpoint so that a crash leaves the old one whole."""
    torch.save(state, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


def note(step, seconds, values):
    """A line of the learning curve."""
    path = WORK / "curve.csv"
    new = not path.exists()
    with open(path, "a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(["step", "seconds", "images", "heat_loss", "glyph_loss", "pose_loss", "glyphs_right"])
        writer.writerow([step, round(seconds), step * BATCH, *(round(float(v), 4) for v in values)])
    heat, glyph, pose, right = values
    print(f"{seconds:6.0f} s  step {step}  heat {heat:.3f}  glyph {glyph:.3f}  pose {pose:.3f}  right {right:.3f}", flush=True)


def train(minutes):
    """One cosine over the wall clock, counting the time of a resumed run."""
    WORK.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    model = Reader()
    load_start(model)
    optimiser, averaged, step, spent = optimiser_of(model), copy.deepcopy(model), 0, 0.0
    last = WORK / "last.pt"
    if last.exists():
        state = torch.load(last, weights_only=True)
        model.load_state_dict(state["model"])
        averaged.load_state_dict(state["averaged"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["seconds"]
    else:
        (WORK / "curve.csv").unlink(missing_ok=True)
    stream = Stream(SEED + 7 * step)
    signal.signal(signal.SIGTERM, lambda *_: stream.stop())
    model = model.train().to(memory_format=torch.channels_last)
    saved, clock, recent = spent, time.monotonic(), []
    while spent < 60 * minutes:
        rate = min(1, (step + 1) / WARM_UP_STEPS) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * spent / (60 * minutes))))
        for group in optimiser.param_groups:
            group["lr"] = group["base"] * rate
        batch = stream.next(spent < 60 * minutes * COARSE_SHARE)
        image, heat, weight, glyph, pose = map(torch.from_numpy, batch)
        maps = model.maps(image)
        heat_loss, glyph_loss, pose_loss = loss_of(maps, heat, weight, glyph, pose)
        optimiser.zero_grad(set_to_none=True)
        (heat_loss + glyph_loss + 0.5 * pose_loss).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        keep = min(AVERAGING, (1 + step) / (10 + step))
        with torch.no_grad():
            for mean, value in zip(averaged.state_dict().values(), model.state_dict().values()):
                mean.lerp_(value, 1 - keep) if mean.is_floating_point() else mean.copy_(value)
            on = glyph != UNKNOWN
            right = (maps[:, 4:].argmax(1) == glyph)[on].float().mean() if on.any() else torch.tensor(0.0)
        now = time.monotonic()
        spent, clock, step = spent + min(now - clock, LONGEST_STEP), now, step + 1
        recent.append([v.item() for v in (heat_loss, glyph_loss, pose_loss, right)])
        if step % 25 == 0:
            note(step, spent, np.mean(recent, 0))
            recent.clear()
        if spent - saved > CHECKPOINT_SECONDS or spent >= 60 * minutes:
            saved = spent
            states = {"model": model.state_dict(), "averaged": averaged.state_dict(), "optimiser": optimiser.state_dict()}
            save(last, **states, step=step, seconds=spent)


def load_averaged():
    """The averaged weights of the last checkpoint, and its state."""
    state = torch.load(WORK / "last.pt", weights_only=True)
    model = Reader()
    model.load_state_dict(state["averaged"])
    return model.eval(), state


def export():
    """Write the averaged weights as ONNX and describe the file and the run."""
    model, state = load_averaged()
    path = MODELS / "imprint-reader.onnx"
    torch.onnx.export(
        model,
        (torch.zeros(1, *FRAMES[1][::-1], 3, dtype=torch.uint8),),
        str(path),
        input_names=["image"],
        output_names=["maps"],
        dynamic_axes={"image": {0: "n", 1: "height", 2: "width"}, "maps": {0: "n", 2: "rows", 3: "columns"}},
        opset_version=OPSET,
        dynamo=False,
    )
    halve(path)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    rng, difference = np.random.default_rng(0), 0.0
    for width, height in FRAMES:
        image = rng.integers(0, 256, (2, height, width, 3), np.uint8)
        with torch.no_grad():
            wanted = model(torch.from_numpy(image)).numpy()
        difference = max(difference, float(np.abs(session.run(None, {"image": image})[0] - wanted).max()))
    if difference > TOLERANCE:
        sys.exit(f"torch and ONNX Runtime differ by {difference}")
    with open(WORK / "curve.csv", newline="", encoding="utf-8") as file:
        curve = [{k: float(v) for k, v in row.items()} for row in csv.DictReader(file)]
    figures = WORK / "figures.json"
    record = {
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "bytes": path.stat().st_size,
        "opset": OPSET,
        "frames": FRAMES,
        "glyphs": GLYPHS,
        "trained_seconds": round(state["seconds"]),
        "trained_images": state["step"] * BATCH,
        "settings": {"batch": BATCH, "rate": RATE, "backbone_rate": BACKBONE_RATE, "real_share": REAL_SHARE, "seed": SEED},
        "torch_onnx_difference": difference,
        "measured": json.loads(figures.read_text()) if figures.exists() else None,
        "learning_curve": curve[:: max(1, len(curve) // 60)],
    }
    (MODELS / "imprint-reader.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(f"{path} {path.stat().st_size / 1e6:.1f} MB, differs from torch by {difference:.1e}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=("train", "export"))
    parser.add_argument("--minutes", type=float, default=75)
    args = parser.parse_args()
    train(args.minutes) if args.task == "train" else export()


if __name__ == "__main__":
    main()
