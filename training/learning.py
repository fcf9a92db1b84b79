"""What every training in this folder does: the rate over the clock, averaged weights, checkpoints."""

import copy
import math

import torch


def optimiser_of(model, frozen_stages, rate, backbone_rate):
    """AdamW; the encoder (`stem`, `stages`) learns more slowly, its first stages not at all."""
    for part in (model.stem, *model.stages[:frozen_stages]):
        part.requires_grad_(False)
    encoder = [p for p in model.stages.parameters() if p.requires_grad]
    names = {id(p) for p in model.stages.parameters()} | {id(p) for p in model.stem.parameters()}
    decoder = [p for p in model.parameters() if id(p) not in names]
    groups = [{"params": encoder, "base": rate * backbone_rate}, {"params": decoder, "base": rate}]
    return torch.optim.AdamW(groups, lr=rate, weight_decay=0.02)


def set_rate(optimiser, step, warm_up_steps, progress):
    """Warm up by steps, then a cosine over the wall clock; `progress` is 0 to 1."""
    share = min(1, (step + 1) / warm_up_steps) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1, progress))))
    for group in optimiser.param_groups:
        group["lr"] = group["base"] * share


def seconds_between(checkpoints, minutes):
    """Seconds between checkpoints: of a short training each quarter, since `train_reader.sh` exports what there is half-way."""
    return min(checkpoints, 15 * minutes)


class Run:
    """A model that learns, the running mean of its weights, and the checkpoint both go on from."""

    def __init__(self, path, model, optimiser, averaging):
        self.path, self.model, self.optimiser, self.averaging = path, model, optimiser, averaging
        self.averaged, self.counts = copy.deepcopy(model), {"step": 0, "seconds": 0.0, "images": 0}
        if path.exists():
            state = torch.load(path, weights_only=True)
            for part in ("model", "averaged", "optimiser"):
                getattr(self, part).load_state_dict(state[part])
            self.counts = {name: state[name] for name in self.counts}

    def average(self):
        """After a step: move the mean towards the weights, faster at the beginning."""
        keep = min(self.averaging, (1 + self.counts["step"]) / (10 + self.counts["step"]))
        with torch.no_grad():
            for mean, value in zip(self.averaged.state_dict().values(), self.model.state_dict().values()):
                mean.lerp_(value, 1 - keep) if mean.is_floating_point() else mean.copy_(value)

    def save(self, **more):
        """Write the checkpoint so that a crash leaves the old one whole."""
        parts = {name: getattr(self, name).state_dict() for name in ("model", "averaged", "optimiser")}
        torch.save({**parts, **self.counts, **more}, self.path.with_suffix(".tmp"))
        self.path.with_suffix(".tmp").replace(self.path)
