"""Who belongs to the case: age, languages, residence and each person's own counselling clock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from desktop.casework.cases.cases import CaseHead, MemberRow
from desktop.casework.people.periods import PeriodRow
from desktop.clock import german_date, today
from desktop.models.person_words import (
    age_words,
    expires_soon,
    expiry_words,
    interpreter_words,
    language_words,
    relation_words,
    title_words,
)
from desktop.views import style
from desktop.views.components.card import Card
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.period_bar import PeriodBar
from desktop.views.people.field_grid import LARGE_FROM
from desktop.views.people.lines import ElidedLink, emptied, flow, link, rebuilt, short_words, stacked, words

_EXTENSION_FROM_MONTHS = 6
"""The extension is offered from six months before the end (domain 1.2 step 9)."""


_STRETCHES = (25, 18, 26, 36)
"""How who, languages, residence and period share the width."""


class MembersCard(Card):
    """*Signals:* person_wanted(id); confirm_wanted(PeriodRow); start_wanted(id); extension_wanted(PeriodRow)."""

    person_wanted = Signal(int)
    confirm_wanted = Signal(object)
    start_wanted = Signal(int)
    extension_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._case: CaseHead | None = None
        style.notifier().changed.connect(self._refresh)

    def show_members(self, head: CaseHead) -> None:
        """All members with what the head of the file knows of them."""
        self._case = head
        self._refresh()

    def _refresh(self) -> None:
        if self._case is not None:
            rebuilt(self, self._build)

    def _build(self) -> None:
        """One grid, so that columns stand below each other; one column where the text is large."""
        emptied(self.body)
        assert self._case is not None
        large = style.text_scale() >= LARGE_FROM
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.space(5))
        grid.setVerticalSpacing(style.space(1.5))
        for place, member in enumerate(self._case.members):
            if place:
                grid.addWidget(_divider(), grid.rowCount(), 0, 1, 1 if large else len(_STRETCHES))
            self._add_line(grid, member, large=large)
        if not large:
            for column, stretch in enumerate(_STRETCHES):
                grid.setColumnStretch(column, stretch)
        self.body.addWidget(box)
        home = addresses(self._case.members)
        if home:
            self.body.addWidget(_divider())
            self.body.addWidget(words(home, "muted"))

    def _add_line(self, grid: QGridLayout, member: MemberRow, *, large: bool) -> None:
        row = grid.rowCount()
        parts = (self._who(member), self._languages(member), self._residence(member), self._period(member))
        for place, part in enumerate(parts):
            at = (row + place, 0) if large else (row, place)
            grid.addWidget(part, *at, Qt.AlignmentFlag.AlignTop)

    def _who(self, member: MemberRow) -> QWidget:
        person = member.person
        name = ElidedLink(person.name)
        name.setObjectName(f"open_{person.id}")
        name.setProperty("person_id", person.id)
        name.clicked.connect(self._on_name_clicked)
        own = f"\u2068{person.own_script_name}\u2069" if person.own_script_name else ""
        parts = (age_words(person, today()), relation_words(member), own)
        below = words(" · ".join(part for part in parts if part), "muted")
        below.setContentsMargins(style.space(1) + 1, 0, 0, 0)  # a link's words begin so far inside
        return _pair(_at_left(name), below)

    def _languages(self, member: MemberRow) -> QWidget:
        spoken = language_words(member.languages, member.german_level)
        return _pair(words(spoken or self.tr("Sprachen nicht eingetragen"), "" if spoken else "muted"),
                     words(interpreter_words(member.interpreter_need), "muted"))  # fmt: skip

    def _residence(self, member: MemberRow) -> QWidget:
        title = member.title
        if title is None:
            return _pair(words(self.tr("Aufenthalt nicht eingetragen"), "muted"))
        text = title_words(title)
        short = words(text.replace("Aufenthaltserlaubnis", "AE"))
        short.setToolTip(text)
        if not expires_soon(title, today()):
            return _pair(short)
        over = title.valid_until is not None and title.valid_until < today()
        return _pair(short, flow(Chip(expiry_words(title, today()), Tone.BAD if over else Tone.WARN)))

    def _period(self, member: MemberRow) -> QWidget:
        period, person = member.period, member.person
        start = link(self.tr("Anderer Tag …") if period else self.tr("Beginn festlegen …"),
                     lambda: self.start_wanted.emit(person.id), f"start_{person.id}",
                     said=self.tr("Beginn der Beratung von %1 ändern").replace("%1", person.given))  # fmt: skip
        if period is None:
            return _pair(words(self.tr("Beratungszeitraum noch offen"), "muted"), flow(start))
        if not period.confirmed:
            confirm = link(self.tr("Bestätigen"), lambda: self.confirm_wanted.emit(period), f"confirm_{person.id}",
                           said=self.tr("Beginn der Beratung von %1 bestätigen").replace("%1", person.given),
                           icon="check")  # fmt: skip
            proposed = short_words(self.tr("Vorschlag: %1").replace("%1", german_date(period.start)), "muted")
            proposed.setToolTip(self.tr("Tag der Zuteilung, bis jemand den Beginn bestätigt"))
            return _pair(period_bar(period), flow(proposed, confirm, start, gap=1))
        span = short_words(period_words(period), "muted")
        return _pair(period_bar(period), flow(span, *self._ends(period), gap=1))

    def _on_name_clicked(self) -> None:
        self.person_wanted.emit(int(self.sender().property("person_id")))

    def _ends(self, period: PeriodRow) -> list[QWidget]:
        if period.months_left(today()) > _EXTENSION_FROM_MONTHS or period.extended_until == period.longest_end:
            return []
        return [link(self.tr("Verlängern …"), lambda: self.extension_wanted.emit(period), f"extend_{period.person_id}")]


def period_bar(period: PeriodRow, name: str = "") -> PeriodBar:
    """The bar of one person's period."""
    bar = PeriodBar(name)
    extended = period.extended_until is not None
    bar.set_period(period.start, today(), period.regular_end, period.extended_until or period.longest_end,
                   extended=extended)  # fmt: skip
    return bar


def period_words(period: PeriodRow) -> str:
    """„12.04.2026 – 11.04.2029“, extended ones said so."""
    span = f"{german_date(period.start)} – {german_date(period.end)}"
    return f"{span}, verlängert" if period.extended_until else span


def addresses(members: tuple[MemberRow, ...]) -> str:
    """Where they live: one line for all, or each address with its people."""
    homes: dict[str, list[str]] = {}
    for member in members:
        if member.address is not None and member.address.line:
            homes.setdefault(member.address.line, []).append(member.person.given)
    if len(homes) == 1 and len(next(iter(homes.values()))) == len(members):
        return next(iter(homes))
    return " · ".join(f"{line} ({', '.join(names)})" for line, names in homes.items())


def _pair(*parts: QWidget) -> QWidget:
    return stacked(*parts, gap=0.5)


def _at_left(widget: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
    return box


def _divider() -> QFrame:
    line = QFrame()
    style.set_look(line, "divider")
    return line
