"""Data in and out of the office: hand-over lists, exports."""
