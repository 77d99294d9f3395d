"""What this PC has seen of a vault, kept outside of it."""
