"""Knows files, keys and SQL; nothing about people."""
