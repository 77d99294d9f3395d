"""Fixtures of the review pages."""

from __future__ import annotations

import pytest

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.places import Place, Places
from tests.views.reviews.review_room import CaseStandIn, Room


@pytest.fixture
def room(work: Work) -> Room:
    places = Places(work)
    for key in ("case", "changes", "preview"):
        places.add(Place(key, key, "folder-open", CaseStandIn, rail=False))
    return Room(work, Drafts(work, work), places)
