"""Copies of a vault, their generations and second place; bringing one back."""
