"""The way of any list into the vault: file, columns, preview, result."""
