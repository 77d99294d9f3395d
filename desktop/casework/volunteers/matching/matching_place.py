"""Where: the same place, or how far off and whether that is inside the circle the volunteer named.

Kilometres are as the crow flies between postal codes; what nobody knows stays unknown and says what is missing.
PRIVACY: of a client's dwelling no more than these kilometres is told.
"""

from __future__ import annotations

from functools import lru_cache

from desktop.casework.volunteers.matching.distance import distance_km
from desktop.casework.volunteers.matching.matching_rows import NeedProfile, VolunteerProfile, place_names
from desktop.casework.volunteers.matching.matching_verdict import MISS, Outcome, Verdict

PLACE = 10
"""Points of the same place."""
_POINTS, _FAR = ((0, 9), (5, 8), (10, 7)), 6
"""Up to so many kilometres, so many points, and beyond: nearer is better, and the same place best."""
_NEARBY_KM = 5
"""Near enough for everybody who named no circle."""


def judge_place(need: NeedProfile, volunteer: VolunteerProfile) -> Verdict:
    """Verdict on the place. Without kilometres only the same words are the same place."""
    if _is_same(need.place, volunteer.area, volunteer.town):
        return Outcome.FITS, PLACE
    km = kilometres(need, volunteer)
    return _by_words(need, volunteer) if km is None else _by_distance(km, volunteer)


def say_place(need: NeedProfile, volunteer: VolunteerProfile, verdict: Verdict) -> str:
    """The verdict in words."""
    km = kilometres(need, volunteer)
    if _is_same(need.place, volunteer.area, volunteer.town):
        return f"aktiv in {need.place}" + (f" ({distance_words(km)})" if km else "")
    return _say_words(need, volunteer) if km is None else _say_distance(km, volunteer, verdict)


def kilometres(need: NeedProfile, volunteer: VolunteerProfile) -> int | None:
    """As `distance_km`, from where the volunteer starts to where somebody is needed."""
    return distance_km(volunteer.start_code, need.postal_code)


def distance_words(km: int) -> str:
    """„4 km Luftlinie“; an area of one postal code can be wide, so nothing is claimed of distances inside it."""
    return f"{km} km Luftlinie" if km else "im selben Postleitzahlgebiet"


@lru_cache(maxsize=8192)
def _is_same(place: str, area: str, town: str) -> bool:
    """Whether a volunteer of `town` who would like to be active in `area` is so at `place`; asked of the same few words
    for every pair."""
    ours, theirs = place_names(place), place_names(area)
    return bool(ours) and (ours <= theirs | place_names(town) or bool(theirs and theirs <= ours))


def _by_distance(km: int, volunteer: VolunteerProfile) -> Verdict:
    if volunteer.radius_km is not None:
        return (Outcome.FITS, _nearness(km)) if km <= volunteer.radius_km else MISS
    if km <= _NEARBY_KM:
        return Outcome.FITS, _nearness(km)
    return MISS if volunteer.has_car is False else (Outcome.UNKNOWN, PLACE // 2)


def _nearness(km: int) -> int:
    return next((points for most, points in _POINTS if km <= most), _FAR)


def _by_words(need: NeedProfile, volunteer: VolunteerProfile) -> Verdict:
    both = need.place_words and volunteer.place_words
    far = both and (volunteer.has_car is False or volunteer.radius_km == 0)
    return MISS if far else (Outcome.UNKNOWN, PLACE // 2)


def _say_distance(km: int, volunteer: VolunteerProfile, verdict: Verdict) -> str:
    radius = volunteer.radius_km
    if radius is not None:
        circle = f"im Umkreis von {radius} km" if verdict[0] is Outcome.FITS else f"Umkreis nur {radius} km"
        return ", ".join((distance_words(km), circle)) if km else distance_words(km)
    if verdict[0] is Outcome.FITS:
        return distance_words(km)
    return ", ".join((distance_words(km), *_car_words(volunteer), "Umkreis nicht eingetragen"))


def _say_words(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    """Without kilometres: both places in words, and what is missing."""
    if not need.place_words and not need.postal_code:
        return "wo jemand gebraucht wird, ist nicht angegeben"
    if not volunteer.place_words:
        return "wo jemand aktiv sein möchte, ist nicht eingetragen"
    parts = [f"gebraucht in {need.place}"] if need.place else []
    parts += [f"aktiv in {volunteer.area or volunteer.town or volunteer.postal_code}"]
    parts += [f"Umkreis {volunteer.radius_km} km"] if volunteer.radius_km is not None else []
    return ", ".join((*parts, *_car_words(volunteer), _missing(need, volunteer)))


def _car_words(volunteer: VolunteerProfile) -> tuple[str, ...]:
    return () if volunteer.has_car is None else ("mit Auto" if volunteer.has_car else "ohne Auto",)


def _missing(need: NeedProfile, volunteer: VolunteerProfile) -> str:
    ours, theirs = bool(need.postal_code), bool(volunteer.start_code)
    if ours and theirs:
        return "wo eine der Postleitzahlen liegt, ist nicht bekannt"
    if ours or theirs:
        return f"für die Entfernung fehlt {'im Register' if ours else 'beim Bedarf'} die Postleitzahl"
    return "für die Entfernung fehlen die Postleitzahlen"
