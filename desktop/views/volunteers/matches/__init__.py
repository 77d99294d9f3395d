"""Matches on the screen: list, card, forms, sheets."""
