"""The life of a match from the suggestion to its end (domain 6.3)."""
