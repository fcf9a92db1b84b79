"""The pill locator: a small segmentation network.

    python training/locate.py train --minutes 22     resumes work/locator/last.pt if it is there
    python training/locate.py train --onward         starts from models/pill-locator.onnx instead
                                                     of from the pill embedding
    python training/locate.py export                 writes models/pill-locator.onnx and locator.json
    python training/locate.py export --mean          of the run and of the file that is there

Input   `image`  uint8   [N, H, W, 3]          RGB (see chain.py), sides multiples of 16
Output  `maps`   float32 [N, 3, H / 2, W / 2]  probabilities: pill, core of a pill, contact

A core is the part of a pill further from its outline than 0.4 of its greatest
inner distance.  Cores of touching pills stay apart, so they count the pills.
A contact is what lies close to the outlines of two pills that touch.

The encoder is the part of the classifier's EfficientNet-Lite0 down to a 16th of
the size; its start weights are those of the pill embedding.
"""

import argparse
import hashlib
import json
import os
import time
from pathlib import Path

import numpy as np
import timm
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

import prepare
from layout import Sides
from learning import Run, optimiser_of, set_rate
from restore import mean, restore
from scenes import FINE, MAP, SIZE, Stream, examples, load_studio

MODELS = prepare.HERE.parent / "models"
WORK = prepare.WORK / "locator"
START = Path(os.environ.get("TAKEBACK_START", prepare.DATA.parent / "ml" / "pill-embedding-128.safetensors"))
STAGES = 5
MAPS = 3
FROZEN_STAGES = 2
COARSE = SIZE * 2 // 3
COARSE_SHARE = 0.6
BATCH = 24
RATE = 1.5e-3
BACKBONE_RATE = 0.4
ONWARD_RATE = 0.6  # of the rate, from weights that find pills already; these see no coarse scenes
WARM_UP_STEPS = 50
STATISTICS = 192  # examples whose statistics the restored weights get
AVERAGING = 0.995
CHECKPOINT_SECONDS = 60
PILL_THRESHOLD = 0.5
CORE_THRESHOLD = 0.5
OPSET = 18


def separable(channels, out, kernel=3):
    """Depthwise then pointwise convolution."""
    return nn.Sequential(
        nn.Conv2d(channels, channels, kernel, padding=kernel // 2, groups=channels, bias=False),
        nn.BatchNorm2d(channels),
        nn.ReLU6(),
        nn.Conv2d(channels, out, 1, bias=False),
        nn.BatchNorm2d(out),
        nn.ReLU6(),
    )


class Locator(nn.Module):
    """Encoder of five stages, a decoder with skips, three output maps."""

    def __init__(self):
        super().__init__()
        whole = timm.create_model("efficientnet_lite0", pretrained=False, num_classes=0)
        self.stem = nn.Sequential(whole.conv_stem, whole.bn1)
        self.stages = nn.ModuleList(whole.blocks[:STAGES])
        self.top = separable(112, 64, 5)
        self.skips = nn.ModuleList([nn.Conv2d(16, 16, 1), nn.Conv2d(24, 32, 1), nn.Conv2d(40, 64, 1)])
        self.ups = nn.ModuleList([separable(16, 16), separable(32, 16), separable(64, 32)])
        self.head = nn.Conv2d(16, MAPS, 1)
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1) * 255)
        self.register_buffer("scale", 1 / (torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1) * 255))

    def encode(self, image):
        """Feature maps at 1/2, 1/4, 1/8 and 1/16 of the size."""
        x = (image.permute(0, 3, 1, 2).float() - self.mean) * self.scale
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            half = self.stages[0](self.stem(x))
            quarter = self.stages[1](half)
        half, quarter = half.float(), quarter.float()
        eighth = self.stages[2](quarter)
        return half, quarter, eighth, self.stages[4](self.stages[3](eighth))

    def logits(self, image):
        """Maps before the sigmoid."""
        *skips, x = self.encode(image)
        x = self.top(x)
        for skip, side, up in zip(reversed(skips), reversed(self.skips), reversed(self.ups)):
            x = functional.interpolate(x, scale_factor=2, mode="nearest") + side(skip)
            x = up(x)
        return self.head(x)

    def forward(self, image):
        return torch.sigmoid(self.logits(image))

    def train(self, mode=True):
        """The frozen stages keep their statistics."""
        super().train(mode)
        for part in (self.stem, *self.stages[:FROZEN_STAGES]):
            part.eval()
        return self


def load_start(model):
    """Encoder weights of the pill embedding."""
    start = {k.removeprefix("backbone."): v.float() for k, v in load_file(START).items() if k.startswith("backbone.")}
    whole = timm.create_model("efficientnet_lite0", pretrained=False, num_classes=0)
    whole.load_state_dict(start, strict=False)
    model.stem.load_state_dict(nn.Sequential(whole.conv_stem, whole.bn1).state_dict())
    model.stages.load_state_dict(nn.ModuleList(whole.blocks[:STAGES]).state_dict())


def loss_of(logits, target):
    """Cross-entropy plus dice, for all maps; outlines, small pills, contacts and the narrow gaps
    between pills that do not touch count more."""
    target = target.float()
    wide = functional.max_pool2d(target, 5, 1, 2)
    edge = wide + functional.max_pool2d(-target, 5, 1, 2)
    gap = (-functional.max_pool2d(-wide[:, :1], 5, 1, 2) - target[:, :1]).clamp(0, 1)
    weight = 1 + 2 * edge + 4 * gap + 2 * target[:, 2:]
    entropy = functional.binary_cross_entropy_with_logits(logits, target, weight=weight)
    guess = torch.sigmoid(logits)
    overlap = 2 * (guess * target).sum((2, 3)) + 20
    dice = 1 - overlap / (guess.sum((2, 3)) + target.sum((2, 3)) + 20)
    return entropy + 0.5 * dice.mean()


def shrink(image, target):
    """The same scenes at two thirds of the size, which trains twice as fast."""
    small = functional.interpolate(image.permute(0, 3, 1, 2).float(), (COARSE, COARSE), mode="bilinear", antialias=True)
    return small.permute(0, 2, 3, 1), functional.interpolate(target, (COARSE // 2, COARSE // 2), mode="area")


def train(minutes, threads, onward):
    """Train for that many minutes of wall clock, counting those of a resumed run."""
    WORK.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(threads)
    torch.manual_seed(7)
    model = Locator()
    sides = Sides("train")
    photos = load_studio(sides)
    if onward:
        shown = examples(np.random.default_rng(7), sides, photos)
        restore(model, model.logits, MODELS / "pill-locator.onnx", torch.from_numpy(np.stack([next(shown)[0] for _ in range(STATISTICS)])))
    else:
        load_start(model)
    rate, coarse_share = (ONWARD_RATE * RATE, 0.0) if onward else (RATE, COARSE_SHARE)
    run = Run(WORK / "last.pt", model, optimiser_of(model, FROZEN_STAGES, rate, BACKBONE_RATE), AVERAGING)
    spent = run.counts["seconds"]
    stream = Stream(sides, photos, BATCH, seed=100 + run.counts["step"])
    batches = torch.utils.data.DataLoader(stream, batch_size=None, num_workers=1)
    model = model.train().to(memory_format=torch.channels_last)
    start = saved = time.monotonic()
    running = None
    for image, target in batches:
        seconds = spent + time.monotonic() - start
        set_rate(run.optimiser, run.counts["step"], WARM_UP_STEPS, seconds / (60 * minutes))
        if seconds < 60 * minutes * coarse_share:
            image, target = shrink(image, target)
        loss = loss_of(model.logits(image), target)
        run.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        run.optimiser.step()
        run.average()
        step = run.counts["step"] + 1
        run.counts = {"step": step, "seconds": seconds, "images": step * BATCH}
        running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()
        if step % 25 == 0:
            print(f"{seconds:6.0f} s  step {step}  images {step * BATCH}  loss {running:.4f}", flush=True)
        done = seconds > 60 * minutes
        if done or time.monotonic() - saved > CHECKPOINT_SECONDS:
            saved = time.monotonic()
            run.save(loss=running)
        if done:
            return


def export(with_present):
    """Write the averaged weights as ONNX and describe the file; `with_present`: their mean with the file that is there."""
    state = torch.load(WORK / "last.pt", weights_only=True)
    model = Locator()
    model.load_state_dict(state["averaged"])
    model.eval()
    MODELS.mkdir(exist_ok=True)
    path, part = MODELS / "pill-locator.onnx", MODELS / "pill-locator.onnx.tmp"
    torch.onnx.export(
        model,
        (torch.zeros(1, SIZE, SIZE, 3, dtype=torch.uint8),),
        part,
        input_names=["image"],
        output_names=["maps"],
        dynamic_axes={name: {0: "n", high: f"{name}_height", high + 1: f"{name}_width"} for name, high in (("image", 1), ("maps", 2))},
        opset_version=OPSET,
        dynamo=False,
    )
    if with_present:
        mean(part, path)
    facts = {
        "file": path.name,
        "sha256": hashlib.sha256(part.read_bytes()).hexdigest(),
        "input": "image",
        "output": "maps",
        "input_size": SIZE,
        "fine_size": FINE,
        "map_size": MAP,
        "pad": 114,
        "pill_threshold": PILL_THRESHOLD,
        "core_threshold": CORE_THRESHOLD,
        "trained_seconds": round(state["seconds"]),
        "trained_images": state["step"] * BATCH,
        "loss": round(state["loss"], 4),
    }
    part.replace(path)
    (MODELS / "locator.json").write_text(json.dumps(facts, indent=2) + "\n")
    print(json.dumps(facts))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=("train", "export"))
    parser.add_argument("--minutes", type=float, default=22)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--onward", action="store_true")
    parser.add_argument("--mean", action="store_true")
    args = parser.parse_args()
    train(args.minutes, args.threads, args.onward) if args.task == "train" else export(args.mean)


if __name__ == "__main__":
    main()
