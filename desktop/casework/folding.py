"""One search form for names in every spelling: Müller = Mueller, Şahin = Sahin, al-Jaburi = aljaburi."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {"ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "’": "", "'": ""}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def fold(text: str) -> str:
    """Lower case without marks; words joined by a hyphen also count as one and as two."""
    plain = _strip(text.casefold())
    spelt_out = _strip(text.casefold().translate(_UMLAUTS))
    forms = [plain] if plain == spelt_out else [plain, spelt_out]
    joined = [form.replace("-", "") for form in forms if "-" in form]
    split = [form.replace("-", " ") for form in forms if "-" in form]
    return " ".join(dict.fromkeys(" ".join(forms + joined + split).split(" "))).strip()


def search_terms(text: str) -> tuple[str, ...]:
    """The words of a search, folded; each must be found in the folded name."""
    return tuple(_strip(text.casefold()).replace("-", " ").split())


def _strip(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
