"""The imprint finder: a small net that finds every character of a pill in one look.

    python imprint_finder.py train --minutes 75     goes on from work/reader/finder.pt if it is there,
                                                    with --onward else from models/imprint-finder.onnx

Input   `image`  uint8   [N, H, W, 3]  RGB, one of the frames of imprint_sides.py
Output  `maps`   float32 [N, 4, H/4, W/4]
        0       probability that a character's middle lies here
        1, 2    cos and sin of twice the angle of the line it stands in, shorter than 1 where it is in doubt
        3       logarithm of the cap height, in cells of 4 px

The encoder is that of the locator; it starts from the pill embedding.
"""

import argparse
import csv
import time

import cv2
import numpy as np
import timm
import torch
from torch import nn
from torch.nn import functional

from engrave import HEIGHT, Engraver
from imprint_said import Said
from imprint_sides import FRAMES, WORK, ReaderSides
from imprint_views import Viewer, targets
from learning import Run, optimiser_of, seconds_between, set_rate
from locate import load_start, separable
from prepare import HERE
from restore import restore

MODELS = HERE.parent / "models"
STAGES = 5
FROZEN_STAGES = 2
BATCH = 16
RATE = 2.5e-3
ONWARD_RATE = 1.5e-3
BACKBONE_RATE = 0.4
WARM_UP_STEPS = 60
AVERAGING = 0.997
CHECKPOINT_SECONDS = 90
LONGEST_STEP = 20.0
COARSE_FRAMES = ((144, 144), (192, 128), (224, 112))
COARSE_SHARE = 0.4
KEPT_BATCHES = 24
DENSE_SHARE = 0.6
REAL_SHARE = 0.5
SEED = 40417


class Finder(nn.Module):
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
        self.head = nn.Conv2d(128, 4, 1)
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
        return torch.cat([maps[:, :1].sigmoid(), maps[:, 1:]], 1)

    def train(self, mode=True):
        """The frozen stages keep their statistics."""
        super().train(mode)
        for part in (self.stem, *self.stages[:FROZEN_STAGES]):
            part.eval()
        return self


class Batches:
    """Batches of views of wiped pills with invented imprints, and of sides whose own imprint is wholly known."""

    def __init__(self, seed):
        cv2.setNumThreads(0)
        self.rng = np.random.default_rng(seed)
        self.sides, self.engrave, self.view = ReaderSides("train"), Engraver(seed + 1), Viewer(seed + 2)
        self.of_frame = [self.sides.usable[self.sides.frame[self.sides.usable] == n] for n in range(len(FRAMES))]
        self.said = Said()

    def __call__(self, coarse):
        frame = int(self.rng.choice(len(FRAMES), p=[0.5, 0.2, 0.3]))
        self.said.refresh()
        known = [side for side in self.said.bare if self.sides.frame[side] == frame]
        out = []
        for _ in range(BATCH):
            real = bool(known) and self.rng.random() < REAL_SHARE
            side = int(self.rng.choice(known if real else self.of_frame[frame]))
            row, aspect = self.sides.rows[side], float(self.sides.aspect[side])
            picture = self.sides.picture(side, wiped=not real)
            if real:
                rgb, characters = picture[..., :3], self.said.whole(side)
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
    image, heat, weight = (np.rot90(array, quarters, (1, 2)).copy() for array in batch[:3])
    pose = np.rot90(batch[3], quarters, (2, 3)).copy()
    pose[:, :2] *= (-1) ** quarters
    image[rng.random(len(image)) < 0.5] ^= 255
    return image, heat, weight, pose


class Stream:
    """Each batch is used twice more, turned, some time later: drawing a view costs nearly as much as
    learning from it."""

    def __init__(self, seed):
        self.kept, self.rng, self.make, self.count = [], np.random.default_rng(seed), Batches(seed + 4), 0

    def next(self, coarse):
        self.count += 1
        if self.count % 3 and len(self.kept) >= KEPT_BATCHES:
            batch, left = self.kept.pop(int(self.rng.integers(len(self.kept))))
            if left > 1:
                self.kept.append((batch, left - 1))
            return turned(self.rng, batch)
        batch = self.make(coarse)
        self.kept.append((batch, 2))
        return batch


def loss_of(maps, heat, weight, pose):
    """Focal loss of the heat (Zhou et al. 2019, Objects as Points); direction and size where a character is."""
    logit = maps[:, 0]
    p = logit.sigmoid()
    peak = heat > 0.85
    found = peak * (1 - p) ** 2 * functional.logsigmoid(logit)
    empty = ~peak * (1 - heat) ** 4 * p**2 * functional.logsigmoid(-logit)
    count = peak.sum().clamp(min=1)
    heat_loss = -(weight * (found + empty)).sum() / count
    on = pose[:, :2].abs().sum(1) > 0
    if not on.any():
        return heat_loss, heat_loss * 0
    pose_loss = (maps[:, 1:4] - pose).permute(0, 2, 3, 1)[on].square().sum(1).mean()
    return heat_loss, pose_loss


def note(step, seconds, values):
    """A line of the learning curve."""
    path = WORK / "finder.csv"
    new = not path.exists()
    with open(path, "a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(["step", "seconds", "images", "heat_loss", "pose_loss"])
        writer.writerow([step, round(seconds), step * BATCH, *(round(float(v), 4) for v in values)])
    print(f"{seconds:6.0f} s  step {step}  heat {values[0]:.3f}  pose {values[1]:.3f}", flush=True)


def train(minutes, onward):
    """One cosine over the wall clock, counting the time of a resumed run."""
    WORK.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    model = Finder()
    if onward:
        restore(model, model.maps, MODELS / "imprint-finder.onnx", torch.from_numpy(Batches(SEED)(False)[0]))
    else:
        load_start(model)
    rate = ONWARD_RATE if onward else RATE
    run = Run(WORK / "finder.pt", model, optimiser_of(model, FROZEN_STAGES, rate, BACKBONE_RATE), AVERAGING)
    step, spent = run.counts["step"], run.counts["seconds"]
    stream = Stream(SEED + 7 * step)
    model = model.train().to(memory_format=torch.channels_last)
    saved, clock, recent = spent, time.monotonic(), []
    while spent < 60 * minutes:
        set_rate(run.optimiser, step, WARM_UP_STEPS, spent / (60 * minutes))
        image, heat, weight, pose = map(torch.from_numpy, stream.next(spent < 60 * minutes * COARSE_SHARE))
        heat_loss, pose_loss = loss_of(model.maps(image), heat, weight, pose)
        run.optimiser.zero_grad(set_to_none=True)
        (heat_loss + pose_loss).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        run.optimiser.step()
        run.average()
        now = time.monotonic()
        spent, clock, step = spent + min(now - clock, LONGEST_STEP), now, step + 1
        run.counts = {"step": step, "seconds": spent, "images": step * BATCH}
        recent.append([heat_loss.item(), pose_loss.item()])
        if step % 25 == 0:
            note(step, spent, np.mean(recent, 0))
            recent.clear()
        if spent - saved > seconds_between(CHECKPOINT_SECONDS, minutes) or spent >= 60 * minutes:
            saved = spent
            run.save()


def load_averaged():
    """The averaged weights of the last checkpoint, and its state."""
    state = torch.load(WORK / "finder.pt", weights_only=True)
    model = Finder()
    model.load_state_dict(state["averaged"])
    return model.eval(), state


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=("train",))
    parser.add_argument("--minutes", type=float, default=75)
    parser.add_argument("--onward", action="store_true")
    args = parser.parse_args()
    train(args.minutes, args.onward)


if __name__ == "__main__":
    main()
