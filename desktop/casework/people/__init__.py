"""Persons, families, consents and what is known of each."""
