"""Train the pill classifier on augmented studio cut-outs.

    python train.py --minutes 90 --start weights.safetensors
    python train.py --minutes 90 --onward          (from the weights in models/)
    python train.py --minutes 90 --resume          (continues the same schedule)

Two processes of one thread each average their gradients over gloo; on two cores
this beats one process of two threads.  The schedule is one cosine over the wall
clock, so a run ends on time whatever else the machine does; a run that is stopped
(SIGSTOP) and let go again has lost nothing.  Writes to work/:
checkpoint.pt (every few minutes), curve.csv (learning curve).
"""

import argparse
import csv
import json
import math
import os
import time

import cv2
import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torch.nn.functional as F
from safetensors.torch import load_file

from alike import PATH as ALIKE
from augment import Augmenter
from imprint import either_side_loss, targets, vocabulary
from model import SCALE, PillNet
from prepare import CLASSES, DATA, WORK

SETTINGS = {
    "size": 160,
    "products_per_process": 24,
    "processes": 2,
    "rate": 1.2e-3,
    "backbone_share": 0.7,
    "weight_decay": 0.02,
    "warmup_steps": 60,
    "margin": 0.15,
    "margin_ramp": 0.25,
    "label_smoothing": 0.05,
    "alike_share": 0.75,
    "imprint_weight": 0.08,
    "ema": 0.995,
    "frozen_blocks": 2,
    "site_crops": 4,
    "onward_rate": 4e-4,
}
SEED = 20261
STATISTICS = 192  # views whose statistics the restored weights get
LONGEST_STEP = 20.0  # seconds that one step can count for; beyond, the run was stopped
CHECKPOINT = WORK / "checkpoint.pt"
CURVE = WORK / "curve.csv"


def read_reference():
    with open(DATA / "rximage" / "reference.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def count_classes():
    with open(CLASSES, newline="", encoding="utf-8") as file:
        return 1 + max(int(row["class_index"]) for row in csv.DictReader(file))


def make_augmenter(sides, reference, size, seed):
    """The augmenter with what the reference says of each side's product."""
    capsule = np.repeat([row["Shape"] == "CAPSULE" for row in reference], 2)
    printed = np.repeat([row["ImprintType"] == "PRINTED" for row in reference], 2)
    return Augmenter(sides, capsule, printed, size, seed)


def rate_at(progress, step):
    """Learning-rate factor: short warm-up, then one cosine to a hundredth."""
    warm = min(1.0, (step + 1) / SETTINGS["warmup_steps"])
    return warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))


def make_optimizer(model, rate):
    vectors = [model.class_vectors]
    heads = [*model.project.parameters(), *model.norm.parameters(), *model.imprint.parameters()]
    backbone = [p for p in model.backbone.parameters() if p.requires_grad]
    decay = SETTINGS["weight_decay"]
    groups = [
        {"params": vectors, "base": rate, "weight_decay": 0.0},
        {"params": heads, "base": rate, "weight_decay": decay},
        {"params": backbone, "base": rate * SETTINGS["backbone_share"], "weight_decay": decay},
    ]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.99))


def product_stream(products, rank, world, seed):
    """Endless rows of products, each process its own part of every pass."""
    rng = np.random.default_rng(seed)
    while True:
        yield from rng.permutation(products)[rank::world]


class SiteCrops:
    """Photographs from sites (`take_in.py`), some of which go into every batch."""

    def __init__(self, path, seed):
        with np.load(path) as archive:
            self.crops, self.labels = archive["crop"], torch.from_numpy(archive["class_index"]).long()
        self.rng = np.random.default_rng(seed)

    def add(self, images, labels):
        """The batch with some crops after it."""
        chosen = self.rng.integers(len(self.labels), size=SETTINGS["site_crops"])
        return torch.cat([images, torch.from_numpy(self.crops[chosen])]), torch.cat([labels, self.labels[chosen]])


class Truth:
    """What each picture may be: its class, and for a share of the truth any class alike it (`alike.py`)."""

    def __init__(self, classes):
        self.classes = classes
        with np.load(ALIKE) as pairs:
            order, starts = np.unique(pairs["first"], return_index=True)
            self.alike = dict(zip(order.tolist(), np.split(torch.from_numpy(pairs["second"]).long(), starts[1:].tolist())))

    def __call__(self, labels):
        """Probabilities [n, classes] of pictures of these classes."""
        truth = F.one_hot(labels, self.classes).float()
        for row, label in enumerate(labels.tolist()):
            if (alike := self.alike.get(label)) is not None:
                share = SETTINGS["alike_share"] / (len(alike) + 1)
                truth[row, alike] = share
                truth[row, label] -= SETTINGS["alike_share"] - share
        return truth


def losses(model, images, truth, imprint_target, margin):
    """Identity loss over all images; imprint loss over the leading ones, two sides a product."""
    features = model.features(images)
    cosines = model.cosines(model.embed(features))
    logits = SCALE * (cosines - margin * (truth > 0))
    identity = F.cross_entropy(logits, truth, label_smoothing=SETTINGS["label_smoothing"])
    tokens = model.imprint(features[: 2 * len(imprint_target)]).view(len(imprint_target), 2, -1)
    imprint = either_side_loss(tokens, imprint_target)
    hits = truth.gather(1, cosines.argmax(1, keepdim=True)).gt(0).float().mean()
    return identity, imprint, hits


def average(parameters, extras, world):
    """Average gradients and a few numbers over the processes; returns the numbers."""
    flat = torch.cat([p.grad.flatten() for p in parameters] + [extras])
    dist.all_reduce(flat)
    flat /= world
    at = 0
    for p in parameters:
        p.grad.copy_(flat[at : at + p.numel()].view_as(p))
        at += p.numel()
    return flat[at:].tolist()


@torch.no_grad()
def follow(ema, model, step):
    decay = min(SETTINGS["ema"], (step + 1) / (step + 10))
    for name, value in model.state_dict().items():
        if value.dtype.is_floating_point:
            ema[name].lerp_(value, 1 - decay)
        else:
            ema[name].copy_(value)


def save(model, ema, optimizer, state):
    partial = CHECKPOINT.with_suffix(".part")
    torch.save({"model": model.state_dict(), "ema": ema, "optimizer": optimizer.state_dict(), **state}, partial)
    os.replace(partial, CHECKPOINT)


def note(step, elapsed, images, values, seconds):
    new = not CURVE.exists()
    with open(CURVE, "a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(["step", "seconds", "images", "identity_loss", "imprint_loss", "top1_on_views"])
        writer.writerow([step, round(elapsed), images] + [round(v, 4) for v in values])
    left = seconds - elapsed
    print(
        f"step {step}  identity {values[0]:.3f}  imprint {values[1]:.2f}  top-1 {values[2]:.3f}"
        f"  {images / elapsed:.1f} images/s  {left / 60:.1f} min left",
        flush=True,
    )


def run(rank, options):
    torch.set_num_threads(1)
    cv2.setNumThreads(0)
    world = SETTINGS["processes"]
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29517")
    dist.init_process_group("gloo", rank=rank, world_size=world)

    reference = read_reference()
    imprints = [row["Imprint"] for row in reference]
    tokens = vocabulary(imprints)
    imprint_targets = targets(imprints, tokens)
    sides = dict(np.load(WORK / "sides.npz"))
    products = np.flatnonzero(sides["ok"].reshape(-1, 2).all(1))
    labels = torch.from_numpy(sides["class_index"]).long()

    saved = torch.load(CHECKPOINT, weights_only=True) if options.resume else None
    settings = saved["settings"] if saved else {**SETTINGS, "seed": SEED if options.seed is None else options.seed}
    if saved and (settings != {**SETTINGS, "seed": settings["seed"]} or options.seed not in (None, settings["seed"])):
        raise SystemExit("work/checkpoint.pt was begun with other settings or another seed: begin anew with --onward or --start")
    torch.manual_seed(settings["seed"])
    classes = count_classes()
    model = PillNet(classes, len(tokens))
    torch.nn.init.constant_(model.imprint.bias, -5.0)
    state = {"step": 0, "elapsed": 0.0, "images": 0, "tokens": tokens, "settings": settings}
    if saved:
        model.load_state_dict(saved["model"])
        state.update({k: saved[k] for k in ("step", "elapsed", "images")})
    elif options.onward:
        shown = make_augmenter(sides, reference, SETTINGS["size"], settings["seed"])(np.arange(STATISTICS) * 37 % len(labels))
        model.load_shipped(shown)
    else:
        model.load_start(load_file(options.start))
    model = model.to(memory_format=torch.channels_last)
    model.train()
    model.freeze_early(SETTINGS["frozen_blocks"])
    optimizer = make_optimizer(model, SETTINGS["onward_rate" if options.onward else "rate"])
    if saved:
        optimizer.load_state_dict(saved["optimizer"])
    ema = saved["ema"] if saved else {k: v.clone() for k, v in model.state_dict().items()}

    seed = settings["seed"] + 1000 * state["step"]
    stream = product_stream(products, rank, world, seed)
    augment = make_augmenter(sides, reference, SETTINGS["size"], seed + rank + 1)
    truth = Truth(classes)
    site = SiteCrops(options.site, seed + rank + 1) if options.site else None
    parameters = [p for p in model.parameters() if p.requires_grad]
    seconds = options.minutes * 60
    saved_at = state["elapsed"]
    recent = []
    last = time.monotonic()
    while state["elapsed"] < seconds:
        progress = state["elapsed"] / seconds
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * rate_at(progress, state["step"])
        rows = np.array([next(stream) for _ in range(SETTINGS["products_per_process"])])
        indices = np.stack([2 * rows, 2 * rows + 1], 1).ravel()
        images, shown = augment(indices), labels[indices]
        if site:
            images, shown = site.add(images, shown)
        margin = SETTINGS["margin"] * (1.0 if options.onward else min(1.0, progress / SETTINGS["margin_ramp"]))
        identity, imprint, hits = losses(model, images, truth(shown), imprint_targets[rows], margin)
        optimizer.zero_grad(set_to_none=True)
        (identity + SETTINGS["imprint_weight"] * imprint).backward()
        now = time.monotonic()
        took, last = min(now - last, LONGEST_STEP), now
        extras = torch.tensor([identity.item(), imprint.item(), hits.item(), took])
        *values, took = average(parameters, extras, world)
        torch.nn.utils.clip_grad_norm_(parameters, 5.0)
        optimizer.step()
        state["elapsed"] += took
        state["step"] += 1
        state["images"] += world * len(indices)
        if rank:
            continue
        follow(ema, model, state["step"])
        recent.append(values)
        if state["step"] % 25 == 0:
            note(state["step"], state["elapsed"], state["images"], np.mean(recent, 0).tolist(), seconds)
            recent.clear()
        if state["elapsed"] - saved_at > 60 * options.save_minutes:
            save(model, ema, optimizer, state)
            saved_at = state["elapsed"]
    if rank == 0:
        save(model, ema, optimizer, state)
        print(json.dumps({k: state[k] for k in ("step", "elapsed", "images")}), flush=True)
    dist.destroy_process_group()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, required=True, help="length of the whole schedule")
    parser.add_argument("--start", help="safetensors file with the weights to start from")
    parser.add_argument("--onward", action="store_true", help="start from the weights in models/")
    parser.add_argument("--resume", action="store_true", help="continue from work/checkpoint.pt, with --onward again if it began so")
    parser.add_argument("--site", help="work/site.npz, crops from sites to mix in")
    parser.add_argument("--seed", type=int, help=f"{SEED} unless given; another one for going on, or the same views come again")
    parser.add_argument("--save-minutes", type=float, default=4)
    options = parser.parse_args()
    if bool(options.start) == (options.onward or options.resume):
        parser.error("give either --start, or --onward or --resume")
    if not options.resume:
        CURVE.unlink(missing_ok=True)
    mp.spawn(run, (options,), nprocs=SETTINGS["processes"])


if __name__ == "__main__":
    main()
