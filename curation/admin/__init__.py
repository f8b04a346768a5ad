"""Queues for those who prefer the admin; Django finds the registrations through this package."""

from curation.admin import collected, people, queues, records

__all__ = ["collected", "people", "queues", "records"]
