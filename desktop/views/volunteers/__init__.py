"""Ehrenamt: the place of the register and of everything about volunteers, and the file of one volunteer."""
