"""Two records of one person put together, and persons who may be recorded already."""
