"""A small text engine for every script: bidi, fonts, shaping, layout, tags, PDF objects. Knows no case."""
