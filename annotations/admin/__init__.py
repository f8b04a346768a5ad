"""Queues for those who prefer the admin; Django finds the registrations through this package."""

from annotations.admin import distractors, objects, pictures, texts

__all__ = ["distractors", "objects", "pictures", "texts"]
