"""Qt item models and the bridge to the storage thread."""
