"""What is asked for from a case or a step of its plan, and how it is closed."""
