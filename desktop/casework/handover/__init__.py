"""The county's hand-over list against the vault: what is new, what differs, who decides, import and undo."""
