"""The key of a vault: slots, passwords, recovery sheet, change of the key."""
