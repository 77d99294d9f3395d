"""The office and this PC: settings, password, backup."""
