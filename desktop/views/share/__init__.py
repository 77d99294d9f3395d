"""One writes, others read: who has the writing place, the reading copy, asking and giving."""
