"""What is asked of volunteers' papers (`resources/catalogue/volunteer_papers.toml`) and how a paper stands on a day.

Pure: everything here works on frozen values, so that matching, „Heute“ and the pages say the same.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from desktop import paths
from desktop.casework.plans.catalogue_data import CatalogueFormatError
from desktop.casework.volunteers.papers.paper_rows import PaperEntry, PaperRow, PaperState, Standing
from desktop.clock import add_months, german_date
from desktop.terms import PartialDate
from desktop.volunteer_terms import CHILD_ACTIVITIES, Activity, Cover, PaperKind, VolunteerStatus

GROWN_UP = 18
_ASKED_FROM = frozenset((
    VolunteerStatus.PAPERS_OPEN, VolunteerStatus.READY, VolunteerStatus.ACTIVE, VolunteerStatus.PAUSE,
))  # fmt: skip
"""Before the papers are asked for nothing is missing."""
_OCCASIONS = frozenset(("everybody", "minors", "rides", "childcare"))


@dataclass(frozen=True)
class PaperRule:
    """One kind of paper; the head of the catalogue file says what the fields mean."""

    kind: PaperKind
    icon: str
    orders: str
    renewal: str
    source: str
    must: tuple[str, ...]
    fields: Mapping[str, str]
    needed_for: tuple[str, ...] = ()
    fresh_months: int | None = None
    valid_months: int | None = None
    rule: str = ""


@dataclass(frozen=True)
class PaperSettings:
    """What the office may decide; see `LIMITS` for what the numbers may be."""

    bridge_weeks: int = 8
    """So long a commitment bridges at most."""
    conduct_months: int = 3
    """So long after the end what is kept of the conduct certificate is deleted."""
    forget_months: int = 12
    """So long after the end everything else that is personal is deleted."""
    before_ready: tuple[PaperKind, ...] = (PaperKind.AGREEMENT, PaperKind.INSURANCE, PaperKind.LICENCE)
    """What has to be there before „einsatzbereit“, besides what always has to (`paper_duty.py`); some of `OPTIONAL`."""


OPTIONAL = (PaperKind.AGREEMENT, PaperKind.INSURANCE, PaperKind.LICENCE, PaperKind.MEASLES)
"""Papers the office may make a condition of „einsatzbereit“ for those who need them."""
LIMITS = {"bridge_weeks": (1, 26), "conduct_months": (0, 3), "forget_months": (3, 60)}
"""Least and most of each setting: three months for the conduct certificate, or sooner (domain 6.2)."""


@dataclass(frozen=True)
class PaperSubject:
    """What of a volunteer says which papers are needed. `accompanies_minors`: a match for somebody under age runs."""

    status: VolunteerStatus
    activities: frozenset[str] = frozenset()
    works_with_minors: bool | None = None
    accompanies_minors: bool = False

    @property
    def needs_conduct(self) -> bool:
        """Whoever accompanies minors, said they would, or does what is done with children and did not rule it out."""
        if self.accompanies_minors or self.works_with_minors:
            return True
        return self.works_with_minors is None and not self.activities.isdisjoint(CHILD_ACTIVITIES)

    def needs(self, rule: PaperRule) -> bool:
        """Whether this kind of paper is needed at all, whenever it is asked for."""
        occasions = {"everybody"} | ({"minors"} if self.needs_conduct else set())
        occasions |= {"rides"} if Activity.RIDES in self.activities else set()
        occasions |= {"childcare"} if Activity.CHILDCARE in self.activities else set()
        return not occasions.isdisjoint(rule.needed_for)


@cache
def paper_rules() -> dict[PaperKind, PaperRule]:
    """All kinds in the order of the catalogue. Raises CatalogueFormatError for what the program does not know."""
    content = tomllib.loads(paths.resource("catalogue", "volunteer_papers.toml").read_text(encoding="utf-8"))
    rules = {rule.kind: rule for rule in map(_rule, content["paper"])}
    if set(rules) != set(PaperKind) or len(rules) != len(content["paper"]):
        raise CatalogueFormatError("volunteer_papers: every kind of paper once")
    return rules


def newest_first(rows: Iterable[PaperRow]) -> tuple[PaperRow, ...]:
    """By the day that counts for each kind, then by when they were entered."""
    return tuple(sorted(rows, key=lambda row: (ordering_day(row.entry), row.id), reverse=True))


def ordering_day(entry: PaperEntry) -> dt.date:
    """The day that says which of two papers of a kind is the newer one."""
    day = getattr(entry, paper_rules()[entry.kind].orders)
    return day or entry.issued_on or entry.seen_on or dt.date.min


def last_day(entry: PaperEntry, settings: PaperSettings) -> dt.date | None:
    """The last day a paper can count: what was entered, but never beyond what the rules allow."""
    rule, latest = paper_rules()[entry.kind], None
    if entry.issued_on is not None:
        if rule.valid_months is not None:
            latest = add_months(entry.issued_on, rule.valid_months)
        elif entry.kind is PaperKind.COMMITMENT:
            latest = entry.issued_on + dt.timedelta(weeks=settings.bridge_weeks)
    days = [day for day in (entry.valid_until, latest) if day is not None]
    return min(days, default=None)


def conduct_block(
    rows: Sequence[PaperRow], works_with_minors: bool | None, day: dt.date, settings: PaperSettings | None = None
) -> str:
    """Why somebody may not accompany minors on `day`, in words; empty when nothing stands against it.

    `rows` are all papers of the volunteer. A commitment does not open the way: it only bridges until the inspection.
    """
    if works_with_minors is False:
        return "Möchte nicht mit Minderjährigen arbeiten."
    found = _newest(rows, PaperKind.CONDUCT, day)
    if found is None:
        return "Kein erweitertes Führungszeugnis eingesehen."
    if found.entry.no_entries is not True:
        return "Das Führungszeugnis ist nicht frei von einschlägigen Eintragungen."
    until = last_day(found.entry, settings or PaperSettings())
    if until is not None and until < day:
        return f"Die Einsicht in das Führungszeugnis ist am {german_date(until)} abgelaufen."
    return ""


def may_be_minor(birth: PartialDate | None, day: dt.date) -> bool:
    """Whether somebody can be under age on `day`: by the latest day of birth that fits; an unknown one always can."""
    if birth is None:
        return True
    grown_up = add_months(day, -12 * GROWN_UP)
    latest = (birth.year + birth.approximate, birth.month or 12, birth.day or 31)
    return latest > (grown_up.year, grown_up.month, grown_up.day)


def is_for_minors(
    activity: Activity, births: Collection[PartialDate | None], day: dt.date, *, with_children: bool
) -> bool:
    """Whether a match needs a conduct certificate on `day`: by its task, as it was said, or because one of those it is
    for may be under age. The same rule as `NeedProfile.minority`, where an unknown age counts as under age."""
    if with_children or activity in CHILD_ACTIVITIES:
        return True
    return not births or any(may_be_minor(birth, day) for birth in births)


def paper_states(
    rows: Sequence[PaperRow], facts: PaperSubject, day: dt.date, settings: PaperSettings,
    lead_days: Mapping[str, int],
) -> tuple[PaperState, ...]:
    """One state per kind in the order of the catalogue. `lead_days` by rule: so long before a paper runs out soon."""
    states: list[PaperState] = []
    for kind, rule in paper_rules().items():
        lead = dt.timedelta(days=lead_days.get(rule.rule, 0))
        state = _state(rule, [row for row in rows if row.kind is kind], day, settings, lead)
        if state.kind is PaperKind.CONDUCT and state.standing in (Standing.MISSING, Standing.EXPIRED):
            state = _bridged(state, rows, day, settings)
        if state.kind is PaperKind.COMMITMENT and state.standing is Standing.EXPIRED and states[0].standing.in_order:
            state = replace(state, standing=Standing.NOT_NEEDED, words="Das Führungszeugnis ist eingesehen.")
        states.append(_if_needed(state, rule, facts))
    return tuple(states)


def _bridged(state: PaperState, rows: Sequence[PaperRow], day: dt.date, settings: PaperSettings) -> PaperState:
    """The same, or bridged where a commitment was signed lately."""
    bridge = _newest(rows, PaperKind.COMMITMENT, day)
    until = last_day(bridge.entry, settings) if bridge is not None else None
    if until is None or until < day:
        return state
    words = (f"Die Selbstverpflichtung überbrückt bis {german_date(until)}; "
             "so lange keine neue Begleitung von Minderjährigen.")  # fmt: skip
    return PaperState(state.kind, Standing.BRIDGED, words, until, state.row)


def _if_needed(state: PaperState, rule: PaperRule, facts: PaperSubject) -> PaperState:
    """What is not needed may be there, but nothing is missing or overdue."""
    asked = facts.status in _ASKED_FROM or facts.accompanies_minors
    if state.standing in (Standing.VALID, Standing.SOON, Standing.REFUSED) or (facts.needs(rule) and asked):
        return state
    if state.standing is Standing.EXPIRED and asked and _is_due_again(rule, facts):
        return state
    if facts.status is VolunteerStatus.ENDED:
        words = "Das Ehrenamt ist beendet."
    elif facts.needs(rule):
        words = "Wird nach dem Erstgespräch gebraucht."
    elif state.row is not None and state.standing is not Standing.EXPIRED:
        return state
    else:
        said = f"{state.words} " if state.row is not None else ""
        words = said + _when_needed(rule)
    return PaperState(rule.kind, Standing.NOT_NEEDED, words, state.until, state.row)


def _is_due_again(rule: PaperRule, facts: PaperSubject) -> bool:
    """What not everybody has, but whoever has it: a training to repeat, a commitment in place of a certificate."""
    return rule.kind is PaperKind.TRAINING or (rule.kind is PaperKind.COMMITMENT and facts.needs_conduct)


def _when_needed(rule: PaperRule) -> str:
    occasions = {
        "minors": "Nur nötig, wer Minderjährige begleitet.",
        "rides": "Nur nötig für Fahrdienste.",
        "childcare": "Nur nötig beim Einsatz in Kita oder Gemeinschaftsunterkunft.",
    }
    return next((occasions[key] for key in rule.needed_for if key in occasions), "Nach Bedarf.")


def _state(rule: PaperRule, rows: Sequence[PaperRow], day: dt.date, settings: PaperSettings, lead: dt.timedelta
           ) -> PaperState:  # fmt: skip
    """The state of what is there, whether it is needed or not."""
    kept = [row for row in newest_first(rows) if ordering_day(row.entry) <= day]
    if not kept:
        return PaperState(rule.kind, Standing.MISSING, "Noch nicht eingetragen.")
    if rule.kind is PaperKind.TRAINING:
        kept = [min(_last_of_each_topic(kept), key=lambda row: last_day(row.entry, settings) or dt.date.max)]
    row = kept[0]
    until = last_day(row.entry, settings)
    standing, words = _standing(rule, row.entry, until, day, lead)
    return PaperState(rule.kind, standing, words, until, row)


def _standing(rule: PaperRule, entry: PaperEntry, until: dt.date | None, day: dt.date, lead: dt.timedelta
              ) -> tuple[Standing, str]:  # fmt: skip
    if entry.kind is PaperKind.CONDUCT and entry.no_entries is not True:
        return Standing.REFUSED, "Nicht frei von einschlägigen Eintragungen: kein Einsatz mit Minderjährigen."
    if entry.kind is PaperKind.MEASLES and entry.is_proven is not True:
        return Standing.OPEN, "Der Schutz ist nicht nachgewiesen."
    if entry.kind is PaperKind.INSURANCE and entry.cover in (None, Cover.UNCLEAR):
        return Standing.OPEN, "Welche Versicherung gilt, ist noch nicht geklärt."
    if until is None:
        return Standing.VALID, f"Seit {german_date(ordering_day(entry))}."
    if until < day:
        return Standing.EXPIRED, f"Seit {german_date(until)} abgelaufen: {rule.renewal}."
    if until <= day + lead:
        return Standing.SOON, f"Noch bis {german_date(until)}: {rule.renewal}."
    return Standing.VALID, f"Bis {german_date(until)}."


def _newest(rows: Iterable[PaperRow], kind: PaperKind, day: dt.date) -> PaperRow | None:
    of_kind = (row for row in rows if row.kind is kind and ordering_day(row.entry) <= day)
    return next(iter(newest_first(of_kind)), None)


def _last_of_each_topic(rows: Iterable[PaperRow]) -> Iterable[PaperRow]:
    """Of rows in order, newest first: each topic has its own next time."""
    found: dict[str, PaperRow] = {}
    for row in rows:
        found.setdefault(row.entry.title.casefold(), row)
    return found.values()


def _rule(entry: Mapping[str, Any]) -> PaperRule:
    known = {one.name for one in fields(PaperEntry)} - {"kind"}
    strange = {*entry["fields"], *entry["must"], entry["orders"]} - known
    strange |= set(entry["needed_for"]) - _OCCASIONS
    if strange or not entry["source"]:
        raise CatalogueFormatError(f"volunteer_papers: {entry.get('kind')}: {', '.join(sorted(strange))}")
    return PaperRule(**{
        **entry, "kind": PaperKind(entry["kind"]), "must": tuple(entry["must"]),
        "needed_for": tuple(entry["needed_for"]),
    })  # fmt: skip
