"""The fields of a volunteer (domain 6.1) by section. Keys are those of `VolunteerFacts`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.casework.forms.choices import Choice, OneLanguage
from desktop.casework.forms.tables import Column, Table
from desktop.person_terms import Salutation, Sex
from desktop.views.assessment.question_field import make_cell
from desktop.views.assessment.table_field import TableField
from desktop.views.assessment.tags_field import TagsField
from desktop.views.fields.birthday_field import BirthdayField
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.multi_choice_field import MultiChoiceField
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.number_field import NumberField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.phone_field import PhoneField
from desktop.views.fields.text_field import TextField
from desktop.views.fields.week_times_field import WeekTimesField
from desktop.views.fields.year_field import YearField
from desktop.volunteer_terms import Activity, Allowance, LanguageSkill, TargetGroup

Field = FormRow[Any]
Placed = tuple[Field, bool]
"""A field and whether it takes the whole width."""


@dataclass(frozen=True)
class Part:
    """A section of the profile: headline, words below it, fields in their order."""

    title: str
    fields: tuple[Placed, ...]
    help: str = ""


def profile_parts() -> Iterable[Part]:
    """All sections in the order of a first talk."""
    yield Part(_tr("Name und Kontakt"), (*name_fields(), *contact_fields()))
    yield Part(_tr("Zugehörigkeit"), belonging_fields())
    yield Part(_tr("Was jemand tun möchte"), wish_fields())
    yield Part(_tr("Sprachen"), (language_field(),))
    yield Part(_tr("Wann"), time_fields(), _tr("Die übliche Woche. Übereinander liegende Zeiten werden eine."))
    yield Part(_tr("Wo"), place_fields())
    yield Part(_tr("Über die Person"), person_fields())
    yield Part(_tr("Erstgespräch und Einwilligung"), consent_fields())
    yield Part(_tr("Notiz"), ((NoteField("note", _tr("Notiz"), longest=2_000), True),))


def name_fields() -> tuple[Placed, ...]:
    """Who it is."""
    return (
        (TextField("family_name", _tr("Familienname")), False),
        (TextField("given_names", _tr("Vorname(n)")), False),
        (choice_field("salutation", _tr("Anrede"), term_options(Salutation)), False),
        (choice_field("sex", _tr("Geschlecht"), term_options(Sex),
                      help_text=_tr("Für den Wunsch nach einer Frau oder einem Mann.")), False),
        (YearField("birth_year", _tr("Geburtsjahr")), False),
        (BirthdayField("birthday", _tr("Geburtstag"), help_text=_tr("Tag und Monat, zum Gratulieren.")), False),
    )  # fmt: skip


def contact_fields() -> tuple[Placed, ...]:
    """How somebody is reached."""
    return (
        (PhoneField("phone", _tr("Telefon")), False),
        (TextField("email", _tr("E-Mail")), False),
        (TextField("street", _tr("Straße und Hausnummer")), True),
        (TextField("postal_code", _tr("Postleitzahl"), characters=10), False),
        (TextField("town", _tr("Ort")), False),
    )


def belonging_fields() -> tuple[Placed, ...]:
    """Where somebody belongs to and what the Ehrenamt gives back."""
    return (
        (CodeField("group_id", _tr("Helferkreis")), False),
        (TextField("organisation", _tr("Verein, Kirche, Initiative")), False),
        (CodeField("responsible_id", _tr("Zuständig in der Stelle"),
                   help_text=_tr("Hält Kontakt; „Heute“ zeigt ihr oder ihm, was ansteht.")), False),
        (DateField("active_since", _tr("Ehrenamtlich seit"), lean=Lean.PAST,
                   help_text=_tr("Auch vor der Aufnahme ins Register; für Jubiläen.")), False),
        (CodeField("allowance", _tr("Auslagenersatz, Pauschale"), term_options(Allowance)), False),
    )  # fmt: skip


def wish_fields() -> tuple[Placed, ...]:
    """Tasks and people wished for, and what is a limit."""
    limit = _tr("Eine harte Grenze: wird nie vorgeschlagen.")
    return (
        (MultiChoiceField("activities", _tr("Tätigkeiten"), term_options(Activity)), True),
        (MultiChoiceField("target_groups", _tr("Am liebsten mit"), term_options(TargetGroup)), True),
        (MultiChoiceField("excluded_activities", _tr("Diese Tätigkeiten nicht"), term_options(Activity),
                          help_text=limit), True),
        (MultiChoiceField("excluded_groups", _tr("Nicht mit"), term_options(TargetGroup), help_text=limit), True),
        (NoteField("exclusions", _tr("Was sonst nicht gewünscht ist"), longest=2_000), True),
        (choice_field("works_with_minors", _tr("Kontakt zu Minderjährigen"), _YES_NO,
                      help_text=_tr("Mit „ja“ ist das erweiterte Führungszeugnis nötig.")), False),
        (NumberField("most_matches", _tr("Höchstens so viele Begleitungen zur gleichen Zeit"), lowest=1, highest=50,
                     mandatory=True), False),
    )  # fmt: skip


def language_field() -> Placed:
    """Languages with how well each is spoken."""
    kind = Table(
        (Column("code", _tr("Sprache"), OneLanguage()), Column("skill", _tr("Wie gut"), Choice.of(LanguageSkill))),
        row_word=_tr("Sprache"),
    )
    return (TableField("languages", _tr("Spricht"), kind, make_cell), True)


def time_fields() -> tuple[Placed, ...]:
    """The usual week and the time there is in all."""
    return (
        (WeekTimesField("times", _tr("Verfügbarkeit in der Woche")), True),
        (NumberField("minutes_per_week", _tr("Zeit insgesamt"), unit=_tr("Stunden/Woche"), decimals=2, highest=168),
         False),
        (DateField("available_from", _tr("Verfügbar ab"), lean=Lean.FUTURE), False),
        (DateField("available_until", _tr("Verfügbar bis einschließlich"), lean=Lean.FUTURE), False),
    )  # fmt: skip


def place_fields() -> tuple[Placed, ...]:
    """Where somebody wants to be active."""
    return (
        (TextField("area", _tr("Einsatz in (Ort, Ortsteil)"), help_text=_tr("Leer: der eigene Wohnort.")), False),
        (NumberField("radius_km", _tr("Umkreis"), unit="km", highest=500), False),
        (choice_field("has_car", _tr("Hat ein Auto dafür"), _YES_NO), False),
    )


def person_fields() -> tuple[Placed, ...]:
    """What both sides might have in common."""
    return (
        (TagsField("interests", _tr("Interessen und Hobbys")), True),
        (TextField("profession", _tr("Beruf, Erfahrung")), False),
        (choice_field("own_flight", _tr("Eigene Fluchterfahrung"), _YES_NO,
                      help_text=_tr("Freiwillig; wird nie bewertet.")), False),
    )  # fmt: skip


def consent_fields() -> tuple[Placed, ...]:
    """First talk, and the consent to keep all this."""
    return (
        (DateField("first_talk_on", _tr("Erstgespräch am"), lean=Lean.PAST), False),
        (TextField("first_talk_with", _tr("Erstgespräch mit")), False),
        (DateField("consent_on", _tr("Einwilligung zur Speicherung vom"), lean=Lean.PAST), False),
        (TextField("consent_version", _tr("Fassung der Einwilligung"),
                   help_text=_tr("Steht unten auf dem unterschriebenen Blatt.")), False),
        (CheckField("may_show_contact", _tr("Telefon und E-Mail dürfen der begleiteten Person gegeben werden")), True),
    )  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("volunteer_fields", text)


_YES_NO = (Option(True, "ja"), Option(False, "nein"))
