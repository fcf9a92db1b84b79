"""Targets for the imprint head: which characters and character pairs a product bears."""

from collections import Counter

import torch
import torch.nn.functional as F

MIN_PRODUCTS = 8


def tokens_of(imprint):
    """Characters and neighbouring pairs of an imprint field such as '93;7248'."""
    found = set()
    for word in imprint.upper().split(";"):
        word = "".join(c for c in word if c.isalnum())
        found.update(word)
        found.update(word[i : i + 2] for i in range(len(word) - 1))
    return found


def vocabulary(imprints):
    counts = Counter(token for imprint in imprints for token in tokens_of(imprint))
    return sorted(token for token, count in counts.items() if count >= MIN_PRODUCTS)


def targets(imprints, tokens):
    """float tensor [products, tokens] of zeros and ones."""
    place = {token: i for i, token in enumerate(tokens)}
    out = torch.zeros(len(imprints), len(tokens))
    for row, imprint in enumerate(imprints):
        out[row, [place[t] for t in tokens_of(imprint) if t in place]] = 1
    return out


def either_side_loss(logits, target):
    """Loss of logits [products, 2, tokens] when a token is known to be on either side.

    The reference does not say which side bears which characters, so only the
    probability that at least one side shows the token is held to the target.
    """
    log_none = F.logsigmoid(-logits).sum(1)
    log_some = torch.log(-torch.expm1(log_none) + 1e-6)
    return -(target * log_some + (1 - target) * log_none).sum(1).mean()
