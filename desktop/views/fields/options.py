"""Coded values to choose from and how they are found by typing, whatever the spelling or script. No widgets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

from desktop.casework.search.folding import fold, search_terms
from desktop.exchange.readers.words import mapping
from desktop.terms import PRINT_LANGUAGES, Term

_GERMAN = Locale("de")

#: Letters people and keyboards mix up within Arabic script: one form each, for searching only.
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه",
                         "ؤ": "و", "ـ": None})  # fmt: skip
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
    "ы": "y", "э": "e", "ъ": "",
}  # fmt: skip  # Ukrainian passport spelling; „г“ is also tried as g, see `searchable`

_NOT_STATES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "DG", "EA", "IC", "TA"})
_FREQUENT_COUNTRIES = ("SY", "AF", "UA", "IQ", "TR", "IR", "ER", "SO", "NG", "GM")
_WITHOUT_COUNTRY = (("stateless", "staatenlos"), ("unclear", "ungeklärt"))


@dataclass(frozen=True)
class Option:
    """One value to choose: `code` is stored, `text` shown, `subtext` shown beside it, `search` only searched."""

    code: object
    text: str
    subtext: str = ""
    search: str = ""


def term_options(terms: Iterable[Term]) -> tuple[Option, ...]:
    """Options of an enum of `desktop.terms`; the codes are its members."""
    return tuple(Option(term, term.label) for term in terms)


@cache
def language_options() -> tuple[Option, ...]:
    """Languages by CLDR code: first those with print-outs, then the others, both by German name.

    Names and the words they are found by are those the hand-over list is read with.
    """
    known: Mapping[str, Sequence[str]] = mapping("languages")
    options = sorted((_language(code, words) for code, words in known.items()), key=_text)
    return tuple(sorted(options, key=_has_no_sheets))


@cache
def country_options() -> tuple[Option, ...]:
    """Countries by ISO 3166 code: the frequent ones first, the others by German name, then `stateless`, `unclear`."""
    known: Mapping[str, Sequence[str]] = mapping("nationalities")
    names = {code: str(name) for code, name in _GERMAN.territories.items() if len(code) == 2 and code.isalpha()}
    options = {
        code: Option(code, name, search=" ".join(known.get(code, ())))
        for code, name in names.items() if code not in _NOT_STATES
    }  # fmt: skip
    first = [options.pop(code) for code in _FREQUENT_COUNTRIES]
    return (*first, *sorted(options.values(), key=_text), *(Option(code, name) for code, name in _WITHOUT_COUNTRY))


def searchable(text: str) -> str:
    """`text` for comparing: folded, Arabic letters in one form, Cyrillic also in Latin letters."""
    plain = unicodedata.normalize("NFKC", text).translate(_ARABIC)
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in plain.casefold())
    forms = [fold(plain)] if latin == plain.casefold() else [fold(plain), latin, latin.replace("h", "g")]
    return " ".join(forms)


def find(options: Sequence[Option], typed: str) -> tuple[Option, ...]:
    """Options in which every typed word begins a word, those that begin with it first; failing that, holds it anywhere.

    Nothing typed finds all.
    """
    words = search_terms(unicodedata.normalize("NFKC", typed).translate(_ARABIC))
    if not words:
        return tuple(options)
    hits = [(option, f" {_haystack(option)}") for option in options]
    hits = [(option, hay) for option, hay in hits if all(word in hay for word in words)]
    begun = [(option, hay) for option, hay in hits if all(f" {word}" in hay for word in words)]
    return tuple(option for option, hay in sorted(begun or hits, key=lambda hit: not hit[1].startswith(f" {words[0]}")))


def exact(options: Sequence[Option], typed: str) -> Option | None:
    """The option meant by a finished text: its own words in any spelling, or the only one found."""
    wanted = searchable(typed.strip())
    same = [option for option in options if searchable(option.text) == wanted]
    found = same or find(options, typed)
    return found[0] if wanted and (same or len(found) == 1) else None


@cache
def _haystack(option: Option) -> str:
    return searchable(f"{option.text} {option.subtext} {option.search}")


def _language(code: str, words: Sequence[str]) -> Option:
    """The German name of CLDR with the usual word behind it where that is another („Persisch (Farsi)“)."""
    name = str(_GERMAN.languages.get(code, words[0]))
    other = "" if searchable(words[0]) in searchable(name) else f" ({words[0]})"
    own = _own_name(code) if code in PRINT_LANGUAGES else ""  # each takes a CLDR file, all together 0.2 s
    return Option(code, name + other, own, " ".join(words))


def _own_name(code: str) -> str:
    """The language's name in itself, where CLDR has it."""
    try:
        return str(Locale.parse(code).get_language_name() or "")
    except (ValueError, UnknownLocaleError):
        return ""


def _has_no_sheets(option: Option) -> bool:
    return option.code not in PRINT_LANGUAGES


def _text(option: Option) -> str:
    return searchable(option.text)
