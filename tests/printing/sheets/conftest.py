"""The print texts are compiled before the first sheet is made."""

from __future__ import annotations

import pytest

from build import wording as compiler


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    compiler.compile_all()
