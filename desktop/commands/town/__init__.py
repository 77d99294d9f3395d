"""The fictional town Musterlingen: for learning, for screenshots, for tests and for measuring."""
