"""Talks, the quick line, private notes."""
