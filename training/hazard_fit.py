"""From the probability on hazardous appearances, and the classifier's own word, to that of a hazard."""

import numpy as np

from evidence import posterior, quantile_of, share_of
from manifest import PRIOR

RECALL = 0.98  # of hazardous pills


def logit(p):
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return np.log(p / (1 - p))


def inputs(mass, head):
    return np.stack([np.ones(len(mass)), logit(mass), head], axis=1)


def probability(weights, mass, head):
    return 1 / (1 + np.exp(-inputs(mass, head) @ weights))


def fit(mass, head, truth):
    """Logistic regression, weights of mass and head not negative."""
    prior, weights = np.array([0.0, 1.0, 0.0]), np.array([0.0, 1.0, 0.0])
    pull = np.diag([0.01, 0.05, 0.05])
    x = inputs(mass, head)
    for _ in range(50):
        p = probability(weights, mass, head)
        gradient = x.T @ (truth - p) / len(p) - pull @ (weights - prior)
        second = (x * (p * (1 - p))[:, None]).T @ x / len(p) + pull
        weights = weights + np.linalg.solve(second, gradient)
        weights[1:] = np.clip(weights[1:], 0, None)
    return weights


class Hazards:
    """How much of the probability lies on hazardous appearances, each way to look: measured or not, imprint or none."""

    def __init__(self, pills, ways):
        hazards = pills.records[0]["hazards"]
        self.truth, self.sides = hazards[pills.truth] > 0, pills.sides
        self.masses = [posterior(evidence, weights) @ hazards for weights in ways for evidence in (pills.bare, pills.measured)]
        self.head = np.array([r["hazard_logit"] for r in pills.records])

    def caught(self, weights, cuts):
        """What is called hazardous, each way, from `cuts` on, where not measured and where measured."""
        return [probability(weights, mass, self.head) >= cuts[way % 2] for way, mass in enumerate(self.masses)]


def fit_hazard(halves, ways):
    """Settings fitted to both halves, and what comes of each half with what the other one fits.  `ways` are weights
    of the channels, without the imprint and with it."""
    looked = [Hazards(half, ways) for half in halves]
    with_imprint = -2  # not measured

    def settings_of(chosen):
        """Weights, and the probabilities from which enough hazardous pills are called so, with the imprint or without."""
        join = lambda get: np.concatenate([get(one) for one in chosen])
        head, truth = join(lambda one: one.head), join(lambda one: one.truth)
        masses = [join(lambda one: one.masses[way]) for way in range(4)]
        weights = fit(masses[with_imprint], head, truth)
        by_hand = PRIOR["hazard"]["threshold"]
        least = [quantile_of(probability(weights, mass, head)[truth], 1 - RECALL, by_hand, "lower") for mass in masses]
        return weights, [float(np.floor(1e4 * min(least[way::2])) / 1e4) for way in (0, 1)]

    across = [one.caught(*settings_of([other])) for one, other in (looked, looked[::-1])]
    truth, sides = (np.concatenate([getattr(one, name) for one in looked]) for name in ("truth", "sides"))
    named = {}
    for way, words in enumerate(("without_imprint", "without_imprint_measured", "with_imprint", "with_imprint_measured")):
        called = np.concatenate([caught[way] for caught in across])
        for count, sided in ((1, "one_photograph"), (2, "two_sides")):
            rows = sides == count
            named[f"{words}_{sided}"] = {
                "sensitivity": share_of(called[truth & rows]),
                "specificity": share_of((~called)[~truth & rows]),
            }
    weights, cuts = settings_of(looked)
    products = {r["appearance"] for half in halves for r in half.records if half.records[0]["hazards"][r["appearance"]] > 0}
    measured = {"hazardous": int(truth.sum()), "hazardous_products": len(products), "each_half_by_the_other": named}
    settings = dict(zip(("bias", "mass", "head"), (round(float(v), 4) for v in weights)))
    return settings | dict(zip(("threshold", "threshold_measured"), cuts)), measured
