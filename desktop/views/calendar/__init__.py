"""The calendar of the team and the appointments of a case."""
