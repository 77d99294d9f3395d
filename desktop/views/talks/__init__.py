"""Talks: the quick entry, the list in the case file, the full page of a talk."""
