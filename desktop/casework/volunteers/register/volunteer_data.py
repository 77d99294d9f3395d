"""What is kept about one volunteer, for the volunteer (Art. 15 DSGVO), and what the consent to it carries.

Matches stand without a word about who is accompanied: that is somebody else's data. What a case file holds of somebody
who is a client too belongs to another sheet, with other rights.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.caseload import user_names
from desktop.casework.gate import query
from desktop.casework.office import OfficeSettings, office_settings
from desktop.casework.people.languages import language_name
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.papers.paper_rules import PaperSettings
from desktop.casework.volunteers.papers.papers import kept_paper_settings
from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage, VolunteerFacts, language_rows, time_rows
from desktop.casework.volunteers.register.volunteers import require_volunteer
from desktop.casework.volunteers.week_times import Span
from desktop.clock import german_date, today
from desktop.records.volunteer_matches import VolunteerHours, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import (
    Volunteer,
    VolunteerContact,
    VolunteerGroup,
    VolunteerPaper,
    VolunteerStatusEntry,
)
from desktop.terms import Term
from desktop.volunteer_terms import Allowance, PaperKind

CONSENT_EDITION = "2026-11"
"""Edition of the text of the consent sheet; it is entered with the day of signing."""


@dataclass(frozen=True)
class DatedWords:
    """A day and what happened, in words."""

    on: dt.date
    words: str


@dataclass(frozen=True)
class HoursOfYear:
    """Sums of one year; money in cents, way in metres."""

    year: int
    minutes: int
    metres: int
    expenses_cents: int
    allowance_cents: int


@dataclass(frozen=True)
class VolunteerData:
    """Everything kept about one volunteer, ready to be read. `facts` are pairs of label and words, empty ones left out.

    `contacts` say when and what kind of talk there was; what was written down may speak of others and is not here.
    """

    office: OfficeSettings
    made_on: dt.date
    made_by: str
    name: str
    facts: tuple[tuple[str, str], ...]
    week: tuple[Span, ...]
    statuses: tuple[DatedWords, ...]
    papers: tuple[tuple[str, str], ...]
    matches: tuple[DatedWords, ...]
    contacts: tuple[DatedWords, ...]
    hours: tuple[HoursOfYear, ...]
    settings: PaperSettings


@dataclass(frozen=True)
class ConsentData:
    """What the sheet of consent carries beside its text."""

    office: OfficeSettings
    name: str
    address: str
    edition: str
    settings: PaperSettings
    contact: str
    """Who speaks for the office."""
    made_on: dt.date


@query(Right.READ_VOLUNTEERS, record="volunteer.data_sheet")
def volunteer_data(session: Session, actor: Actor, volunteer_id: int) -> VolunteerData:
    """Gather everything; recorded as a print-out (DS-06)."""
    volunteer = require_volunteer(session, volunteer_id)
    return VolunteerData(
        office_settings(session, actor), today(), actor.name, _full_name(volunteer), _facts(session, volunteer),
        time_rows(volunteer), _statuses(session, volunteer_id), _papers(session, volunteer_id),
        _matches(session, volunteer_id), _contacts(session, volunteer_id), _hours(session, volunteer_id),
        kept_paper_settings(session),
    )  # fmt: skip


@query(Right.READ_VOLUNTEERS, record="volunteer.consent_sheet")
def volunteer_consent(session: Session, actor: Actor, volunteer_id: int) -> ConsentData:
    """The consent to be signed; recorded as a print-out (DS-06)."""
    volunteer = require_volunteer(session, volunteer_id)
    return ConsentData(
        office_settings(session, actor), _full_name(volunteer), _address(volunteer), CONSENT_EDITION,
        kept_paper_settings(session), actor.name, today(),
    )  # fmt: skip


# inside


def _full_name(volunteer: Volunteer) -> str:
    return f"{volunteer.given_names} {volunteer.family_name}".strip()


def _address(volunteer: Volunteer) -> str:
    place = " ".join(part for part in (volunteer.postal_code, volunteer.town) if part)
    return ", ".join(part for part in (volunteer.street, place) if part)


def _facts(session: Session, volunteer: Volunteer) -> tuple[tuple[str, str], ...]:
    """All that was entered, by the label of its field."""
    facts = VolunteerFacts.of(volunteer)
    group = session.get(VolunteerGroup, facts.group_id) if facts.group_id else None
    pairs = (
        *_personal(facts, volunteer),
        ("Zuständig in der Stelle", user_names(session).get(facts.responsible_id or 0, "")),
        ("Helferkreis", group.name if group else ""),
        ("Verein, Kirche, Initiative", facts.organisation), *_wishes(facts),
        ("Sprachen", _languages(language_rows(volunteer))), *_times_and_place(facts), *_dates(facts, volunteer),
        ("Auslagenersatz, Pauschale", facts.allowance.label if facts.allowance is not Allowance.NONE else ""),
        ("Notiz", facts.note), ("Zum Ende", volunteer.end_note),
    )  # fmt: skip
    return tuple((label, said) for label, said in pairs if said)


def _personal(facts: VolunteerFacts, volunteer: Volunteer) -> tuple[tuple[str, str], ...]:
    day = facts.birthday.split("-")
    born = f"{day[1]}.{day[0]}." if len(day) == 2 else ""
    return (
        ("Name", facts.name), ("Anrede", facts.salutation.label if facts.salutation else ""),
        ("Geschlecht", facts.sex.label if facts.sex else ""),
        ("Geboren", f"{born}{facts.birth_year or ''}"), ("Anschrift", _address(volunteer)),
        ("Telefon", facts.phone), ("E-Mail", facts.email),
    )  # fmt: skip


def _wishes(facts: VolunteerFacts) -> tuple[tuple[str, str], ...]:
    return (
        ("Tätigkeiten", _listed(facts.activities)), ("Am liebsten mit", _listed(facts.target_groups)),
        ("Nicht gewünscht", _listed((*facts.excluded_activities, *facts.excluded_groups), facts.exclusions)),
        ("Kontakt zu Minderjährigen", _yes(facts.works_with_minors)), ("Interessen", ", ".join(facts.interests)),
        ("Beruf, Erfahrung", facts.profession), ("Eigene Fluchterfahrung", _yes(facts.own_flight)),
        ("Begleitungen zur gleichen Zeit", f"höchstens {facts.most_matches}"),
    )  # fmt: skip


def _times_and_place(facts: VolunteerFacts) -> tuple[tuple[str, str], ...]:
    minutes = facts.minutes_per_week
    hours = f"{minutes / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",") if minutes else ""
    return (
        ("Zeit in der Woche", f"{hours} Stunden" if hours else ""),
        ("Verfügbar ab", _day(facts.available_from)), ("Verfügbar bis", _day(facts.available_until)),
        ("Einsatzort", facts.area),
        ("Umkreis", f"{facts.radius_km} km" if facts.radius_km is not None else ""), ("Auto", _yes(facts.has_car)),
    )  # fmt: skip


def _dates(facts: VolunteerFacts, volunteer: Volunteer) -> tuple[tuple[str, str], ...]:
    consent = _day(facts.consent_on)
    edition = f", Fassung {facts.consent_version}" if consent and facts.consent_version else ""
    shown = "erlaubt" if facts.may_show_contact else "nicht erlaubt"
    talk = " mit ".join(part for part in (_day(facts.first_talk_on), facts.first_talk_with) if part)
    return (
        ("Ehrenamtlich seit", _day(facts.active_since)), ("Erstgespräch", talk),
        ("Einwilligung vom", f"{consent}{edition}"), ("Widerrufen am", _day(volunteer.consent_withdrawn_on)),
        ("Kontakt weitergeben", shown if consent else ""),
    )  # fmt: skip


def _languages(languages: Iterable[SpokenLanguage]) -> str:
    return ", ".join(f"{language_name(spoken.code)} ({spoken.skill.label})" for spoken in languages)


def _listed(terms: Sequence[Term], more: str = "") -> str:
    return ", ".join((*(term.label for term in terms), *((more,) if more else ())))


def _yes(answer: bool | None) -> str:
    return "" if answer is None else "ja" if answer else "nein"


def _day(day: dt.date | None) -> str:
    return german_date(day) if day else ""


def _statuses(session: Session, volunteer_id: int) -> tuple[DatedWords, ...]:
    own = select(VolunteerStatusEntry).where(VolunteerStatusEntry.volunteer_id == volunteer_id)
    return tuple(
        DatedWords(entry.since, " – ".join(part for part in (entry.status.label, entry.note) if part))
        for entry in session.scalars(own.order_by(VolunteerStatusEntry.since, VolunteerStatusEntry.id))
    )


def _papers(session: Session, volunteer_id: int) -> tuple[tuple[str, str], ...]:
    """Every paper with its days; of the conduct certificate nothing else is kept."""
    own = select(VolunteerPaper).where(VolunteerPaper.volunteer_id == volunteer_id).order_by(VolunteerPaper.id)
    return tuple((paper.kind.label, _paper_words(paper)) for paper in session.scalars(own))


def _paper_words(paper: VolunteerPaper) -> str:
    conduct = paper.kind is PaperKind.CONDUCT
    next_one = "nächste Einsicht bis" if conduct else "gilt bis"
    entries = {True: "keine einschlägigen Eintragungen: ja", False: "keine einschlägigen Eintragungen: nein"}
    seen = " ".join(part for part in (_day(paper.seen_on), f"durch {paper.seen_by}" if paper.seen_by else "") if part)
    parts = (
        paper.title, f"vom {_day(paper.issued_on)}" if paper.issued_on else "", f"eingesehen {seen}" if seen else "",
        entries.get(paper.no_entries, "") if conduct and paper.no_entries is not None else "",
        "" if paper.is_proven is None else f"nachgewiesen: {_yes(paper.is_proven)}",
        f"{next_one} {_day(paper.valid_until)}" if paper.valid_until else "",
        f"im Auftrag von: {paper.on_behalf_of.label}" if paper.on_behalf_of else "",
        f"versichert: {paper.cover.label}" if paper.cover else "", paper.note,
    )  # fmt: skip
    return ", ".join(part for part in parts if part)


def _matches(session: Session, volunteer_id: int) -> tuple[DatedWords, ...]:
    """What was suggested and done, never with whom."""
    own = (
        select(VolunteerMatch, VolunteerNeed.activity)
        .join(VolunteerNeed, VolunteerNeed.id == VolunteerMatch.need_id)
        .where(VolunteerMatch.volunteer_id == volunteer_id)
        .order_by(VolunteerMatch.id)
    )
    return tuple(
        DatedWords(match.created_at.astimezone().date(), f"{activity.label}: {_match_words(match)}")
        for match, activity in session.execute(own)
    )


def _match_words(match: VolunteerMatch) -> str:
    ended = f"am {_day(match.ended_on)}" if match.ended_on else ""
    reason = match.end_reason.label if match.end_reason else ""
    parts = (match.stage.label, ended, reason, f"vereinbart am {_day(match.agreed_on)}" if match.agreed_on else "")
    return ", ".join(part for part in parts if part)


def _contacts(session: Session, volunteer_id: int) -> tuple[DatedWords, ...]:
    own = select(VolunteerContact).where(VolunteerContact.volunteer_id == volunteer_id)
    found = session.scalars(own.order_by(VolunteerContact.on_date, VolunteerContact.id))
    return tuple(DatedWords(contact.on_date, contact.kind.label) for contact in found)


def _hours(session: Session, volunteer_id: int) -> tuple[HoursOfYear, ...]:
    years: dict[int, list[int]] = {}
    own = select(VolunteerHours).where(VolunteerHours.volunteer_id == volunteer_id).order_by(VolunteerHours.on_date)
    for entry in session.scalars(own):
        sums = years.setdefault(entry.on_date.year, [0, 0, 0, 0])
        for place, more in enumerate((entry.minutes, entry.metres, entry.expenses_cents, entry.allowance_cents)):
            sums[place] += more
    return tuple(HoursOfYear(year, *sums) for year, sums in years.items())
