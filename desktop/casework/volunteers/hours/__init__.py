"""Hours, ways and money with their yearly limits."""
