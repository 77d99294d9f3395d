"""Steps of scales are described: a sentence as tooltip, read aloud with number and word."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.views.components.mark_button import (
    MarkButtons,
    independence_segments,
    need_segments,
    resource_segments,
)
from desktop.views.components.segment_row import Segment


@pytest.mark.parametrize(("segments", "place", "told"), [
    (need_segments(), 3, "hoch: kommt ohne Unterstützung nicht weiter"),
    (resource_segments(), 2, "gut: trägt im Alltag"), (independence_segments(), 0, "gar nicht"),
])  # fmt: skip
def test_a_step_says_what_it_means(qtbot: QtBot, segments: tuple[Segment, ...], place: int, told: str) -> None:
    marks = MarkButtons(segments, "Wohnen, Bedarf")
    qtbot.addWidget(marks)
    button = marks.buttons[place]
    assert button.toolTip() == told
    assert button.accessibleName() == f"Wohnen, Bedarf: {place} {told}"


def test_every_step_of_need_and_resource_has_its_sentence() -> None:
    assert all(segment.about for segment in (*need_segments(), *resource_segments()))
