"""Domain 2.1 and 2.2: person, contact and residence. Nearly all of it are facts of the records, to be confirmed.

PRIVACY (DS-15): no field for the flight story, the reasons for asylum, religion or political views; not to be added.
"""

from __future__ import annotations

from typing import Any

from desktop.casework.forms.choices import Choice, Countries, Languages, OneCountry, OneLanguage
from desktop.casework.forms.definition import ADULT, EVERY_PERSON, FAMILY, Answers, Fact, Question, Section, when
from desktop.casework.forms.kinds import Day, Derived, Note, PartialDay, Text, YesNo
from desktop.clock import add_months, german_date
from desktop.person_terms import (
    AsylumState,
    FamilyReunion,
    InterpreterGender,
    InterpreterNeed,
    Reachable,
    Reading,
    ResidenceKind,
    Salutation,
    Sex,
    TravelDocument,
    ValidUntil,
    WorkPermission,
)
from desktop.terms import Origin, Protection

OBLIGATION_MONTHS = 36
"""LAW § 12a Abs. 1 AufenthG: three years from recognition."""


def obligation_end(answers: Answers) -> str:
    """End of the Wohnsitzauflage by law, three years after recognition."""
    day: Any = answers.get("residence.recognised_on")
    return german_date(add_months(day, OBLIGATION_MONTHS)) if day else ""


def responsible(answers: Answers) -> str:
    """The responsible person, as the case says (`case.responsible` comes with the answers)."""
    return str(answers.get("case.responsible", ""))


PERSON = Section(
    "person", "Person", "circle-user", "alltag",
    (
        Question("person.family_name", "Familienname", Text(), fact=Fact("person.family_name"),
                 help="Schreibweise wie im Ausweis."),
        Question("person.given_names", "Vorname(n)", Text(), fact=Fact("person.given_names")),
        Question("person.own_script_name", "Name in der eigenen Schrift", Text(), fact=Fact("person.own_script_name"),
                 help="Von der Person selbst geschrieben oder bestätigt."),
        Question("person.call_name", "Rufname", Text(), who=ADULT, fact=Fact("person.call_name")),
        Question("person.salutation", "Anrede", Choice.of(Salutation), who=ADULT, fact=Fact("person.salutation")),
        Question("person.birth_date", "Geburtsdatum", PartialDay(), fact=Fact("person.birth_date"),
                 help="01.01. ist oft nur angenommen. Ist nur das Jahr bekannt, reicht das Jahr."),
        Question("person.sex", "Geschlecht", Choice.of(Sex), fact=Fact("person.sex"), counted=True),
        Question("person.nationalities", "Staatsangehörigkeit", Countries(), fact=Fact("person.nationalities"),
                 counted=True, help="Auch „staatenlos“ oder „ungeklärt“."),
        Question("person.origin_country", "Herkunftsland", OneCountry(), fact=Fact("person.origin_country")),
        Question("person.entry_date", "Einreise nach Deutschland", PartialDay(), fact=Fact("person.entry_date")),
        Question("person.assigned_on", "Zuteilung in die Anschlussunterbringung am", Day(),
                 fact=Fact("person.assigned_on"), origin=Origin.DOCUMENT),
    ),
)  # fmt: skip

CONTACT = Section(
    "contact", "Kontakt und Sprachmittlung", "phone", "alltag",
    (
        Question("contact.street", "Straße und Hausnummer", Text(), who=FAMILY, fact=Fact("address.street")),
        Question("contact.postal_code", "Postleitzahl", Text(10), who=FAMILY, fact=Fact("address.postal_code")),
        Question("contact.town", "Ort", Text(), who=FAMILY, fact=Fact("address.town")),
        Question("contact.accommodation", "Unterkunft", Text(), who=FAMILY, fact=Fact("address.accommodation"),
                 help="Name des Hauses, wenn es eine kommunale Unterkunft ist."),
        Question("contact.phone", "Telefon", Text(60), short=True, fact=Fact("person.phone")),
        Question("contact.email", "E-Mail", Text(), fact=Fact("person.email")),
        Question("contact.messenger", "Messenger", Text(), fact=Fact("person.messenger"),
                 help="Welcher Dienst, welche Nummer. Nachrichten dorthin brauchen eine Einwilligung."),
        Question("contact.may_leave_message", "Darf eine Nachricht hinterlassen werden?", YesNo(),
                 fact=Fact("person.may_leave_message")),
        Question("contact.reachable", "Gut erreichbar", Choice.of(Reachable), fact=Fact("person.reachable")),
        Question("contact.mother_tongues", "Muttersprache(n)", Languages(), short=True, counted=True,
                 who=EVERY_PERSON, fact=Fact("languages.mother")),
        Question("contact.speaks", "Verständigung auch auf", Languages(), fact=Fact("languages.speaks")),
        Question("contact.interpreter_need", "Sprachmittlung nötig?", Choice.of(InterpreterNeed), short=True,
                 counted=True, origin=Origin.ESTIMATE, fact=Fact("person.interpreter_need")),
        Question("contact.interpreter_gender", "Sprachmittlung lieber durch", Choice.of(InterpreterGender),
                 asked_if=when("contact.interpreter_need", "sometimes", "always", "difficult"),
                 fact=Fact("person.interpreter_gender")),
        Question("contact.reading", "Welche Schrift wird gelesen?", Choice.of(Reading), short=True,
                 fact=Fact("person.reading"), help="Wer nicht liest, bekommt Bilder oder eine Sprachnachricht."),
        Question("contact.print_language", "Sprache der Ausdrucke", OneLanguage(), fact=Fact("person.print_language")),
        Question("contact.emergency", "Vertrauensperson, Notfallkontakt", Text(),
                 fact=Fact("person.emergency_contact")),
        Question("contact.address_secret", "Auskunftssperre: Adresse geheim halten?", YesNo(),
                 protection=Protection.S3, origin=Origin.DOCUMENT, fact=Fact("person.address_secret"), printed=False),
        Question("contact.responsible", "Zuständig im Integrationsmanagement", Derived("steht im Kopf der Fallakte"),
                 who=FAMILY, derive=responsible),
        Question("contact.deputy", "Vertretung", Text(), who=FAMILY, origin=Origin.ESTIMATE),
    ),
    who=ADULT,
)  # fmt: skip

RESIDENCE = Section(
    "residence", "Aufenthalt", "id-card", "aufenthalt",
    (
        Question("residence.kind", "Aufenthaltsstatus", Choice.of(ResidenceKind), short=True, counted=True,
                 origin=Origin.DOCUMENT, fact=Fact("title.kind")),
        Question("residence.valid_kind", "Gültigkeit", Choice.of(ValidUntil), origin=Origin.DOCUMENT,
                 asked_if=when("residence.kind"), fact=Fact("title.valid_kind")),
        Question("residence.valid_until", "Gültig bis", Day(), short=True, origin=Origin.DOCUMENT,
                 asked_if=when("residence.kind"), fact=Fact("title.valid_until")),
        Question("residence.seen_on", "Dokument gesehen am", Day(), origin=Origin.DOCUMENT,
                 asked_if=when("residence.kind"), fact=Fact("title.seen_on")),
        Question("residence.work", "Erwerbstätigkeit", Choice.of(WorkPermission), who=ADULT, short=True,
                 origin=Origin.DOCUMENT, asked_if=when("residence.kind"), fact=Fact("title.work"),
                 help="Mit Gestattung oder Duldung muss die Ausländerbehörde die Arbeit vorher erlauben."),
        Question("residence.obligation", "Wohnsitzauflage?", YesNo(), origin=Origin.DOCUMENT,
                 asked_if=when("residence.kind"), fact=Fact("title.residence_obligation")),
        Question("residence.obligation_place", "Wohnsitzauflage für", Text(), origin=Origin.DOCUMENT,
                 asked_if=when("residence.obligation", True), fact=Fact("title.obligation_place")),
        Question("residence.obligation_until", "Wohnsitzauflage gültig bis", Day(), origin=Origin.DOCUMENT,
                 asked_if=when("residence.obligation", True), fact=Fact("title.obligation_until")),
        Question("residence.recognised_on", "Anerkennung oder erste Aufenthaltserlaubnis am", Day(),
                 origin=Origin.DOCUMENT, asked_if=when("residence.obligation", True)),
        Question("residence.obligation_end", "Ende der Wohnsitzauflage nach drei Jahren",
                 Derived("drei Jahre nach der Anerkennung"), asked_if=when("residence.obligation", True),
                 derive=obligation_end),
        Question("residence.asylum_state", "Stand des Asylverfahrens", Choice.of(AsylumState),
                 origin=Origin.DOCUMENT, fact=Fact("person.asylum_state"),
                 help="Nur der Stand. Fluchtgeschichte und Asylgründe werden nicht aufgeschrieben."),
        Question("residence.travel_document", "Pass oder Reiseausweis", Choice.of(TravelDocument),
                 origin=Origin.DOCUMENT, fact=Fact("person.travel_document")),
        Question("residence.travel_document_until", "Pass oder Reiseausweis gültig bis", Day(),
                 origin=Origin.DOCUMENT,
                 asked_if=when("residence.travel_document", "passport", "refugee", "substitute"),
                 fact=Fact("person.travel_document_until")),
        Question("residence.family_reunion", "Familiennachzug", Choice.of(FamilyReunion), who=ADULT,
                 fact=Fact("person.family_reunion")),
        Question("residence.family_reunion_due", "Familiennachzug: Frist", Day(), who=ADULT,
                 asked_if=when("residence.family_reunion", "planned", "notice", "running"),
                 fact=Fact("person.family_reunion_due")),
        Question("residence.legal_advice", "Rechtsberatung", Text(), who=ADULT, fact=Fact("person.legal_advice"),
                 help="Stelle und Tag."),
        Question("residence.reference_needed", "Wird ein AZR- oder BAMF-Aktenzeichen für einen Antrag gebraucht?",
                 YesNo(), who=ADULT, origin=Origin.ESTIMATE, printed=False),
        Question("residence.reference", "AZR- oder BAMF-Aktenzeichen", Text(60), who=ADULT, origin=Origin.DOCUMENT,
                 asked_if=when("residence.reference_needed", True), printed=False,
                 help="Nur solange es für den Antrag gebraucht wird."),
        Question("residence.family_abroad", "Familie im Ausland: wer, wo, welcher Kontakt", Note(), who=ADULT,
                 fact=Fact("person.family_abroad")),
    ),
    protection=Protection.S2,
)  # fmt: skip
