"""The fast search for names in a list finds what comparing each with each would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.casework.search.folding import fold
from desktop.casework.search.name_keys import alike
from desktop.casework.volunteers.register.import_names import NameIndex, maybe_same
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts

NAMES = ("Maier", "Meyer", "Mayer", "Öztürk", "Oeztuerk", "Yusuf", "Юсуф", "Mohammed", "Muhammad", "Wagner", "van Dyk",
         "al Khatib", "Khatib", "الخطيب", "Weiß", "Weiss", "")  # fmt: skip
PEOPLE = st.builds(
    lambda family, given, year: VolunteerFacts(family, given, birth_year=year),
    st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from((None, 1958, 1970)),
)  # fmt: skip


def plainly_same(one: VolunteerFacts, other: VolunteerFacts) -> bool:
    """The rule as it reads, without anything kept from before."""
    if one.birth_year and other.birth_year and one.birth_year != other.birth_year:
        return False
    if not one.given_names or not other.given_names:
        return fold(one.name) == fold(other.name)

    def like(left: str, right: str) -> bool:
        return bool(fold(left)) and (fold(left) == fold(right) or alike(left, right))

    return like(one.family_name, other.family_name) and like(one.given_names, other.given_names)


@given(PEOPLE, st.lists(PEOPLE, max_size=6))
def test_the_index_leaves_nobody_out(somebody: VolunteerFacts, register: list[VolunteerFacts]) -> None:
    index: NameIndex[int] = NameIndex()
    for place, known in enumerate(register):
        index.add(known, place)
    found = [place for known, place in index.candidates(somebody) if maybe_same(somebody, known)]
    assert found == [place for place, known in enumerate(register) if plainly_same(somebody, known)]


def test_names_that_sound_alike_meet_and_others_do_not() -> None:
    hans = VolunteerFacts("Maier", "Yusuf")
    assert maybe_same(hans, VolunteerFacts("Meyer", "Юсуф"))
    assert not maybe_same(hans, VolunteerFacts("Wagner", "Yusuf"))
