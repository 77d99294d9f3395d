"""What every proof may count on: how many cases this run tries, a fixed seed, and a line in the report."""

from __future__ import annotations

import pytest

from tests.proof.recording import Proof, is_full


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Proof:
    """The proof's own notebook, see `recording.Proof`."""
    return Proof(request.node, full=is_full(request.config))
