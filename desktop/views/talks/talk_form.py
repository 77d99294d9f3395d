"""The full page of a talk: every field of domain 4.1, with the open steps of the plan beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from desktop.casework.talks.quick_talk import QuickTalk
from desktop.casework.talks.talk_conferences import WITH_OTHERS
from desktop.casework.talks.talk_rows import (
    COUNTED_KINDS,
    LONGEST_TEXT,
    MOST_MINUTES,
    FollowUp,
    StepMarks,
    TalkChoices,
    TalkEntry,
    TopicEntry,
)
from desktop.casework.talks.talk_views import OpenedTalk
from desktop.casework.talks.text_blocks import TextBlockRow
from desktop.clock import today
from desktop.models.work import Work
from desktop.talk_terms import ContactResult, Interpreting, TalkKind, TalkWay
from desktop.views import style
from desktop.views.components.editor_page import AnyField, EditorPage
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.components.section import Section
from desktop.views.components.segment_row import Segment, SegmentSize
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.language_field import LanguageField
from desktop.views.fields.multi_choice_field import MultiChoiceField
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.number_field import NumberField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.scale_field import SegmentField
from desktop.views.fields.text_field import TextField
from desktop.views.fields.time_field import TimeField
from desktop.views.people.field_grid import LARGE_FROM, FieldGrid
from desktop.views.people.lines import flow, order_stops
from desktop.views.talks.block_note import BlockNoteField
from desktop.views.talks.other_cases import OtherCasesField, OtherPerson
from desktop.views.talks.steps_panel import StepsPanel
from desktop.views.talks.topics_field import TopicsField

_USUAL_MINUTES = (10, 20, 30, 45, 60)
_NOTES = ("occasion", "content", "outcome")


class TalkForm(EditorPage):
    """Fields of a new or an opened talk. `entry()`, `marks()`, `follow_ups()` and `private_note()` say what is entered.

    `talk_id` is None for a new one.
    """

    def __init__(
        self, work: Work, case_id: int, choices: TalkChoices, opened: OpenedTalk | None = None,
        blocks: Sequence[TextBlockRow] = (), parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.head.set_title(self.tr("Gespräch bearbeiten") if opened else self.tr("Neues Gespräch"))
        self._work, self._case_id, self._choices, self._opened = work, case_id, choices, opened
        self._counts_by_hand = opened is not None
        self._build_when()
        self._build_what()
        self._build_topics(opened)
        self._build_more()
        self.steps = StepsPanel(choices.steps, choices.goals)
        self.steps.changed.connect(self._on_steps_changed)
        self._build_side()
        for name in _NOTES:
            cast(BlockNoteField, self.field(name)).set_blocks(blocks)
        self.load(_values(opened, case_id) if opened else self._fresh())
        self._follow_kind()
        order_stops(self)

    @property
    def talk_id(self) -> int | None:
        """Which talk is edited; None for a new one."""
        return self._opened.row.id if self._opened else None

    @property
    def row_version(self) -> int:
        """The version that was opened."""
        return self._opened.row.row_version if self._opened else 1

    def entry(self) -> TalkEntry:
        """The talk as entered."""
        others = cast("tuple[OtherPerson, ...]", self._value("others"))
        time, minutes, cost = self._value("start_time"), self._value("minutes"), self._value("cost")
        result = self._value("contact_result")
        cases, persons = self._kept()
        return TalkEntry(
            (*cases, *(other.case_id for other in others)), self._value("held_on") or today(),
            (*persons, *self._value("persons"), *(other.person_id for other in others)),
            TalkKind(self._value("kind")), TalkWay(self._value("way") or TalkWay.OFFICE),
            f"{time:%H:%M}" if time else "", int(minutes) if minutes is not None else None, self._text("place"),
            self._value("user_id"), Interpreting(self._value("interpreting") or Interpreting.NONE),
            str(self._value("interpreter_language") or ""), int(cost * 100) if cost is not None else None,
            self._text("occasion"), self._text("content"), self._text("outcome"),
            ContactResult(result) if result else None, bool(self._value("counts")), self._text("group_title"),
            self._value("topics") or (), participants=self._text("participants"),
        )  # fmt: skip

    def marks(self) -> StepMarks:
        """What was done to the plan."""
        return self.steps.marks()

    def follow_ups(self) -> tuple[FollowUp, ...]:
        """The next step as a task."""
        title = self._text("follow_up")
        due_on, user_id = self._value("follow_up_due"), self._value("follow_up_user")
        return (FollowUp(title, due_on, user_id, self._case_id),) if title else ()

    def private_note(self) -> str:
        """The note only its author reads."""
        return self._text("note")

    def reason(self) -> str:
        """Why an old talk is changed."""
        return self._text("reason")

    def take(self, quick: QuickTalk) -> None:
        """Go on with what the quick entry had read."""
        values: dict[str, object] = {
            "held_on": quick.held_on, "kind": quick.kind, "way": quick.way, "content": quick.text or None,
            "minutes": Decimal(quick.minutes) if quick.minutes else None, "contact_result": quick.contact_result,
            "persons": (quick.person_id,), "topics": (TopicEntry(quick.area),) if quick.area else (),
        }  # fmt: skip
        for key, value in values.items():
            self.field(key).set_value(value)
        self._follow_kind()
        self._set_dirty(True)

    def check(self) -> bool:
        if not super().check():
            return False
        problem = self.steps.problem()
        if problem is not None:
            self.messages.show_error(problem)
        return problem is None

    def draft(self) -> dict[str, object]:
        return super().draft() | {"steps": self.steps.draft()}

    def restore_draft(self, draft: Mapping[str, object]) -> None:
        super().restore_draft(draft)
        self.steps.restore_draft(cast("Mapping[str, Any]", draft.get("steps") or {}))
        self._follow_kind()

    # building

    def _build_when(self) -> None:
        grid = self._grid()
        self._put(grid, DateField("held_on", self.tr("Tag"), lean=Lean.PAST, latest=today(), mandatory=True))
        self._put(grid, TimeField("start_time", self.tr("Beginn")))
        minutes = NumberField("minutes", self.tr("Dauer"), unit="min", lowest=1, highest=MOST_MINUTES)
        self._put(grid, minutes)
        self._put(grid, CodeField("way", self.tr("Kontaktweg"), term_options(TalkWay), mandatory=True))
        self.body.addWidget(self._minute_buttons())
        persons = [Option(person.id, person.given) for person in self._choices.persons]
        self.add(MultiChoiceField("persons", self.tr("Mit wem?"), persons))

    def _build_what(self) -> None:
        grid = self._grid()
        self._put(grid, CodeField("kind", self.tr("Gesprächsart"), term_options(TalkKind), mandatory=True))
        self._put(grid, CodeField("contact_result", self.tr("Ergebnis des Kontaktversuchs"),
                                  term_options(ContactResult)))  # fmt: skip
        others = self.tr("Wer war noch dabei? (Name, Stelle)")
        self.add(NoteField("participants", others, lines=1, longest=LONGEST_TEXT))
        self.add(CheckField("counts", self.tr("zählt als Beratungsgespräch")))
        self.field("kind").changed.connect(self._on_kind_changed)
        self.field("counts").changed.connect(self._on_counts_changed)
        for key, label, lines in (("occasion", self.tr("Anlass"), 1), ("content", self.tr("Inhalt"), 4),
                                  ("outcome", self.tr("Ergebnis, Vereinbarung"), 2)):  # fmt: skip
            self.add(BlockNoteField(key, label, lines=lines, longest=LONGEST_TEXT))

    def _build_topics(self, opened: OpenedTalk | None) -> None:
        topics = TopicsField("topics", self.tr("Themen"))
        topics.set_persons([Option(person.id, person.given) for person in self._choices.persons])
        topics.set_locked(opened.locked if opened else ())
        self.add(topics)

    def _build_more(self) -> None:
        users = [Option(id_, name) for id_, name in self._choices.users]
        step = Section(self.tr("Nächster Schritt"))
        self.body.addWidget(step)
        grid = self._grid(step.body)
        self._put(grid, TextField("follow_up", self.tr("Aufgabe")), whole=True)
        self._put(grid, DateField("follow_up_due", self.tr("bis wann"), lean=Lean.FUTURE))
        self._put(grid, CodeField("follow_up_user", self.tr("Wer?"), users))
        mediation = Section(self.tr("Sprachmittlung"))
        self.body.addWidget(mediation)
        grid = self._grid(mediation.body)
        kinds = [Segment(kind, kind.label) for kind in Interpreting]
        self._put(grid, SegmentField("interpreting", self.tr("Wer hat gedolmetscht?"), kinds, SegmentSize.PLAIN),
                  whole=True)  # fmt: skip
        self._put(grid, LanguageField("interpreter_language", self.tr("Sprache")))
        self._put(grid, NumberField("cost", self.tr("Kosten"), unit="€", highest=10_000, decimals=2))
        self.field("interpreting").changed.connect(self._follow_kind)
        more = Section(self.tr("Weitere Angaben"))
        self.body.addWidget(more)
        grid = self._grid(more.body)
        self._put(grid, TextField("place", self.tr("Ort")))
        self._put(grid, CodeField("user_id", self.tr("Geführt von"), users))
        self.add(OtherCasesField(
            "others", self.tr("Auch in den Akten von (Gruppe)"), self._work,
            help_text=self.tr("Der Text steht in jeder dieser Akten, Namen anderer Familien nicht."),
        ), more.body)  # fmt: skip
        self.add(TextField("group_title", self.tr("Titel der Gruppe")), more.body)
        self.add(NoteField("note", self.tr("Private Notiz"), longest=LONGEST_TEXT, help_text=self.tr(
            "Nur für Sie: niemand sonst liest sie, sie steht in keinem Ausdruck, keiner Suche und keinem Export."
        )), more.body)  # fmt: skip
        if self._opened is not None and self._is_old():
            self.add(TextField("reason", self.tr("Warum wird das Gespräch geändert?"), mandatory=True), more.body)

    def _build_side(self) -> None:
        """The plan stands beside the note, and below it where the text is large."""
        self._side = ScrollPage(margin=4)
        self._outer.removeWidget(self.page)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(0)
        self._beside.addWidget(self.page, 3)
        self._beside.addWidget(self._side, 2)
        self._outer.insertLayout(2, self._beside, 1)
        style.notifier().changed.connect(self._arrange)
        self._arrange()

    def _arrange(self) -> None:
        below = style.text_scale() >= LARGE_FROM
        body: QBoxLayout = self.body if below else self._side.body
        body.addWidget(self.steps)
        self._side.setVisible(not below)

    def _minute_buttons(self) -> QWidget:
        return flow(*(self._minute_button(minutes) for minutes in _USUAL_MINUTES))

    def _minute_button(self, minutes: int) -> QPushButton:
        button = QPushButton(self.tr("%1 min").replace("%1", str(minutes)))
        button.setAccessibleName(self.tr("Dauer: %1 Minuten").replace("%1", str(minutes)))
        button.setProperty("minutes", minutes)
        button.clicked.connect(self._on_minutes_clicked)
        return button

    def _grid(self, into: Any = None) -> FieldGrid:  # noqa: ANN401  any layout
        grid = FieldGrid()
        (into or self.body).addWidget(grid)
        return grid

    def _put(self, grid: FieldGrid, field: AnyField, *, whole: bool = False) -> None:
        self.add(field, grid.lane)
        grid.put(field, whole=whole)

    # following

    def _fresh(self) -> dict[str, object]:
        persons = tuple(person.id for person in self._choices.persons)
        return {
            "held_on": today(), "kind": TalkKind.COUNSELLING, "way": TalkWay.OFFICE, "counts": True,
            "persons": persons if len(persons) == 1 else (), "interpreting": Interpreting.NONE,
            "user_id": self._work.actor.user_id, "others": (),
        }  # fmt: skip

    def _follow_kind(self) -> None:
        """Only what belongs to the kind is shown."""
        kind, interpreting = self._value("kind"), self._value("interpreting")
        self.field("contact_result").setVisible(kind == TalkKind.CONTACT_ATTEMPT)
        self.field("participants").setVisible(kind in WITH_OTHERS)
        spoken = interpreting not in (None, Interpreting.NONE)
        for key in ("interpreter_language", "cost"):
            self.field(key).setVisible(spoken)
        if spoken and self.field("interpreter_language").is_empty():
            self.field("interpreter_language").set_value(self._choices.interpreter_language or None)
        self.field("group_title").setVisible(kind == TalkKind.GROUP or bool(self._value("others")))

    def _on_field_changed(self) -> None:
        super()._on_field_changed()
        self._follow_kind()

    def _on_kind_changed(self) -> None:
        kind = self._value("kind")
        if not self._counts_by_hand and kind is not None:
            self.field("counts").set_value(TalkKind(kind) in COUNTED_KINDS)

    def _on_counts_changed(self) -> None:
        self._counts_by_hand = True

    def _on_steps_changed(self) -> None:
        self._set_dirty(True)
        self.edited.emit("steps")

    def _on_minutes_clicked(self) -> None:
        self.field("minutes").set_value(Decimal(self.sender().property("minutes")))
        self._set_dirty(True)
        self.edited.emit("minutes")

    def _kept(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Cases of the talk, and persons in it who cannot be chosen here: former members, and those of other files."""
        if self._opened is None:
            return (self._case_id,), ()
        here = {person.id for person in self._choices.persons}
        return self._opened.entry.case_ids, tuple(id_ for id_ in self._opened.entry.person_ids if id_ not in here)

    def _is_old(self) -> bool:
        return self._opened is not None and (today() - self._opened.entry.held_on) > dt.timedelta(days=14)

    def _value(self, key: str) -> Any:  # noqa: ANN401  each field has its own type
        return self.field(key).value()

    def _text(self, key: str) -> str:
        return str(self.field(key).value() or "") if key in self.keys() else ""


def _values(opened: OpenedTalk, case_id: int) -> dict[str, object]:
    """A stored talk as values of the fields."""
    entry = opened.entry
    time = dt.time.fromisoformat(entry.start_time) if entry.start_time else None
    cents = entry.interpreter_cents
    return {
        "held_on": entry.held_on, "start_time": time, "kind": entry.kind, "way": entry.way, "counts": entry.counts,
        "minutes": Decimal(entry.minutes) if entry.minutes is not None else None, "place": entry.place or None,
        "persons": opened.row.person_ids, "contact_result": entry.contact_result, "user_id": entry.user_id,
        "interpreting": entry.interpreting, "interpreter_language": entry.interpreter_language or None,
        "cost": Decimal(cents) / 100 if cents is not None else None, "occasion": entry.occasion or None,
        "content": entry.content or None, "outcome": entry.outcome or None, "topics": entry.topics,
        "group_title": entry.group_title or None, "others": (), "note": opened.row.own_note or None,
        "participants": entry.participants or None,
    }  # fmt: skip
