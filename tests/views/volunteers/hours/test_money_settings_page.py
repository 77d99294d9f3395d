"""„Geld im Ehrenamt“ open twice: whoever saves second is told, and nothing of the first is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.hours.allowances import money_settings, save_money_settings
from desktop.models.work import ImmediateExecutor, Runner, Work
from desktop.storage.vault import OpenVault
from desktop.views.volunteers.hours.money_settings_form import RatesForm
from tests.views.page_walk import Stage
from tests.views.volunteers.hours.hours_states import at_money

pytestmark = pytest.mark.usefixtures("fixed_clock", "dressed")


@pytest.fixture
def stage(vault: OpenVault, work: Work) -> Iterator[Stage]:
    runner = Runner(ImmediateExecutor())
    yield Stage(vault, work, runner)
    runner.stop()


def test_money_changed_on_another_page_is_not_overwritten(
    stage: Stage, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    page = at_money(stage)
    qtbot.addWidget(page)
    page.edit_rates()
    form = page.drawer.content()
    assert isinstance(form, RatesForm)
    seen = money_settings(session, actor)
    save_money_settings(session, actor, replace(seen, interpreter_per_hour=22_50), seen)
    form.field("warn_percent").set_value(Decimal(60))
    form.save()
    assert "inzwischen geändert" in form.messages.text()
    assert form.value("warn_percent") == 60
    kept = money_settings(session, actor)
    assert (kept.interpreter_per_hour, kept.warn_percent) == (22_50, seen.warn_percent)


def test_taking_back_leaves_what_came_since(stage: Stage, session: Session, actor: Actor, qtbot: QtBot) -> None:
    page = at_money(stage)
    qtbot.addWidget(page)
    page.edit_rates()
    form = page.drawer.content()
    assert isinstance(form, RatesForm)
    form.field("warn_percent").set_value(Decimal(60))
    form.save()
    undo = page.messages.actions_shown()[0]
    seen = money_settings(session, actor)
    stage.work.change(stage.work, save_money_settings, replace(seen, interpreter_per_hour=22_50), seen)
    undo.click()
    kept = money_settings(session, actor)
    assert (kept.interpreter_per_hour, kept.warn_percent) == (22_50, 60)
    assert "inzwischen geändert" in page.messages.text()
