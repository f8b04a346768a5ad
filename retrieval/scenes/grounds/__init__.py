"""Textures of tables, walls and floors; each scene draws its own, so that no two share a surface."""

from retrieval.scenes.grounds.noise import cloud
from retrieval.scenes.grounds.tables import TABLES
from retrieval.scenes.grounds.walls import WALLS

__all__ = ["TABLES", "WALLS", "cloud"]
