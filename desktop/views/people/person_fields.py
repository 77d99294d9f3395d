"""The fields of a person (domain 2.1–2.4) by section. Keys are those of `PersonFacts`."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.person_terms import (
    AssignmentKind,
    AsylumState,
    FamilyReunion,
    GermanLevel,
    InterpreterGender,
    InterpreterNeed,
    MaritalStatus,
    Reachable,
    Reading,
    Salutation,
    Sex,
    TravelDocument,
)
from desktop.terms import PRINT_LANGUAGES, Origin
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.language_field import CountriesField, CountryField, LanguagesField
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option, language_options, term_options
from desktop.views.fields.partial_date_field import PartialDateField
from desktop.views.fields.phone_field import PhoneField
from desktop.views.fields.text_field import TextField

Field = FormRow[Any]
Placed = tuple[Field, bool]
"""A field and whether it takes the whole width."""

_ASKED_ORIGINS = (Origin.SELF, Origin.DOCUMENT, Origin.THIRD_PARTY, Origin.ESTIMATE)


def name_fields() -> list[Placed]:
    """Who it is."""
    return [
        (TextField("family_name", _tr("Familienname"), help_text=_tr("Wie im Ausweis geschrieben.")), False),
        (TextField("given_names", _tr("Vorname(n)")), False),
        (TextField("call_name", _tr("Rufname")), False),
        (TextField("own_script_name", _tr("Name in eigener Schrift"),
                   help_text=_tr("Von der Person selbst geschrieben oder abgeschrieben.")), False),
        (choice_field("salutation", _tr("Anrede"), term_options(Salutation)), False),
        (choice_field("sex", _tr("Geschlecht"), term_options(Sex)), False),
        (PartialDateField("birth_date", _tr("Geburtsdatum"),
                          help_text=_tr("So weit bekannt, auch 05.1985 oder ca. 1985.")), False),
        (choice_field("marital_status", _tr("Familienstand"), term_options(MaritalStatus)), False),
        (CountriesField("nationalities", _tr("Staatsangehörigkeit")), False),
        (CountryField("origin_country", _tr("Herkunftsland")), False),
    ]  # fmt: skip


def arrival_fields() -> list[Placed]:
    """How the person came to the town."""
    return [
        (PartialDateField("entry_date", _tr("Einreise nach Deutschland")), False),
        (DateField("assigned_on", _tr("Zuteilung in die AU am"), lean=Lean.NEAREST), False),
        (choice_field("assignment_kind", _tr("Art der Zuteilung"), term_options(AssignmentKind)), True),
        (TextField("authority_reference", _tr("Aktenzeichen Landratsamt")), False),
    ]


def contact_fields() -> list[Placed]:
    """How the person is reached."""
    answers = [Option(True, _tr("ja")), Option(False, _tr("nein"))]
    return [
        (PhoneField("phone", _tr("Telefon")), False),
        (TextField("email", _tr("E-Mail")), False),
        (TextField("messenger", _tr("Messenger-Kanal"), help_text=_tr("Nur mit Einwilligung nutzen.")), False),
        (choice_field("may_leave_message", _tr("Nachricht hinterlassen erlaubt?"), answers), False),
        (choice_field("reachable", _tr("Erreichbar"), term_options(Reachable)), True),
        (TextField("emergency_contact", _tr("Vertrauensperson, Notfallkontakt")), True),
        (CheckField("address_secret", _tr("Auskunftssperre, Adresse geheim"),
                    help_text=_tr("Zum Beispiel zum Schutz vor Gewalt.")), True),
    ]  # fmt: skip


def language_fields() -> list[Placed]:
    """What the person speaks, reads and wants printed."""
    sheets = [Option("", _tr("nur Deutsch")), *(o for o in language_options() if o.code in PRINT_LANGUAGES)]
    return [
        (LanguagesField("mother", _tr("Muttersprache(n)")), False),
        (LanguagesField("speaks", _tr("Verständigung auch auf")), False),
        (LanguagesField("would_interpret", _tr("Würde dolmetschen in"), help_text=_tr("Eine Stärke.")), False),
        (CodeField("print_language", _tr("Ausdrucke auf Deutsch und"), sheets), False),
        (choice_field("interpreter_need", _tr("Sprachmittlung nötig"), term_options(InterpreterNeed)), True),
        (choice_field("interpreter_gender", _tr("Sprachmittlung durch"), term_options(InterpreterGender)), False),
        (choice_field("reading", _tr("Liest"), term_options(Reading)), True),
        (choice_field("german_level", _tr("Deutsch"), term_options(GermanLevel)), False),
        (TextField("german_note", _tr("Deutsch: Zertifikat, Kurs"), placeholder=_tr("B1 (DTZ 06/2026)")), False),
    ]


def residence_fields() -> list[Placed]:
    """What belongs to the residence beside the titles."""
    return [
        (choice_field("asylum_state", _tr("Stand des Asylverfahrens"), term_options(AsylumState)), True),
        (choice_field("travel_document", _tr("Pass, Reiseausweis"), term_options(TravelDocument)), True),
        (DateField("travel_document_until", _tr("Pass gültig bis"), lean=Lean.FUTURE), False),
        (DateField("family_reunion_due", _tr("Familiennachzug: Frist"), lean=Lean.FUTURE), False),
        (choice_field("family_reunion", _tr("Familiennachzug"), term_options(FamilyReunion)), True),
        (TextField("legal_advice", _tr("Rechtsberatung bei, am")), True),
    ]


def family_fields() -> list[Placed]:
    """Relatives elsewhere and duties at home."""
    return [
        (NoteField("family_abroad", _tr("Familie im Ausland"), help_text=_tr("Wer, wo, wie in Kontakt?")), True),
        (NoteField("care_duties", _tr("Betreuung und Pflege, die Termine oder Kurse verhindern")), True),
    ]


def learning_fields() -> list[Placed]:
    """Catchwords of the hand-over; the Assessment asks closer."""
    return [
        (TextField("school", _tr("Schule, Kita")), False),
        (TextField("profession", _tr("Beruf, Ausbildung")), False),
        (TextField("income", _tr("Einkommen, Leistungen")), True),
    ]


def origin_field() -> Field:
    """Where the changes that are being entered come from."""
    field = choice_field("origin", _tr("Woher kommen die Änderungen?"),
                         [Option(origin, origin.label) for origin in _ASKED_ORIGINS])  # fmt: skip
    field.set_value(Origin.SELF)
    return field


def _tr(text: str) -> str:
    return QCoreApplication.translate("person_fields", text)
