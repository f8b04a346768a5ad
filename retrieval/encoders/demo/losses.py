"""The contrastive losses of training; rows and columns that mean the same are all positives."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional


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
