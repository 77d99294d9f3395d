"""Finding by word and by sound, and the index behind it."""
