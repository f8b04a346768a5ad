"""Queues for those who prefer the admin; Django finds the registrations through this package."""

from curation.admin import collected, distractor_sets, mining, people, queues, records

__all__ = ["collected", "distractor_sets", "mining", "people", "queues", "records"]
