"""The page „Assessment“ of a case file: questions by section, drawn from the definition, and the result page."""
