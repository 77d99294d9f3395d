"""The register on the screen: everybody, profile, contacts, status, Helferkreise."""
