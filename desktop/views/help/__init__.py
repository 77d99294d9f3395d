"""Help (F1) and „Über Wegplan“: German pages of `resources/help`, read inside the program."""
