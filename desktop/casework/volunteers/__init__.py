"""Ehrenamt: register, papers, needs, matching with reasons, matches from suggestion to end, hours (domain 6)."""
