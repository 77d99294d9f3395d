"""One search form for names in every spelling: Müller = Mueller, Şahin = Sahin, al-Jaburi = aljaburi."""

from __future__ import annotations

import unicodedata

from desktop.casework.plain_text import one_line

_LETTERS = str.maketrans(
    {"ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "’": "", "'": ""}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_MOST_WORDS = 12
_LONGEST_WORD = 80
"""Nobody types more; a whole letter pasted into the search by mistake would be more than a database takes."""


def fold(text: str) -> str:
    """Lower case without marks; words joined by a hyphen also count as one and as two."""
    plain = _strip(text.casefold())
    spelt_out = _strip(text.casefold().translate(_UMLAUTS))
    forms = [plain] if plain == spelt_out else [plain, spelt_out]
    joined = [form.replace("-", "") for form in forms if "-" in form]
    split = [form.replace("-", " ") for form in forms if "-" in form]
    return " ".join(dict.fromkeys(" ".join(forms + joined + split).split(" "))).strip()


def search_terms(text: str) -> tuple[str, ...]:
    """The words of a search, folded; each must be found in the folded name. What is too long is cut off."""
    typed = one_line(text[: _MOST_WORDS * _LONGEST_WORD])
    words = _strip(typed.casefold()).replace("-", " ").split()
    return tuple(word[:_LONGEST_WORD] for word in words[:_MOST_WORDS])


def _strip(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
