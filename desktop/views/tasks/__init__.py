"""The tasks of a case file."""
