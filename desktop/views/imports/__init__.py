"""The way of a county's hand-over list into the vault: file, columns, preview, result."""
