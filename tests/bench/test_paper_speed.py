"""The tagged plan against a bare canvas that writes the same ready glyph streams (decision 35)."""

from __future__ import annotations

import pytest

from tests.bench.yardstick import Yardstick
from tests.printing.engine.engine_speed import ratios

pytestmark = pytest.mark.bench


def test_a_tagged_plan(yardstick: Yardstick) -> None:
    found = ratios()
    for what, key, limit in (
        ("Plan als PDF, warm, vor dem letzten Speichern", "composed", 4),
        ("Plan als PDF, warm, fertig", "finished", 9),
        ("Plan als PDF, jeder Text neu", "new", 20),
    ):
        yardstick.ratio(what, found[key], 1.0, limit, unit="Leinwand")
