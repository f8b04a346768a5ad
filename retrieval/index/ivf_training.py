"""Centroids and codebooks of an IVF index, from a sample that the seed decides."""

from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.index.engine import load_faiss
from retrieval.index.plan import ROUNDS, SEED, IndexPlan

CODEBOOK_BITS = 8


def sample_positions(count: int, size: int, seed: int = SEED) -> npt.NDArray[np.int64]:
    """`size` different positions below `count`, ascending."""
    drawn = np.random.default_rng(seed).choice(count, size=min(size, count), replace=False, shuffle=False)
    return np.sort(drawn.astype(np.int64))


def trained_index(plan: IndexPlan, vectors: npt.NDArray[Any]) -> Any:
    """An empty IndexIVFPQ by inner product, trained on the plan's sample of rows [N, D].

    Spherical k-means (Dhillon and Modha, 2001) places the lists; product quantisation (Jégou et al., 2011) codes
    what is left of a row after its centroid. Seeds are fixed and FAISS sums in one order whatever the number of
    threads: equal rows give equal bytes on one kind of processor and one version of FAISS.
    """
    faiss = load_faiss()
    sample = vectors[sample_positions(plan.count, plan.sample)].astype(np.float32)
    index = faiss.IndexIVFPQ(
        _quantiser(plan, sample),
        plan.dimension,
        plan.nlist,
        plan.code_bytes,
        CODEBOOK_BITS,
        faiss.METRIC_INNER_PRODUCT,
    )
    index.pq.cp.seed = SEED
    index.pq.cp.min_points_per_centroid = 1
    index.train(sample)
    return index


def _quantiser(plan: IndexPlan, sample: npt.NDArray[np.float32]) -> Any:
    faiss = load_faiss()
    clustering = faiss.Clustering(plan.dimension, plan.nlist)
    clustering.niter = ROUNDS
    clustering.seed = SEED
    clustering.spherical = True
    clustering.min_points_per_centroid = 1
    clustering.max_points_per_centroid = max(1, len(sample))  # all of them: the sample is drawn already
    clustering.train(sample, faiss.IndexFlatIP(plan.dimension))
    quantiser = faiss.IndexFlatIP(plan.dimension)
    quantiser.add(faiss.vector_to_array(clustering.centroids).reshape(plan.nlist, plan.dimension))
    quantiser.this.disown()  # owned by the index from now on
    return quantiser
