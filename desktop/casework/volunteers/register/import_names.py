"""Who of a register has a name like one in a list, fast enough for long lists: every name is taken apart only once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from desktop.casework.search.folding import fold
from desktop.casework.search.name_keys import keys_asked, keys_in_index, words_asked
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts

T = TypeVar("T")


@dataclass(frozen=True)
class _Heard:
    """A name folded, its words, the keys it is found by, and for each word the keys one of which must be found."""

    folded: str
    words: frozenset[str]
    stored: frozenset[str]
    asked: tuple[frozenset[str], ...]

    def like(self, other: _Heard) -> bool:
        """Written or sounding alike, as `name_keys.alike` has it."""
        return bool(self.folded) and (self.folded == other.folded or self._met(other) or other._met(self))

    def _met(self, other: _Heard) -> bool:
        return bool(self.asked) and all(keys & other.stored for keys in self.asked)


class NameIndex(Generic[T]):
    """Names with something each belongs to."""

    def __init__(self) -> None:
        self._entries: list[tuple[VolunteerFacts, T]] = []
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, facts: VolunteerFacts, what: T) -> None:
        """Put somebody in."""
        for key in _keys(facts):
            self._by_key[key].append(len(self._entries))
        self._entries.append((facts, what))

    def candidates(self, facts: VolunteerFacts) -> list[tuple[VolunteerFacts, T]]:
        """Those whose family name may be or sound alike or shares a word, in the order they were put in; `maybe_same`
        looks closer."""
        places = {place for key in _keys(facts) for place in self._by_key.get(key, ())}
        return [self._entries[place] for place in sorted(places)]


def maybe_same(one: VolunteerFacts, other: VolunteerFacts) -> bool:
    """Names that are or sound alike, without years of birth that speak against it."""
    if one.birth_year and other.birth_year and one.birth_year != other.birth_year:
        return False
    if not one.given_names or not other.given_names:
        return fold(one.name) == fold(other.name)
    family, given = _heard(one.family_name), _heard(one.given_names)
    return family.like(_heard(other.family_name)) and given.like(_heard(other.given_names))


def _keys(facts: VolunteerFacts) -> frozenset[str]:
    """Whoever is alike shares one of these: a key or a word of the family name, or the whole name as written."""
    family = _heard(facts.family_name)
    return family.stored.union(*family.asked, family.words) | {f"={family.folded}", f"={fold(facts.name)}"}


@lru_cache(maxsize=10_000)
def _heard(name: str) -> _Heard:
    folded = fold(name)
    words = frozenset(f"={word}" for word in folded.split())
    return _Heard(folded, words, keys_in_index(name), tuple(keys_asked(word) for word in words_asked(name)))
