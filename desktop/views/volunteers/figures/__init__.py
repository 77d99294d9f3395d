"""The Ehrenamt in numbers on the screen, and the list of thanks."""
