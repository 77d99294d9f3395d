"""The life of a case from assignment to its end, and lists of cases."""
