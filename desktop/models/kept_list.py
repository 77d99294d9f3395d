"""What stays of a list between visits, as text for the settings of this PC; never what was searched for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, object]


@dataclass(frozen=True)
class KeptList:
    """What stays of the list between visits: filters, look, the view chosen last and the day of the last visit."""

    filters: Mapping[str, Any] = field(default_factory=dict)
    look: Mapping[str, Any] = field(default_factory=dict)
    view_id: int | None = None
    day: str = ""

    def text(self) -> str:
        """As JSON, for the settings of this PC."""
        return json.dumps({
            "filters": dict(self.filters), "look": dict(self.look), "view": self.view_id, "day": self.day,
        })  # fmt: skip


def kept_filters(values: Values) -> dict[str, object]:
    """The filters set. The search text stays out of it: it is somebody's name."""
    return {key: value for key, value in values.items() if key != "text" and value not in (None, "", False)}


def read_kept(text: str) -> KeptList:
    """What `KeptList.text` gave; nothing for what cannot be read."""
    try:
        stored = json.loads(text)
        view_id = stored.get("view")
        return KeptList(dict(stored["filters"]), dict(stored["look"]), view_id if isinstance(view_id, int) else None,
                        str(stored.get("day", "")))  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError):
        return KeptList()
