"""The page „Heute“."""
