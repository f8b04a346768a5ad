"""The largest similarity of each row to any text: fast within a certified bound, or exactly."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch

from retrieval.encoders.computing import choose_computing
from retrieval.mining.kernel.integer import IntegerTexts
from retrieval.mining.kernel.products import fastest
from retrieval.mining.scores import ExactScores, Scores

ROWS: Final = 1024  # of one matrix product: the products stay near the processor
GROUP: Final = 64  # texts of which only the nearest is looked at first
PAIRS: Final = 16_384  # rows and texts multiplied in double precision at once
CROWDED: Final = 96  # texts in question for each row, beyond which single precision sorts them out
# Sums of D products, each rounded to single precision in any order, and cut off instead of rounded by some
# accelerators, are wrong by at most D * 2^-22 of the sum of the products' absolute values (which is at
# most the product of the lengths).
_SUMMING: Final = 2.0**-22
_BF16: Final = 2.0**-8  # of a number that is written in bfloat16, relative to it
_TINY: Final = (
    1e-6  # what is left: numbers flushed to zero, roundings of the centre and of the values written
)
Progress = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    """Nobody wants to know."""


class Scorer:
    """Text descriptors float16 [T, D] on a device, ready for any number of rows; for one thread at a time."""

    def __init__(self, texts: npt.NDArray[np.float16], device: str = "auto") -> None:
        self._device = torch.device(choose_computing(device).device)
        # whole groups: text 0 fills up the last one, and of equal texts the first is named anyway
        texts = np.concatenate([texts, np.repeat(texts[:1], -len(texts) % GROUP, axis=0)])
        self._rows = torch.from_numpy(texts.astype(np.float32)).to(self._device)
        self._single = self._rows.T.contiguous()
        # what all texts have in common is taken out, as trained text towers put them into a narrow cone:
        # it is multiplied apart, exactly enough, and the shorter rest is rounded with smaller errors
        self._centre = self._rows.mean(dim=0)
        single = self._rows - self._centre
        short = single.bfloat16()
        self._short = short.T.contiguous()
        # kept, because taking fresh memory for every product costs a fifth of the time
        self._products = torch.empty((ROWS, len(single)), dtype=torch.bfloat16, device=self._device)
        self._longest = _largest(single)
        self._residual = _largest(single - short.float())
        self.dimension = int(texts.shape[1])
        self._all = _largest(self._rows)
        # of the part that all texts have in common; rows are unit vectors
        self._adding = 1.02 * float(self._centre.norm()) * self.dimension * _SUMMING + _TINY
        whole = fastest() if self._device.type == "cpu" else None
        self._integer = None if whole is None else IntegerTexts(single.numpy(), self._centre.numpy(), whole)
        if self._device.type == "cuda":  # bounds hold for sums in single precision only
            torch.backends.cuda.matmul.allow_bf16_reduced_precision_reduction = False
            torch.backends.cuda.matmul.allow_tf32 = False

    @property
    def batch(self) -> int:
        """Rows that are scored at a time, by all threads together."""
        return ROWS if self._integer is None else self._integer.batch

    def score(self, rows: npt.NDArray[np.float16], progress: Progress = _silent) -> Scores:
        """The largest similarity of each of the rows float16 [N, D] in low precision, and how wrong it may be.

        In whole numbers of 8 bits where the processor multiplies them fast, else in bfloat16. <x, t> and
        <x', t'> of rounded vectors differ by at most |x - x'| |t| + |x'| |t - t'|; sums and the writing
        of the result add theirs. `progress` hears rows done and in all, and may raise.
        """
        if self._integer is not None:
            value, bound = self._integer.largest(rows, progress)
            return Scores(value, bound + self._adding)
        value = np.empty(len(rows), dtype=np.float32)
        bound = np.empty(len(rows), dtype=np.float32)
        for first in range(0, len(rows), ROWS):
            single = self._held(rows[first : first + ROWS])
            _, largest, wrong = self._fast(single)
            value[first : first + ROWS] = (largest + single @ self._centre).cpu().numpy()
            bound[first : first + ROWS] = wrong.cpu().numpy() + self._adding
            progress(min(first + ROWS, len(rows)), len(rows))
        return Scores(value, bound)

    def exact(self, rows: npt.NDArray[np.float16], progress: Progress = _silent) -> ExactScores:
        """The exact largest similarity of each row, and the first text that has it.

        Low precision says which texts can be the nearest, double precision which one is.
        """
        score = np.empty(len(rows), dtype=np.float64)
        text = np.empty(len(rows), dtype=np.int32)
        for first in range(0, len(rows), ROWS):
            single = self._held(rows[first : first + ROWS])
            best, nearest = self._resolved(single, *self._near(single))
            score[first : first + ROWS] = best.cpu().numpy()
            text[first : first + ROWS] = nearest.cpu().numpy()
            progress(min(first + ROWS, len(rows)), len(rows))
        return ExactScores(score, text)

    def _held(self, block: npt.NDArray[np.float16]) -> Any:
        own = block if block.flags.writeable else np.array(block)  # torch warns of what it can't write
        return torch.from_numpy(own).to(self._device).float()

    def _fast(self, single: Any) -> tuple[Any, Any, Any]:
        """Products with the centred texts in bfloat16 [n, T], the largest of each row, how wrong those of it are."""
        short = single.bfloat16()
        products = torch.mm(short, self._short, out=self._products[: len(short)])
        largest = products.amax(dim=1).float()
        length = short.float().norm(dim=1)
        wrong = (single - short.float()).norm(dim=1) * self._longest + length * self._residual
        wrong += length * (self._longest + self._residual) * (self.dimension * _SUMMING)
        wrong += largest.abs() * _BF16 + _TINY
        return products, largest, wrong * (1 + 1e-5)

    def _near(self, single: Any) -> tuple[Any, Any]:
        """Row and text of every pair that can be the nearest of its row, sorted by row."""
        products, largest, wrong = self._fast(single)
        of, which = _at_least(products, largest - 2 * wrong)
        if len(of) > CROWDED * len(single):
            products = single @ self._single
            slack = 2 * single.norm(dim=1) * (self._all * self.dimension * _SUMMING)
            of, which = _at_least(products, products.amax(dim=1) - slack - _TINY)
        return of, which

    def _resolved(self, single: Any, of: Any, which: Any) -> tuple[Any, Any]:
        """The best of the texts that are in question for each row; `of` is sorted, then `which`.

        The product of two numbers of half precision is exact in single precision, and their sum in double.
        """
        parts = zip(of.split(PAIRS), which.split(PAIRS), strict=True)
        exact = torch.cat(
            [(single[rows] * self._rows[texts]).sum(dim=1, dtype=torch.float64) for rows, texts in parts]
        )
        best = torch.full((len(single),), -torch.inf, dtype=torch.float64, device=self._device)
        best.scatter_reduce_(0, of, exact, "amax")
        reached = (exact == best[of]).nonzero(as_tuple=True)[0]
        nearest = torch.full((len(single),), len(self._rows), dtype=which.dtype, device=self._device)
        nearest.scatter_reduce_(0, of[reached], which[reached], "amin")
        return best, nearest


def _at_least(products: Any, least: Any) -> tuple[Any, Any]:
    """Row and column of the products that reach what their row asks for, sorted."""
    grouped = products.view(len(products), -1, GROUP)
    rows, places = (grouped.amax(dim=2).float() >= least[:, None]).nonzero(as_tuple=True)
    inside = grouped[rows, places].float()
    found, column = (inside >= least[rows][:, None]).nonzero(as_tuple=True)
    return rows[found], places[found] * GROUP + column


def _largest(rows: Any) -> float:
    """The length of the longest row, rounded up."""
    return float(rows.norm(dim=1).max()) * (1 + 1e-5)
