"""The fixtures of `tests/views/cases/case_stage.py`."""

from __future__ import annotations

from tests.views.cases.case_stage import drafts, places, shown

__all__ = ["drafts", "places", "shown"]
