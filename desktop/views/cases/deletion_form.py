"""Deleting for good: what goes is read before, the number of the case is typed, and what follows is said."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from desktop.casework.deletion.deletion import Deletion, delete_case, delete_person
from desktop.casework.deletion.deletion_scope import Going
from desktop.errors import CaseworkError
from desktop.models.deleting import scrub_store
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.message_area import MessageArea
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import words
from desktop.views.people.quick_form import Job, QuickForm


class DeletionForm(QuickForm):
    """Lists what goes and who stays. With an obstacle it only says why; otherwise the number confirms."""

    def __init__(
        self, deletion: Deletion, case_id: int, person_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("deletion")
        self._case_id, self._person_id = case_id, person_id
        self.set_save_words(self.tr("Endgültig löschen"))
        style.set_look(self._save, "danger")
        icons.set_icon(self._save, "trash-2", "bad")
        if deletion.obstacle:
            self.messages.show_warning(deletion.obstacle)
            self._save.hide()
        else:
            self._build(deletion)
        self.finish()

    def job(self) -> Job:
        if self._person_id is None:
            return delete_case, (self._case_id, self.text("number"))
        return delete_person, (self._case_id, self._person_id, self.text("number"))

    def _build(self, deletion: Deletion) -> None:
        if self._person_id is None:
            self._add_part(self.tr("Gelöscht wird, wer nur hier ist"), ";  ".join(deletion.persons))
        self._add_part(self.tr("Gelöscht wird im Ganzen"), _lines(deletion.going))
        self._add_part(self.tr("Es bleibt, wer noch in einem anderen Fall ist"), ";  ".join(deletion.staying))
        self.add_widget(words(self.tr(
            "Das lässt sich nicht rückgängig machen. In den Sicherungen steht es noch, bis sie ablaufen, höchstens "
            "acht Wochen."
        )))
        if self._person_id is not None:
            self.add_widget(words(self.tr(
                "Freie Texte über andere können den Namen noch nennen. Bitte diese selbst durchsehen."
            ), "muted"))
        self.add(TextField(
            "number", self.tr("Zur Bestätigung die Fallnummer eingeben"), mandatory=True,
            help_text=self.tr("Dieser Fall hat die Nummer %1.").replace("%1", deletion.number),
        ))  # fmt: skip

    def _add_part(self, title: str, text: str) -> None:
        if text:
            self.add_widget(words(title, "strong"))
            self.add_widget(words(text))


def clear_remains(work: Work, context: QObject, messages: MessageArea, done: str) -> None:
    """Say `done`, take what is left out of the file, and say when that has to wait. `messages` lives in `context`."""

    def told(finished: bool) -> None:
        later = _tr("Reste in der Tresordatei verschwinden beim nächsten Schließen des Tresors.")
        messages.show_info(done if finished else f"{done} {later}")

    def failed(error: CaseworkError) -> None:
        messages.show_warning(f"{done} {error}")

    messages.show_info(done)
    work.compute(context, scrub_store, work.store, then=told, failed=failed, title=_tr("Reste werden entfernt"))


def _lines(parts: tuple[Going, ...]) -> str:
    return "\n".join(f"•  {part.label}: {part.count}" for part in parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("DeletionForm", text)
