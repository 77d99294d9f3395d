"""The bridge between pages and the storage thread: a page hands down a use case and gets its result on the main thread.

One thread owns the vault's connection, so reads and changes happen one after the other (decision 5). Work that needs no
database (keys, PDF, reading files) goes to a second pool. Nothing here knows SQL.
"""

from __future__ import annotations

import inspect
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.changes import Changes
from desktop.errors import CaseworkError
from desktop.storage.errors import translated

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.casework.rights import Actor

P = ParamSpec("P")
T = TypeVar("T")
Failed = Callable[[CaseworkError], object]


class Store(Protocol):
    """What `Work` needs of an open vault: a session that lives as long as a block."""

    def session(self) -> AbstractContextManager[Session]:
        """A new session on the vault's own connection."""


class Cancelled(CaseworkError):  # noqa: N818  the user's wish, not a failure
    """Raised by a function that stopped because its user wanted so; shown to nobody."""


class Progress:
    """Handed to every function that has a parameter named `progress`; used on its thread, read on the main thread."""

    def __init__(self, changed: Callable[[], object] = lambda: None) -> None:
        self.done = 0
        self.total = 0
        self._wanted = threading.Event()
        self._changed = changed

    @property
    def cancelled(self) -> bool:
        """Whether the user wants the function to stop; it then raises `Cancelled` or returns what it has."""
        return self._wanted.is_set()

    def report(self, done: int, total: int = 0) -> None:
        """Say how far the work is; `total` 0 means unknown. May be called often: only whole percents travel."""
        before = self.percent
        self.done, self.total = done, total
        if self.percent != before:
            self._changed()

    @property
    def percent(self) -> int | None:
        """Whole percents done, None while nothing is known."""
        return 100 * self.done // self.total if self.total else None

    def check(self) -> None:
        """Raises Cancelled once the user wants to stop."""
        if self.cancelled:
            raise Cancelled("Abgebrochen.")

    def pause(self, seconds: float) -> None:
        """Do nothing for so long, or until the user wants to stop."""
        self._wanted.wait(seconds)

    def cancel(self) -> None:
        """Ask the function to stop at its next step."""
        self._wanted.set()


@dataclass(eq=False)
class Running:
    """One piece of named work for the status line."""

    title: str
    progress: Progress
    cancellable: bool


@dataclass(eq=False)
class _Errand:
    """Everything needed to bring a result home."""

    context: QObject
    then: Callable[[Any], object] | None
    failed: Failed | None
    running: Running | None
    is_change: bool = False


class ImmediateExecutor(Executor):
    """Runs what it is given at once on the calling thread, for tests."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401  as the base
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # the boundary: the future carries it to the caller
            future.set_exception(error)
        return future


class Runner(QObject):
    """Runs functions beside the main thread and delivers what they return, also before a vault is open.

    *Signals:* `busy_changed` when named work starts, moves on or ends; `failed_unheard(CaseworkError)` when a function
    failed and its caller gave no `failed`.
    """

    busy_changed = Signal()
    failed_unheard = Signal(object)
    _came_home = Signal(object, object)

    def __init__(self, pool: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool or ThreadPoolExecutor(max_workers=2, thread_name_prefix="compute")
        self._running: list[Running] = []
        self._stopped = False
        self._came_home.connect(self._on_came_home, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> tuple[Running, ...]:
        """Named work that is under way, oldest first."""
        return tuple(self._running)

    @property
    def stopped(self) -> bool:
        """Whether nothing is taken any more: the program ends."""
        return self._stopped

    def compute(self, context: QObject, function: Callable[..., T], /, *args: object,
                then: Callable[[T], object] | None = None, failed: Failed | None = None, title: str = "",
                **kwargs: object) -> None:
        """Run `function` in the second pool; `then` gets its result on the main thread as long as `context` lives.

        A `title` shows it in the status line; a function with a parameter `progress` can be cancelled there.
        """
        errand = _Errand(context, then, failed, self._start(title, function))
        self._send(self._pool, errand, function, *args, **kwargs)

    def stop(self) -> None:
        """Cancel what can be cancelled, wait for the rest, deliver nothing any more."""
        self._stopped = True
        for running in self._running:
            running.progress.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _send(self, executor: Executor, errand: _Errand, job: Callable[..., Any], /, *args: object,
              **kwargs: object) -> Future[Any]:
        if self._stopped:
            raise RuntimeError("work was stopped")
        if errand.running is not None and errand.running.cancellable:
            kwargs["progress"] = errand.running.progress
        future = executor.submit(job, *args, **kwargs)
        if isinstance(executor, ImmediateExecutor):
            self._on_came_home(errand, future)
        else:
            future.add_done_callback(partial(self._came_home.emit, errand))
        return future

    def _start(self, title: str, function: Callable[..., Any]) -> Running | None:
        """What the status line shows; None for unnamed work, which is expected to be over in a moment."""
        cancellable = "progress" in inspect.signature(function).parameters
        if not title and not cancellable:
            return None
        running = Running(title, Progress(self.busy_changed.emit), cancellable)
        self._running.append(running)
        self.busy_changed.emit()
        return running

    def _on_came_home(self, errand: _Errand, future: Future[Any]) -> None:
        if errand.running in self._running:
            self._running.remove(errand.running)
            self.busy_changed.emit()
        if self._stopped or future.cancelled():
            return
        error = future.exception()
        if error is None:
            self._succeed(errand, future.result())
        elif isinstance(error, CaseworkError):
            _forget_frames(error)
            self._fail(errand, error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)

    def _succeed(self, errand: _Errand, result: Any) -> None:  # noqa: ANN401  each use case has its own result
        if errand.then is not None and isValid(errand.context):
            errand.then(result)

    def _fail(self, errand: _Errand, error: CaseworkError) -> None:
        if not isValid(errand.context):
            return
        if errand.failed is not None:
            errand.failed(error)
        elif errand.running is None or not errand.running.progress.cancelled:
            self.failed_unheard.emit(error)


class Work(Runner):
    """The vault and the acting user, for pages: `read`, `change`, `compute`.

    *Signals:* `announced(Changes, initiator)` on the main thread after each commit, before the initiator's own `then`.
    """

    announced = Signal(object, object)

    def __init__(self, store: Store, actor: Actor, *, storage: Executor | None = None, pool: Executor | None = None,
                 parent: QObject | None = None) -> None:
        super().__init__(pool, parent)
        self.store = store
        self.actor = actor
        self._storage = storage or ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
        self._frozen = False

    @classmethod
    def at_once(cls, store: Store, actor: Actor, parent: QObject | None = None) -> Work:
        """A `Work` whose results are there when the call returns, for tests."""
        return cls(store, actor, storage=ImmediateExecutor(), pool=ImmediateExecutor(), parent=parent)

    @property
    def frozen(self) -> bool:
        """Whether changes are refused since a bug was found."""
        return self._frozen

    def read(self, context: QObject, query: Callable[Concatenate[Session, Actor, P], T], /, *args: object,
             then: Callable[[T], object] | None = None, failed: Failed | None = None, title: str = "",
             **kwargs: object) -> None:
        """Run a query on the storage thread; `then` gets its rows on the main thread as long as `context` lives."""
        errand = _Errand(context, then, failed, self._start(title, query))
        self._send(self._storage, errand, self._in_session, query, *args, **kwargs)

    def change(self, context: QObject, use_case: Callable[Concatenate[Session, Actor, P], Changes], /, *args: object,
               then: Callable[[Changes], object] | None = None, failed: Failed | None = None, title: str = "",
               **kwargs: object) -> Future[Changes]:
        """Run a change on the storage thread, announce it, then call `then(changes)`.

        The future is for those who end the program and must know whether it was saved; everybody else uses `then`.
        """
        errand = _Errand(context, then, failed, self._start(title, use_case), is_change=True)
        return self._send(self._storage, errand, self._unless_frozen, use_case, *args, **kwargs)

    def compute(self, context: QObject, function: Callable[..., T], /, *args: object,
                then: Callable[[T], object] | None = None, failed: Failed | None = None, title: str = "",
                **kwargs: object) -> None:
        """As `Runner.compute`; errors of files and database become one German sentence."""
        errand = _Errand(context, then, failed, self._start(title, function))
        self._send(self._pool, errand, _translated, function, *args, **kwargs)

    def alone(self, context: QObject, function: Callable[..., T], /, *args: object,
              then: Callable[[T], object] | None = None, failed: Failed | None = None, title: str = "",
              **kwargs: object) -> None:
        """As `compute`, on the storage thread: no use case runs meanwhile. For exchanging the vault's own files."""
        errand = _Errand(context, then, failed, self._start(title, function))
        self._send(self._storage, errand, _translated, function, *args, **kwargs)

    def freeze(self) -> None:
        """Refuse every further change: after a bug nothing half known is written (crash page)."""
        self._frozen = True

    def stop(self) -> None:
        """Finish what was handed in, then end both threads. Call before the vault is closed."""
        super().stop()
        self._storage.shutdown(wait=True)

    def _in_session(self, use_case: Callable[..., T], *args: object, **kwargs: object) -> T:
        with translated(), self.store.session() as session:
            return use_case(session, self.actor, *args, **kwargs)

    def _unless_frozen(self, use_case: Callable[..., Changes], *args: object, **kwargs: object) -> Changes:
        if self._frozen:
            raise CaseworkError("Nach einem Programmfehler wird nichts mehr gespeichert. Bitte Wegplan neu starten.")
        return self._in_session(use_case, *args, **kwargs)

    def _succeed(self, errand: _Errand, result: Any) -> None:  # noqa: ANN401  see Runner
        if errand.is_change:
            self.announced.emit(result, errand.context if isValid(errand.context) else None)
        super()._succeed(errand, result)


def _forget_frames(error: BaseException) -> None:
    """PRIVACY: an expected error needs no traceback, whose frames would keep passwords, pages and rows alive."""
    link: BaseException | None = error
    while link is not None:
        link.__traceback__ = None
        link = link.__cause__ or link.__context__


def _translated(function: Callable[..., T], *args: object, **kwargs: object) -> T:
    """Call `function`; what the store or the disk refuses becomes a VaultError with one sentence."""
    with translated():
        return function(*args, **kwargs)
