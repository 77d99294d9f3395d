"""Who may be recorded already is said beside the form, and leads there."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.people.people import PersonFacts
from desktop.models.work import Work
from desktop.storage.open_vault import OpenVault
from desktop.views.people.new_person_form import NewPersonForm
from desktop.views.places import Place, Places
from desktop.views.style import Theme, apply_style


class _Page(QWidget):
    """Remembers where it was led to."""

    shown: tuple[object, ...] = ()

    def show_target(self, *target: object) -> None:
        self.shown = target


def test_somebody_alike_is_named_and_opened_and_saving_stays_free(qtbot: QtBot, vault: OpenVault, work: Work) -> None:
    with vault.session() as session:
        case_id = enter_person_case(session, work.actor, PersonFacts("Al-Khatib", "Mohammed")).made
    places, page = Places(work), _Page()
    qtbot.addWidget(page)
    places.add(Place("case", "Fallakte", "folder-open", lambda: page))
    form = NewPersonForm(work, places)
    qtbot.addWidget(form)
    form.restore_draft({"family_name": "al Khatib", "given_names": "Farid"})
    form.duplicates.look()
    assert form.duplicates.isHidden()
    form.restore_draft({"family_name": "al Khatib", "given_names": "Muhammad"})
    form.duplicates.look()
    assert not form.duplicates.isHidden()
    said = " ".join(label.text() for label in form.duplicates.findChildren(QLabel))
    assert "Al-Khatib, Mohammed" in said
    assert "klingt ähnlich" in said
    open_file, merge = form.duplicates.findChildren(QPushButton)
    assert merge.accessibleName() == "Zusammenführen: Al-Khatib, Mohammed"
    open_file.click()
    assert page.shown == (case_id, "people")
    assert form.job()[1]


def test_whoever_is_alike_is_seen_while_the_name_is_typed_also_in_large_text(
    qtbot: QtBot, vault: OpenVault, work: Work, qapp: QApplication
) -> None:
    with vault.session() as session:
        for given in ("Mohammed", "Muhammad", "Mohamad"):
            enter_person_case(session, work.actor, PersonFacts("Al-Khatib", given))
    apply_style(qapp, Theme.LIGHT, 200)
    form = NewPersonForm(work, Places(work))
    qtbot.addWidget(form)
    form.resize(650, 560)
    form.show()
    line = form.field("birth_date").findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    form.restore_draft({"family_name": "al Khatib", "given_names": "Muhammad"})
    form.duplicates.look()
    QApplication.processEvents()
    assert form.duplicates.isVisible()
    assert form.rect().contains(form.duplicates.geometry())
    assert not line.visibleRegion().isEmpty()
    assert len(form.duplicates.findChildren(QPushButton)) == 2


def test_a_rest_after_the_vault_was_closed_asks_nothing(qtbot: QtBot, vault: OpenVault, work: Work) -> None:
    form = NewPersonForm(work, Places(work))
    qtbot.addWidget(form)
    form.restore_draft({"family_name": "al Khatib", "given_names": "Muhammad"})
    form.duplicates.touched()
    work.stop()
    form.duplicates._timer.timeout.emit()
    assert form.duplicates.isHidden()
