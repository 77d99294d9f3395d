"""The Verlauf of a case file."""
