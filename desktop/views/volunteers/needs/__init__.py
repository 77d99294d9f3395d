"""Needs for a volunteer on the screen, and the tab of the case file."""
