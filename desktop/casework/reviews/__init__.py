"""Überprüfung and Fortschreibung."""
