"""The print preview: pages from memory at the left, what to print and what to know before at the right."""
