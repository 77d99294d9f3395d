"""The head of the plan page: which plan and Fassung, what is missing or how far it is, and the one next action."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.casework.plans.plan_rows import Missing, PlanView
from desktop.clock import german_date, today
from desktop.terms import PlanState
from desktop.views import icons, style
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.plans.ideas_button import IdeasButton
from desktop.views.plans.step_columns import command, fill_menu, menu_button
from desktop.views.plans.words import plan_title

_LARGE = 150  # percent of text from which the buttons stand below


class PlanHead(QWidget):
    """*Signals:* missing_wanted(Missing), review_wanted(), print_wanted(), primary_wanted()."""

    missing_wanted = Signal(object)
    review_wanted = Signal()
    print_wanted = Signal()
    primary_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._row, self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight, self), QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._words = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._words.setSizePolicy(policy)
        self._flow = FlowLayout(self._words, gap=2)
        self._build_words()
        self._row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._build_buttons()
        self._fit()
        style.notifier().changed.connect(self._fit)

    def show_view(self, view: PlanView, primary: tuple[str, str], menu: Iterable[QAction]) -> None:
        """`primary` is words and icon of the next action, empty for none."""
        self._title.setText(plan_title(view))
        self._show_missing(view)
        self._show_state(view)
        self._show_review(view)
        words, icon = primary
        self.primary.setVisible(bool(words))
        self.primary.setText(words)
        if icon:
            icons.set_icon(self.primary, icon, "on_accent")
        fill_menu(self.menu, list(menu))
        self._words.updateGeometry()

    def _build_words(self) -> None:
        self._title = QLabel()
        style.set_look(self._title, "section")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.missing = IdeasButton("", Tone.WARN, "circle-alert", direct=True)
        self._state, self._handed = Chip(""), Chip("")
        self._review = QLabel()
        style.set_look(self._review, "muted")
        self.review = QPushButton()
        style.set_look(self.review, "link")
        self.review.clicked.connect(self.review_wanted)
        for part in (self._title, self.missing, self._state, self._handed, self._review, self.review):
            self._flow.addWidget(part)

    def _build_buttons(self) -> None:
        self.printing, self.primary = QPushButton(self.tr("Drucken")), QPushButton()
        icons.set_icon(self.printing, "printer", "accent")
        self.printing.setToolTip(self.tr("Vorschau in allen Sprachen, Drucken, als PDF speichern"))
        style.set_look(self.primary, "primary")
        self.printing.clicked.connect(self.print_wanted)
        self.primary.clicked.connect(self.primary_wanted)
        self.menu = menu_button(self.tr("Plan: weitere Befehle"))
        icons.set_icon(self.menu, "ellipsis")
        style.set_look(self.menu, "")
        for button in (self.printing, self.primary, self.menu):
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._buttons)
        self._row.setAlignment(self._buttons, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)

    def _fit(self) -> None:
        """Beside large buttons the title would be cut; they stand below it then."""
        large, directions = style.text_scale() >= _LARGE, QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if large else directions.LeftToRight)
        for layout in (self._row, self._buttons):
            layout.setSpacing(style.space(2))

    def _show_missing(self, view: PlanView) -> None:
        """„Noch 2 Angaben bis „verbindlich““; a click leads there or lists them."""
        lacks = view.missing if view.editable else ()
        self.missing.setVisible(bool(lacks))
        if not lacks:
            return
        if len(lacks) == 1:
            words = self.tr("Noch 1 Angabe: %1").replace("%1", lacks[0].text)
        else:
            words = self.tr("Noch %1 Angaben bis „verbindlich“").replace("%1", str(len(lacks)))
        self.missing.setText(words)
        self.missing.setAccessibleName(words)
        self.missing.setToolTip("\n".join(lack.text for lack in lacks))
        self.missing.set_entries([self._entry(lack) for lack in lacks])
        self.missing.updateGeometry()

    def _entry(self, lack: Missing) -> QAction:
        return command(lack.text, "arrow-right", partial(self.missing_wanted.emit, lack), self)

    def _show_state(self, view: PlanView) -> None:
        words, tone, icon = _state_words(self, view)
        self._state.set_state(words, tone, icon)
        self._state.setVisible(bool(words))
        handed = view.handed_out_on
        self._handed.set_state(self.tr("ausgehändigt am %1").replace("%1", german_date(handed)) if handed else "",
                               Tone.NEUTRAL, "hand-helping")  # fmt: skip
        self._handed.setVisible(handed is not None)

    def _show_review(self, view: PlanView) -> None:
        day = view.header.next_review_on
        over = view.state in (PlanState.REPLACED, PlanState.CLOSED)
        words = self.tr("Nächste Überprüfung %1").replace("%1", german_date(day) if day else "?")
        late = bool(day and day < today() and view.state is PlanState.IN_FORCE)
        self.review.setText(words)
        self.review.setVisible(view.editable)
        self._review.setText(words + (self.tr(" – überfällig") if late else ""))
        style.set_look(self._review, "bad" if late else "muted")
        self._review.setVisible(not view.editable and not over and day is not None)


def _state_words(head: PlanHead, view: PlanView) -> tuple[str, Tone, str | None]:
    match view.state:
        case PlanState.DRAFT:
            return ("", Tone.NEUTRAL, "") if view.missing else (head.tr("vollständig"), Tone.OK, None)
        case PlanState.AGREEING:
            if view.printed_at:
                return head.tr("gedruckt, wartet auf Unterschrift"), Tone.ACCENT, "signature"
            return head.tr("bereit zum Drucken"), Tone.ACCENT, "printer"
        case PlanState.IN_FORCE:
            since = german_date(view.valid_from) if view.valid_from else ""
            return head.tr("gilt seit %1").replace("%1", since), Tone.OK, None
    return "", Tone.NEUTRAL, ""
