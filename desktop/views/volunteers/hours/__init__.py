"""Hours and money of volunteers on the screen."""
