"""Before a vault is open: first run, unlocking, recovering."""
