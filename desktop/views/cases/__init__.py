"""The list of cases and the case file: head, tabs, overview."""
