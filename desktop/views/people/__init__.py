"""The page „Personen“ of a case file: members, their facts, titles, addresses, consents, and the family itself."""
