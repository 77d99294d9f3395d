"""Who is there: data, status over time, groups, contacts, lists read in, own data sheet (domain 6.1)."""
