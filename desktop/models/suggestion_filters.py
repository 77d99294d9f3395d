"""Filters of the suggestions for a need: which they keep, what can be chosen, how many of all are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from desktop.casework.people.languages import language_name
from desktop.casework.volunteers.matching.matching_rows import Aspect, Suggestion
from desktop.models.sorting import german_key
from desktop.person_terms import Sex

Values = Mapping[str, object]
KILOMETRES = (5, 10, 20, 50)
"""Distances to choose from."""


def keeper(values: Values) -> Callable[[Suggestion], bool]:
    """Which suggestions these filters keep; who has not said a thing is not among those who have it."""
    language, sex, group, within = (values.get(key) for key in ("language", "sex", "group", "within"))

    def keeps(one: Suggestion) -> bool:
        return (
            (language is None or language in one.languages) and (sex is None or one.sex == sex)
            and (group is None or one.group == group) and (not isinstance(within, int) or _is_within(one, within))
            and (not values.get("time") or one.has_time) and (not values.get("car") or one.has_car is True)
            and (not values.get("certificate") or one.is_certified)
        )  # fmt: skip

    return keeps


def options_of(found: Iterable[Suggestion], values: Values) -> dict[str, list[tuple[object, str]]]:
    """Options of every choice: what occurs, and what is chosen even when nobody has it here, so that it stays."""
    found = tuple(found)
    languages = {code for one in found for code in one.languages} | _chosen(values, "language")
    groups = ({one.group for one in found} | _chosen(values, "group")) - {""}
    return {
        "within": [(km, _tr("bis %1 km").replace("%1", str(km))) for km in KILOMETRES],
        "language": sorted(((code, language_name(code)) for code in languages), key=_by_words),
        "sex": [(Sex.FEMALE, _tr("Frau")), (Sex.MALE, _tr("Mann"))],
        "group": sorted(((name, name) for name in groups), key=_by_words),
    }


def count_words(found: Iterable[Suggestion], values: Values) -> str:
    """„3 von 12 gezeigt; bei 2 ist die Entfernung nicht bekannt“: those would be kept, were it not for that."""
    found = tuple(found)
    shown = sum(map(keeper(values), found))
    said = _tr("%1 von %2 gezeigt").replace("%1", str(shown)).replace("%2", str(len(found)))
    wide = keeper({**values, "within": None})
    unknown = sum(wide(one) for one in found if _kilometres(one) is None) if values.get("within") is not None else 0
    return f"{said}; {_tr('bei %1 ist die Entfernung nicht bekannt').replace('%1', str(unknown))}" if unknown else said


def _is_within(one: Suggestion, most: int) -> bool:
    km = _kilometres(one)
    return km is not None and km <= most


def _kilometres(one: Suggestion) -> int | None:
    """Whoever is active in the very place is near, with or without postal codes."""
    if one.distance_km is not None:
        return one.distance_km
    return 0 if any(reason.aspect is Aspect.PLACE for reason in one.fit.fits) else None


def _chosen(values: Values, key: str) -> set[str]:
    value = values.get(key)
    return {value} if isinstance(value, str) else set()


def _by_words(option: tuple[object, str]) -> str:
    return german_key(option[1])


def _tr(text: str) -> str:
    return QCoreApplication.translate("suggestion_filters", text)
