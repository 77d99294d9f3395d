"""Suggestions for a need on the screen."""
