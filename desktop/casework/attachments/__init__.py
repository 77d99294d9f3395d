"""Documents in the vault."""
