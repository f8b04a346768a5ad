"""The contrastive losses of training; rows and columns that mean the same are all positives."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

SURE, UNSURE = 0.8, 0.05  # how sure a model shall be that a thing belongs to its category, or to another one
CATEGORY_COSINE, CATEGORY_SHARPNESS = 0.3, 16.0  # where it is as likely as not, and how steep that is


def same_text(texts: Sequence[str]) -> Tensor:
    """Targets float32 [B, B]: rows sum to one over the sentences that are equal to the row's own."""
    numbers: dict[str, int] = {}
    ids = torch.tensor([numbers.setdefault(text, len(numbers)) for text in texts])
    equal = (ids[:, None] == ids[None, :]).float()
    return equal / equal.sum(dim=1, keepdim=True)


def both_ways(first: Tensor, second: Tensor, scale: Tensor, targets: Tensor) -> Tensor:
    """Mean cross-entropy of finding second [B, D] by first [B, D] and the reverse; CLIP's loss with targets."""
    logits = scale * first @ second.T
    forth = functional.cross_entropy(logits, targets)
    return (forth + functional.cross_entropy(logits.T, targets)) / 2


def named(logits: Tensor, shares: Tensor) -> Tensor:
    """Mean cross-entropy of words [B, W] given which share of a sentence each is; rows of zeros count 0."""
    return -(shares * functional.log_softmax(logits, dim=1)).sum(dim=1).mean()


def calibrated(cosines: Tensor, belongs: Tensor) -> Tensor:
    """Cross-entropy of belonging [N, B] by cosine; pairs that belong and pairs that do not count alike.

    What is asked for is less than certainty, so that no category gains by a cosine above that of the others:
    similarities to different words become comparable, which mining takes them for.
    """
    wanted = SURE * belongs + UNSURE * (1 - belongs)
    logits = CATEGORY_SHARPNESS * (cosines - CATEGORY_COSINE)
    each = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    others = 1 - belongs
    return (each * belongs).sum() / belongs.sum() + (each * others).sum() / others.sum().clamp(min=1)


def uneven(cosines: Tensor, belongs: Tensor) -> Tensor:
    """Variance over sentences [B] of the mean cosine [N, B] of what belongs to them; each has some that does.

    The other losses draw kinds that are easily told nearer to their names than others, and the largest cosines
    of all would be theirs.
    """
    return ((cosines * belongs).sum(dim=0) / belongs.sum(dim=0)).var(correction=0)
