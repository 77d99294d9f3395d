"""One talk in the list of a case: when, how, with whom, about what, what was agreed, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.casework.search.search_words import protected_areas
from desktop.casework.talks.talk_rows import TalkRow, TopicRow
from desktop.clock import german_date
from desktop.models.talk_words import day_text, minutes_text
from desktop.talk_terms import Interpreting, TalkKind
from desktop.views import icons, style
from desktop.views.components.chip import Chip, Tone
from desktop.views.fields.options import language_options
from desktop.views.people.lines import emptied, flow, link, rebuilt, words


class TalkCard(QFrame):
    """*Signals:* edit_wanted(id), delete_wanted(id), print_wanted(id), topics_wanted(id), history_wanted(id)."""

    edit_wanted = Signal(int)
    delete_wanted = Signal(int)
    print_wanted = Signal(int)
    topics_wanted = Signal(int)
    history_wanted = Signal(int)

    def __init__(self, talk: TalkRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.talk, self._told = talk, talk.topics
        self._former: tuple[str, ...] = ()
        style.set_look(self, "card")
        self._column = QVBoxLayout(self)
        self._build()
        style.notifier().changed.connect(self._fit)

    def show_topics(self, topics: tuple[TopicRow, ...]) -> None:
        """The topics with their protected texts."""
        self._told = topics
        self._rebuild()

    def show_former(self, lines: tuple[str, ...]) -> None:
        """What stood here before."""
        self._former = lines
        self._rebuild()

    def _rebuild(self) -> None:
        def build() -> None:
            emptied(self._column)
            self._build()

        rebuilt(self, build)

    def _build(self) -> None:
        self._column.addLayout(self._head())
        self._column.addWidget(flow(*self._chips()))
        for label, text in self._texts():
            self._column.addWidget(words(f"{label}: {text}" if label else text))
        for topic in self._told:
            self._column.addWidget(self._topic(topic))
        for step in self.talk.steps:
            self._column.addWidget(words(self.tr("Plan – %1").replace("%1", step)))
        for task in self.talk.follow_ups:
            due = self.tr(" bis %1").replace("%1", german_date(task.due_on)) if task.due_on else ""
            done = self.tr(" (erledigt)") if task.done else ""
            self._column.addWidget(words(self.tr("Aufgabe: %1").replace("%1", f"{task.title}{due}{done}")))
        if self.talk.own_note:
            self._column.addWidget(self._private())
        for line in self._former:
            self._column.addWidget(words(line, "muted"))
        self._column.addWidget(flow(*self._actions()))
        self._fit()

    def _head(self) -> QHBoxLayout:
        head, talk = QHBoxLayout(), self.talk
        when = " · ".join(part for part in (day_text(talk.held_on), talk.start_time) if part)
        title = QLabel(f"{when} · {talk.group_title or talk.kind.label}")
        style.set_look(title, "section")
        title.setWordWrap(True)
        self.setAccessibleName(title.text())
        head.addWidget(title, 1)
        return head

    def _chips(self) -> Iterator[QWidget]:
        talk = self.talk
        yield Chip(talk.way.label, Tone.NEUTRAL, "")
        if talk.minutes:
            yield Chip(minutes_text(talk.minutes), Tone.NEUTRAL, "clock")
        if talk.persons:
            yield Chip(", ".join(talk.persons), Tone.NEUTRAL, "users")
        if talk.kind is TalkKind.CONFERENCE and not talk.person_ids:
            yield Chip(self.tr("anonym besprochen"), Tone.NEUTRAL, "eye-off")
        if talk.other_cases:
            yield Chip(self.tr("und %1 weitere Akten").replace("%1", str(talk.other_cases)), Tone.NEUTRAL, "folder")
        if talk.contact_result is not None:
            yield Chip(talk.contact_result.label, Tone.NEUTRAL, "")
        if talk.interpreting is not Interpreting.NONE:
            yield Chip(self._mediation(), Tone.NEUTRAL, "languages")
        if talk.counts:
            yield Chip(self.tr("zählt"), Tone.OK)
        yield from (QLabel(text) for text in self._muted())

    def _muted(self) -> Iterator[str]:
        for text in (self.talk.leader, self.talk.place):
            if text:
                yield text

    def _mediation(self) -> str:
        language = next((one.text for one in language_options() if one.code == self.talk.interpreter_language), "")
        cents = self.talk.interpreter_cents
        cost = f"{cents // 100},{cents % 100:02} €" if cents is not None else ""
        return " · ".join(part for part in (self.talk.interpreting.label, language, cost) if part)

    def _texts(self) -> Iterator[tuple[str, str]]:
        if self.talk.participants:
            yield self.tr("Mit dabei"), ", ".join(self.talk.participants.splitlines())
        if self.talk.occasion:
            yield self.tr("Anlass"), self.talk.occasion
        if self.talk.content:
            yield "", self.talk.content
        if self.talk.outcome:
            yield self.tr("Ergebnis"), self.talk.outcome

    def _topic(self, topic: TopicRow) -> QWidget:
        parts = [topic.area_name, minutes_text(topic.minutes)]
        if topic.person_id is not None:
            parts.append(self.tr("vertraulich, nur %1").replace("%1", topic.person or self.tr("eine Person")))
        if topic.masked and topic.area in protected_areas():
            parts.append(self.tr("besonders geschützt"))
        about = ", ".join(part for part in parts if part)
        return words(f"{about}: {topic.text}" if topic.text else about)

    def _private(self) -> QWidget:
        note = words(self.tr("Privat, nur für Sie: %1").replace("%1", self.talk.own_note))
        icons.set_icon(picture := QLabel(), "eye-off", "muted")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(picture)
        line.addWidget(note, 1)
        return row

    def _actions(self) -> Iterator[QPushButton]:
        id_ = self.talk.id
        yield self._link(self.tr("Bearbeiten"), lambda: self.edit_wanted.emit(id_), "edit", "pencil")
        yield self._link(self.tr("Gesprächsnotiz drucken"), lambda: self.print_wanted.emit(id_), "print", "printer")
        if any(topic.masked for topic in self._told):
            yield self._link(self.tr("Geschützte Themen zeigen"), lambda: self.topics_wanted.emit(id_), "topics", "eye")
        if self.talk.edited and not self._former:
            yield self._link(self.tr("geändert: frühere Angaben"), lambda: self.history_wanted.emit(id_), "history",
                             "history")  # fmt: skip
        yield self._link(self.tr("Löschen"), lambda: self.delete_wanted.emit(id_), "delete", "trash-2")

    def _link(self, text: str, run: Callable[[], object], name: str, icon: str) -> QPushButton:
        return link(text, run, f"{name}/{self.talk.id}", said=f"{text}: {self.accessibleName()}", icon=icon)

    def _fit(self) -> None:
        self._column.setContentsMargins(style.space(4), style.space(3), style.space(4), style.space(3))
        self._column.setSpacing(style.space(1.5))
