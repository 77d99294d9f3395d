"""Where a vault may lie, who has it open, what the others read meanwhile."""
