"""Short forms of a household: who moves in or out, who has custody; and the history below them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.people.families import Membership
from desktop.casework.people.household import (
    LONGEST_NOTE,
    CustodyChange,
    FamilyEventRow,
    HouseholdMove,
    change_custody,
    move_household,
)
from desktop.casework.people.people import PersonRow
from desktop.clock import german_date, today
from desktop.person_terms import Custody, Relation
from desktop.views import style
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.multi_choice_field import MultiChoiceField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import emptied, words
from desktop.views.people.quick_form import Job, QuickForm

_OUT, _IN = "out", "in"


class MoveForm(QuickForm):
    """Members who move in or out; they stay in the file."""

    def __init__(self, case_id: int, members: tuple[PersonRow, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case_id = case_id
        self.set_save_words(self.tr("Eintragen"))
        self.add_words(self.tr("Wer auszieht, bleibt in der Akte. Für einen eigenen Fall bitte „Familie teilen“."))
        kinds = [Option(_OUT, self.tr("zieht aus")), Option(_IN, self.tr("zieht ein"))]
        self.add(
            MultiChoiceField("who", self.tr("Wer?"), [Option(one.id, one.given) for one in members], mandatory=True),
            choice_field("kind", self.tr("Was ist geschehen?"), kinds, mandatory=True),
            DateField("on_date", self.tr("am"), lean=Lean.PAST, latest=today(), mandatory=True),
            TextField("note", self.tr("Grund"), longest=LONGEST_NOTE),
        )
        self.finish()
        self.field("on_date").set_value(today())

    @property
    def persons(self) -> tuple[int, ...]:
        """Whom it is about."""
        return tuple(int(id_) for id_ in self.value("who"))

    def job(self) -> Job:
        moves_in = self.value("kind") == _IN
        move = HouseholdMove(self.persons, moves_in, self.value("on_date"), self.text("note"))
        return move_household, (self._case_id, move)


class CustodyForm(QuickForm):
    """Custody of a child from a day on."""

    def __init__(
        self, case_id: int, members: tuple[PersonRow, ...], rows: tuple[Membership, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._case_id = case_id
        self.set_save_words(self.tr("Sorgerecht eintragen"))
        said = {row.person_id for row in rows if row.relation is Relation.CHILD or row.custody is not None}
        children = [Option(one.id, one.given) for one in members if one.id in said or one.is_child_on(today())]
        if not children:
            self.messages.show_info(self.tr("In dieser Familie ist kein Kind eingetragen."))
        self.add(
            choice_field("who", self.tr("Für wen?"), children, mandatory=True),
            choice_field("custody", self.tr("Sorgerecht"), term_options(Custody), mandatory=True),
            DateField("on_date", self.tr("gilt seit"), lean=Lean.PAST, latest=today(), mandatory=True),
            TextField("note", self.tr("Wer hat es, worauf beruht es?"), longest=LONGEST_NOTE,
                      help_text=self.tr("Zum Beispiel: Mutter, Beschluss des Amtsgerichts.")),
        )  # fmt: skip
        self.finish()
        self.field("on_date").set_value(today())
        if len(children) == 1:
            self.field("who").set_value(children[0].code)

    @property
    def persons(self) -> tuple[int, ...]:
        """The child."""
        return (int(self.value("who")),)

    def job(self) -> Job:
        custody = CustodyChange(
            self.persons[0], Custody(self.value("custody")), self.value("on_date"), self.text("note")
        )
        return change_custody, (self._case_id, custody)


class HouseholdHistory(QWidget):
    """One line per event, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space(0.5))

    def show_rows(self, rows: tuple[FamilyEventRow, ...]) -> None:
        """Replace the lines."""
        emptied(self._column)
        for row in rows:
            note = f" – {row.note}" if row.note else ""
            self._column.addWidget(words(f"{german_date(row.on_date)}  {row.person} {row.words}{note}"))
        if not rows:
            self._column.addWidget(words(self.tr("Noch nichts eingetragen."), "muted"))
