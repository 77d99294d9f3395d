"""„Erste Schritte neuer Fälle“: what becomes a task of every new file, and after how many days."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from desktop.casework.cases.first_steps import (
    LONGEST_DAYS,
    FirstStep,
    Since,
    first_steps,
    save_first_steps,
    shipped_first_steps,
)
from desktop.casework.changes import Changes, Kind
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import icons
from desktop.views.card_list_page import CardListPage, card
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.empty_state import EmptyState
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.number_field import NumberField
from desktop.views.fields.options import Option
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import flow, link, words
from desktop.views.people.quick_form import Job, QuickForm
from desktop.views.places import Places

Steps = tuple[FirstStep, ...]
_SINCE = {Since.ASSIGNMENT: "nach der Zuteilung", Since.FIRST_CONTACT: "nach dem ersten Kontakt"}


class StepForm(QuickForm):
    """A new step, or a changed one, in the list as it was read."""

    def __init__(self, steps: Steps, step: FirstStep | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps, self._step = steps, step or FirstStep("", "", 0, Since.ASSIGNMENT)
        self.add(
            TextField("title", self.tr("Was ist zu tun?"), mandatory=True, longest=200),
            NumberField("days", self.tr("Wann?"), unit=self.tr("Tage"), highest=LONGEST_DAYS, mandatory=True),
            choice_field("since", self.tr("gerechnet"),
                         [Option(since.value, said) for since, said in _SINCE.items()], mandatory=True),
        )  # fmt: skip
        self.add_words(self.tr("Gilt für Fälle, die ab jetzt angelegt werden. Bestehende Aufgaben bleiben."))
        self.finish()
        self.field("since").set_value(self._step.since.value)
        if step is not None:
            self.field("title").set_value(step.title)
            self.field("days").set_value(Decimal(step.days))

    def job(self) -> Job:
        since = Since(self.value("since"))
        step = replace(self._step, title=self.text("title"), days=int(self.value("days")), since=since)
        kept = tuple(step if one.key == step.key else one for one in self._steps)
        return save_first_steps, (kept if self._step.key else (*self._steps, step), self._steps)


class FirstStepsPage(CardListPage):
    """All steps with what can be done with each; every change can be undone."""

    def __init__(self, work: Work, drafts: Drafts, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(work, drafts, self.tr("Erste Schritte neuer Fälle"), Kind.CATALOGUE, parent)
        self.steps: Steps = ()
        self.head.set_subtitle(self.tr("Sie entstehen als Aufgaben für die zuständige Person und stehen in „Heute“."))
        back = QPushButton(self.tr("Zurück"))
        icons.set_icon(back, "arrow-left", "accent")
        back.clicked.connect(partial(places.go, "admin"))
        self.head.add_widget(back)
        self.head.set_primary(self.tr("Neuer Schritt"), "plus").clicked.connect(self.new_step)

    def show_target(self) -> None:
        """Called on every visit."""
        self._work.read(self, first_steps, then=self._show, failed=self.show_failure)

    def new_step(self) -> None:
        """Open the form for one more."""
        self._open(StepForm(self.steps), self.tr("Neuer Schritt"), "new")

    def _edit(self, step: FirstStep) -> None:
        self._open(StepForm(self.steps, step), self.tr("Schritt ändern"), step.key)

    def _open(self, form: StepForm, title: str, key: str) -> None:
        done = partial(self._on_saved, self.steps, self.tr("Gespeichert."))
        self.drawer.open_form(form, title, f"first-step/{key}", done)

    def _switch(self, step: FirstStep) -> None:
        steps = tuple(replace(one, active=not one.active) if one is step else one for one in self.steps)
        self._save(steps, self.tr("Eingeschaltet.") if not step.active else self.tr("Ausgeschaltet."))

    def _remove(self, step: FirstStep) -> None:
        self._save(tuple(one for one in self.steps if one is not step), self.tr("Der Schritt ist entfernt."))

    def _move(self, step: FirstStep, by: int) -> None:
        steps = list(self.steps)
        place = steps.index(step)
        steps.insert(place + by, steps.pop(place))
        self._save(tuple(steps), self.tr("Die Reihenfolge ist geändert."))

    def _reset(self) -> None:
        self._save(shipped_first_steps(), self.tr("Es gelten wieder die mitgelieferten Schritte."))

    def _save(self, steps: Steps, said: str) -> None:
        done = partial(self._on_saved, self.steps, said)
        self._work.change(self, save_first_steps, steps, self.steps, then=done, failed=self.show_failure)

    def _show(self, steps: Steps) -> None:
        self.steps = steps
        cards: list[QWidget] = [self._card(place, step) for place, step in enumerate(steps)]
        nothing = self.tr("Neue Fälle beginnen ohne Aufgaben.")
        if steps != shipped_first_steps():
            cards += [] if steps else [EmptyState(nothing, icon="list")]
            reset = self.tr("Mitgelieferte Schritte wiederherstellen")
            cards.append(flow(link(reset, self._reset, "reset", icon="rotate-ccw")))
        self.put_cards(cards, nothing, "list")

    def _card(self, place: int, step: FirstStep) -> QFrame:
        about = " · ".join(part for part in (when_words(step), step.source) if part)
        parts: list[QWidget] = [] if step.active else [Chip(self.tr("aus"), Tone.NEUTRAL, "")]
        return card(words(step.title, "strong"), words(about, "muted"), flow(*parts, *self._links(place, step)))

    def _links(self, place: int, step: FirstStep) -> list[QWidget]:
        switch = self.tr("Einschalten") if not step.active else self.tr("Ausschalten")
        links = [(self.tr("Ändern"), partial(self._edit, step), "pencil"),
                 (switch, partial(self._switch, step), "power")]  # fmt: skip
        if place:
            links.append((self.tr("Nach oben"), partial(self._move, step, -1), "arrow-up"))
        if step.own:
            links.append((self.tr("Entfernen"), partial(self._remove, step), "trash-2"))
        return [link(text, run, f"{icon}_{step.key}", icon=icon, said=f"{text}: {step.title}")
                for text, run, icon in links]  # fmt: skip

    def _on_saved(self, before: Steps, said: str, _changes: Changes) -> None:
        def undo() -> None:
            self._work.change(self, save_first_steps, before, then=self._on_undone, failed=self.show_failure)

        self.messages.show_undo(said, undo)

    def _on_undone(self, _changes: Changes) -> None:
        self.messages.show_ok(self.tr("Zurückgenommen."))


def when_words(step: FirstStep) -> str:
    """„14 Tage nach der Zuteilung“, „am Tag der Zuteilung“."""
    if step.days == 0:
        return {Since.ASSIGNMENT: "am Tag der Zuteilung", Since.FIRST_CONTACT: "am Tag des ersten Kontakts"}[step.since]
    return f"{'1 Tag' if step.days == 1 else f'{step.days} Tage'} {_SINCE[step.since]}"
