"""Editing one person: all facts of domain 2.1–2.4 in calm sections, saved with a version check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.people.consents import ConsentRow, list_consents
from desktop.casework.people.facts import MarkRow, Subject, confirm_fact, fact_marks
from desktop.casework.people.people import PersonDetail, PersonRow, person_detail, save_person
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.person_form import facts_of, form_values, languages_of
from desktop.models.person_words import age_words
from desktop.models.work import Work
from desktop.terms import Origin
from desktop.views import style
from desktop.views.components.editor_page import EditorPage
from desktop.views.components.section import Section
from desktop.views.people import person_fields
from desktop.views.people.address_panel import AddressPanel
from desktop.views.people.care_box import CareBox
from desktop.views.people.consent_panel import ConsentPanel
from desktop.views.people.field_grid import FieldGrid
from desktop.views.people.lines import link, words
from desktop.views.people.stored_editor import StoredEditor
from desktop.views.people.title_panel import TitlePanel


class PersonEditor(StoredEditor[PersonDetail]):
    """*Signals:* history_wanted(); form_wanted(kind, row or None): titles, addresses, consents, delete."""

    form_wanted = Signal(str, object)
    history_wanted = Signal()

    def __init__(
        self, work: Work, drafts: Drafts, case_id: int, person: PersonRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(person.name, work, parent)
        self._person = person
        self.titles, self.addresses, self.consents = TitlePanel(), AddressPanel(), ConsentPanel()
        self.care = CareBox(work, person.id)
        self._note = words("", "")
        self._build_sections()
        self._connect_panels()
        self.keep_input(drafts, f"person/{person.id}", case=case_id)

    @property
    def person_id(self) -> int:
        """Whose page this is."""
        return self._person.id

    @property
    def print_language(self) -> str:
        """Language of the person's sheets, as stored; for forms that print or explain."""
        return self._detail.facts.print_language if self._detail else ""

    def label_of(self, key: str) -> str:
        """The words above a field, the key itself for a fact without one."""
        return self.field(key).label if key in self.keys() else key

    # building

    def _build_sections(self) -> None:
        self.body.addWidget(person_fields_section(self, self.tr("Name und Person"), person_fields.name_fields()))
        self._build_rest()
        self.add(person_fields.origin_field())
        self.body.addWidget(
            link(self.tr("Frühere Angaben zeigen …"), self.history_wanted.emit, "history", icon="history")
        )
        delete = partial(self.form_wanted.emit, "delete", None)
        self.body.addWidget(link(self.tr("Person endgültig löschen …"), delete, "delete-person", icon="trash-2"))
        self.body.addStretch(1)

    def _build_rest(self) -> None:
        sections: tuple[tuple[str, list[person_fields.Placed], QWidget | None], ...] = (
            (self.tr("Ankunft und Zuteilung"), person_fields.arrival_fields(), None),
            (self.tr("Kontakt"), person_fields.contact_fields(), None),
            (self.tr("Sprachen"), person_fields.language_fields(), None),
            (self.tr("Aufenthalt"), person_fields.residence_fields(), self.titles),
            (self.tr("Wohnen"), [], self.addresses),
            (self.tr("Familie und Pflichten"), person_fields.family_fields(), None),
            (self.tr("Schule, Beruf, Einkommen"), person_fields.learning_fields(), None),
            (self.tr("Hinweis aus der Übergabe"), [], self._note),
            (self.tr("Einwilligungen"), [], self.consents),
        )
        for title, fields, panel in sections:
            self.body.addSpacing(style.space(4))
            self.body.addWidget(person_fields_section(self, title, fields, panel))
        self.body.addSpacing(style.space(4))
        self.body.addWidget(self.care)
        self.body.addSpacing(style.space(4))

    def _connect_panels(self) -> None:
        self.titles.new_wanted.connect(partial(self.form_wanted.emit, "title", None))
        self.titles.correct_wanted.connect(partial(self.form_wanted.emit, "title"))
        self.addresses.move_wanted.connect(partial(self.form_wanted.emit, "address", None))
        self.addresses.correct_wanted.connect(partial(self.form_wanted.emit, "address"))
        self.consents.give_wanted.connect(partial(self.form_wanted.emit, "consent", None))
        self.consents.withdraw_wanted.connect(partial(self.form_wanted.emit, "withdraw"))
        for key in self.keys():
            self.field(key).confirmed.connect(partial(self._on_confirmed, key))

    # loading

    def read_stored(self, then: Callable[[PersonDetail], object]) -> None:
        self._work.read(self, person_detail, self.person_id, then=then, failed=self.show_failure)

    def read_beside(self) -> None:
        self._work.read(self, fact_marks, Subject.PERSON, self.person_id, then=self._on_marks)
        self._work.read(self, list_consents, self.person_id, then=self._on_consents)
        self.care.load()

    def show_stored(self, detail: PersonDetail, typed: Collection[str]) -> None:
        self.load(form_values(detail) | {"origin": Origin.SELF}, typed)
        self.head.set_title(detail.row.name, detail.row.own_script_name)
        born = detail.row.birth_date
        parts = (age_words(detail.row, today()), self.tr("geb. %1").replace("%1", born.german) if born else "")
        self.head.set_subtitle(" · ".join(part for part in parts if part))
        self.show_beside(detail)

    def show_beside(self, detail: PersonDetail) -> None:
        self.titles.show_rows(detail.titles)
        self.addresses.show_rows(detail.addresses)
        hidden = self.tr("Der Hinweis betrifft die Gesundheit. Er wird gezeigt, sobald die Person eingewilligt hat.")
        none = self.tr("Kein Hinweis.")
        self._note.setText(hidden if detail.handover_note_hidden else detail.handover_note or none)

    def _on_marks(self, marks: Mapping[str, MarkRow]) -> None:
        for key in self.keys():
            mark = marks.get(key)
            handed = mark is not None and mark.open
            text = self.tr("aus Übergabe, %1").replace("%1", german_date(mark.as_of)) if mark and handed else ""
            self.field(key).set_origin(text)

    def _on_consents(self, rows: tuple[ConsentRow, ...]) -> None:
        self.consents.show_rows(rows)

    # saving

    def send(
        self, detail: PersonDetail, then: Callable[[Changes], object], failed: Callable[[CaseworkError], object]
    ) -> None:
        values = self.values()
        origin = Origin(str(values.pop("origin", None) or Origin.SELF.value))
        self._work.change(
            self, self.kept.ended_by(save_person), self.person_id, facts_of(values), languages_of(values),
            detail.row_version, origin, then=then, failed=failed,
        )  # fmt: skip

    def changed_words(self) -> str:
        return self.tr("Diese Person wurde inzwischen geändert. Ihre Eingaben bleiben beim Neuladen stehen.")

    def _on_confirmed(self, key: str) -> None:
        self._work.change(self, confirm_fact, Subject.PERSON, self.person_id, key, failed=self.show_failure)

    def touches(self, changes: Changes) -> bool:
        """Whether the person or one of the consents changed."""
        return changes.touches(Kind.PERSON, self.person_id)


def person_fields_section(
    editor: EditorPage, title: str, fields: list[person_fields.Placed], panel: QWidget | None = None
) -> Section:
    """A section with fields of the editor in a grid, and a panel above them."""
    section, grid = Section(title), FieldGrid()
    for field, whole in fields:
        editor.add(field, grid.lane)
        grid.put(field, whole=whole)
    if panel is not None:
        section.body.addWidget(panel)
    if fields:
        section.body.addWidget(grid)
    return section
