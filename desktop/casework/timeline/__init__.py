"""Everything that happened in a case, in one order."""
