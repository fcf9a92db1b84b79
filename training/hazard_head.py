"""Fit the hazard head on the finished embedding; takes seconds.

    python hazard_head.py

Reads work/gallery.npz and work/verdicts.csv (ndc11, part, hazardous 0 or 1), and
writes work/hazard_head.npz: the layers of a small perceptron on the embedding,
``w1 b1 w2 b2``, and how well it does on products held out of the fit.  The
network below is not touched, so identity answers stay the same.
"""

import csv
import json

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from gallery import GALLERY
from prepare import WORK

VERDICTS = WORK / "verdicts.csv"
HEAD = WORK / "hazard_head.npz"
HIDDEN = 64
STEPS = 600
BATCH = 2048
FOLDS = 5
SEED = 20262


def read_verdicts(sides):
    """Per side: 1.0, 0.0, or NaN where the product has no verdict."""
    with open(VERDICTS, newline="", encoding="utf-8") as file:
        verdict = {(r["ndc11"], r["part"]): float(r["hazardous"]) for r in csv.DictReader(file)}
    keys = zip(sides["ndc11"].tolist(), sides["part"].tolist())
    return np.array([verdict.get(key, np.nan) for key in keys], np.float32)


def fit(x, y):
    """A perceptron with one hidden layer, fitted by log-likelihood so that it is calibrated."""
    torch.manual_seed(SEED)
    head = nn.Sequential(nn.Linear(x.shape[1], HIDDEN), nn.ReLU(), nn.Dropout(0.3), nn.Linear(HIDDEN, 1))
    optimizer = torch.optim.AdamW(head.parameters(), lr=4e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, STEPS)
    for _ in range(STEPS):
        pick = torch.randint(len(x), (BATCH,))
        noisy = F.normalize(x[pick] + 0.02 * torch.randn(BATCH, x.shape[1]), dim=1)
        loss = F.binary_cross_entropy_with_logits(head(noisy)[:, 0], y[pick])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return head.eval()


def area_under_curve(score, truth):
    order = np.argsort(score, kind="stable")
    ranks = np.empty(len(score))
    ranks[order] = np.arange(1, len(score) + 1)
    positive = truth == 1
    count = positive.sum()
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * (~positive).sum()))


@torch.no_grad()
def report(head, x, y):
    """How a head does on augmented views, with an alarm above a probability of 0.1."""
    score, truth = head(x.flatten(0, 1))[:, 0].numpy(), y.flatten().numpy()
    flagged = score > np.log(0.1 / 0.9)
    hazardous = truth == 1
    return {
        "views": int(len(truth)),
        "hazardous_share": round(float(hazardous.mean()), 4),
        "area_under_curve": round(area_under_curve(score, truth), 4),
        "sensitivity_at_0.1": round(float(flagged[hazardous].mean()), 4),
        "specificity_at_0.1": round(float((~flagged[~hazardous]).mean()), 4),
    }


def main():
    torch.set_num_threads(1)
    gallery = np.load(GALLERY)
    sides = np.load(WORK / "sides.npz")
    verdict = read_verdicts(sides)
    known = np.flatnonzero(sides["ok"] & ~np.isnan(verdict))
    pictures = np.concatenate([gallery["clean"][None], gallery["views"]])[:, known]
    x = torch.from_numpy(pictures)
    y = torch.from_numpy(verdict[known]).expand(len(x), -1)

    held_out = sides["class_index"][known] // 2 % FOLDS == 0
    trial = fit(x[:, ~held_out].flatten(0, 1), y[:, ~held_out].flatten())
    head = fit(x.flatten(0, 1), y.flatten())
    notes = {
        "unseen_products": report(trial, x[1:, held_out], y[1:, held_out]),
        "reference_products": report(head, x[1:], y[1:]),
    }
    first, last = head[0], head[3]
    np.savez(
        HEAD,
        w1=first.weight.detach().numpy(),
        b1=first.bias.detach().numpy(),
        w2=last.weight.detach().numpy(),
        b2=last.bias.detach().numpy(),
        notes=json.dumps(notes),
    )
    print(json.dumps(notes, indent=2))


if __name__ == "__main__":
    main()
