"""One match: where it stands on its way, what comes next, what was agreed and what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Right
from desktop.casework.volunteers.matches.match_life import take_back_step
from desktop.casework.volunteers.matches.match_rows import RUNNING, TOGETHER, MatchDetail, StepRow
from desktop.casework.volunteers.matches.matches import match_detail, save_match
from desktop.clock import german_date
from desktop.models.match_table import stage_mark, watch_text, way_of
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.message_area import MessageArea
from desktop.views.components.section import Section
from desktop.views.messages import confirm
from desktop.views.people.lines import emptied, flow, link, order_stops, rebuilt, short_words, words
from desktop.views.people.quick_form import FormDrawer, QuickForm
from desktop.views.places import Places
from desktop.views.volunteers.matches import match_forms as forms
from desktop.views.volunteers.matches.match_sheet_entry import MEETING_SHEET, VOLUNTEER_SHEET
from desktop.volunteer_terms import MatchStage, Sponsorship

_STATES = {"done": (Tone.OK, "check"), "now": (Tone.ACCENT, "circle-dot"), "open": (Tone.NEUTRAL, "circle")}
_TONES = {"ok": Tone.OK, "accent": Tone.ACCENT, "muted": Tone.NEUTRAL}


class MatchCard(QWidget):
    """Reads its match again whenever it was touched; forms open in the page's drawer.

    *Signals:* shown() after it was built anew.
    """

    shown = Signal()

    def __init__(
        self, work: Work, places: Places, drawer: FormDrawer, messages: MessageArea, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._work, self._places, self._drawer, self._messages = work, places, drawer, messages
        self._may_edit = work.actor.may(Right.EDIT_MATCHES)
        self._stale = False
        self.match_id: int | None = None
        self.detail: MatchDetail | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        work.announced.connect(self._on_announced)
        style.notifier().changed.connect(self._fit)
        self._fit()

    def show_match(self, match_id: int | None) -> None:
        """Read and show a match; None for none."""
        self.match_id = match_id
        if match_id is None:
            self.detail = None
            emptied(self._column)
        else:
            self._work.read(self, match_detail, match_id, then=self._on_detail, failed=self._on_failed)

    def open_next(self) -> None:
        """The form of the next step: the client's consent first where it is missing."""
        if self.detail is None or not self.detail.following:
            return
        self._open_step(self.detail.following[0])

    def end(self) -> None:
        """Ask why it ends."""
        if self.detail is not None:
            self._open(forms.EndForm(self.detail), self.tr("Begleitung beenden"), "match-end",
                       self.tr("Die Begleitung ist beendet."))  # fmt: skip

    def check_in(self) -> None:
        """Ask how it goes."""
        if self.detail is not None:
            self._open(forms.CheckInForm(self.detail), self.tr("Zwischengespräch"), "match-check",
                       self.tr("Das Zwischengespräch ist festgehalten."))  # fmt: skip

    def consent(self) -> None:
        """Keep the client's consent, then ask for the word."""
        if self.detail is None:
            return
        waits = MatchStage.PERSON_AGREED in self.detail.following

        def kept(_changes: Changes) -> None:
            self._messages.show_ok(self.tr("Die Einwilligung ist festgehalten."))
            if waits and self.match_id is not None:
                self._work.read(self, match_detail, self.match_id, then=self._ask_person, failed=self._on_failed)

        self._drawer.open_form(forms.ConsentForm(self.detail), self.tr("Einwilligung"),
                               f"match-consent/{self.match_id}", kept)  # fmt: skip

    def edit(self) -> None:
        """Put task, times and days right; what stood there comes back by „Rückgängig“."""
        former = self.detail
        if former is None:
            return

        def again(now: MatchDetail) -> None:
            self._work.change(self, save_match, now.row.id, forms.edit_of(former), now.row_version,
                              failed=self._on_failed)  # fmt: skip

        def back() -> None:
            self._work.read(self, match_detail, former.row.id, then=again, failed=self._on_failed)

        self._drawer.open_form(
            forms.EditForm(former), self.tr("Begleitung ändern"), f"match-edit/{former.row.id}",
            lambda _changes: self._messages.show_undo(self.tr("Geändert."), back),
        )  # fmt: skip

    def take_back(self) -> None:
        """Ask, then undo the last step: what was entered with it is lost."""
        if self.detail is None:
            return
        step = self.detail.steps[-1]
        title = f"{step.title}, {german_date(step.on)}"
        question = self.tr("„%1“ zurücknehmen?").replace("%1", title)
        confirm(self, question, self.tr("Was dabei eingetragen wurde, geht verloren."), self.tr("Zurücknehmen"),
                partial(self._take_back, step.id))  # fmt: skip

    def _take_back(self, step_id: int | None) -> None:
        """That step and no other: somebody else may have gone on."""
        if self.match_id is not None:
            said = self.tr("Der letzte Schritt ist zurückgenommen.")
            self._work.change(self, take_back_step, self.match_id, step_id, failed=self._on_failed,
                              then=lambda _changes: self._messages.show_ok(said))  # fmt: skip

    # reading

    def _on_detail(self, detail: MatchDetail) -> None:
        if detail.row.id != self.match_id:
            return
        self.detail = detail
        rebuilt(self, partial(self._build, detail))
        order_stops(self)
        self.shown.emit()

    def _ask_person(self, detail: MatchDetail) -> None:
        self.detail = detail
        self._open_step(MatchStage.PERSON_AGREED)

    def _on_failed(self, error: Exception) -> None:
        self._messages.show_error(str(error))

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if self.match_id is None or self.detail is None:
            return
        volunteer = changes.touches(Kind.VOLUNTEER, self.detail.row.volunteer_id)
        touched = volunteer or changes.touches(Kind.MATCH, self.match_id)
        if touched or any(kind in (Kind.CONSENT, Kind.PERSON, Kind.NEED) for kind, _ in changes.touched):
            self._stale = not self.isVisible()
            if not self._stale:
                self.show_match(self.match_id)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is read now."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.show_match(self.match_id)

    # building

    def _build(self, detail: MatchDetail) -> None:
        emptied(self._column)
        for part in (self._head(detail), self._way(detail), *self._warnings(detail)):
            self._column.addWidget(part)
        if self._may_edit:
            self._column.addWidget(self._buttons(detail))
        self._column.addWidget(self._facts(detail))
        self._column.addWidget(self._history(detail))
        if any((detail.reasons.fits, detail.reasons.misses, detail.reasons.unknown)):
            self._column.addWidget(self._reasons(detail))

    def _head(self, detail: MatchDetail) -> QWidget:
        row = detail.row
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(1))
        title = self.tr("%1 begleitet %2").replace("%1", row.volunteer_given).replace("%2", row.client.name)
        column.addWidget(words(title, "section"))
        icon, role = stage_mark(row.stage)
        chips: list[QWidget] = [Chip(row.stage.label, _TONES[role], icon),
                                Chip(row.activity.label, Tone.NEUTRAL, "hand-helping")]  # fmt: skip
        if row.sponsorship is not Sponsorship.SINGLE:
            chips.append(Chip(row.sponsorship.label, Tone.NEUTRAL, "users"))
        column.addWidget(flow(*chips, *self._links(detail)))
        return box

    def _links(self, detail: MatchDetail) -> list[QWidget]:
        row = detail.row
        links: list[QWidget] = [
            link(row.volunteer, partial(self._places.go, "volunteer", row.volunteer_id, "matches"), "to_volunteer",
                 said=self.tr("Ehrenamtliche/r: %1").replace("%1", row.volunteer), icon="user"),
        ]  # fmt: skip
        if self._work.actor.may(Right.READ_CASE):
            links.append(link(row.client.case_number, partial(self._places.open_case, row.client.case_id), "to_case",
                              said=self.tr("Fall %1 öffnen").replace("%1", row.client.case_number),
                              icon="folder"))  # fmt: skip
        return links

    def _way(self, detail: MatchDetail) -> QWidget:
        """The stations; where the match is stands out by its sign as well as by colour."""
        chips = [Chip(label, *_STATES[state]) for label, state in way_of(detail)]
        way = flow(*chips)
        told = {"done": self.tr("erreicht"), "now": self.tr("jetzt"), "open": self.tr("noch offen")}
        way.setAccessibleName(", ".join(f"{label}: {told[state]}" for label, state in way_of(detail)))
        return way

    def _warnings(self, detail: MatchDetail) -> list[QWidget]:
        late = watch_text(detail.row) if detail.row.overdue and not detail.row.blocks else ""
        lost = self.tr("Die Einwilligung der Klientin oder des Klienten gilt nicht (mehr).")
        unallowed = [lost] if detail.row.stage in RUNNING and not detail.has_consent else []
        serious = [self._line(text, Tone.BAD) for text in (*detail.row.blocks, *unallowed)]
        return [*serious, *(self._line(text, Tone.WARN) for text in (late, *detail.hints) if text)]

    def _line(self, text: str, tone: Tone) -> QWidget:
        label = self.tr("Achtung") if tone is Tone.BAD else self.tr("Hinweis")
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(Chip(label, tone), 0, 0)
        grid.addWidget(words(text[:1].upper() + text[1:]), 0, 1)
        grid.setColumnStretch(1, 1)
        return box

    def _buttons(self, detail: MatchDetail) -> QWidget:
        parts: list[QWidget] = [self._step_button(stage, first=place == 0)
                                for place, stage in enumerate(detail.following)]  # fmt: skip
        stage = detail.row.stage
        if stage is MatchStage.MEETING:
            parts.append(self._button(self.tr("Kennenlernen verlegen …"), "calendar-clock",
                                      partial(self._open_step, MatchStage.MEETING), "move_meeting"))  # fmt: skip
        if stage in TOGETHER:
            button = self._button(self.tr("Zwischengespräch …"), "message-square", self.check_in, "check_in")
            parts.append(_primary(button, "message-square") if stage is MatchStage.ACTIVE else button)
        if not detail.has_consent and stage is not MatchStage.ENDED:
            parts.append(self._button(self.tr("Einwilligung festhalten …"), "shield-check", self.consent, "consent"))
        if stage is not MatchStage.ENDED:
            parts.append(self._button(self.tr("Ändern …"), "pencil", self.edit, "edit_match"))
            parts.append(self._button(self.tr("Beenden …"), "archive", self.end, "end_match"))
        if detail.has_consent and stage is not MatchStage.ENDED:
            parts.append(self._sheet_button(self.tr("Blatt für %1").replace("%1", detail.row.volunteer_given),
                                            VOLUNTEER_SHEET))  # fmt: skip
            parts.append(self._sheet_button(self.tr("Blatt zum Kennenlernen"), MEETING_SHEET))
        words_back = self.tr("Vorschlag zurücknehmen") if len(detail.steps) == 1 else self.tr("Schritt zurücknehmen")
        parts.append(self._button(words_back, "undo-2", self.take_back, "take_back"))
        return flow(*parts)

    def _step_button(self, stage: MatchStage, *, first: bool) -> QPushButton:
        button = self._button(f"{stage.label} …", "arrow-right", partial(self._open_step, stage), f"step_{stage.value}")
        return _primary(button, "arrow-right") if first else button

    def _sheet_button(self, text: str, place: str) -> QPushButton:
        return self._button(text, "printer", lambda: self._places.go(place, self.match_id), place)

    def _button(self, text: str, icon: str, run: Callable[[], object], name: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        icons.set_icon(button, icon, "accent")
        button.clicked.connect(lambda: run())
        return button

    def _open_step(self, stage: MatchStage) -> None:
        detail = self.detail
        if detail is None:
            return
        if stage is MatchStage.PERSON_AGREED and not detail.has_consent:
            self.consent()
            return
        form: QuickForm
        if stage is MatchStage.MEETING:
            form = forms.MeetingForm(detail)
        elif stage is MatchStage.AGREEMENT:
            form = forms.AgreementForm(detail)
        elif stage is MatchStage.ACTIVE:
            form = forms.BeginForm(detail)
        else:
            form = forms.AgreeForm(detail, stage)
        self._open(form, stage.label, f"match-{stage.value}", self.tr("Festgehalten: %1").replace("%1", stage.label))

    def _open(self, form: QuickForm, title: str, key: str, said: str) -> None:
        """A form whose step comes back by „Rückgängig“."""
        self._drawer.open_form(form, title, f"{key}/{self.match_id}",
                               lambda changes: self._messages.show_undo(said, partial(self._take_back, changes.made))
                               )  # fmt: skip

    def _facts(self, detail: MatchDetail) -> QWidget:
        row = detail.row
        consent = ", ".join(one.name for one in detail.consents if one.holds)
        facts = (
            (self.tr("Aufgabe"), detail.task),
            (self.tr("Feste Zeiten"), ", ".join(span.words for span in row.times)),
            (self.tr("Kennenlernen"), _day(detail.meeting_on)), (self.tr("Treffpunkt"), detail.meeting_place),
            (self.tr("Probezeit bis"), _day(detail.trial_until)),
            (self.tr("Vereinbarung vom"), _day(detail.agreed_on)), (self.tr("vereinbart bis"), _day(detail.ends_by)),
            (self.tr("nächstes Zwischengespräch"), _day(detail.next_check_on)),
            (self.tr("Zwischengespräche"), _rhythm(detail.check_months)),
            (self.tr("Einwilligung"), consent or self.tr("liegt nicht vor")),
            (self.tr("beendet am"), _day(detail.ended_on)),
            (self.tr("Grund"), row.end_reason.label if row.end_reason else ""), (self.tr("Bemerkung"), detail.end_note),
        )  # fmt: skip
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.space(3))
        grid.setVerticalSpacing(style.space(1))
        for place, (label, value) in enumerate(fact for fact in facts if fact[1]):
            grid.addWidget(words(label, "muted"), place, 0)
            grid.addWidget(words(value), place, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        return box

    def _history(self, detail: MatchDetail) -> QWidget:
        section = Section(self.tr("Verlauf"))
        for step in reversed(detail.steps):
            section.body.addWidget(_step_line(step))
        return section

    def _reasons(self, detail: MatchDetail) -> QWidget:
        reasons, section = detail.reasons, Section(self.tr("Gründe des Vorschlags"))
        for label, texts, tone, icon in (
            (self.tr("passt"), reasons.fits, Tone.OK, "check"),
            (self.tr("passt nicht"), reasons.misses, Tone.WARN, "x"),
            (self.tr("nicht bekannt"), reasons.unknown, Tone.NEUTRAL, "circle-help"),
        ):  # fmt: skip
            if texts:
                line = QWidget()
                grid = QGridLayout(line)
                grid.setContentsMargins(0, 0, 0, 0)
                grid.addWidget(Chip(label, tone, icon), 0, 0)
                grid.addWidget(words(" · ".join(texts)), 0, 1)
                grid.setColumnStretch(1, 1)
                section.body.addWidget(line)
        section.body.addWidget(flow(link(
            self.tr("Gründe drucken"), partial(self._places.go, "match-reasons", detail.row.id), "to_reasons",
            said=self.tr("Blatt mit den Gründen des Vorschlags"), icon="printer",
        )))  # fmt: skip
        return section

    def _fit(self) -> None:
        self._column.setSpacing(style.space(3))


def _step_line(step: StepRow) -> QWidget:
    """„22.11.2026 Kennenlernen · Petra Lang“."""
    about = " · ".join(part for part in (step.note, step.user) if part)
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.space(2))
    for part in (short_words(german_date(step.on), "muted"), short_words(step.title, "strong")):
        row.addWidget(part)
    row.addWidget(words(about, "muted"), 1)
    return line


def _primary(button: QPushButton, icon: str) -> QPushButton:
    style.set_look(button, "primary")
    icons.set_icon(button, icon, "on_accent")
    return button


def _rhythm(months: int | None) -> str:
    """„alle 3 Monate“; empty until it has begun."""
    if months is None:
        return ""
    return "jeden Monat" if months == 1 else f"alle {months} Monate"


def _day(day: dt.date | None) -> str:
    return german_date(day) if day is not None else ""
