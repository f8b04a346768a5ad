"""Queues for those who prefer the admin."""
