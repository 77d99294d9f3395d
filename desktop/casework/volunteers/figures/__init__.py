"""The Ehrenamt in numbers, and who is thanked."""
