"""Filters of suggestions: what each keeps, what can be chosen, how many of all are shown and why not the others."""

from __future__ import annotations

import pytest

from desktop.casework.volunteers.matching.matching_rows import Aspect, Fit, Reason, Suggestion
from desktop.models.suggestion_filters import count_words, keeper, options_of
from desktop.models.suggestion_words import distance_said, place_words
from desktop.person_terms import Sex
from desktop.volunteer_terms import VolunteerStatus


def somebody(id_: int, **known: object) -> Suggestion:
    return Suggestion(1, id_, f"Nr. {id_}", VolunteerStatus.READY, "", 0, 1, **({"fit": Fit()} | known))  # type: ignore[arg-type]


NEAR = somebody(1, distance_km=4, languages=frozenset({"ar", "de"}), sex=Sex.FEMALE, group="Helferkreis Nord")
FAR = somebody(2, distance_km=18, languages=frozenset({"tr"}), sex=Sex.MALE, has_car=True, is_certified=True)
HERE = somebody(3, fit=Fit(fits=(Reason(Aspect.PLACE, "aktiv in Altdorf", 10, 10),)), has_time=True, has_car=False)
UNKNOWN = somebody(4, fit=Fit(unknown=(Reason(Aspect.PLACE, "für die Entfernung fehlt …", 5, 10),)))
ALL = (NEAR, FAR, HERE, UNKNOWN)


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({}, [1, 2, 3, 4]),
        ({"within": 5}, [1, 3]),
        ({"within": 20}, [1, 2, 3]),
        ({"language": "ar"}, [1]),
        ({"sex": Sex.MALE}, [2]),
        ({"group": "Helferkreis Nord"}, [1]),
        ({"time": True}, [3]),
        ({"car": True}, [2]),
        ({"certificate": True}, [2]),
        ({"within": 20, "car": True, "language": "ar"}, []),
        ({"time": False, "car": False, "language": None, "text": ""}, [1, 2, 3, 4]),
    ],
)
def test_a_filter_keeps_those_who_are_known_to_have_it(values: dict[str, object], kept: list[int]) -> None:
    assert [one.volunteer_id for one in ALL if keeper(values)(one)] == kept


def test_the_count_says_of_whom_the_distance_is_not_known() -> None:
    assert count_words(ALL, {"car": True}) == "1 von 4 gezeigt"
    assert count_words(ALL, {"within": 5}) == "2 von 4 gezeigt; bei 1 ist die Entfernung nicht bekannt"
    assert count_words(ALL, {"within": 5, "certificate": True}) == "0 von 4 gezeigt"


def test_what_occurs_can_be_chosen_and_what_is_chosen_stays() -> None:
    options = options_of(ALL, {"language": "fr", "group": "Sportverein"})
    assert options["language"] == [("ar", "Arabisch"), ("de", "Deutsch"), ("fr", "Französisch"), ("tr", "Türkisch")]
    assert options["group"] == [("Helferkreis Nord", "Helferkreis Nord"), ("Sportverein", "Sportverein")]
    assert [code for code, _ in options["within"]] == [5, 10, 20, 50]


def test_a_place_is_said_as_far_as_it_is_known() -> None:
    assert place_words("Altdorf", 10) == "Altdorf · 10 km Luftlinie"
    assert place_words("", 0) == "im selben Postleitzahlgebiet"
    assert place_words("Altdorf", None) == "Altdorf"
    assert distance_said(None) == "Entfernung nicht bekannt"
