"""One file per print-out."""
