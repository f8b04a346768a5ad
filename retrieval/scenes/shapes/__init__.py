"""Solids that a ray can be asked about: where it enters, and what the surface is like there."""

from retrieval.scenes.shapes.box import BoxShape
from retrieval.scenes.shapes.ellipsoid import Ellipsoid
from retrieval.scenes.shapes.frustum import Frustum
from retrieval.scenes.shapes.shape import MISS, Shape, Surface
from retrieval.scenes.shapes.torus import Torus

__all__ = ["MISS", "BoxShape", "Ellipsoid", "Frustum", "Shape", "Surface", "Torus"]
