"""„Geld im Ehrenamt“: limits of each year with their source, rate per kilometre, what interpreting costs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Right
from desktop.casework.volunteers.hours.allowances import MoneySettings, money_settings, save_money_settings
from desktop.casework.volunteers.hours.hours_words import euros
from desktop.casework.volunteers.hours.money_data import MoneyYear, interpreter_examples
from desktop.clock import today
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import style
from desktop.views.card_list_page import CardListPage
from desktop.views.components.card import Card
from desktop.views.components.chip import Chip, Tone
from desktop.views.people.lines import flow, link, short_words, words
from desktop.views.volunteers.hours.money_settings_form import MoneyYearForm, RatesForm


class MoneySettingsPage(CardListPage):
    """A card with all years, one with what is the same in all of them, one with what others pay."""

    def __init__(self, work: Work, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(work, drafts, self.tr("Geld im Ehrenamt"), Kind.OFFICE, parent)
        self._money: MoneySettings | None = None
        self._may_edit = work.actor.may(Right.EDIT_VOLUNTEERS)
        said = self.tr("Grenzen nach § 3 Nr. 26 und 26a EStG. Auslagen, die zurückgegeben werden, zählen nicht dazu.")
        self.head.set_subtitle(said)
        if self._may_edit:
            self.head.set_primary(self.tr("Neues Jahr"), "plus").clicked.connect(self.new_year)
        self.show_target()

    def show_target(self) -> None:
        """Called on every visit."""
        self._work.read(self, money_settings, then=self._show, failed=self.show_failure)

    def new_year(self) -> None:
        """Open the form with the last year's amounts."""
        if self._money is not None:
            last = self._money.years[-1]
            form = MoneyYearForm(self._money, replace(last, year=last.year + 1, source=""), None)
            self._open(form, self.tr("Neues Jahr"), "volunteer-money/new")

    def edit_year(self, year: MoneyYear) -> None:
        """Open the form of a year."""
        if self._money is not None:
            title = self.tr("Beträge %1").replace("%1", str(year.year))
            self._open(MoneyYearForm(self._money, year, year.year), title, f"volunteer-money/{year.year}")

    def edit_rates(self) -> None:
        """Open the form of what is the same in all years."""
        if self._money is not None:
            self._open(RatesForm(self._money), self.tr("Sprachmittlung und Warnung"), "volunteer-money/rates")

    def _open(self, form: MoneyYearForm | RatesForm, title: str, key: str) -> None:
        before = self._money
        self.drawer.open_form(form, title, key, partial(self._on_saved, before))

    def _on_saved(self, before: MoneySettings | None, _changes: Changes) -> None:
        if before is not None:
            self._work.read(self, money_settings, then=partial(self._offer_back, before), failed=self.show_failure)

    def _offer_back(self, before: MoneySettings, saved: MoneySettings) -> None:
        """What is kept now is remembered, so that taking back overwrites nothing that came after it."""
        self.messages.show_undo(self.tr("Gespeichert."), partial(self._put_back, before, saved))

    def _put_back(self, before: MoneySettings, saved: MoneySettings) -> None:
        self._work.change(self, save_money_settings, before, saved, failed=self.show_failure)

    def _show(self, money: MoneySettings) -> None:
        self._money = money
        nothing = self.tr("Noch kein Jahr eingetragen.")
        self.put_cards((self._years(money), self._rates(money), _examples(self)), nothing, "wallet")

    def _years(self, money: MoneySettings) -> Card:
        card = Card(self.tr("Grenzen je Jahr"), "calendar")
        if hint := money.hint(today().year):
            card.body.addWidget(flow(Chip(hint, Tone.WARN, "triangle-alert")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.space(4))
        grid.setVerticalSpacing(style.space(2))
        heads = (self.tr("Jahr"), self.tr("Ehrenamts\u00adpauschale"), self.tr("Übungsleiter\u00adpauschale"),
                 self.tr("je km"), self.tr("Quelle"))  # fmt: skip
        for place, head in enumerate(heads):
            grid.addWidget(words(head, "muted"), 0, place)
        for line, year in enumerate(reversed(money.years), 1):
            self._add_year(grid, line, year)
        grid.setColumnStretch(4, 1)
        card.body.addLayout(grid)
        return card

    def _add_year(self, grid: QGridLayout, line: int, year: MoneyYear) -> None:
        shown = (str(year.year), euros(year.volunteer), euros(year.trainer), euros(year.km))
        for place, text in enumerate(shown):
            grid.addWidget(short_words(text, "strong" if place == 0 else ""), line, place, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words(year.source or "–", "muted"), line, 4, Qt.AlignmentFlag.AlignTop)
        if self._may_edit:
            said = self.tr("Beträge %1 ändern").replace("%1", str(year.year))
            button = link(self.tr("Ändern …"), partial(self.edit_year, year), f"year_{year.year}", said=said)
            grid.addWidget(button, line, 5, Qt.AlignmentFlag.AlignTop)

    def _rates(self, money: MoneySettings) -> Card:
        card = Card(self.tr("Sprachmittlung und Warnung"), "languages")
        rate = self.tr("Sprachmittlung: %1 je Stunde, zählt zur: %2.").replace("%1", euros(money.interpreter_per_hour))
        card.body.addWidget(words(rate.replace("%2", money.interpreter_as.label)))
        warned = self.tr("Gewarnt wird ab %1 % einer Grenze.").replace("%1", str(money.warn_percent), 1)
        card.body.addWidget(words(warned))
        if self._may_edit:
            said = self.tr("Sprachmittlung und Warnung ändern")
            card.body.addWidget(flow(link(self.tr("Ändern …"), self.edit_rates, "rates", said=said, icon="pencil")))
        return card


def _examples(page: QWidget) -> Card:
    card = Card(page.tr("Was andere für Sprachmittlung zahlen"), "info")
    for example in interpreter_examples():
        card.body.addWidget(words(f"{example.place}: {example.words}"))
        card.body.addWidget(words(example.source, "muted"))
    return card
