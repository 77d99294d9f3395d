"""Short forms about papers: one for each kind as the catalogue has its fields, one for the office's rules, one to
delete."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.casework.plain_text import LONGEST_NAME, LONGEST_REMARK
from desktop.casework.volunteers.papers.paper_deletion import erase_at_wish, erase_certificates, erase_volunteers
from desktop.casework.volunteers.papers.paper_rows import ErasureLine, PaperEntry, PaperRow
from desktop.casework.volunteers.papers.paper_rules import LIMITS, OPTIONAL, PaperRule, PaperSettings, paper_rules
from desktop.casework.volunteers.papers.papers import add_paper, edit_paper, save_paper_settings
from desktop.clock import german_date, today
from desktop.views import messages
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
from desktop.views.fields.text_field import TextField
from desktop.views.people.quick_form import Job, QuickForm
from desktop.volunteer_terms import Cover, OnBehalfOf, PaperKind

_YES, _NO = "yes", "no"
_TERMS = {"on_behalf_of": OnBehalfOf, "cover": Cover}
_ANSWERS = ("no_entries", "is_proven")


class PaperForm(QuickForm):
    """A paper of one kind, entered or put right."""

    def __init__(
        self, volunteer_id: int, kind: PaperKind, looked: str, settings: PaperSettings, row: PaperRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`looked` is who is proposed as having looked at it."""
        super().__init__(parent)
        self._volunteer_id, self._kind, self._row, self._settings = volunteer_id, kind, row, settings
        rule = paper_rules()[kind]
        self.set_save_words(self.tr("Ändern") if row else self.tr("Eintragen"))
        if kind is PaperKind.CONDUCT:
            self.add_words(self.tr("Nur diese Angaben werden gespeichert. Bitte keine Kopie behalten und nichts vom "
                                   "Inhalt aufschreiben."))  # fmt: skip
        self.add(*(self._field(rule, key, label) for key, label in rule.fields.items()))
        self.add_words(self.tr("Grundlage: %1").replace("%1", rule.source))
        self.finish()
        self._show(row.entry if row is not None else self._proposed(rule, looked))

    def entry(self) -> PaperEntry:
        """What is entered."""
        values: dict[str, Any] = {}
        for key in paper_rules()[self._kind].fields:
            value = self.value(key)
            if key in _ANSWERS:
                value = None if value is None else value == _YES
            elif key in _TERMS:
                value = _TERMS[key](value) if value is not None else None
            elif key in ("title", "seen_by", "note"):
                value = self.text(key)
            values[key] = value
        return PaperEntry(self._kind, **values)

    def job(self) -> Job:
        if self._row is not None:
            return edit_paper, (PaperRow(self._row.id, self._row.row_version, self.entry()),)
        return add_paper, (self._volunteer_id, self.entry())

    def _field(self, rule: PaperRule, key: str, label: str) -> FormRow[Any]:
        must = key in rule.must
        if key in ("issued_on", "seen_on"):
            return DateField(key, label, lean=Lean.PAST, latest=today(), mandatory=must)
        if key == "valid_until":
            return DateField(key, label, lean=Lean.FUTURE, mandatory=must, help_text=self._left_empty(rule))
        if key in _ANSWERS:
            return choice_field(key, label, (Option(_YES, self.tr("ja")), Option(_NO, self.tr("nein"))), mandatory=must)
        if key in _TERMS:
            return CodeField(key, label, term_options(_TERMS[key]), mandatory=must)  # too long for buttons
        if key == "note":
            return NoteField(key, label, lines=2, longest=LONGEST_REMARK)
        return TextField(key, label, mandatory=must, longest=LONGEST_NAME)

    def _left_empty(self, rule: PaperRule) -> str:
        """What an empty last day means."""
        if rule.valid_months is not None:
            years = str(rule.valid_months // 12)
            return self.tr("Leer: %1 Jahre nach der Ausstellung.").replace("%1", years)
        if rule.kind is PaperKind.COMMITMENT:
            weeks = str(self._settings.bridge_weeks)
            return self.tr("Leer: %1 Wochen nach der Unterschrift.").replace("%1", weeks)
        return self.tr("Leer: ohne Ende.")

    def _proposed(self, rule: PaperRule, looked: str) -> PaperEntry:
        """Today for the day it was looked at or signed; never the day a certificate was issued."""
        seen = today() if "seen_on" in rule.fields else None
        signed = today() if "issued_on" in rule.fields and "seen_on" not in rule.fields else None
        return PaperEntry(self._kind, signed, seen, looked if "seen_by" in rule.fields else "")

    def _show(self, entry: PaperEntry) -> None:
        for key in paper_rules()[self._kind].fields:
            value = getattr(entry, key)
            if key in _ANSWERS and value is not None:
                value = _YES if value else _NO
            self.field(key).set_value(value if value != "" else None)


class PaperSettingsForm(QuickForm):
    """How long a commitment bridges, when is deleted, and what has to be there before „einsatzbereit“."""

    def __init__(self, settings: PaperSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        words = {
            "bridge_weeks": (self.tr("Eine Selbstverpflichtung überbrückt höchstens"), self.tr("Wochen")),
            "conduct_months": (self.tr("Angaben zum Führungszeugnis löschen nach dem Ende"), self.tr("Monate")),
            "forget_months": (self.tr("Alle persönlichen Angaben löschen nach dem Ende"), self.tr("Monate")),
        }
        for key, (label, unit) in words.items():
            lowest, highest = LIMITS[key]
            said = self.tr("%1 bis %2 %3").replace("%1", str(lowest)).replace("%2", str(highest)).replace("%3", unit)
            self.add(NumberField(key, label, unit=unit, lowest=lowest, highest=highest, mandatory=True, help_text=said))
        always = self.tr("Immer nötig: Verschwiegenheit und, wer mit Minderjährigen zu tun hat, das Führungszeugnis. "
                         "Führerschein nur für Fahrdienste, Masernschutz nur für Kinderbetreuung.")  # fmt: skip
        self.add(MultiChoiceField("before_ready", self.tr("Vor „einsatzbereit“ muss vorliegen"),
                                  term_options(OPTIONAL), help_text=always))  # fmt: skip
        self.add_words(self.tr("Wann „Heute“ an Unterlagen erinnert, steht unter „Verwaltung“, „Fristen und "
                               "Arbeitslisten“."))  # fmt: skip
        self.finish()
        for key in words:
            self.field(key).set_value(Decimal(getattr(settings, key)))
        self.field("before_ready").set_value(settings.before_ready)

    def job(self) -> Job:
        chosen = tuple(PaperKind(code) for code in self.value("before_ready"))
        numbers = {key: int(self.value(key)) for key in LIMITS}
        return save_paper_settings, (PaperSettings(before_ready=chosen, **numbers), self._settings)


class EraseForm(QuickForm):
    """Whose data are deleted for good; each is ticked by hand."""

    def __init__(self, lines: tuple[ErasureLine, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._whole = lines, lines[0].whole
        self.set_save_words(self.tr("Endgültig löschen"))
        kept = self.tr("Gelöscht werden alle persönlichen Angaben. Stunden bleiben ohne Namen für die Zahlen.")
        certificates = self.tr("Gelöscht werden die Angaben zu Führungszeugnis und Selbstverpflichtung.")
        self.add_words(kept if self._whole else certificates)
        self.add_words(self.tr("Das lässt sich nicht rückgängig machen. Wer gelöscht hat, bleibt im Protokoll."))
        for line in lines:
            ended = self.tr("beendet am %1").replace("%1", german_date(line.ended_on))
            self.add(CheckField(f"erase_{line.volunteer_id}", line.name, help_text=f"{ended}: {line.words}"))
        self.finish()

    def ids(self) -> tuple[int, ...]:
        """Who is ticked."""
        return tuple(line.volunteer_id for line in self._lines if self.value(f"erase_{line.volunteer_id}"))

    def save(self) -> None:
        count = len(self.ids())
        if not count:
            self.messages.show_info(self.tr("Bitte ankreuzen, wessen Angaben gelöscht werden."))
            return
        one = self.tr("Angaben von 1 Person endgültig löschen?")
        more = self.tr("Angaben von %1 Personen endgültig löschen?")
        question = one if count == 1 else more.replace("%1", str(count))
        messages.confirm(self, question, self.tr("Das lässt sich nicht rückgängig machen."),
                         self.tr("Endgültig löschen"), super().save)  # fmt: skip

    def job(self) -> Job:
        return (erase_volunteers if self._whole else erase_certificates), (self.ids(),)


class EraseWishForm(QuickForm):
    """Everything about one volunteer at their own wish; confirmed by typing the name."""

    def __init__(self, volunteer_id: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._volunteer_id = volunteer_id
        self.set_save_words(self.tr("Endgültig löschen"))
        self.add_words(self.tr("Wer nicht mehr mitmacht, kann verlangen, dass alles gelöscht wird. Stunden bleiben "
                               "ohne Namen für die Zahlen."))  # fmt: skip
        self.add_words(self.tr("Das lässt sich nicht rückgängig machen. Wer gelöscht hat, bleibt im Protokoll."))
        self.add(TextField("family_name", self.tr("Zur Bestätigung den Nachnamen eingeben"), mandatory=True,
                           help_text=name))  # fmt: skip
        self.finish()

    def job(self) -> Job:
        return erase_at_wish, (self._volunteer_id, self.text("family_name"))
