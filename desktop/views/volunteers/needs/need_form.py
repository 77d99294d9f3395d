"""A need for a volunteer, reported from a case or a step of its plan, or changed; and why one is closed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.casework.people.languages import language_name
from desktop.casework.volunteers.needs.need_rows import (
    LONGEST_TASK,
    MOST_MINUTES,
    NeedChoices,
    NeedFacts,
    NeedProposal,
    NeedRow,
)
from desktop.casework.volunteers.needs.need_wording import delicate_words
from desktop.casework.volunteers.needs.needs import close_need, edit_need, report_need
from desktop.clock import today
from desktop.views.assessment.tags_field import TagsField
from desktop.views.components.message_area import MessageArea
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.language_field import LanguagesField
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.number_field import NumberField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.text_field import TextField
from desktop.views.fields.week_times_field import WeekTimesField
from desktop.views.people.lines import emptied, flow, link, order_stops
from desktop.views.people.quick_form import Job, QuickForm
from desktop.volunteer_terms import CASE_ENDS, CHILD_ACTIVITIES, Activity, GenderWish, NeedEnd, Sponsorship

FAMILY = 0
"""Stands for the whole family where somebody is chosen."""


class NeedForm(QuickForm):
    """What is wished for. The record's languages, wish and place are offered, and taken over only by a click."""

    def __init__(
        self, choices: NeedChoices | None = None, row: NeedRow | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices, self._row = choices, row
        self.warning, self.young = MessageArea(), MessageArea()
        self._offers = flow()
        self._add_whom()
        self._add_task()
        self._add_wishes()
        self.finish()
        self.set_save_words(self.tr("Bedarf ändern") if row else self.tr("Bedarf melden"))
        self.edited.connect(self._follow)
        if row is not None:
            self._show(row.facts)
        else:
            self._begin()
        self._follow()

    def job(self) -> Job:
        if self._row is not None:
            return edit_need, (self._row.id, self.facts(), self._row.row_version)
        assert self._choices is not None
        return report_need, (self._choices.case_id, self.facts(), self._choices.measure_id)

    def facts(self) -> NeedFacts:
        """What is entered."""
        person_id, sponsorship = self._whom()
        hours: Any = self.value("minutes_per_week")
        return NeedFacts(
            Activity(self.value("activity")), person_id, self.text("task"), sponsorship,
            tuple(str(code) for code in self.value("languages") or ()), self.value("times"),
            round(Decimal(hours) * 60) if hours is not None else None, self.text("place"),
            GenderWish(self.value("gender_wish") or GenderWish.ANY), bool(self.value("with_children")),
            tuple(self.value("interests") or ()), self.value("reported_on"), self.value("wanted_by"),
            self.text("note"),
        )  # fmt: skip

    def proposal(self) -> NeedProposal:
        """What the record of the chosen person, or the family's, proposes."""
        if self._choices is None or self.value("person_id") is None:
            return NeedProposal(minor=False)
        return self._choices.proposals.get(self._whom()[0], NeedProposal())

    # building

    def _add_whom(self) -> None:
        if self._choices is None:
            assert self._row is not None
            self.add_words(self.tr("Für: %1").replace("%1", self._row.client))
            return
        options = [Option(id_, name) for id_, name in self._choices.persons]
        if self._choices.family:
            options.append(Option(FAMILY, self.tr("die ganze Familie")))
        self.add(choice_field("person_id", self.tr("Für wen?"), options, mandatory=True))
        self.field("person_id").setVisible(len(options) > 1)
        self.add_widget(self._offers)

    def _add_task(self) -> None:
        self.add(
            CodeField("activity", self.tr("Tätigkeit"), term_options(Activity), mandatory=True),
            NoteField("task", self.tr("Aufgabe"), longest=LONGEST_TASK, help_text=self.tr(
                "So, wie Ehrenamtliche sie lesen dürfen: nichts über Gesundheit und Aufenthalt.")),
        )  # fmt: skip
        self.add_widget(self.warning)
        self.add(CheckField("with_children", self.tr("mit Kindern oder Jugendlichen"), help_text=self.tr(
            "Dann ist ein gültiges erweitertes Führungszeugnis Bedingung.")))  # fmt: skip
        self.add_widget(self.young)
        self.add(CheckField("group", self.tr("Gruppe mit mehreren Ehrenamtlichen")))

    def _add_wishes(self) -> None:
        self.add(
            LanguagesField("languages", self.tr("Gemeinsame Sprache"), help_text=self.tr(
                "Eine davon muss gesprochen werden. Leer: die Sprache ist nicht wichtig.")),
            choice_field("gender_wish", self.tr("Wunsch"), term_options(GenderWish)),
            TextField("place", self.tr("Ort oder Ortsteil"), help_text=self.tr(
                "Mit Postleitzahl ist die Entfernung bekannt. Leer: wo die Familie wohnt.")),
            WeekTimesField("times", self.tr("Wann es passt"), own=self.tr("gewünscht"),
                           help_text=self.tr("Leer: jede Zeit.")),
            NumberField("minutes_per_week", self.tr("Wie lange?"), unit=self.tr("Stunden/Woche"), decimals=2,
                        highest=MOST_MINUTES // 60),
            TagsField("interests", self.tr("Interessen"), self._hobbies()),
            DateField("wanted_by", self.tr("Gewünscht bis"), lean=Lean.FUTURE),
            DateField("reported_on", self.tr("Gemeldet am"), lean=Lean.PAST, latest=today(), mandatory=True),
            NoteField("note", self.tr("Notiz, nur für das Büro")),
        )  # fmt: skip
        self.field("reported_on").set_value(today())
        self.field("gender_wish").set_value(GenderWish.ANY)

    def _hobbies(self) -> tuple[str, ...]:
        told = self._choices.proposals.values() if self._choices else ()
        return tuple(dict.fromkeys(tag for proposal in told for tag in proposal.interests))

    # showing

    def _begin(self) -> None:
        choices = self._choices
        assert choices is not None
        if choices.for_person_id in dict(choices.persons):
            self.field("person_id").set_value(choices.for_person_id)
        elif len(choices.persons) == 1 and not choices.family:
            self.field("person_id").set_value(choices.persons[0][0])
        elif choices.measure_id is not None and choices.family:
            self.field("person_id").set_value(FAMILY)
        self.field("task").set_value(choices.task or None)

    def _show(self, facts: NeedFacts) -> None:
        values = {
            "activity": facts.activity, "task": facts.task or None, "with_children": facts.with_children,
            "group": facts.sponsorship is Sponsorship.GROUP, "languages": facts.languages,
            "gender_wish": facts.gender_wish, "place": facts.place or None, "times": facts.times,
            "minutes_per_week": Decimal(facts.minutes_per_week) / 60 if facts.minutes_per_week else None,
            "interests": facts.interests or None, "wanted_by": facts.wanted_by, "reported_on": facts.reported_on,
            "note": facts.note or None,
        }  # fmt: skip
        for key, value in values.items():
            self.field(key).set_value(value)

    def _whom(self) -> tuple[int | None, Sponsorship]:
        group = bool(self.value("group"))
        if self._choices is None:
            assert self._row is not None
            facts = self._row.facts
            family = facts.sponsorship is Sponsorship.FAMILY
            one = Sponsorship.GROUP if group else Sponsorship.SINGLE
            return facts.person_id, facts.sponsorship if family else one
        chosen: Any = self.value("person_id")
        if chosen == FAMILY:
            return None, Sponsorship.FAMILY
        return chosen, Sponsorship.GROUP if group else Sponsorship.SINGLE

    def _follow(self) -> None:
        """Notes that depend on what is entered."""
        person_id, sponsorship = self._whom()
        self.field("group").setVisible(sponsorship is not Sponsorship.FAMILY)
        changed = self._warn() | self._say_young()
        if self._choices is not None:
            changed |= self._offer(str(person_id))
        if changed:
            order_stops(self)

    def _warn(self) -> bool:
        """A warning, never a refusal: whoever writes knows best."""
        found = ", ".join(f"„{word}“" for word in delicate_words(self.text("task")))
        said = self.tr("%1 sollten Ehrenamtliche nicht lesen. Bitte prüfen, ob es hier stehen muss.").replace(
            "%1", found)  # fmt: skip
        return _say(self.warning, said if found else "", self.warning.show_warning)

    def _say_young(self) -> bool:
        activity = self.value("activity")
        by_nature = activity is not None and Activity(activity) in CHILD_ACTIVITIES
        minor = self.proposal().minor
        said = ""
        if by_nature or minor is True:
            said = self.tr("Für Minderjährige: vorgeschlagen wird nur, wer ein gültiges Führungszeugnis hat.")
        elif minor is None:
            said = self.tr("Ohne Geburtsdatum wird nur vorgeschlagen, wer ein gültiges Führungszeugnis hat.")
        return _say(self.young, said, self.young.show_info)

    def _offer(self, whom: str) -> bool:
        """Links that take over what the record says, one each; tells whether they changed."""
        shown = (whom, self.field("languages").value(), self.field("gender_wish").value(), self.field("place").value())
        if self._offers.property("shown") == str(shown):
            return False
        self._offers.setProperty("shown", str(shown))
        layout = self._offers.layout()
        assert layout is not None
        emptied(layout)
        for button in self._offered(self.proposal()):
            layout.addWidget(button)
        self._offers.setVisible(layout.count() > 0)
        return True

    def _offered(self, told: NeedProposal) -> list[QPushButton]:
        named = ", ".join(language_name(code) for code in told.languages)
        wish = told.gender_wish if told.gender_wish is not GenderWish.ANY else None
        offers = (
            ("languages", told.languages, self.tr("Sprache: %1").replace("%1", named)),
            ("gender_wish", wish, self.tr("Wunsch: %1").replace("%1", wish.label if wish else "")),
            ("place", told.place, self.tr("Ort: %1").replace("%1", told.place)),
        )
        return [
            link(words, partial(self._take, key, value), f"take_{key}",
                 said=self.tr("Aus der Akte übernehmen, %1").replace("%1", words), icon="plus")
            for key, value, words in offers if value and self.value(key) != value
        ]  # fmt: skip

    def _take(self, key: str, value: object) -> None:
        self.field(key).set_value(value)
        self.field(key).focus_input()
        self.edited.emit()


class CloseNeedForm(QuickForm):
    """Why nobody is looked for any more."""

    def __init__(self, row: NeedRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.add_words(need_title(row))
        reasons = [Option(reason, reason.label) for reason in NeedEnd if reason not in CASE_ENDS]
        self.add(choice_field("reason", self.tr("Grund"), reasons, mandatory=True))
        self.set_save_words(self.tr("Bedarf abschließen"))
        self.finish()

    def job(self) -> Job:
        return close_need, (self._row.id, NeedEnd(self.value("reason")), self._row.row_version)


def need_title(row: NeedRow) -> str:
    """„Sprachpatenschaft (Habte, Filmon)“."""
    return f"{row.facts.activity.label} ({row.client})"


def _say(area: MessageArea, said: str, show: Callable[[str], object]) -> bool:
    """Say it once: what stands there already is not announced again. Tells whether anything changed."""
    if area.text() == said:
        return False
    if said:
        show(said)
    else:
        area.clear()
    return True

