"""Trains a demonstration encoder on the CPU: python -m retrieval.encoders.demo.train demo.

Draws its scenes, trains in some ten minutes, and writes weights and a note beside this file. The same
kind of processor gives the same bytes every time.
"""

import argparse
import logging
import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import open_clip
import safetensors.torch
import torch
from torch import Tensor
from torch.nn import functional

from retrieval.encoders.checkpoint import Noted, digest_of, write_note
from retrieval.encoders.demo.batches import Batch, batches
from retrieval.encoders.demo.losses import both_ways, calibrated, named, same_text, uneven
from retrieval.encoders.demo.models import (
    DEMO_MODELS,
    VOCABULARY,
    DemoModel,
    register_configs,
    tokenizer_of,
)
from retrieval.encoders.demo.scenes import Drawing, Subject, draw_subjects
from retrieval.encoders.demo.vocabulary import write_vocabulary
from retrieval.encoders.demo.words import known_words, word_shares

TRAINING = Drawing(seed=730_000, things=3_000, clean=2, cluttered=1, cluttered_every=2)
THREADS = 1  # one adds up in one order, and two are hardly faster on small layers
RATE, WARM_UP, DECAY = 1.5e-3, 20, 0.05
# inverse temperatures of unit vectors: of one thing, of one kind, of words
IMAGES_SHARPNESS, KINDS_SHARPNESS, WORDS_SHARPNESS = 12.0, 8.0, 16.0
CATEGORIES_WEIGHT, EVENNESS = 6.0, 50.0  # the latter of the variance between categories, within the former
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recipe:
    """Number of steps, and of things in each."""

    steps: int = 400
    size: int = 64


@dataclass(frozen=True, eq=False)
class Pupil:
    """What is trained: the open_clip network, its tokenizer, and a reader of words that is not kept."""

    net: Any
    tokenizer: Any
    known: tuple[str, ...]
    reader: torch.nn.Linear

    @classmethod
    def of(cls, model: DemoModel, subjects: Sequence[Subject]) -> "Pupil":
        """With weights drawn from torch's present seed."""
        known = known_words([subject.thing.caption for subject in subjects])
        net = open_clip.create_model(model.architecture)
        net.visual.to(memory_format=torch.channels_last)
        reader = torch.nn.Linear(net.text_projection.shape[1], len(known))
        return cls(net.train(), tokenizer_of(model), known, reader)

    def parameters(self) -> list[torch.nn.Parameter]:
        """All that is trained."""
        return [*self.net.parameters(), *self.reader.parameters()]

    def loss(self, batch: Batch) -> Tensor:
        """Pictures find their sentences, views find each other and those of their kind, and words are read.

        Kinds and categories are there so that what is near a thing is of its kind, whatever its colour, and
        that a category's name says how near its things are: mining chooses by it.
        """
        images = functional.normalize(self.net.encode_image(_ready(batch, self.net.visual)), dim=-1)
        said = self.net.encode_text(self.tokenizer([*batch.texts, *batch.asked]), normalize=True)
        texts, asked = said.chunk(2)
        cosines, belongs = images @ asked.T, torch.from_numpy(batch.belongs).repeat(2, 1)
        told = calibrated(cosines, belongs) + EVENNESS * uneven(cosines, belongs)
        return self._found(images, texts, batch) + self._read(images, texts, batch) + CATEGORIES_WEIGHT * told

    def _found(self, images: Tensor, texts: Tensor, batch: Batch) -> Tensor:
        first, second = images.chunk(2)
        scale, targets = self.net.logit_scale.exp(), same_text(batch.texts)
        said = both_ways(first, texts, scale, targets) + both_ways(second, texts, scale, targets)
        seen = both_ways(first, second, torch.tensor(IMAGES_SHARPNESS), torch.eye(len(first)))
        alike = both_ways(first, second, torch.tensor(KINDS_SHARPNESS), same_text(batch.kinds))
        return said + seen + alike

    def _read(self, images: Tensor, texts: Tensor, batch: Batch) -> Tensor:
        whole = torch.from_numpy(word_shares(batch.captions, self.known))
        own = torch.from_numpy(word_shares(batch.texts, self.known))
        read = named(self.reader(WORDS_SHARPNESS * images), torch.cat([whole, whole]))
        return read + named(self.reader(WORDS_SHARPNESS * texts), own) / 2


def train(model: DemoModel, subjects: Sequence[Subject], recipe: Recipe | None = None) -> dict[str, Tensor]:
    """The weights of that model, trained on the subjects; matrices in half precision."""
    size, steps = (recipe or Recipe()).size, (recipe or Recipe()).steps
    with _deterministic(model.seed):
        pupil = Pupil.of(model, subjects)
        optimizer, schedule = _optimizer(pupil.parameters(), steps)
        for step, batch in enumerate(batches(subjects, model.seed, steps, size)):
            loss = pupil.loss(batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch has no types for it
            torch.nn.utils.clip_grad_norm_(pupil.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            with torch.no_grad():
                pupil.net.logit_scale.clamp_(0, math.log(100))
            if step % 20 == 0 or step + 1 == steps:
                logger.info("step %d of %d: loss %.3f", step + 1, steps, loss.item())
    return {name: _stored(value) for name, value in pupil.net.state_dict().items()}


def _ready(batch: Batch, visual: Any) -> Tensor:
    pixels = torch.cat([torch.from_numpy(batch.first), torch.from_numpy(batch.second)])
    mean, std = (torch.tensor(values) * 255 for values in (visual.image_mean, visual.image_std))
    return ((pixels - mean) / std).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)


def _optimizer(parameters: list[torch.nn.Parameter], steps: int) -> tuple[torch.optim.Optimizer, Any]:
    matrices = [value for value in parameters if value.ndim >= 2]
    others = [value for value in parameters if value.ndim < 2]
    groups = [{"params": matrices, "weight_decay": DECAY}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98))

    def rate(step: int) -> float:
        if step < WARM_UP:
            return (step + 1) / WARM_UP
        return 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / max(steps - WARM_UP, 1)))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)


def _stored(value: Tensor) -> Tensor:
    return (value.half() if value.ndim >= 2 else value).contiguous()


@contextmanager
def _deterministic(seed: int) -> Iterator[None]:
    """Fixed threads, fixed draws and no algorithm that adds in changing order."""
    threads, strict = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    try:
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            yield
    finally:
        torch.set_num_threads(threads)
        torch.use_deterministic_algorithms(strict)


def save(weights: dict[str, Tensor], path: Path) -> str:
    """Writes weights and their note; returns the SHA-256."""
    safetensors.torch.save_file(weights, str(path))
    digest = digest_of(path)
    write_note(path, Noted(digest, ""))
    return digest


def main() -> None:
    """Trains the models that are named, all on the same scenes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="+", choices=sorted(DEMO_MODELS))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    register_configs()
    if not VOCABULARY.is_file():
        write_vocabulary(VOCABULARY)
    started = time.monotonic(), time.process_time()
    subjects = list(draw_subjects(TRAINING))
    logger.info("%d things drawn in %.0f s", len(subjects), time.monotonic() - started[0])
    for name in options.names:
        before = time.monotonic(), time.process_time()
        path = options.out / f"{name}.safetensors"
        digest = save(train(DEMO_MODELS[name], subjects), path)
        spent = time.monotonic() - before[0], time.process_time() - before[1]
        logger.info("%s: %s after %.0f s, %.0f s of CPU", path, digest, *spent)


if __name__ == "__main__":
    main()
