"""What stays of a list between visits."""

from __future__ import annotations

from desktop.models.kept_list import KeptList, kept_filters, read_kept


def test_what_was_searched_for_is_never_remembered() -> None:
    filters = kept_filters({"text": "Ahmadi", "mine": True, "language": None})
    kept = KeptList(filters, {"sort": [1, False]}, 7, "2026-11-22")
    assert "Ahmadi" not in kept.text()
    assert read_kept(kept.text()) == KeptList({"mine": True}, {"sort": [1, False]}, 7, "2026-11-22")
    assert read_kept('{"filters": {"mine": true}, "look": {}}') == KeptList({"mine": True})
    for damaged in ("", "{}", "[1]", '{"filters": 3}'):
        assert read_kept(damaged) == KeptList()
