"""Asking for needs and resources, and the result page."""
