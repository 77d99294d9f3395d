"""Cells about who somebody is: name, sex, nationality, place in the family, languages."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale

from desktop.casework.handover.incoming import CellReading, PersonName, missing, sure, unreadable, unsure
from desktop.exchange.readers.words import cleaned, is_nothing, key, sentences, table
from desktop.person_terms import MaritalStatus, Relation, Sex

_LONG_NAME = 120
_SEX = {
    Sex.MALE: ("m", "mannl", "mannlich", "maennlich", "mann", "male", "herr", "hr", "junge", "sohn"),
    Sex.FEMALE: ("w", "f", "weibl", "weiblich", "frau", "female", "fr", "madchen", "maedchen", "tochter"),
    Sex.DIVERSE: ("d", "div", "divers", "diverse"),
    Sex.NOT_STATED: ("x", "o a", "keine angabe", "k a", "unbestimmt"),
}
_SEX_WORDS = {word: sex for sex, words in _SEX.items() for word in words}
_PARTS = re.compile(r"\s*[/;,+&|\n]\s*|\s+und\s+|\s+sowie\s+")
_NATION_NOISE = re.compile(r"\b(?:staatsang\w*|st\s?a|nationalit\w*|volkszug\w*)\b")
_LANGUAGE_NOISE = re.compile(
    r"\((?:mutter\w*|ms|etwas|wenig|gut|flie\w*|l[uü]ckenhaft)\)|\b(?:muttersprache|etwas|wenig|gut|flie\w*|l[uü]ckenhaft)\b|:",
    re.IGNORECASE,
)


@lru_cache(maxsize=50_000)
def read_full_name(text: str, given_first: bool = False) -> CellReading[PersonName]:
    """A whole name in one cell; without a comma the order is only assumed. Nothing is re-cased."""
    name = cleaned(text)
    if is_nothing(name):
        return missing(name)
    if "," in name:
        family, _, given = (part.strip() for part in name.partition(","))
        return _checked(PersonName(family, given), name) if family else _checked(PersonName(given, ""), name)
    parts = name.split()
    if len(parts) == 1:
        return _checked(PersonName(name, ""), name)
    order = [parts[-1], *parts[:-1]] if given_first else parts
    split = PersonName(order[0], " ".join(order[1:]))
    shown = f"Familienname „{split.family}“, Vorname „{split.given}“"
    return unsure(split, name, f"Ohne Komma ist die Reihenfolge nur angenommen: {shown}.")


def join_name(family: str, given: str) -> CellReading[PersonName]:
    """A name from two cells."""
    family, given = cleaned(family), cleaned(given)
    family, given = ("" if is_nothing(part) else part for part in (family, given))
    original = ", ".join(part for part in (family, given) if part)
    if not original:
        return missing()
    if not family or not given:
        return unsure(PersonName(family or given, ""), original, "Es ist nur ein Name angegeben.")
    return _checked(PersonName(family, given), original)


def _checked(name: PersonName, original: str) -> CellReading[PersonName]:
    whole = name.family + name.given
    if not any(letter.isalpha() for letter in whole):
        return unreadable(original, "Der Name enthält keine Buchstaben.")
    if "\ufffd" in whole:
        return unsure(name, original, "Der Name enthält ein unlesbares Zeichen.")
    if len(whole) > _LONG_NAME:
        return unsure(name, original, f"Der Name ist mit {len(whole)} Zeichen ungewöhnlich lang.")
    if not name.given:
        return unsure(name, original, "Es ist nur ein Name angegeben.")
    if any(letter.isdigit() or letter in "<>&@#{}" for letter in whole):
        return unsure(name, original, "Der Name enthält ungewöhnliche Zeichen; er bleibt, wie er geschrieben steht.")
    return sure(name, original)


@lru_cache(maxsize=1_000)
def read_sex(text: str) -> CellReading[Sex]:
    text = cleaned(text)
    found = _SEX_WORDS.get(key(text))
    if found:
        return sure(found, text)
    return missing(text) if is_nothing(text) else unreadable(text, f"„{text}“ ist kein bekanntes Geschlecht.")


@lru_cache(maxsize=10_000)
def read_nationality(text: str) -> CellReading[tuple[str, ...]]:
    """One or more nationalities as ISO codes, `stateless` or `unclear`; what is not known stays unread."""
    text = cleaned(text)
    if not text or text in "-–—/?":
        return missing(text)
    whole = country_code(text)
    if whole:
        return sure((whole,), text)
    doubt = sentences("nationality_unsure").get(key(text))
    if doubt:
        return unsure(None, text, doubt)
    codes = [country_code(part) for part in _PARTS.split(text) if part]
    if codes and all(codes):
        note = "Mehrere Staatsangehörigkeiten sind angegeben."
        return unsure(tuple(dict.fromkeys(code for code in codes if code)), text, note)
    return unreadable(text, f"„{text}“ ist keine bekannte Staatsangehörigkeit.")


@lru_cache(maxsize=10_000)
def read_country(text: str) -> CellReading[str]:
    """A country; the name of a people counts as its country."""
    reading = read_nationality(text)
    value = reading.value[0] if reading.value and reading.value[0] not in ("stateless", "unclear") else None
    if value is None and reading.value:
        return missing(reading.original)
    return CellReading(value, reading.certainty, reading.note, reading.original)


def country_code(text: str) -> str | None:
    """ISO code of an adjective, a people, a country name or an ISO code itself."""
    known = table("nationalities")
    word = " ".join(_NATION_NOISE.sub(" ", key(text)).split())
    if len(text.strip()) == 2 and text.strip().isalpha() and text.strip().upper() in _iso_codes():
        return text.strip().upper()
    for form in (word, *(word[: -len(end)] for end in ("e", "er", "en", "es", "in") if word.endswith(end))):
        code = known.get(form) or _country_names().get(form)
        if code:
            return code
    return None


@lru_cache(maxsize=1)
def _iso_codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("de").territories) if len(code) == 2) - _NO_COUNTRIES


_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "DG", "EA", "IC", "TA"})


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    """German and English country names."""
    return {key(Locale(locale).territories[code]): code for locale in ("en", "de") for code in _iso_codes()}


@lru_cache(maxsize=10_000)
def read_languages(text: str) -> CellReading[tuple[str, ...]]:
    """Languages in the list's order as codes; one without a code stays as written and makes the reading unsure."""
    text = cleaned(text)
    if is_nothing(text):
        return missing(text)
    known, notes = table("languages"), []
    found: list[str] = []
    for part in [text] if key(text) in known else _PARTS.split(text):
        word = _LANGUAGE_NOISE.sub(" ", part).strip(" .-")
        if not key(word):
            continue
        code = known.get(key(word)) or known.get(key(word.partition("(")[0]))
        found.append(code or word)
        if not code:
            notes.append(sentences("language_unsure").get(key(word), f"„{word}“ ist keine bekannte Sprache."))
    languages = tuple(dict.fromkeys(found))
    if not languages:
        return unreadable(text, f"„{text}“ ist keine bekannte Sprache.")
    return unsure(languages, text, " ".join(notes)) if notes else sure(languages, text)


@lru_cache(maxsize=1_000)
def read_relation(text: str) -> CellReading[Relation]:
    text = cleaned(text)
    code = table("relations").get(key(text)) or table("relations").get(key(text).rstrip("0123456789 "))
    if code:
        return sure(Relation(code), text)
    return missing(text) if is_nothing(text) else unreadable(text, f"„{text}“ ist keine bekannte Familienstellung.")


@lru_cache(maxsize=1_000)
def read_marital(text: str) -> CellReading[MaritalStatus]:
    text = cleaned(text)
    code = table("marital").get(key(text))
    if code:
        return sure(MaritalStatus(code), text)
    return missing(text) if is_nothing(text) else unreadable(text, f"„{text}“ ist kein bekannter Familienstand.")
