"""Which persons of two files may be the same, so that marking two lines of a list is enough to compare them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.gate import query
from desktop.casework.rights import Actor, Right
from desktop.casework.search.folding import fold
from desktop.casework.search.name_keys import alike
from desktop.errors import CaseworkError
from desktop.records.people import Person


@dataclass(frozen=True)
class MergePair:
    """The person of the older file stays by proposal; on the page both can be exchanged."""

    kept_id: int
    gone_id: int


@query(Right.READ_CASE)
def pair_to_merge(session: Session, actor: Actor, one_case_id: int, other_case_id: int) -> MergePair:
    """The two persons most alike, one of each file. Raises CaseworkError for a file without persons."""
    older, newer = sorted((require_case(session, one_case_id), require_case(session, other_case_id)),
                          key=lambda case: case.id)  # fmt: skip
    pairs = [(one, other) for one in persons_of(session, older) for other in persons_of(session, newer) if one != other]
    if not pairs:
        raise CaseworkError("In einem der beiden Fälle gibt es niemanden, der zusammengeführt werden könnte.")
    kept, gone = max(pairs, key=_likeness)
    return MergePair(kept.id, gone.id)


def _likeness(pair: tuple[Person, Person]) -> tuple[int, int, int]:
    """Names that are equal, then names that sound alike, then the birth date; of equal pairs the first one."""
    one, other = pair
    names = ((one.family_name, other.family_name), (one.given_names, other.given_names))
    equal = sum(bool(mine.strip()) and fold(mine) == fold(theirs) for mine, theirs in names)
    sounding = sum(bool(mine.strip()) and alike(mine, theirs) for mine, theirs in names)
    return equal + sounding, equal, int(one.birth_date is not None and one.birth_date == other.birth_date)
