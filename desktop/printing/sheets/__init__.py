"""The sheets: one file per print-out, data in, bytes out; `sheet.sheet()` finds the right one. No file is written."""
