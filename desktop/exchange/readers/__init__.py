"""What one cell of a hand-over list says: text in, `CellReading` out. Nothing here knows the vault."""
