"""Papers of volunteers on the screen."""
