"""Documents of a case: list, adding, viewer."""
