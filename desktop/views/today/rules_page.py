"""„Fristen und Arbeitslisten“ in „Verwaltung“: which dates are watched, how long before, and why."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.casework.changes import Changes
from desktop.casework.deadlines.choices import DueSettings, due_settings, save_due_settings
from desktop.casework.deadlines.rules import shipped_rules
from desktop.casework.deadlines.work_lists import work_lists
from desktop.casework.volunteers.matches.match_settings import MatchPeriods
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.card import Card
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import words
from desktop.views.places import Places
from desktop.views.today.rule_row import RuleRow


class RulesPage(ScrollPage):
    """Saved with the button at the head; nothing holds before that."""

    def __init__(self, work: Work, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._work = work
        self._dirty = False
        self.messages = MessageArea()
        self.rows = {rule.key: RuleRow(rule) for rule in shipped_rules()}
        self.days = {
            entry.key: TextField(f"{entry.key}_days", entry.title.replace(" %1", " …"), characters=8, longest=4)
            for entry in work_lists() if entry.days
        }  # fmt: skip
        self.months = {
            "review_months_first_year": TextField("review_months_first_year", self.tr("Im ersten Jahr alle … Monate"),
                                                  characters=8, longest=2),
            "review_months_later": TextField("review_months_later", self.tr("Danach alle … Monate"), characters=8,
                                             longest=2),
        }  # fmt: skip
        self.periods = {
            key: TextField(key, label, characters=8, longest=2)
            for key, label in (
                ("trial_weeks", self.tr("Probezeit in Wochen")),
                ("first_check_weeks", self.tr("Erstes Zwischengespräch nach … Wochen")),
                ("check_months", self.tr("Danach alle … Monate")),
            )
        }  # fmt: skip
        self.names = CheckField("names", self.tr("Auf der Wochenliste neben der Fallnummer kurze Namen drucken"))
        self._build(places)

    def show_target(self) -> None:
        """Called on every visit; what is typed and not saved stays."""
        if not self._dirty:
            self._work.read(self, due_settings, then=self._on_settings, failed=self._on_failed)

    def save(self) -> None:
        """Keep everything; the first wrong number gets the keyboard."""
        try:
            choices = tuple(row.choice() for row in self.rows.values())
            days = {key: self._number(field) for key, field in self.days.items()}
            first, later = (self._number(field) for field in self.months.values())
            periods = MatchPeriods(*(self._number(field) for field in self.periods.values()))
        except CaseworkError as error:
            self._on_failed(error)
            return
        self._dirty = False  # what is typed from now on is still to be saved
        self._work.change(self, save_due_settings, choices, days, self.names.value(), (first, later), periods,
                          then=self._on_saved, failed=self._on_refused)

    def _build(self, places: Places) -> None:
        head = PageHead(self.tr("Fristen und Arbeitslisten"))
        head.set_subtitle(self.tr("Gilt für alle, die mit diesem Tresor arbeiten. Mehrere Zahlen erinnern mehrmals."))
        back = QPushButton(self.tr("Zurück"))
        icons.set_icon(back, "arrow-left", "accent")
        back.clicked.connect(partial(places.go, "admin"))
        head.add_widget(back)
        self.save_button = head.set_primary(self.tr("Speichern"), "check")
        self.save_button.clicked.connect(self.save)
        for widget in (head, self.messages):
            self.body.addWidget(widget)
        others = [row for row in self.rows.values() if row.rule.who != "volunteers"]
        volunteers = [row for row in self.rows.values() if row.rule.who == "volunteers"]
        self.body.addWidget(self._card(self.tr("Fristen"), "calendar-clock", *others))
        self.body.addWidget(self._card(self.tr("Fristen im Ehrenamt"), "hand-heart", *volunteers))
        hint = words(self.tr("Anzahl der Tage, ab denen ein Fall in der Liste steht."), "muted")
        self.body.addWidget(self._card(self.tr("Arbeitslisten"), "list", hint, *self.days.values()))
        rhythm = words(self.tr("Danach wird bei jedem Plan und jeder Fortschreibung der nächste Tag vorgeschlagen."),
                       "muted")  # fmt: skip
        self.body.addWidget(self._card(self.tr("Plan-Überprüfung"), "file-clock", rhythm, *self.months.values()))
        usual = words(self.tr("Wird bei jeder neuen Begleitung vorgeschlagen und lässt sich dort ändern."), "muted")
        self.body.addWidget(self._card(self.tr("Begleitungen im Ehrenamt"), "handshake", usual, *self.periods.values()))
        self.body.addWidget(self._card(self.tr("Wochenliste"), "printer", self.names))
        self.body.addStretch(1)
        for part in self.rows.values():
            part.edited.connect(self._on_edited)
        for field in (*self.days.values(), *self.months.values(), *self.periods.values()):
            field.changed.connect(self._on_edited)
        self.names.changed.connect(self._on_edited)

    def _card(self, title: str, icon: str, *widgets: QWidget) -> Card:
        card = Card(title, icon)
        card.body.setSpacing(style.space(4))
        for widget in widgets:
            card.body.addWidget(widget)
        return card

    def _number(self, field: TextField) -> int:
        text = field.value() or ""
        if not text.isdecimal():
            field.show_error(self.tr("Bitte eine ganze Zahl eingeben."))
            field.focus_input()
            raise CaseworkError(self.tr("Bitte eine ganze Zahl eingeben."))
        return int(text)

    def _on_edited(self) -> None:
        self._dirty = True

    def _on_settings(self, settings: DueSettings) -> None:
        if self._dirty:
            return
        for rule in settings.rules:
            self.rows[rule.key].show_rule(rule)
        shipped = {entry.key: entry.days for entry in work_lists()}
        for key, field in self.days.items():
            field.set_value(str(settings.list_days.get(key, shipped[key])))
        for field, months in zip(self.months.values(), settings.review_months, strict=True):
            field.set_value(str(months))
        for key, field in self.periods.items():
            field.set_value(str(getattr(settings.match_periods, key)))
        self.names.set_value(settings.names_on_paper)

    def _on_saved(self, _changes: Changes) -> None:
        self.messages.show_ok(self.tr("Gespeichert. „Heute“ richtet sich ab jetzt danach."))
        self.show_target()

    def _on_refused(self, error: CaseworkError) -> None:
        self._dirty = True
        self._on_failed(error)

    def _on_failed(self, error: CaseworkError) -> None:
        row = self.rows.get(error.field or "")
        field = (self.months | self.periods).get(error.field or "")
        if row is not None:
            row.show_problem(str(error))
        elif field is not None:
            field.show_error(str(error))
            field.focus_input()
        else:
            self.messages.show_error(str(error))
