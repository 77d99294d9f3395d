"""Instead of S3 questions: the sentence why they are locked and the consent to record, or that they are hidden."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.casework.people.consents import NewConsent, usual_end
from desktop.clock import today
from desktop.terms import ConsentForm, ConsentPurpose
from desktop.views import icons, style
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.options import term_options


class ProtectedPanel(QFrame):
    """*Signals:* `consent_given(NewConsent)`; `show_wanted` for hidden answers."""

    consent_given = Signal(object)
    show_wanted = Signal()

    def __init__(self, person_id: int | None, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person_id, self._name = person_id, name
        style.set_look(self, "message-info")
        self._column = QVBoxLayout(self)
        self._build_words()
        self._build_form()
        self._fit()
        style.notifier().changed.connect(self._fit)

    def show_locked(self, questions: int) -> None:
        """So many questions wait for the consent."""
        icons.set_icon(self._picture, "lock", "accent", 1.2)
        what = self.tr("Eine Frage ist") if questions == 1 else self.tr("%1 Fragen sind").replace("%1", str(questions))
        sentence = self.tr("%1 gesperrt: Gesundheit und andere besonders geschützte Angaben (Art. 9 DSGVO) dürfen erst "
                           "eingetragen werden, wenn %2 eingewilligt hat.")  # fmt: skip
        self._words.setText(sentence.replace("%1", what).replace("%2", self._name))
        self._button.setText(self.tr("Einwilligung festhalten"))
        self._locked = True

    def show_masked(self) -> None:
        """There are answers, hidden until somebody wants to see them."""
        icons.set_icon(self._picture, "eye-off", "accent", 1.2)
        self._words.setText(self.tr("Besonders geschützte Angaben sind verborgen. Das Anzeigen wird protokolliert."))
        self._button.setText(self.tr("Anzeigen"))
        self._locked = False

    def start(self) -> None:
        """Open the form for the consent."""
        self._how.set_value(ConsentForm.PAPER)
        self._from.set_value(today())
        self._until.set_value(usual_end(today()))
        self.form.show()
        self._button.hide()
        self._how.focus_input()

    def words(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def _build_words(self) -> None:
        self._head = QHBoxLayout()
        self._picture, self._words, self._button = QLabel(), QLabel(), QPushButton()
        self._words.setWordWrap(True)
        self._locked = True
        self._button.setObjectName("protected_button")
        self._button.clicked.connect(self._on_button_clicked)
        self._head.addWidget(self._picture)
        self._head.addWidget(self._words, 1)
        self._head.addWidget(self._button)
        self._column.addLayout(self._head)

    def _build_form(self) -> None:
        self.form = QWidget()
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        self._how = choice_field("consent_form", self.tr("Wie wurde eingewilligt?"), term_options(ConsentForm))
        self._from = DateField("consent_from", self.tr("Gegeben am"), lean=Lean.PAST, latest=today(), mandatory=True)
        until_help = self.tr("Leer: bis zum Ende der Begleitung. Widerruf jederzeit.")
        self._until = DateField("consent_until", self.tr("Gilt bis"), lean=Lean.FUTURE, help_text=until_help)
        column.addWidget(self._how)
        dates = QWidget()
        flow = FlowLayout(dates, gap=4)
        flow.addWidget(self._from)
        flow.addWidget(self._until)
        column.addWidget(dates)
        buttons = QHBoxLayout()
        self._save, self._cancel = QPushButton(self.tr("Einwilligung speichern")), QPushButton(self.tr("Abbrechen"))
        self._save.setObjectName("consent_save")
        style.set_look(self._save, "primary")
        self._save.clicked.connect(self._on_save_clicked)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        buttons.addWidget(self._save)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.form.hide()
        self._column.addWidget(self.form)

    def _on_button_clicked(self) -> None:
        if self._locked:
            self.start()
        else:
            self.show_wanted.emit()

    def _on_cancel_clicked(self) -> None:
        self.form.hide()
        self._button.show()
        self._button.setFocus()

    def _on_save_clicked(self) -> None:
        fields = (self._how, self._from, self._until)
        wrong = [field for field in fields if field.check() is not None]
        start = self._from.value()
        if wrong or start is None or self._person_id is None:
            (wrong[0] if wrong else self._from).focus_input()
            return
        how = ConsentForm(str(self._how.value() or ConsentForm.PAPER.value))
        consent = NewConsent(self._person_id, ConsentPurpose.HEALTH, start, self._until.value(), form=how)
        self.consent_given.emit(consent)

    def _fit(self) -> None:
        self._column.setContentsMargins(*[style.space(3)] * 4)
        self._column.setSpacing(style.space(3))
        self._head.setSpacing(style.space(3))
        for field in (self._from, self._until):
            field.setFixedWidth(style.text_width(34))
