"""The plan page of a case file: goals as cards, steps as rows, the life of a Fassung."""
