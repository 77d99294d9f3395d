"""Dates that follow from rules (domain 1.5), what was decided about them, and what is due today."""
