"""The criterion of the place: same place, near, far, inside the named circle or beyond, unknown and what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.casework.volunteers.matching.matching import suggestion
from desktop.casework.volunteers.matching.matching_place import judge_place, kilometres, say_place
from desktop.casework.volunteers.matching.matching_rows import NeedProfile, VolunteerProfile
from desktop.casework.volunteers.matching.matching_verdict import Outcome
from desktop.volunteer_terms import Activity

DAY = dt.date(2026, 11, 23)
STUTTGART, DITZINGEN, LEONBERG, KARLSRUHE = "70173", "71254", "71229", "76133"
"""Leonberg is 5 km from Ditzingen, Stuttgart 10, Karlsruhe 53."""
NEED = NeedProfile(1, DAY, Activity.EVERYDAY, DAY, place="Ditzingen", postal_code=DITZINGEN)
JAN = VolunteerProfile(7, "Neu, Jan", town="Stuttgart", postal_code=STUTTGART)


def judged(volunteer: VolunteerProfile, need: NeedProfile = NEED) -> tuple[Outcome, int, str]:
    verdict = judge_place(need, volunteer)
    return *verdict, say_place(need, volunteer, verdict)


def test_the_kilometres_of_these_tests_are_as_said() -> None:
    reached = [kilometres(NEED, replace(JAN, postal_code=code)) for code in (LEONBERG, STUTTGART, KARLSRUHE)]
    assert reached == [5, 10, 53]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"radius_km": 10}, (Outcome.FITS, 7, "10 km Luftlinie, im Umkreis von 10 km")),
        ({"radius_km": 9}, (Outcome.MISSES, 0, "10 km Luftlinie, Umkreis nur 9 km")),
        ({"radius_km": 9, "has_car": True}, (Outcome.MISSES, 0, "10 km Luftlinie, Umkreis nur 9 km")),
        ({}, (Outcome.UNKNOWN, 5, "10 km Luftlinie, Umkreis nicht eingetragen")),
        ({"has_car": True}, (Outcome.UNKNOWN, 5, "10 km Luftlinie, mit Auto, Umkreis nicht eingetragen")),
        ({"has_car": False}, (Outcome.MISSES, 0, "10 km Luftlinie, ohne Auto, Umkreis nicht eingetragen")),
        ({"postal_code": LEONBERG}, (Outcome.FITS, 8, "5 km Luftlinie")),
        ({"town": "Ditzingen", "postal_code": DITZINGEN}, (Outcome.FITS, 10, "aktiv in Ditzingen")),
        ({"town": "Hirschlanden", "postal_code": DITZINGEN}, (Outcome.FITS, 9, "im selben Postleitzahlgebiet")),
        ({"town": "Hirschlanden", "postal_code": DITZINGEN, "radius_km": 0},
         (Outcome.FITS, 9, "im selben Postleitzahlgebiet")),
        ({"postal_code": KARLSRUHE, "radius_km": 60}, (Outcome.FITS, 6, "53 km Luftlinie, im Umkreis von 60 km")),
        ({"area": "Ditzingen"}, (Outcome.FITS, 10, "aktiv in Ditzingen")),
        ({"area": "71229 Leonberg", "radius_km": 5}, (Outcome.FITS, 8, "5 km Luftlinie, im Umkreis von 5 km")),
    ],
)  # fmt: skip
def test_a_place_is_judged_by_its_kilometres(fields: dict[str, object], expected: tuple[Outcome, int, str]) -> None:
    assert judged(replace(JAN, **fields)) == expected  # type: ignore[arg-type]


def test_in_a_large_town_the_kilometres_stand_beside_the_same_place() -> None:
    south = replace(NEED, place="Stuttgart", postal_code="70599")
    assert judged(JAN, south) == (Outcome.FITS, 10, "aktiv in Stuttgart (7 km Luftlinie)")


@pytest.mark.parametrize(
    ("need", "volunteer", "expected"),
    [
        ({"postal_code": ""}, {}, (Outcome.UNKNOWN, 5, "gebraucht in Ditzingen, aktiv in Stuttgart, "
                                   "für die Entfernung fehlt beim Bedarf die Postleitzahl")),
        ({}, {"postal_code": ""}, (Outcome.UNKNOWN, 5, "gebraucht in Ditzingen, aktiv in Stuttgart, "
                                   "für die Entfernung fehlt im Register die Postleitzahl")),
        ({"place": ""}, {"postal_code": "", "radius_km": 5},
         (Outcome.UNKNOWN, 5, "aktiv in Stuttgart, Umkreis 5 km, "
          "für die Entfernung fehlt im Register die Postleitzahl")),
        ({}, {"postal_code": "00000"}, (Outcome.UNKNOWN, 5, "gebraucht in Ditzingen, aktiv in Stuttgart, "
                                        "wo eine der Postleitzahlen liegt, ist nicht bekannt")),
        ({}, {"area": "Killesberg"}, (Outcome.UNKNOWN, 5, "gebraucht in Ditzingen, aktiv in Killesberg, "
                                      "für die Entfernung fehlt im Register die Postleitzahl")),
        ({"place": "", "postal_code": ""}, {},
         (Outcome.UNKNOWN, 5, "wo jemand gebraucht wird, ist nicht angegeben")),
        ({"place": "", "postal_code": LEONBERG}, {"radius_km": 15},
         (Outcome.FITS, 6, "12 km Luftlinie, im Umkreis von 15 km")),
    ],
)  # fmt: skip
def test_what_is_not_known_stays_unknown_and_says_what_is_missing(
    need: dict[str, object], volunteer: dict[str, object], expected: tuple[Outcome, int, str]
) -> None:
    assert judged(replace(JAN, **volunteer), replace(NEED, **need)) == expected  # type: ignore[arg-type]


@given(some.integers(0, 80), some.sampled_from((STUTTGART, DITZINGEN, LEONBERG, KARLSRUHE)))
def test_nearer_never_brings_less(radius: int, code: str) -> None:
    """Whatever the circle: whoever starts nearer has at least the points of whoever starts farther off."""
    here, there = (replace(JAN, postal_code=one, radius_km=radius) for one in (code, STUTTGART))
    near, far = sorted((here, there), key=lambda one: kilometres(NEED, one) or 0)
    assert judge_place(NEED, near)[1] >= judge_place(NEED, far)[1]


def test_a_suggestion_tells_kilometres_and_no_postal_code() -> None:
    found = suggestion(NEED, replace(JAN, radius_km=20))
    assert found.distance_km == 10
    assert DITZINGEN not in str(found)
    assert suggestion(replace(NEED, postal_code=""), JAN).distance_km is None
