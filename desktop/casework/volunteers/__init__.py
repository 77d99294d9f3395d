"""Ehrenamt: register, papers, needs, matching with reasons, matches from the suggestion to the end, hours (domain 6)."""
