"""Widgets that wait in a cycle are destroyed on the main thread, whatever other threads allocate."""

from __future__ import annotations

import gc
import linecache
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.models.garbage import MainThreadGarbage, forget_sources, spare_what_is_loaded


class Page(QWidget):
    """A page in a cycle with itself."""

    def __init__(self, died_on: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: died_on.append(threading.get_ident()))


@pytest.fixture
def garbage(qapp: object) -> Iterator[MainThreadGarbage]:
    garbage = MainThreadGarbage()
    yield garbage
    garbage.stop()


def on_another_thread() -> list[object]:
    """Allocate enough for several collections; who keeps it keeps Python thinking that one is due."""
    kept: list[object] = []
    thread = threading.Thread(target=lambda: kept.extend([number] for number in range(200_000)))
    thread.start()
    thread.join()
    return kept


def test_only_the_main_thread_collects(garbage: MainThreadGarbage, qtbot: QtBot) -> None:
    died_on: list[int] = []
    Page(died_on)
    kept = on_another_thread()
    assert died_on == []
    qtbot.waitUntil(lambda: bool(died_on))
    assert died_on == [threading.get_ident()]
    assert len(kept) == 200_000


def test_without_it_another_thread_does(qapp: object) -> None:
    """Negative control, with something that may die anywhere."""
    died_on: list[int] = []

    class Cycle:
        def __init__(self) -> None:
            self.itself = self

    weakref.finalize(Cycle(), lambda: died_on.append(threading.get_ident()))
    on_another_thread()
    assert died_on
    assert died_on != [threading.get_ident()]


def test_python_collects_by_itself_again_afterwards(qapp: object) -> None:
    garbage = MainThreadGarbage()
    assert not gc.isenabled()
    garbage.stop()
    assert gc.isenabled()


def test_what_is_loaded_is_spared_and_what_comes_later_is_not() -> None:
    before, died_on = gc.get_freeze_count(), list[int]()

    class Cycle:
        def __init__(self) -> None:
            self.itself = self

    try:
        spare_what_is_loaded()
        assert gc.get_freeze_count() > before + 10_000
        weakref.finalize(Cycle(), lambda: died_on.append(threading.get_ident()))
        gc.collect()
        assert died_on == [threading.get_ident()]
    finally:
        gc.unfreeze()


def test_the_text_of_modules_is_given_back_and_found_again() -> None:
    line = linecache.getline(__file__, 1)
    assert linecache.cache
    forget_sources()
    assert not linecache.cache
    assert linecache.getline(__file__, 1) == line
