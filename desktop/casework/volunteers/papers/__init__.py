"""Papers with rules and dates, and what is erased after the end (domain 6.2)."""
