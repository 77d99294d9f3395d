"""What everybody may do and what is written down about it."""
