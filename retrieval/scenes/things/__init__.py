"""Kinds of things that can be drawn: name -> builder from a random stream."""

from retrieval.scenes.things.catalogue import KINDS, MOUNTS, build_thing

__all__ = ["KINDS", "MOUNTS", "build_thing"]
