"""Mapped classes: what the vault keeps. No behaviour beyond simple properties."""

from desktop.records import assessments, attachments, cases, office, people, plans, search, wording

__all__ = ["assessments", "attachments", "cases", "office", "people", "plans", "search", "wording"]
