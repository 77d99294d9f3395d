"""Mapped classes: what the vault keeps. No behaviour beyond simple properties."""

from desktop.records import assessments, cases, office, people, plans, wording

__all__ = ["assessments", "cases", "office", "people", "plans", "wording"]
