"""Mapped classes: what the vault keeps. No behaviour beyond simple properties."""

from desktop.records import assessments, cases, catalogue, office, people, plans

__all__ = ["assessments", "cases", "catalogue", "office", "people", "plans"]
