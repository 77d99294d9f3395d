"""The smaller cards of the overview: strengths and needs, plan, consents, hand-over remarks, course of the case."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.casework.cases.cases import CaseHead
from desktop.casework.cases.overview import AreaLine, CaseOverview, ConsentLine, PlanLine, StepLine
from desktop.clock import german_date
from desktop.terms import Need, PlanState
from desktop.views import icons, style
from desktop.views.components.card import Card
from desktop.views.components.chip import Chip, Tone
from desktop.views.people.lines import emptied, flow, link, rebuilt, words

_NEED_TONES = {Need.MEDIUM: Tone.WARN, Need.HIGH: Tone.BAD, Need.ACUTE: Tone.BAD}
_STATE_TONES = {PlanState.IN_FORCE: Tone.OK, PlanState.DRAFT: Tone.NEUTRAL, PlanState.AGREEING: Tone.ACCENT}
_SHOWN_AT_FIRST = 4


class OverviewCard(Card):
    """Base of the small cards: what is shown is built anew with every reading."""

    def show_overview(self, head: CaseHead, overview: CaseOverview) -> None:
        """Show what was read."""
        rebuilt(self, lambda: self._fill(head, overview))

    def _fill(self, head: CaseHead, overview: CaseOverview) -> None:
        emptied(self.body)
        self.build(head, overview)

    def build(self, head: CaseHead, overview: CaseOverview) -> None:
        """Put the content into `body`."""
        raise NotImplementedError


class AreasCard(OverviewCard):
    """Strengths first (product principle 5). *Signals:* open_wanted() for the Assessment."""

    open_wanted = Signal()

    def __init__(self, *, with_page: bool, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Stärken und Bedarf"), "sprout", parent)
        self._with_page = with_page

    def build(self, head: CaseHead, overview: CaseOverview) -> None:
        if overview.assessed_on is None:
            self.body.addWidget(words(self.tr("Noch kein Assessment mit Ergebnis."), "muted"))
        else:
            stand = self.tr("Stand %1").replace("%1", german_date(overview.assessed_on))
            self.body.addWidget(words(stand, "muted"))
            for line in overview.strengths[:_SHOWN_AT_FIRST]:
                self.body.addWidget(area_line(line, self.tr("stark"), Tone.OK, line.going_well))
            for line in overview.needs[:_SHOWN_AT_FIRST]:
                need = self.tr("Bedarf %1").replace("%1", line.need.label if line.need else "")
                self.body.addWidget(area_line(line, need, _NEED_TONES[line.need or Need.MEDIUM], line.missing))
        if self._with_page:
            said = self.tr("Assessment öffnen") if overview.assessed_on else self.tr("Assessment beginnen")
            self.body.addWidget(flow(link(said, self.open_wanted.emit, "assessment_open", icon="clipboard-list")))


class PlansCard(OverviewCard):
    """The plan in short with its next steps. *Signals:* open_wanted()."""

    open_wanted = Signal()

    def __init__(self, *, with_page: bool, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Plan und nächste Schritte"), "target", parent)
        self._with_page = with_page

    def build(self, head: CaseHead, overview: CaseOverview) -> None:
        if not overview.plans:
            self.body.addWidget(words(self.tr("Noch kein Integrationsplan."), "muted"))
        for plan in overview.plans:
            self.body.addWidget(_plan_line(plan))
        for step in overview.steps:
            self.body.addWidget(_step_line(step))
        if self._with_page:
            said = self.tr("Plan öffnen") if overview.plans else self.tr("Plan beginnen")
            self.body.addWidget(flow(link(said, self.open_wanted.emit, "plan_open", icon="target")))


class ConsentsCard(OverviewCard):
    """How many consents each person gave. *Signals:* person_wanted(id)."""

    person_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Einwilligungen"), "shield-check", parent)

    def build(self, head: CaseHead, overview: CaseOverview) -> None:
        for line in overview.consents:
            name = link(line.who, partial(self.person_wanted.emit, line.person_id), f"consents_{line.person_id}",
                        said=self.tr("Einwilligungen von %1").replace("%1", line.who))  # fmt: skip
            self.body.addWidget(flow(name, words(consent_words(line), "muted"), gap=1))


class NotesCard(OverviewCard):
    """What the handing-over office remarked; health remarks stay hidden until the person consents (S3)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Hinweise aus der Übergabe"), "file-input", parent)

    def build(self, head: CaseHead, overview: CaseOverview) -> None:
        self.setVisible(bool(overview.notes))
        hidden = self.tr("Betrifft die Gesundheit; sichtbar, sobald die Person eingewilligt hat.")
        for note in overview.notes:
            self.body.addWidget(words(note.who, "strong"))
            if note.hidden:
                self.body.addWidget(_with_icon("lock", words(hidden, "muted")))
            else:
                self.body.addWidget(words(note.text))


class CourseCard(OverviewCard):
    """Status and responsibility over time. *Signals:* status_wanted(), responsible_wanted()."""

    status_wanted = Signal()
    responsible_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Verlauf des Falls"), "history", parent)

    def build(self, head: CaseHead, overview: CaseOverview) -> None:
        for status in head.statuses[:_SHOWN_AT_FIRST]:
            reason = f" – {status.reason}" if status.reason else ""
            self.body.addWidget(words(f"{german_date(status.since)}  {status.status.label}{reason}"))
        for line in overview.responsibles[:_SHOWN_AT_FIRST]:
            said = self.tr("zuständig: %1").replace("%1", line.name)
            self.body.addWidget(words(f"{german_date(line.since)}  {said}", "muted"))
        self.body.addWidget(
            flow(
                link(self.tr("Status ändern …"), self.status_wanted.emit, "status_change"),
                link(self.tr("Zuständigkeit ändern …"), self.responsible_wanted.emit, "responsible_change"),
            )
        )


def area_line(line: AreaLine, word: str, tone: Tone, text: str) -> QWidget:
    """Icon, area, for whom, chip; the short text below."""
    title = QLabel(f"{line.area} · {line.who}" if line.who else line.area)
    title.setWordWrap(True)
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(style.space(0.5))
    column.addWidget(_with_icon(line.icon, title, Chip(word, tone)))
    if text:
        column.addWidget(words(text, "muted"))
    return box


def consent_words(line: ConsentLine) -> str:
    """The purposes that hold today, or that none does."""
    valid = [row for row in line.consents if row.valid]
    if not valid:
        return "keine gilt zurzeit"
    return ", ".join(dict.fromkeys(row.purpose.label for row in valid))


def _plan_line(plan: PlanLine) -> QWidget:
    who = f" · {plan.who}" if plan.who else ""
    title = words(f"Fassung {plan.version}{who}", "strong")
    chip = Chip(plan.state.label, _STATE_TONES.get(plan.state, Tone.NEUTRAL))
    goals = f"{plan.goals} {'Ziel' if plan.goals == 1 else 'Ziele'}"
    numbers = f"{goals}, {plan.steps_done} von {plan.steps} {'Schritt' if plan.steps == 1 else 'Schritten'} erledigt"
    review = f" · Überprüfung {german_date(plan.next_review_on)}" if plan.next_review_on else ""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(style.space(0.5))
    column.addWidget(flow(title, chip))
    column.addWidget(words(numbers + review, "muted"))
    return box


def _step_line(step: StepLine) -> QWidget:
    due = german_date(step.due_on) if step.due_on else _tr("ohne Frist")
    when = _tr("überfällig seit %1").replace("%1", due) if step.overdue else due
    who = words(f"{step.who} · {when}", "bad" if step.overdue else "muted")
    text = words(step.text)
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(text)
    column.addWidget(who)
    return _with_icon("triangle-alert" if step.overdue else "square", box)


def _tr(text: str) -> str:
    return QCoreApplication.translate("overview_cards", text)


def _with_icon(icon: str, widget: QWidget, *after: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.space(2))
    picture = QLabel()
    icons.set_icon(picture, icon, "bad" if icon == "triangle-alert" else "muted")
    row.addWidget(picture)
    row.addWidget(widget, 1)
    for each in after:
        row.addWidget(each)
    return box
