"""Domain 2.12: what is asked for each child, and the record for worries about a child's welfare."""

from __future__ import annotations

import datetime as dt
from typing import Any

from desktop.casework.forms.choices import Choice, Many, options
from desktop.casework.forms.definition import CHILD, Answers, Question, Section, when
from desktop.casework.forms.kinds import ABILITY, Day, Derived, Note, Number, Text, YesNo
from desktop.casework.forms.tables import Column, Table
from desktop.clock import add_months, german_date
from desktop.terms import Origin, PartialDate, Protection

SCHOOL_DUTY_MONTHS = 6
"""LAW § 72 Abs. 1 SchG BW: school is compulsory six months after arrival."""

_AT_SCHOOL = (
    "support_class", "primary", "vkl", "secondary", "sbbz", "vabo", "av", "vab", "vocational", "training",
)  # fmt: skip


def school_duty_from(answers: Answers) -> str:
    """Day from which school is compulsory; without a whole date of entry, the month as far as it is known."""
    entry: Any = answers.get("person.entry_date")
    if not isinstance(entry, PartialDate) or entry.month is None:
        return ""
    day = add_months(dt.date(entry.year, entry.month, entry.day or 1), SCHOOL_DUTY_MONTHS)
    return german_date(day) if entry.exact else f"{day.month:02}.{day.year}"


CHILDREN = Section(
    "child", "Kita, Schule, Förderung", "baby", "familie",
    (
        Question("child.care", "Betreuung oder Schule", Choice(options(
            ("home", "zu Hause"), ("creche", "Krippe"), ("kita", "Kita"), ("kita_listed", "Kita vorgemerkt"),
            ("support_class", "Grundschulförderklasse"), ("primary", "Grundschule"),
            ("vkl", "Vorbereitungsklasse (VKL)"), ("secondary", "WRS, GMS, Realschule, Gymnasium"), ("sbbz", "SBBZ"),
            ("vabo", "VABO"), ("av", "AV, AVdual"), ("vab", "VAB"), ("vocational", "Berufsfachschule"),
            ("training", "Ausbildung"))), short=True, counted=True),
        Question("child.listed_since", "Vorgemerkt seit", Day(), asked_if=when("child.care", "kita_listed")),
        Question("child.institution", "Einrichtung", Text(), short=True,
                 asked_if=when("child.care", "creche", "kita", "kita_listed", *_AT_SCHOOL)),
        Question("child.contact", "Ansprechperson dort", Text(),
                 asked_if=when("child.care", "creche", "kita", *_AT_SCHOOL)),
        Question("child.class", "Klasse", Text(30), asked_if=when("child.care", *_AT_SCHOOL)),
        Question("child.hours", "Umfang", Number("Stunden/Tag", 0, 12, decimals=1), short=True,
                 help="Wichtig für die Kurszeiten der Eltern."),
        Question("child.full_day", "Ganztag?", YesNo()),
        Question("child.school_duty", "Schulpflicht ab", Derived("sechs Monate nach der Einreise"),
                 derive=school_duty_from),
        Question("child.measles", "Masernschutz", Choice(options(
            ("proven", "nachgewiesen"), ("open", "offen"), ("exempt", "Ausnahme"))), short=True, counted=True,
            origin=Origin.DOCUMENT),
        Question("child.checkups", "U- und J-Untersuchungen", Choice(options(
            ("current", "aktuell"), ("open", "offen"), ("unknown", "unbekannt"))), origin=Origin.DOCUMENT),
        Question("child.german", "Deutsch des Kindes", ABILITY, short=True, counted=True, origin=Origin.ESTIMATE),
        Question("child.support", "Förderung", Many(options(
            ("language", "Sprachförderung"), ("homework", "Hausaufgabenhilfe"), ("mentor", "Lernpatin, Lernpate"),
            ("social_work", "Schulsozialarbeit"), ("early", "Frühförderung"), ("speech", "Logopädie"))),
            short=True, counted=True),
        Question("child.but", "Bildung und Teilhabe (BuT)", Table((
            Column("benefit", "Leistung", Choice(options(
                ("supplies", "Schulbedarf"), ("trips", "Ausflüge"), ("lunch", "Mittagessen"),
                ("tuition", "Lernförderung"), ("participation", "Teilhabe (Monatsbetrag)"), ("travel", "Fahrt")))),
            Column("state", "Stand", Choice(options(("applied", "beantragt"), ("granted", "bewilligt"))))),
            "Leistung"), protection=Protection.S2),
        Question("child.child_benefit", "Kindergeld", Choice(options(
            ("granted", "bewilligt"), ("applied", "beantragt"), ("open", "nicht beantragt"),
            ("none", "kein Anspruch"))), protection=Protection.S2),
        Question("child.leisure", "Freizeit, Verein", Text()),
        Question("child.transition", "Übergang Schule – Beruf", Many(options(
            ("youth", "Jugendberufshilfe"), ("av", "AVdual-Begleitung"), ("career", "Berufsberatung"),
            ("internship", "Praktikum"))), asked_if=when("child.care", "secondary", "sbbz", "vabo", "av", "vab",
                                                         "vocational", "training")),
        Question("child.particulars", "Besonderheiten", Note(), protection=Protection.S3,
                 help="Nur, was für den Plan nötig ist. Keine Diagnosen."),
    ),
    who=CHILD,
)  # fmt: skip

WELFARE = Section(
    "welfare", "Kindeswohl", "shield-alert", "schutz",
    (
        Question("welfare.signs", "Anhaltspunkte", Note(), origin=Origin.ESTIMATE, printed=False),
        Question("welfare.noticed_on", "Wahrgenommen am", Day(), origin=Origin.ESTIMATE, printed=False,
                 asked_if=when("welfare.signs")),
        Question("welfare.expert", "Beraten durch insoweit erfahrene Fachkraft (pseudonymisiert): wer, wann", Text(),
                 origin=Origin.ESTIMATE, printed=False, asked_if=when("welfare.signs")),
        Question("welfare.parents", "Eltern einbezogen?", YesNo(), origin=Origin.ESTIMATE, printed=False,
                 asked_if=when("welfare.signs")),
        Question("welfare.parents_why_not", "Warum nicht?", Note(), origin=Origin.ESTIMATE, printed=False,
                 asked_if=when("welfare.parents", False)),
        Question("welfare.decision", "Entscheidung und Begründung", Note(), origin=Origin.ESTIMATE, printed=False,
                 asked_if=when("welfare.signs")),
        Question("welfare.reported", "Meldung an das Jugendamt", Choice(options(
            ("no", "nein"), ("with_parents", "ja, Eltern informiert"), ("without_parents", "ja, ohne Eltern"))),
            origin=Origin.ESTIMATE, printed=False, asked_if=when("welfare.signs")),
        Question("welfare.reported_on", "Gemeldet am", Day(), origin=Origin.ESTIMATE, printed=False,
                 asked_if=when("welfare.reported", "with_parents", "without_parents")),
    ),
    who=CHILD, protection=Protection.S3,
    # LAW § 4 KKG: serious signs are judged and, if danger cannot be averted otherwise, reported without consent.
    consent=False,
    hint="Nur bei gewichtigen Anhaltspunkten (§ 4 KKG). Steht auf keinem Ausdruck und zählt nicht als offene Frage.",
)  # fmt: skip
