"""What proves that a vault and the library that reads it are sound, and what mends them."""
