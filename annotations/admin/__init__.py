"""Queues for those who prefer the admin; Django finds the registrations through this package."""

from annotations.admin import objects, pictures, texts

__all__ = ["objects", "pictures", "texts"]
