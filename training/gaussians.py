"""The likelihood tables of colour and shape that the program reads.

One row a class: name, prior, mean, and the lower triangular matrix (row by row)
that turns a deviation from the mean into unit variance.  The program uses them
as a multivariate Student t with TAIL degrees of freedom, so the matrix belongs
to the scale matrix, not to the covariance.
"""

import csv
from pathlib import Path

import numpy as np

TABLES = Path(__file__).resolve().parent.parent / "assets" / "vision"
TAIL = 4
POOLED_WEIGHT = 40


def write_table(name, samples, counts, least=None):
    """Fit and write a table.

    `samples` maps a class to its measurements [N, D]; `counts` to how many
    products have it.  Rare classes borrow the pooled spread; `least` [D] is a
    variance added to all.
    """
    within = {c: np.cov(x, rowvar=False) for c, x in samples.items()}
    pooled = np.mean(list(within.values()), axis=0)
    everything = sum(counts[c] for c in samples)
    size = pooled.shape[0]
    TABLES.mkdir(parents=True, exist_ok=True)
    with open(TABLES / name, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        axes = range(size)
        out.writerow(["name", "prior", *(f"mean{i}" for i in axes), *(f"whiten{i}{j}" for i in axes for j in axes)])
        for c in sorted(samples, key=lambda c: -counts[c]):
            share = counts[c] / (counts[c] + POOLED_WEIGHT)
            spread = share * within[c] + (1 - share) * pooled + np.diag(least if least is not None else np.zeros(size))
            whiten = np.linalg.inv(np.linalg.cholesky(spread * (TAIL - 2) / TAIL))
            numbers = [counts[c] / everything, *samples[c].mean(axis=0), *whiten.ravel()]
            out.writerow([c, *(f"{value:.5g}" for value in numbers)])


def log_density(x, table):
    """[N, classes] log densities (up to a constant) of measurements [N, D] under a written table."""
    with open(TABLES / table, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    size = x.shape[1]
    numbers = np.array([[float(v) for v in row[1:]] for row in rows])
    mean, whiten = numbers[:, 1 : 1 + size], numbers[:, 1 + size :].reshape(-1, size, size)
    away = np.einsum("cij,ncj->nci", whiten, x[:, None] - mean[None])
    log_det = np.log(np.diagonal(whiten, axis1=1, axis2=2)).sum(axis=1)
    density = log_det - (TAIL + size) / 2 * np.log1p((away**2).sum(axis=2) / TAIL)
    return [row[0] for row in rows], numbers[:, 0], density
