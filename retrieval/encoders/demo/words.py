"""Which words stand in a sentence: the targets of the loss that both towers share."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from retrieval.scenes.arrays import Floats

RAREST, COMMONEST = 0.004, 0.6  # shares of the sentences that a word may stand in


def words_of(text: str) -> set[str]:
    """The words of a sentence in lower case, without what stands in quotes: too small to be read."""
    return set(re.findall(r"[a-z]+", re.sub(r"'[^']*'", " ", text.lower())))


def known_words(texts: Sequence[str]) -> tuple[str, ...]:
    """Words that tell sentences apart: neither in hardly any nor in most; in order."""
    counts = Counter(word for text in texts for word in words_of(text))
    least, most = RAREST * len(texts), COMMONEST * len(texts)
    return tuple(sorted(word for word, count in counts.items() if least <= count <= most))


def word_shares(texts: Iterable[str], known: Sequence[str]) -> Floats:
    """Float32 [B, W]: rows sum to one over the known words of a sentence, or to zero where it has none."""
    places = {word: place for place, word in enumerate(known)}
    rows = []
    for text in texts:
        row = np.zeros(len(known), dtype=np.float32)
        row[[places[word] for word in words_of(text) if word in places]] = 1
        rows.append(row / max(float(row.sum()), 1.0))
    return np.stack(rows)
