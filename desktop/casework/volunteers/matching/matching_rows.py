"""What matching works with and what it says: profiles of both sides, reasons with points, suggestions.

A profile holds what may play a part and nothing else: no family name, no residence, no health, of a client's address
at most a postal code, and of a volunteer's own flight nothing at all.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from desktop.casework.search.folding import fold
from desktop.casework.volunteers.matching.distance import code_in, without_code
from desktop.casework.volunteers.matching.matching_week import minutes_of, widened
from desktop.casework.volunteers.week_times import Span, without
from desktop.person_terms import Sex
from desktop.terms import PartialDate, Term
from desktop.volunteer_terms import (
    CHILD_ACTIVITIES,
    Activity,
    GenderWish,
    LanguageSkill,
    Sponsorship,
    TargetGroup,
    VolunteerStatus,
)

ADULT, OLDER, YOUTH = 18, 65, 14
"""Ages from which somebody is an adult, an older human being, and no longer a child but a youth."""
_SHORT_VISIT = 60
"""Minutes a week that are wished for where a need names times but not how long."""


class Aspect(Term):
    """What a reason is about."""

    STATUS = "status", "Status"
    PERIOD = "period", "Zeitraum"
    MINORS = "minors", "Minderjährige"
    EXCLUDED = "excluded", "Ausschlüsse"
    SAME = "same", "Beteiligte"
    ACTIVITY = "activity", "Tätigkeit"
    LANGUAGE = "language", "Sprache"
    TIMES = "times", "Zeit"
    PLACE = "place", "Ort"
    TARGET = "target", "Zielgruppe"
    EXPERIENCE = "experience", "Erfahrung"
    GENDER = "gender", "Frau oder Mann"
    INTERESTS = "interests", "Interessen"
    CAPACITY = "capacity", "Freie Plätze"
    WAITING = "waiting", "Wartezeit"


class Minority(Term):
    """Whether a need is about minors. Who may be a minor is treated as one."""

    YES = "yes", "minderjährig"
    NO = "no", "volljährig"
    UNKNOWN = "unknown", "Alter unbekannt"


@dataclass(frozen=True)
class Reason:
    """One sentence part for people, with the points it brought of those it could."""

    aspect: Aspect
    words: str
    points: int = 0
    of: int = 0


@dataclass(frozen=True)
class Fit:
    """How a volunteer fits a need. `blocks` are hard limits: whoever has one cannot be assigned, whatever the score.

    Unknown things bring half of their points: neither punished as a miss nor praised.
    """

    blocks: tuple[Reason, ...] = ()
    fits: tuple[Reason, ...] = ()
    misses: tuple[Reason, ...] = ()
    unknown: tuple[Reason, ...] = ()
    common: tuple[Span, ...] = ()
    """Times both have, without those of other matches."""
    next_free: Span | None = None
    """The volunteer's next time that is long enough, where what both have is too little."""

    @property
    def score(self) -> int:
        """0 to 100: the sum of the points of all reasons."""
        return sum(reason.points for part in (self.fits, self.misses, self.unknown) for reason in part)

    @property
    def blocked(self) -> bool:
        return bool(self.blocks)


@dataclass(frozen=True)
class Suggestion:
    """A volunteer for a need; `running` of at most `most` matches are taken."""

    need_id: int
    volunteer_id: int
    name: str
    status: VolunteerStatus
    town: str
    running: int
    most: int
    fit: Fit
    distance_km: int | None = None
    """As the crow flies to where somebody is needed, 0 within one postal code; None when that is not known."""
    languages: frozenset[str] = frozenset()
    sex: Sex | None = None
    has_car: bool | None = None
    is_certified: bool = False
    """Whether a certificate of conduct counts on the day."""
    has_time: bool = False
    """Whether there is as much time as is wished for, when it is wished for."""
    group: str = ""


@dataclass(frozen=True)
class NeedProfile:
    """A need as it is on `day`; everything about age and waiting is of that day."""

    id: int
    day: dt.date
    activity: Activity
    reported_on: dt.date
    wanted_by: dt.date | None = None
    languages: tuple[str, ...] = ()
    times: tuple[Span, ...] = ()
    minutes_per_week: int | None = None
    place: str = ""
    postal_code: str = ""
    """Of where it takes place, for kilometres. Never shown."""
    gender_wish: GenderWish = GenderWish.ANY
    sponsorship: Sponsorship = Sponsorship.SINGLE
    with_children: bool = False
    interests: tuple[str, ...] = ()
    for_one: bool = True
    """Whether it is for one person or for a whole family."""
    births: tuple[PartialDate | None, ...] = (None,)
    """Dates of birth of everybody it is for."""
    sex: Sex | None = None
    """Of the one person."""
    persons: frozenset[int] = frozenset()
    """Who is in the case: nobody accompanies themselves or their own family. Never shown."""

    @cached_property
    def minority(self) -> Minority:
        """Whether minors are looked after, taught or accompanied, alone or in their family. A birth date known in part
        may leave it open."""
        if self.with_children or self.activity in CHILD_ACTIVITIES:
            return Minority.YES
        spans = [ages(birth, self.day) for birth in self.births]
        if any(eldest is not None and eldest < ADULT for _, eldest in spans):
            return Minority.YES
        unsure = not spans or any(youngest is None or youngest < ADULT for youngest, _ in spans)
        return Minority.UNKNOWN if unsure else Minority.NO

    @cached_property
    def groups(self) -> frozenset[TargetGroup]:
        """The target groups this need belongs to, as far as they are known."""
        found = {TargetGroup.CHILDREN} if self.with_children or self.activity in CHILD_ACTIVITIES else set()
        if not self.for_one or self.sponsorship is Sponsorship.FAMILY:
            return frozenset(found | {TargetGroup.FAMILIES})
        found |= {TargetGroup.SINGLE} if self.sponsorship is Sponsorship.SINGLE else set()
        return frozenset(found | self._by_age())

    @cached_property
    def week(self) -> int:
        """The wished times as a set of minutes."""
        return minutes_of(self.times)

    @cached_property
    def week_and_near(self) -> int:
        return widened(self.times)

    @cached_property
    def wished_minutes(self) -> int:
        """How many minutes a week are wished for; 0 where nothing is said about time at all."""
        if not self.times:
            return self.minutes_per_week or 0
        return min(self.minutes_per_week or _SHORT_VISIT, self.week.bit_count())

    @cached_property
    def waiting_days(self) -> int:
        return max(0, (self.day - self.reported_on).days)

    @cached_property
    def place_words(self) -> frozenset[str]:
        return folded_words(self.place)

    @cached_property
    def interest_words(self) -> frozenset[str]:
        return _all_words(self.interests)

    def _by_age(self) -> set[TargetGroup]:
        youngest, eldest = ages(self.births[0] if self.births else None, self.day)
        if youngest is None or eldest is None:
            return set()
        found = {TargetGroup.CHILDREN} if youngest < YOUTH else set()
        found |= {TargetGroup.YOUTH} if youngest < ADULT and eldest >= YOUTH else set()
        found |= {TargetGroup.OLDER} if youngest >= OLDER else set()
        return found | (_BY_SEX.get(self.sex, set()) if youngest >= ADULT else set())


@dataclass(frozen=True)
class VolunteerProfile:
    """A volunteer as matching sees one; empty and None mean that nothing was said."""

    id: int
    name: str
    status: VolunteerStatus = VolunteerStatus.READY
    pause_until: dt.date | None = None
    has_consent: bool = True
    """Whether the consent to keep these data holds."""
    available_from: dt.date | None = None
    available_until: dt.date | None = None
    activities: frozenset[Activity] = frozenset()
    target_groups: frozenset[TargetGroup] = frozenset()
    excluded_groups: frozenset[TargetGroup] = frozenset()
    excluded_activities: frozenset[Activity] = frozenset()
    exclusions: str = ""
    done: frozenset[Activity] = frozenset()
    """What the volunteer has done before, by hours and matches."""
    languages: tuple[tuple[str, LanguageSkill], ...] = ()
    times: tuple[Span, ...] = ()
    taken: tuple[Span, ...] = ()
    """Weekly times of running matches."""
    minutes_per_week: int | None = None
    sex: Sex | None = None
    area: str = ""
    postal_code: str = ""
    town: str = ""
    radius_km: int | None = None
    has_car: bool | None = None
    interests: tuple[str, ...] = ()
    profession: str = ""
    most_matches: int = 1
    running: int = 0
    group: str = ""
    is_certified: bool = False
    """Whether a certificate of conduct counts on the day."""
    minors_block: str = ""
    """Why not with minors on the day, in words: the certificate of conduct, or not wished."""
    person_id: int | None = None
    """The same human being as a client. Never shown."""
    needs: frozenset[int] = frozenset()
    """Needs with a match of this volunteer that has not ended."""

    @cached_property
    def week(self) -> int:
        """The free minutes of the week: available and not taken by a running match."""
        return minutes_of(self.times) & ~minutes_of(self.taken)

    @cached_property
    def free_times(self) -> tuple[Span, ...]:
        return without(self.times, self.taken)

    @cached_property
    def minutes_left(self) -> int | None:
        """Of the minutes a week there are in all; None when that was not said."""
        return None if self.minutes_per_week is None else self.minutes_per_week - minutes_of(self.taken).bit_count()

    @cached_property
    def free(self) -> int:
        """How many more matches are wished for; below zero when there are too many."""
        return self.most_matches - self.running

    @cached_property
    def skills(self) -> dict[str, LanguageSkill]:
        return dict(self.languages)

    @cached_property
    def place_words(self) -> frozenset[str]:
        return folded_words(self.area) | folded_words(self.postal_code) | folded_words(self.town)

    @property
    def start_code(self) -> str:
        """Postal code the circle is drawn around, empty when that is not known."""
        return _start_code(self.area, self.postal_code, self.town)

    @cached_property
    def interest_words(self) -> frozenset[str]:
        return _all_words((*self.interests, self.profession))


def ages(birth: PartialDate | None, day: dt.date) -> tuple[int, int] | tuple[None, None]:
    """Youngest and eldest age in whole years that a birth date known in part allows; „ca.“ is a year either way."""
    if birth is None:
        return None, None
    about = 1 if birth.approximate else 0
    month = birth.month or 12
    latest = PartialDate(birth.year, month, birth.day or monthrange(birth.year, month)[1])
    return latest.age_on(day) - about, birth.age_on(day) + about


@lru_cache(maxsize=1024)
def folded_words(text: str) -> frozenset[str]:
    """The words of a place or an interest in search form; commas and strokes part them. The same few come up again and
    again, so they are kept."""
    return frozenset(fold(text.replace(",", " ").replace("/", " ").replace(";", " ")).split())


@lru_cache(maxsize=1024)
def place_names(text: str) -> frozenset[str]:
    """The words of a place without its postal code."""
    return folded_words(without_code(text))


@lru_cache(maxsize=4096)
def _start_code(area: str, postal_code: str, town: str) -> str:
    """The one said with the area, or that of home where the area names no other place."""
    return code_in(area) or (code_in(postal_code) if place_names(area) <= place_names(town) else "")


def _all_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in folded_words(text))


_BY_SEX: Mapping[Sex | None, set[TargetGroup]] = {Sex.FEMALE: {TargetGroup.WOMEN}, Sex.MALE: {TargetGroup.MEN}}
