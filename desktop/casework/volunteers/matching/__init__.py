"""Who fits a need: hard limits, explained points, the best assignment of several needs. Never automatic."""
