"""Forms of a Fassung's life: signing, handing out, Ergänzung, starting the next one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.casework.people.people import PersonRow
from desktop.casework.plans.plan_life import Signing, add_supplement, close_plan, hand_out
from desktop.casework.plans.plan_page import PlanPageRow
from desktop.casework.plans.plan_rows import PlanView, SignatureRow
from desktop.clock import today
from desktop.models.plan_board import PlanBoard
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.language_field import LanguageField
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import language_options
from desktop.views.fields.text_field import TextField
from desktop.views.plans.drawer_form import DrawerForm, Failed, Then, Values
from desktop.views.plans.signature_field import SignatureField

_SIGNING_AGE = 16


def signing_form(board: PlanBoard, row: PlanPageRow, view: PlanView) -> DrawerForm:
    """Who signed and when, or why not; place, read out in, valid from. The sheets are made and kept with it."""

    def send(values: Values, then: Then, failed: Failed) -> None:
        signatures = tuple(_signatures(values))
        signing = Signing(
            signatures, values["unsigned_reason"] or "", values["signed_place"] or "", values["valid_from"],
            _language_name(values["read_out_in"]),
        )
        board.put_in_force(view.id, signing, then, failed)

    form = DrawerForm(f"signing/{view.id}", _tr("In Kraft setzen"), _tr("In Kraft setzen"), send)
    form.add_words(_tr("Wer hat den ausgedruckten Plan unterschrieben?"), "")
    parts: list[tuple[str, int | None, str]] = []
    parts += [("person", person.id, _written(person)) for person in _signers(row)]
    parts += [("im", None, row.manager), ("interpreter", None, "")]
    for part, person_id, name in parts:
        form.add(SignatureField(f"{part}/{person_id or ''}", _label(part, name), part, name, person_id))
    form.add(NoteField("unsigned_reason", _tr("Warum fehlt eine Unterschrift?"), lines=1,
                       help_text=_tr("Nur wenn die Person oder das Integrationsmanagement nicht unterschrieben hat.")))
    form.add(TextField("signed_place", _tr("Ort der Unterschrift")))
    form.add(LanguageField("read_out_in", _tr("Vorgelesen oder übersetzt in")))
    form.add(DateField("valid_from", _tr("Gültig ab"), lean=Lean.NEAREST, mandatory=True))
    form.load({"valid_from": today(), "signed_place": row.town or None, "read_out_in": view.header.language or None})
    return form


def hand_out_form(board: PlanBoard, view: PlanView) -> DrawerForm:
    """„Ausfertigung erhalten am“."""

    def send(values: Values, then: Then, failed: Failed) -> None:
        board.change(hand_out, view.id, values["handed_out_on"], then=then, failed=failed)

    form = DrawerForm(f"handout/{view.id}", _tr("Ausgehändigt"), _tr("Speichern"), send)
    form.add(DateField("handed_out_on", _tr("Die Person hat ihr Blatt erhalten am"), lean=Lean.PAST, latest=today(),
                       mandatory=True))
    form.load({"handed_out_on": view.handed_out_on or today()})
    return form


def supplement_form(board: PlanBoard, view: PlanView) -> DrawerForm:
    """A small correction with today's date."""

    def send(values: Values, then: Then, failed: Failed) -> None:
        words, translated = values["text"] or "", values.get("text_translated") or ""
        board.change(add_supplement, view.id, words, translated, then=then, failed=failed)

    form = DrawerForm(f"supplement/{view.id}", _tr("Ergänzung"), _tr("Hinzufügen"), send)
    form.add_words(_tr("Für kleine Korrekturen. Neue Ziele und Schritte kommen in die Fortschreibung."))
    form.add(NoteField("text", _tr("Was wird ergänzt?"), longest=600, mandatory=True))
    if view.header.language:
        form.add(NoteField("text_translated", _tr("dasselbe in der Sprache der Person (freiwillig)"), longest=600))
    form.load({})
    return form


def closing_form(board: PlanBoard, view: PlanView) -> DrawerForm:
    """The plan is over."""

    def send(_values: Values, then: Then, failed: Failed) -> None:
        board.change(close_plan, view.id, then=then, failed=failed)

    form = DrawerForm(f"close/{view.id}", _tr("Plan abschließen"), _tr("Abschließen"), send)
    form.add_words(_tr("Alle Fassungen bleiben lesbar. Danach kann ein neuer Plan beginnen."), "")
    form.load({})
    return form


def _signatures(values: Values) -> list[SignatureRow]:
    return [value for value in values.values() if isinstance(value, SignatureRow)]


def _signers(row: PlanPageRow) -> tuple[PersonRow, ...]:
    """Persons of 16 and more; without a birth date somebody counts as adult (domain 3.2)."""
    old_enough = []
    for person in row.concerned:
        age = person.age_on(today())
        if age is None or age >= _SIGNING_AGE:
            old_enough.append(person)
    return tuple(old_enough)


def _written(person: PersonRow) -> str:
    """„Maryam Ahmadi“, as a signature reads."""
    family, _, given = person.name.partition(", ")
    return f"{given} {family}".strip()


def _label(part: str, name: str) -> str:
    if part == "person":
        return name
    return _tr("%1 (Integrationsmanagement)").replace("%1", name) if part == "im" else _tr("Sprachmittlung")


def _language_name(code: object) -> str:
    """As it prints on the sheet: „Dari“."""
    return next((option.text for option in language_options() if option.code == code), "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("plans", text)
