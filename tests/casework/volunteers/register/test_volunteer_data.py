"""A volunteer gets to see everything kept about the own person, and nothing about anybody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import pytest
from sqlalchemy import String
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.register.contacts import ContactEntry, add_contact
from desktop.casework.volunteers.register.volunteer_data import (
    CONSENT_EDITION,
    VolunteerData,
    volunteer_consent,
    volunteer_data,
)
from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage
from desktop.casework.volunteers.register.volunteers import create_volunteer, withdraw_consent
from desktop.casework.volunteers.week_times import Span
from desktop.errors import CaseworkError
from desktop.records.volunteer_matches import VolunteerHours, VolunteerMatch
from desktop.records.volunteers import Volunteer, VolunteerPaper
from desktop.volunteer_terms import (
    Activity,
    Cover,
    LanguageSkill,
    MatchEnd,
    OnBehalfOf,
    PaperKind,
    VolunteerContactKind,
)
from tests.casework.volunteers.matches.match_samples import add_case, add_need, coordinator, keep
from tests.casework.volunteers.register.test_volunteer_register import GERDA

pytestmark = pytest.mark.usefixtures("fixed_clock")

DAY = dt.date(2026, 3, 4)
TIMES = (Span(1, 960, 1080),)
ENTERED = {"id", "folded_name", "person_id", "row_version", "created_at", "created_by", "changed_at", "changed_by"}
"""Columns that are no fact anybody told."""


@pytest.fixture
def gerda(session: Session, actor: Actor) -> int:
    spoken = (SpokenLanguage("de", LanguageSkill.MOTHER), SpokenLanguage("ar", LanguageSkill.BASIC))
    return create_volunteer(session, actor, GERDA, spoken, TIMES).made or 0


def said(data: VolunteerData) -> str:
    """Everything the sheet would say, as one text."""
    parts = [" ".join(pair) for pair in (*data.facts, *data.papers)]
    parts += [line.words for lines in (data.statuses, data.matches, data.contacts) for line in lines]
    return "\n".join((data.name, *parts))


def test_every_fact_is_told(gerda: int, session: Session, actor: Actor) -> None:
    data = volunteer_data(session, actor, gerda)
    assert (data.name, data.week, data.made_by) == ("Gerda Weiß", TIMES, "Petra Lang")
    told = dict(data.facts)
    assert told == {
        "Name": "Weiß, Gerda", "Anrede": "Frau", "Geschlecht": "weiblich", "Geboren": "29.02.1956",
        "Anschrift": "Lindenweg 3, 70000 Altstadt", "Telefon": "07000 6", "E-Mail": "gerda@example.org",
        "Verein, Kirche, Initiative": "Kirchengemeinde", "Tätigkeiten": "Sprachpatenschaft, Begleitung zu Behörden",
        "Am liebsten mit": "Frauen", "Nicht gewünscht": "Fahrdienst, Jugendliche, keine Treppen",
        "Kontakt zu Minderjährigen": "ja", "Interessen": "Garten, Nähen", "Beruf, Erfahrung": "Lehrerin im Ruhestand",
        "Eigene Fluchterfahrung": "nein", "Begleitungen zur gleichen Zeit": "höchstens 2",
        "Sprachen": "Deutsch (Muttersprache), Arabisch (Grundkenntnisse)", "Zeit in der Woche": "3 Stunden",
        "Verfügbar ab": "01.01.2026", "Verfügbar bis": "31.12.2027", "Einsatzort": "Südstadt", "Umkreis": "5 km",
        "Auto": "nein", "Ehrenamtlich seit": "01.03.2016", "Erstgespräch": "05.01.2026 mit Petra Lang",
        "Einwilligung vom": "07.01.2026, Fassung 2026-01", "Kontakt weitergeben": "erlaubt",
        "Auslagenersatz, Pauschale": "Auslagenersatz", "Notiz": "mag Kaffee", "Zuständig in der Stelle": "Petra Lang",
    }  # fmt: skip


def test_no_text_column_of_the_record_is_forgotten(session: Session, actor: Actor) -> None:
    """A column that comes later has to be told as well."""
    texts = [column.key for column in Volunteer.__table__.columns
             if type(column.type) is String and column.key not in ENTERED]  # fmt: skip
    assert {"note", "end_note", "exclusions", "area", "first_talk_with"} <= set(texts)
    values = {key: f"Merkwort-{key}" for key in texts if key != "birthday"} | {"birthday": "05-17"}
    keep(session, Volunteer(**values, status_since=DAY, birth_year=1950, consent_on=DAY, ended_on=DAY))
    told = said(volunteer_data(session, actor, 1))
    assert [key for key in texts if values[key] not in told and key != "birthday"] == []
    assert "17.05.1950" in told


def test_papers_are_told_with_their_days(gerda: int, session: Session, actor: Actor) -> None:
    keep(session,
         VolunteerPaper(volunteer_id=gerda, kind=PaperKind.CONDUCT, issued_on=DAY, seen_on=DAY, seen_by="Petra Lang",
                        no_entries=True, valid_until=dt.date(2031, 3, 4)),
         VolunteerPaper(volunteer_id=gerda, kind=PaperKind.INSURANCE, seen_on=DAY, cover=Cover.MUNICIPAL,
                        on_behalf_of=OnBehalfOf.MUNICIPALITY),
         VolunteerPaper(volunteer_id=gerda, kind=PaperKind.MEASLES, is_proven=True))  # fmt: skip
    papers = volunteer_data(session, actor, gerda).papers
    assert papers == (
        ("erweitertes Führungszeugnis", "vom 04.03.2026, eingesehen 04.03.2026 durch Petra Lang, "
         "keine einschlägigen Eintragungen: ja, nächste Einsicht bis 04.03.2031"),
        ("Versicherung", "eingesehen 04.03.2026, im Auftrag von: Gemeinde, "
         "versichert: Unfall und Haftpflicht über die Gemeinde"),
        ("Masernschutz", "nachgewiesen: ja"),
    )  # fmt: skip


def test_matches_never_tell_of_whom(gerda: int, session: Session, actor: Actor) -> None:
    case_id, person_id = add_case(session, actor, "Merkwort-Vorname", "Merkwort-Nachname")
    need = add_need(session, case_id, person_id, task="Merkwort-Aufgabe", note="Merkwort-Notiz", place="Merkwort-Ort")
    match = VolunteerMatch(
        need_id=need, volunteer_id=gerda, task="Merkwort-Vereinbarung", reasons={"fits": ["Merkwort-Grund"]},
        appointment_note="Merkwort-Treffpunkt", end_note="Merkwort-Ende", agreed_on=DAY, ended_on=DAY,
        end_reason=MatchEnd.REACHED,
    )  # fmt: skip
    keep(session, match)
    keep(session, VolunteerHours(volunteer_id=gerda, match_id=match.id, activity=Activity.LANGUAGE, on_date=DAY,
                                 minutes=90, note="Merkwort-Stunden"))  # fmt: skip
    add_contact(session, actor, gerda, ContactEntry(VolunteerContactKind.CONTACT, DAY, "Merkwort-Gespräch"))
    data = volunteer_data(session, actor, gerda)
    assert "Merkwort" not in repr(data)
    assert [line.words for line in data.matches] == [
        "Sprachpatenschaft: Vorschlag, am 04.03.2026, Ziel erreicht, vereinbart am 04.03.2026",
    ]
    assert [(line.on, line.words) for line in data.contacts] == [(DAY, "Kontakt")]


def test_hours_are_summed_by_year(gerda: int, session: Session, actor: Actor) -> None:
    for year, minutes in ((2025, 60), (2026, 90), (2026, 30)):
        keep(session, VolunteerHours(
            volunteer_id=gerda, activity=Activity.LANGUAGE, on_date=dt.date(year, 3, 1), minutes=minutes, metres=1500,
            expenses_cents=220, allowance_cents=100,
        ))  # fmt: skip
    years = volunteer_data(session, actor, gerda).hours
    assert [tuple(getattr(year, field.name) for field in fields(year)) for year in years] == [
        (2025, 60, 1500, 220, 100), (2026, 120, 3000, 440, 200),
    ]  # fmt: skip


def test_the_withdrawal_and_every_status_are_told(gerda: int, session: Session, actor: Actor) -> None:
    withdraw_consent(session, actor, gerda, dt.date(2026, 11, 1))
    data = volunteer_data(session, actor, gerda)
    assert dict(data.facts)["Widerrufen am"] == "01.11.2026"
    assert [(line.on, line.words) for line in data.statuses] == [(dt.date(2026, 11, 22), "Interesse")]


def test_the_coordination_prints_both_without_a_case_file(gerda: int, session: Session, actor: Actor) -> None:
    petra = coordinator(actor)
    assert volunteer_data(session, petra, gerda).name == "Gerda Weiß"
    consent = volunteer_consent(session, petra, gerda)
    assert (consent.name, consent.address, consent.edition, consent.contact) == (
        "Gerda Weiß", "Lindenweg 3, 70000 Altstadt", CONSENT_EDITION, "Petra Lang",
    )  # fmt: skip


def test_somebody_who_is_gone_is_said(session: Session, actor: Actor) -> None:
    for sheet in (volunteer_data, volunteer_consent):
        with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
            sheet(session, actor, 999)
