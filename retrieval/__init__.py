"""Instance-level retrieval benchmarks as a library: paths, arrays and dataclasses in, dataclasses out.

Nothing here knows Django, DRF or Celery. The light half (geometry, images, fingerprints,
near_duplicates, taxonomy, bundle, scenes) needs numpy, Pillow and OpenCV only; the heavy half
(encoders, index, clutter) may load torch and faiss and is imported by workers and benchmarks alone.
"""
