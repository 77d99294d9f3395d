"""Paper: data in, PDF bytes out."""
