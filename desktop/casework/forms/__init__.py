"""Forms declared once: screen, print, statistics and export read the same definition (decision 6)."""
