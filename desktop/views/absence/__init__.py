"""Absence and stand-in for whole caseloads."""
