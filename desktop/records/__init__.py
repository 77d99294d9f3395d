"""Mapped classes: what the vault keeps. No behaviour beyond simple properties."""
