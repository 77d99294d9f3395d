"""Short forms for the steps of a match, one for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from desktop.casework.changes import Changes
from desktop.casework.people.consents import usual_end
from desktop.casework.plain_text import LONGEST_REMARK, LONGEST_SENTENCE
from desktop.casework.volunteers.matches.match_life import (
    agree_person,
    agree_volunteer,
    begin_match,
    end_match,
    hold_check_in,
    plan_meeting,
    record_consent,
    sign_agreement,
)
from desktop.casework.volunteers.matches.match_rows import (
    Agreement,
    CheckIn,
    Ending,
    MatchDetail,
    MatchEdit,
    Meeting,
)
from desktop.casework.volunteers.matches.match_settings import MOST_CHECK_MONTHS, MOST_TRIAL_WEEKS
from desktop.casework.volunteers.matches.matches import save_match
from desktop.clock import add_months, today
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.number_field import NumberField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.text_field import TextField
from desktop.views.fields.week_times_field import WeekTimesField
from desktop.views.people.quick_form import Job, QuickForm
from desktop.volunteer_terms import CASE_ENDS, MatchEnd, MatchStage, NeedEnd

Agree = Callable[..., Changes]


class ConsentForm(QuickForm):
    """Who allows giving the volunteer what the match needs, and how long."""

    def __init__(self, detail: MatchDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail = detail
        self.set_save_words(self.tr("Einwilligung festhalten"))
        said = self.tr("Erlaubt wird, dass %1 Vornamen, Kontakt, Sprache, Aufgabe und Zeiten erfährt. Der Zettel mit "
                       "der Unterschrift bleibt in der Akte.")  # fmt: skip
        self.add_words(said.replace("%1", detail.row.volunteer_given))
        people = [Option(one.person_id, one.name) for one in detail.consents]
        self.add(
            choice_field("person_id", self.tr("Wer willigt ein?"), people, mandatory=True),
            DateField("on", self.tr("am"), lean=Lean.PAST, latest=today(), mandatory=True),
            DateField("until", self.tr("gilt bis"), lean=Lean.FUTURE,
                      help_text=self.tr("Leer: bis zum Ende des Falls.")),
        )  # fmt: skip
        self.finish()
        self.field("person_id").set_value(people[0].code if people else None)
        self.field("on").set_value(today())
        self.field("until").set_value(usual_end(today()))

    def job(self) -> Job:
        asked = (self._detail.row.id, self.value("person_id"), self.value("on"), self.value("until"))
        return record_consent, asked


class AgreeForm(QuickForm):
    """The client's or the volunteer's word."""

    def __init__(self, detail: MatchDetail, stage: MatchStage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._match_id = detail.row.id
        self._agree: Agree = agree_person if stage is MatchStage.PERSON_AGREED else agree_volunteer
        self.set_save_words(self.tr("Einverständnis festhalten"))
        self.add(_on(self.tr("einverstanden seit")), _note(self.tr("Bemerkung")))
        self.finish()
        self.field("on").set_value(today())

    def job(self) -> Job:
        return self._agree, (self._match_id, self.value("on"), self.text("note"))


class MeetingForm(QuickForm):
    """When and where both get to know each other."""

    def __init__(self, detail: MatchDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._match_id = detail.row.id
        self.set_save_words(self.tr("Kennenlernen festhalten"))
        self.add(
            DateField("on", self.tr("Tag"), lean=Lean.FUTURE, mandatory=True),
            TextField("place", self.tr("Ort"), longest=LONGEST_SENTENCE, placeholder=self.tr("Café im Rathaus")),
            NumberField("trial_weeks", self.tr("Probezeit"), unit=self.tr("Wochen"), highest=MOST_TRIAL_WEEKS,
                        mandatory=True),
        )  # fmt: skip
        self.finish()
        self.field("on").set_value(detail.meeting_on)
        self.field("place").set_value(detail.meeting_place or None)
        self.field("trial_weeks").set_value(Decimal(_trial_weeks(detail)))

    def job(self) -> Job:
        meeting = Meeting(self.value("on"), self.text("place"), int(self.value("trial_weeks")))
        return plan_meeting, (self._match_id, meeting)


class AgreementForm(QuickForm):
    """Task, times and how long: what both sign."""

    def __init__(self, detail: MatchDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._match_id = detail.row.id
        self.set_save_words(self.tr("Vereinbarung festhalten"))
        self.add(
            DateField("on", self.tr("unterschrieben am"), lean=Lean.PAST, latest=today(), mandatory=True),
            _task(self.tr("Vereinbarte Aufgabe"), mandatory=True),
            DateField("ends_by", self.tr("vereinbart bis"), lean=Lean.FUTURE,
                      help_text=self.tr("Leer: so lange beide möchten.")),
            _times(self.tr("Feste Zeiten"), detail),
        )  # fmt: skip
        self.finish()
        self.field("on").set_value(today())
        self.field("task").set_value(detail.task or None)
        self.field("times").set_value(detail.row.times)

    def job(self) -> Job:
        agreement = Agreement(self.value("on"), self.text("task"), self.value("times"), self.value("ends_by"))
        return sign_agreement, (self._match_id, agreement)


class BeginForm(QuickForm):
    """From when on they are together."""

    def __init__(self, detail: MatchDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._match_id = detail.row.id
        self.set_save_words(self.tr("Begleitung beginnen"))
        self.add_words(self.tr("„Heute“ erinnert an die Zwischengespräche."))
        weeks = self.tr("Leer: %1 Wochen nach dem Beginn.").replace("%1", str(detail.periods.first_check_weeks))
        self.add(
            _on(self.tr("beginnt am")),
            DateField("first_check_on", self.tr("erstes Zwischengespräch"), lean=Lean.FUTURE, help_text=weeks),
            _rhythm(), _note(self.tr("Bemerkung")),
        )  # fmt: skip
        self.finish()
        self.field("on").set_value(today())
        self.field("check_months").set_value(Decimal(detail.periods.check_months))

    def job(self) -> Job:
        asked = (self._match_id, self.value("on"), self.text("note"), self.value("first_check_on"))
        return begin_match, (*asked, int(self.value("check_months")))


class CheckInForm(QuickForm):
    """A talk between, and when the next one is."""

    def __init__(self, detail: MatchDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._match_id = detail.row.id
        self.set_save_words(self.tr("Zwischengespräch festhalten"))
        self.add(_on(self.tr("geführt am")), _note(self.tr("Wie läuft es?")))
        if detail.row.stage is MatchStage.ACTIVE:
            self.add(DateField("next_on", self.tr("nächstes Zwischengespräch"), lean=Lean.FUTURE,
                               help_text=_in_months(_months(detail))))  # fmt: skip
        self.add_words(self.tr("Steht auch bei den Kontakten der/des Ehrenamtlichen; nichts über Gesundheit und "
                               "Aufenthalt."))  # fmt: skip
        self.finish()
        self.field("on").set_value(today())
        if detail.row.stage is MatchStage.ACTIVE:
            self.field("next_on").set_value(add_months(today(), _months(detail)))

    def job(self) -> Job:
        next_on: dt.date | None = self.value("next_on") if "next_on" in self.draft() else None
        return hold_check_in, (self._match_id, CheckIn(self.value("on"), self.text("note"), next_on))


class EndForm(QuickForm):
    """Why it ends, and what becomes of the need."""

    def __init__(self, detail: MatchDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._match_id = detail.row.id
        self.set_save_words(self.tr("Begleitung beenden"))
        looking = [Option("", self.tr("offen: jemand anderen suchen"))]
        closing = [
            Option(reason.value, self.tr("abschließen: %1").replace("%1", reason.label))
            for reason in NeedEnd if reason not in CASE_ENDS
        ]  # fmt: skip
        self.add(
            _on(self.tr("endet am")),
            choice_field("reason", self.tr("Grund"), term_options(MatchEnd), mandatory=True),
            choice_field("need_end", self.tr("Der Bedarf bleibt"), looking + closing, mandatory=True),
            _note(self.tr("Bemerkung")),
        )
        self.finish()
        self.field("on").set_value(today())
        self.field("need_end").set_value("")

    def job(self) -> Job:
        need_end = NeedEnd(self.value("need_end")) if self.value("need_end") else None
        ending = Ending(self.value("on"), MatchEnd(self.value("reason")), self.text("note"), need_end)
        return end_match, (self._match_id, ending)


class EditForm(QuickForm):
    """Task, place, times and days put right."""

    def __init__(self, detail: MatchDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail = detail
        self.add(
            _task(self.tr("Aufgabe")),
            TextField("meeting_place", self.tr("Treffpunkt"), longest=LONGEST_SENTENCE),
            DateField("trial_until", self.tr("Probezeit bis")),
            DateField("ends_by", self.tr("vereinbart bis"), lean=Lean.FUTURE),
            DateField("next_check_on", self.tr("nächstes Zwischengespräch"), lean=Lean.FUTURE), _rhythm(),
            _times(self.tr("Feste Zeiten"), detail),
        )
        for key, shown in (
            ("trial_until", detail.row.stage is MatchStage.MEETING), ("ends_by", detail.agreed_on is not None),
            ("next_check_on", detail.row.stage is MatchStage.ACTIVE),
            ("check_months", detail.row.stage is MatchStage.ACTIVE),
        ):  # fmt: skip
            self.field(key).setVisible(shown)
        self.finish()
        edit = edit_of(detail)
        for key in ("trial_until", "ends_by", "next_check_on", "times"):
            self.field(key).set_value(getattr(edit, key))
        self.field("check_months").set_value(Decimal(_months(detail)))
        self.field("task").set_value(edit.task or None)
        self.field("meeting_place").set_value(edit.meeting_place or None)

    def job(self) -> Job:
        edit = MatchEdit(
            self.text("task"), self.text("meeting_place"), self.value("times"), self.value("trial_until"),
            self.value("ends_by"), self.value("next_check_on"),
            int(self.value("check_months")) if self._detail.row.stage is MatchStage.ACTIVE else None,
        )  # fmt: skip
        return save_match, (self._detail.row.id, edit, self._detail.row_version)


def edit_of(detail: MatchDetail) -> MatchEdit:
    """What stands there now, as it could be entered."""
    return MatchEdit(
        detail.task, detail.meeting_place, detail.row.times, detail.trial_until, detail.ends_by, detail.next_check_on,
        detail.check_months,
    )


def _months(detail: MatchDetail) -> int:
    """From one talk between to the next."""
    return detail.check_months or detail.periods.check_months


def _trial_weeks(detail: MatchDetail) -> int:
    """A meeting that is moved keeps its trial."""
    if detail.meeting_on is None or detail.trial_until is None:
        return detail.periods.trial_weeks
    return max(0, (detail.trial_until - detail.meeting_on).days // 7)


def _in_months(months: int) -> str:
    return "Leer: in einem Monat." if months == 1 else f"Leer: in {months} Monaten."


def _rhythm() -> NumberField:
    return NumberField("check_months", "Zwischengespräche alle", unit="Monate", lowest=1, highest=MOST_CHECK_MONTHS,
                       mandatory=True)  # fmt: skip


def _times(label: str, detail: MatchDetail) -> WeekTimesField:
    """With the volunteer's free times laid over."""
    field = WeekTimesField("times", label, own="vereinbart", other="frei laut Profil")
    field.grid.set_other(detail.free)
    return field


def _on(label: str) -> DateField:
    return DateField("on", label, lean=Lean.PAST, latest=today(), mandatory=True)


def _note(label: str) -> NoteField:
    return NoteField("note", label, lines=3, longest=LONGEST_REMARK)


def _task(label: str, *, mandatory: bool = False) -> NoteField:
    return NoteField("task", label, lines=2, longest=LONGEST_SENTENCE, mandatory=mandatory)
