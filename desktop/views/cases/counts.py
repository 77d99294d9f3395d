"""Numbers of cases in words."""

from __future__ import annotations


def case_count(number: int) -> str:
    """„1 Fall“, „3 Fälle“."""
    return "1 Fall" if number == 1 else f"{number} Fälle"


def with_cases(number: int) -> str:
    """„Mit 1 Fall“, „Mit 3 Fällen“."""
    return "Mit 1 Fall" if number == 1 else f"Mit {number} Fällen"
