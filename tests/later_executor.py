"""A storage thread that is slower than the hands."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from PySide6.QtWidgets import QApplication


class LaterExecutor(Executor):
    """Runs what it was given when told to."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, lambda: fn(*args, **kwargs)))
        return future

    def run_one(self) -> None:
        future, job = self.waiting.pop(0)
        future.set_result(job())
        for _ in range(3):  # the result comes home, inputs are made, layouts show them
            QApplication.processEvents()

    def run_all(self) -> None:
        """Until nothing waits any more, what follows from it included."""
        while self.waiting:
            self.run_one()
