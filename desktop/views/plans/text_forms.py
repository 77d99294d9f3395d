"""Forms of a draft's text: everything about a goal, a step, and the Fassung as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from desktop.casework.plans.plan_page import PlanPageRow
from desktop.casework.plans.plan_rows import GoalRow, MeasureRow, PlanView
from desktop.casework.plans.plans import save_goal, save_header, save_measure
from desktop.models.plan_board import PlanBoard
from desktop.terms import PRINT_LANGUAGES, DueKind, Horizon, PlanKind, Responsible
from desktop.views.components.mark_button import ten_segments
from desktop.views.components.segment_row import Segment, SegmentSize
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.multi_choice_field import MultiChoiceField
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option, language_options, term_options
from desktop.views.fields.scale_field import SegmentField
from desktop.views.fields.text_field import TextField
from desktop.views.fields.time_field import TimeField
from desktop.views.plans.drawer_form import DrawerForm, Failed, Then, Values
from desktop.views.plans.words import FAMILY, step_text


def goal_form(board: PlanBoard, row: PlanPageRow, goal: GoalRow) -> DrawerForm:
    """Words, translation, for whom, how it is noticed, horizon, priority, values."""

    def send(values: Values, then: Then, failed: Failed) -> None:
        content = replace(
            goal.content, text=values["text"] or "", text_translated=values.get("text_translated") or "",
            person_id=(values["person_id"] or None) if "person_id" in values else goal.content.person_id,
            indicator=values["indicator"] or "", indicator_translated=values.get("indicator_translated") or "",
            horizon=values["horizon"], priority=values["priority"], value_start=values["value_start"],
            value_target=values["value_target"],
        )  # fmt: skip
        board.change(save_goal, goal.id, content, then=then, failed=failed)

    form = DrawerForm(f"goal/{goal.id}", _tr("Ziel %1").replace("%1", str(goal.position + 1)), _tr("Übernehmen"), send)
    language = _language(row)
    form.add(NoteField("text", _tr("Ziel"), lines=1, longest=300, mandatory=True))
    _add_translation(form, "text_translated", language)
    form.add(SegmentField("value_start", _tr("Wert heute (0–10)"), ten_segments(), SegmentSize.COMPACT))
    form.add(SegmentField("value_target", _tr("Wert am Ziel (0–10)"), ten_segments(), SegmentSize.COMPACT))
    form.add(NoteField("indicator", _tr("Woran merken wir es?"), lines=1, longest=300))
    _add_translation(form, "indicator_translated", language)
    form.add(choice_field("horizon", _tr("Wie lange etwa?"), term_options(Horizon)))
    form.add(SegmentField("priority", _tr("Wie wichtig?"), _priorities(), SegmentSize.PLAIN))
    if row.view and row.view.kind is PlanKind.FAMILY:
        people = [Option(person.id, person.given) for person in row.persons]
        form.add(choice_field("person_id", _tr("Für wen?"), [Option(FAMILY, _tr("Familie")), *people]))
    form.load({**vars(goal.content), "person_id": goal.content.person_id or FAMILY})
    return form


def step_form(board: PlanBoard, row: PlanPageRow, goal: GoalRow, step: MeasureRow) -> DrawerForm:
    """Words, translation, who with names, from when until when, proof."""

    def send(values: Values, then: Then, failed: Failed) -> None:
        unchanged = values["text"] == step_text(step.content)
        content = replace(
            step.content, text=step.content.text if unchanged else values["text"] or "",
            text_translated=values.get("text_translated") or "", who=_leading_first(values["who"], step.content.who),
            who_person_id=values["who_person_id"], who_name=values["who_name"] or "", start_on=values["start_on"],
            due_kind=values["due_kind"] or DueKind.DATE, proof=values["proof"] or "",
            due_on=values["due_on"] if values["due_kind"] is DueKind.DATE else None,
            proof_key=step.content.proof_key if values["proof"] == step.content.proof else "",
        )  # fmt: skip
        board.change(save_measure, step.id, content, then=then, failed=failed)

    title = _tr("Schritt %1").replace("%1", f"{goal.position + 1}.{step.position + 1}")
    form = DrawerForm(f"step/{step.id}", title, _tr("Übernehmen"), send)
    form.add(NoteField("text", _tr("Schritt"), lines=1, longest=300, mandatory=True))
    _add_translation(form, "text_translated", _language(row))
    form.add(MultiChoiceField("who", _tr("Wer macht es?"), term_options(Responsible)))
    people = [Option(person.id, person.given) for person in row.concerned]
    form.add(choice_field("who_person_id", _tr("Welche Person?"), people))
    form.add(TextField("who_name", _tr("Name der Stelle oder Ehrenamtlichen")))
    form.add(choice_field("due_kind", _tr("Bis wann?"), term_options(DueKind)))
    form.add(DateField("due_on", _tr("Frist"), lean=Lean.FUTURE))
    form.add(DateField("start_on", _tr("Beginn"), lean=Lean.FUTURE))
    form.add(TextField("proof", _tr("Nachweis"), help_text=_tr("Zum Beispiel Anmeldung, Bescheid, Termin.")))
    form.load({**vars(step.content), "text": step_text(step.content)})
    return form


def header_form(board: PlanBoard, row: PlanPageRow, view: PlanView) -> DrawerForm:
    """Strengths first; participants, review, next talk, language. After freezing only talk and language."""

    def send(values: Values, then: Then, failed: Failed) -> None:
        time = values["next_talk_time"]
        header = replace(
            view.header, next_talk_on=values["next_talk_on"], next_talk_time=f"{time:%H:%M}" if time else "",
            next_talk_place=values["next_talk_place"] or "", language=values["language"] or "",
        )
        if view.editable:
            names = tuple(name.strip() for name in (values["participants"] or "").splitlines() if name.strip())
            header = replace(
                header, participants=names, next_review_on=values["next_review_on"],
                sensitive_areas_on_own_sheet=values.get("sensitive_areas_on_own_sheet", False),
                strengths=values["strengths"] or "", strengths_translated=values.get("strengths_translated") or "",
                needs=values["needs"] or "", needs_translated=values.get("needs_translated") or "",
            )
        board.change(save_header, view.id, header, view.row_version, then=then, failed=failed)

    form = DrawerForm(f"header/{view.id}", _tr("Angaben zum Plan"), _tr("Übernehmen"), send)
    if view.editable:
        _add_starting_point(form, view)
        form.add(DateField("next_review_on", _tr("Nächste Überprüfung"), lean=Lean.FUTURE))
    else:
        form.add_words(_tr("Der Text steht fest. Nächstes Gespräch und Sprache können sich noch ändern."))
    form.add(DateField("next_talk_on", _tr("Nächstes Gespräch am"), lean=Lean.FUTURE))
    form.add(TimeField("next_talk_time", _tr("um")))
    form.add(TextField("next_talk_place", _tr("Ort des Gesprächs")))
    languages = [option for option in language_options() if option.code in PRINT_LANGUAGES]
    form.add(CodeField("language", _tr("Zweite Sprache auf dem Ausdruck"), languages, placeholder=_tr("nur Deutsch")))
    header = view.header
    form.load({
        **vars(header), "participants": "\n".join(header.participants),
        "next_talk_time": dt.time.fromisoformat(header.next_talk_time) if header.next_talk_time else None,
        "language": header.language or None,
    })  # fmt: skip
    return form


def _add_starting_point(form: DrawerForm, view: PlanView) -> None:
    language = view.header.language
    form.add(NoteField("strengths", _tr("Stärken: Was läuft gut?"), help_text=_tr("Eine Zeile je Punkt.")))
    _add_translation(form, "strengths_translated", language)
    form.add(NoteField("needs", _tr("Bedarfe: Was fehlt noch?"), help_text=_tr("Eine Zeile je Punkt.")))
    _add_translation(form, "needs_translated", language)
    form.add(NoteField("participants", _tr("Beteiligte"), help_text=_tr("Ein Name je Zeile.")))
    if view.kind is PlanKind.SINGLE:
        own_sheet = _tr("Diese Ziele stehen nur dann auf dem eigenen Blatt der Person.")
        form.add(CheckField("sensitive_areas_on_own_sheet", _tr("Gesundheit und Schutz drucken"), help_text=own_sheet))


def _add_translation(form: DrawerForm, key: str, language: str) -> None:
    """Free text in the second language, where the sheets have one (decision 23)."""
    name = next((option.text for option in language_options() if option.code == language), "")
    if name:
        form.add(NoteField(key, _tr("dasselbe auf %1 (freiwillig)").replace("%1", name), lines=1, longest=600))


def _language(row: PlanPageRow) -> str:
    return row.view.header.language if row.view else ""


def _priorities() -> tuple[Segment, ...]:
    """Words and order as on paper."""
    words = (_tr("sehr wichtig"), _tr("wichtig"), _tr("später"))
    return tuple(Segment(code, word) for code, word in enumerate(words, 1))


def _leading_first(chosen: Sequence[object] | None, before: Sequence[Responsible]) -> tuple[Responsible, ...]:
    """Chips have no order: who led before still leads."""
    parts = [part for part in Responsible if part in (chosen or ())]
    return tuple(sorted(parts, key=lambda part: part not in before[:1]))


def _tr(text: str) -> str:
    return QCoreApplication.translate("plans", text)
