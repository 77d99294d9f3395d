"""The review of a plan, what changed between Fassungen, and how it went over time."""
