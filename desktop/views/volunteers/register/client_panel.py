"""Which client a volunteer is, too: shown and changed by who may read case files alone."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.changes import Changes
from desktop.casework.volunteers.register.same_people import ClientLink, link_client, linked_client, similar_clients
from desktop.views.components.message_area import MessageArea
from desktop.views.people.lines import emptied, flow, link, order_stops, words
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage


class ClientPanel(QWidget):
    """The link, or those it may be; what stands in either record stays apart from the other."""

    def __init__(self, file: VolunteerFilePage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file, self._work = file, file.work
        self.messages = MessageArea()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.messages)
        column.addWidget(words(self.tr(
            "Wer selbst beraten wird und sich engagiert, hat zwei getrennte Akten. Die Ehrenamtskoordination sieht "
            "diese Verbindung nicht."
        ), "muted"))  # fmt: skip
        self._inner = QVBoxLayout()
        column.addLayout(self._inner)
        column.addStretch(1)
        self.load()

    def load(self) -> None:
        """Read the link, then those it may be."""
        self._work.read(self, linked_client, self._file.volunteer_id, then=self._on_linked, failed=self._on_failed)

    def put(self, person_id: int | None, before: int | None) -> None:
        """Note the link or take it away; taken back for a while."""
        id_ = self._file.volunteer_id

        def back() -> None:
            self._work.change(self, link_client, id_, before, then=lambda _changes: self.load(),
                              failed=self._on_failed)  # fmt: skip

        def done(_changes: Changes) -> None:
            loosed, noted = self.tr("Die Verbindung ist gelöst."), self.tr("Die Verbindung ist vermerkt.")
            self.messages.show_undo(loosed if person_id is None else noted, back)
            self.load()

        self._work.change(self, link_client, id_, person_id, then=done, failed=self._on_failed)

    def _on_linked(self, client: ClientLink | None) -> None:
        if client is None:
            self._work.read(self, similar_clients, self._file.volunteer_id, then=self._on_similar,
                            failed=self._on_failed)  # fmt: skip
            return
        emptied(self._inner)
        self._inner.addWidget(words(self._named(client), "strong"))
        loose = link(self.tr("Verbindung lösen"), partial(self.put, None, client.person_id), "loose", icon="unlink")
        self._inner.addWidget(flow(*self._file_links(client), loose))
        order_stops(self)

    def _on_similar(self, found: tuple[ClientLink, ...]) -> None:
        emptied(self._inner)
        some, none = self.tr("Klient/innen mit diesem Namen:"), self.tr("Keine Klientin und kein Klient heißt so.")
        self._inner.addWidget(words(some, "") if found else words(none, "muted"))
        for client in found:
            self._inner.addWidget(words(self._named(client), "strong"))
            same = link(self.tr("Ist dieselbe Person"), partial(self.put, client.person_id, None),
                        f"same_{client.person_id}", said=self.tr("Ist dieselbe Person: %1").replace("%1", client.name),
                        icon="link")  # fmt: skip
            self._inner.addWidget(flow(*self._file_links(client), same))
        order_stops(self)

    def _file_links(self, client: ClientLink) -> list[QWidget]:
        if client.case_id is None:
            return []
        said = self.tr("Fallakte öffnen: %1").replace("%1", client.name)
        return [link(self.tr("Fallakte öffnen"), partial(self._file.places.open_case, client.case_id, "people"),
                     f"case_{client.case_id}", said=said, icon="folder-open")]  # fmt: skip

    def _named(self, client: ClientLink) -> str:
        born = self.tr("geboren %1").replace("%1", str(client.birth_year)) if client.birth_year else ""
        return " · ".join(part for part in (client.name, born, client.number) if part)

    def _on_failed(self, error: Exception) -> None:
        self.messages.show_error(str(error))
