"""The list of cases with its views, forms for many cases and columns, as the page walk looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.casework.access.users import add_user
from desktop.casework.cases.saved_views import NewView, save_view
from desktop.views.cases.case_list_page import CaseListPage
from desktop.views.people.new_person_form import NewPersonForm
from tests.casework.reviews.review_cases import plan_in_force
from tests.views.cases import case_samples

if TYPE_CHECKING:
    from tests.views.page_walk import Stage


def at_views(stage: Stage) -> QWidget:
    """A view of the office is chosen and was changed."""
    state = {"filters": {"status": "resting"}, "look": {}}
    with stage.vault.session() as session:
        save_view(session, stage.work.actor, NewView("cases", "Ruhende Familien", state, office=True))
    page = _page(stage)
    page.views.choose(page.views.rows[0])
    page.table.filters.set_values({})
    return page


def at_view_form(stage: Stage) -> QWidget:
    """A name for the list as it is."""
    page = _page(stage)
    page.views.ask_name()
    return page


def at_columns(stage: Stage) -> QWidget:
    """Columns beside the list."""
    page = _page(stage)
    page.table.open_columns()
    return page


def at_duplicate(stage: Stage) -> QWidget:
    """Somebody new who may be recorded already."""
    page = _page(stage)
    page.enter_person()
    form = page.drawer.content()
    assert isinstance(form, NewPersonForm)
    form.restore_draft({"family_name": "Habte", "given_names": "Filmon"})
    form.duplicates.look()
    return page


def at_assigning(stage: Stage) -> QWidget:
    """Who becomes responsible, with the cases."""
    return _asked(stage, "assign", "user", 2)


def at_task(stage: Stage) -> QWidget:
    """The same task for all."""
    return _asked(stage, "task", "title", "Wohngeld neu beantragen")


def at_reviews(stage: Stage) -> QWidget:
    """Two cases have no plan."""
    return _asked(stage, "review", "reason", "Krankheit")


def at_status(stage: Stage) -> QWidget:
    """A status that needs reason and day."""
    return _asked(stage, "status", "status", "resting")


def at_sheets(stage: Stage) -> QWidget:
    """Which sheet, of whom."""
    return _asked(stage, "sheets", "kind", "plan")


def _asked(stage: Stage, action: str, key: str, value: object) -> CaseListPage:
    page = _page(stage)
    page.table.view.selectAll()
    found: QObject = getattr(page.bulk, action)
    assert isinstance(found, QAction)
    found.trigger()
    form = page.drawer.content()
    form.field(key).set_value(value)  # type: ignore[union-attr]  # the form
    form.look()  # type: ignore[union-attr]  # as after an edit
    return page


def _page(stage: Stage) -> CaseListPage:
    with stage.vault.session() as session:
        add_user(session, stage.work.actor, "Jürgen Weiß-Öztürk")
        case_samples.single(session, stage.work.actor)
        plan_in_force(session, stage.work.actor)
        case_samples.family(session, stage.work.actor, case_samples.LONG_FAMILY, case_samples.LONG_OWN, 2)
    page = CaseListPage(stage.work, stage.places, stage.drafts, with_import=True)
    page.load()
    return page
