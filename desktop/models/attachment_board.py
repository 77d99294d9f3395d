"""What the page „Dokumente“ of a case shows: its rows, their small pictures, and what can be chosen for them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.attachments.attachment_choices import AttachmentChoices, attachment_choices
from desktop.casework.attachments.attachment_content import attachment_thumbnails
from desktop.casework.attachments.attachments import (
    AttachmentRow,
    AttachmentSpace,
    attachment_space,
    delete_attachment,
    list_attachments,
)
from desktop.casework.changes import Changes, Kind
from desktop.errors import CaseworkError
from desktop.models.attachment_table import attachment_table
from desktop.models.work import Work


class AttachmentBoard(QObject):
    """Reads the rows, then their pictures; reads again when somebody changed them.

    *Signals:* `shown` when rows are new; `pictured` when their pictures came; `failed(CaseworkError)`.
    """

    shown = Signal()
    pictured = Signal()
    failed = Signal(object)

    def __init__(self, work: Work, case_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self.case_id = work, case_id
        self.table = attachment_table(self)
        self.rows: tuple[AttachmentRow, ...] = ()
        self.choices = AttachmentChoices((), ())
        self.pictures: dict[int, QImage] = {}
        self.space: AttachmentSpace | None = None
        work.announced.connect(self._on_announced)

    def load(self) -> None:
        """Read everything again."""
        self.ask_choices(self._on_choices)
        self._work.read(self, list_attachments, self.case_id, then=self._on_rows, failed=self._tell)
        self._work.read(self, attachment_thumbnails, self.case_id, then=self._on_thumbnails, failed=self._tell)
        self._work.read(self, attachment_space, then=self._on_space, failed=self._tell)

    def row(self, attachment_id: int) -> AttachmentRow | None:
        """The document with this id, None when it is not in this case."""
        return next((row for row in self.rows if row.id == attachment_id), None)

    def ask_choices(self, then: Callable[[AttachmentChoices], object]) -> None:
        """Read what can be chosen as it is now, for a form."""
        self._work.read(self, attachment_choices, self.case_id, then=then, failed=self._tell)

    def delete(self, attachment_id: int, then: Callable[[Changes], object]) -> None:
        """Remove a document for good."""
        self._work.change(self, delete_attachment, attachment_id, then=then, failed=self._tell)

    def _on_choices(self, choices: AttachmentChoices) -> None:
        self.choices = choices

    def _on_rows(self, rows: tuple[AttachmentRow, ...]) -> None:
        self.rows = rows
        self.table.set_rows(rows)
        self.shown.emit()

    def _on_thumbnails(self, thumbnails: dict[int, bytes]) -> None:
        self.pictures = {id_: QImage.fromData(png) for id_, png in thumbnails.items()}
        self.pictured.emit()

    def _on_space(self, space: AttachmentSpace) -> None:
        self.space = space

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        """A consent given or taken back locks and unlocks; people who come or go bring their papers."""
        if changes.touches(Kind.OFFICE):
            self._work.read(self, attachment_space, then=self._on_space, failed=self._tell)
        persons = any(changes.touches(Kind.PERSON, person.id) for person in self.choices.persons)
        if persons or changes.touches(Kind.CASE, self.case_id) or any(
            changes.touches(Kind.ATTACHMENT, row.id) for row in self.rows
        ):
            self.load()

    def _tell(self, error: CaseworkError) -> None:
        self.failed.emit(error)
