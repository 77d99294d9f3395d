"""Headless commands for IT, tests and measuring."""
