"""The log file, the report on a bug, and the trace of a hard crash. None of them ever carries case content.

PRIVACY: a record is written as its constant message plus ids. Texts that come in as arguments, the texts of foreign
exceptions (SQLAlchemy puts whole rows into them), quoted values and dates are masked; local variables are never read.
"""

from __future__ import annotations

import enum
import faulthandler
import logging
import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import desktop
from desktop import clock, paths
from desktop.errors import CaseworkError

LOG_NAME = "wegplan.log"
FAULT_NAME = "absturz.txt"
KEPT_FAULT_NAME = "absturz-zuletzt.txt"
MASK = "‹…›"

_QUOTED = re.compile(
    r"""'[^'\n]*'|"[^"\n]*"|`[^`\n]*`|„[^“”\n]*[“”]|»[^«\n]*«|‚[^‘\n]*‘|\[parameters:.*?\]""", re.DOTALL
)
_DATE = re.compile(r"\b\d{1,2}\.\d{1,2}\.(\d{2}|\d{4})\b|\b\d{4}-\d{2}-\d{2}\b")
_CASE_NUMBER = re.compile(r"F-\d{4}-\d{3,}")
_FAULT_PLACE = re.compile(r'File "([^"\n]*)"')
_SHOWN = 200_000  # bytes of the log
_HARMLESS_FAULT = re.compile(r"Windows fatal exception: code 0x800[01]")  # COM answers that Windows' dialogs handle

BugHandler = Callable[[str], None]


@contextmanager
def active(
    on_bug: BugHandler | None = None, folder: Path | None = None, *, console: bool = False
) -> Iterator[None]:
    """Log, catch bugs and watch for crashes for the length of a block (the whole run of the program).

    Where no file can be written (a full disk, a locked profile), the program runs without one.

    `on_bug` gets the finished report of every unexpected exception, possibly on another thread. With `console`,
    warnings are written to stderr too, where there is one. Ask `previous_fault()` before: entering starts a new fault
    file.
    """
    home = folder or _writable_home()
    handlers = _open_handlers(home, console)
    root = logging.getLogger()
    for handler in handlers:
        root.addHandler(handler)
    own = logging.getLogger("desktop")
    level, own.level = own.level, logging.INFO
    with _hooks(on_bug), _fault_file(home):
        try:
            yield
        finally:
            own.setLevel(level)
            for handler in handlers:
                root.removeHandler(handler)
                handler.close()


def previous_fault(folder: Path | None = None) -> str | None:
    """Trace of the hard crash that ended the last run (files, lines and functions only), or None."""
    return _fault(folder, FAULT_NAME)


def newest(folder: Path | None = None) -> str:
    """The end of the log and the trace of the last hard crash there was, for the page that shows them; may be empty."""
    try:
        with ((folder or paths.log_folder()) / LOG_NAME).open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _SHOWN))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        text, size = "", 0
    if size > _SHOWN:
        text = text.partition("\n")[2]  # the first line is cut somewhere
    fault = _fault(folder, KEPT_FAULT_NAME)
    return "\n\n".join(filter(None, (fault and f"Letzter Absturz:\n{fault}", text.strip())))


def _fault(folder: Path | None, name: str) -> str | None:
    try:
        text = ((folder or paths.log_folder()) / name).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None
    return _FAULT_PLACE.sub(_short_place, text) if text and not _HARMLESS_FAULT.match(text) else None


def _short_place(found: re.Match[str]) -> str:
    """PRIVACY: the folders above the project carry the user's Windows name."""
    return 'File "' + "/".join(re.split(r"[\\/]", found[1])[-3:]) + '"'


def report(error: BaseException) -> str:
    """What the crash page shows and the user may copy: versions, time, exception types and places in the code."""
    return "\n".join([
        f"Wegplan {desktop.__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"Zeit: {clock.now().isoformat()}",
        "",
        describe(error),
    ])


def describe(error: BaseException) -> str:
    """Types and places of an exception and of what caused it; a text only where it is one of our own sentences."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(_headline(current))
        lines += [f"  {_place(frame)}" for frame in traceback.extract_tb(current.__traceback__)]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
        if current is not None:
            lines.append("entstanden aus:")
    return "\n".join(lines)


def mask(text: str) -> str:
    """`text` without quoted values, statement parameters and dates."""
    return _DATE.sub(MASK, _QUOTED.sub(MASK, text))


class PrivateFormatter(logging.Formatter):
    """One line per record: time, level, place, message. The only way a record gets into a file."""

    def format(self, record: logging.LogRecord) -> str:
        head = f"{clock.now().isoformat()} {record.levelname} {record.name}:{record.lineno} "
        error = record.exc_info[1] if record.exc_info else None
        return head + _message(record) + ("\n" + describe(error) if error else "")


def _message(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] != "desktop":
        return MASK  # PRIVACY: libraries put values into their messages; that they spoke is enough
    message = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    if isinstance(record.args, tuple) and record.args:
        try:
            message %= tuple(map(_harmless, record.args))
        except (TypeError, ValueError):
            message += " (Angaben passen nicht zur Meldung)"
    return mask(message)


def _harmless(value: object) -> object:
    if isinstance(value, enum.Enum):
        return value.name
    if value is None or isinstance(value, (int, float)):
        return value
    return value if isinstance(value, str) and _CASE_NUMBER.fullmatch(value) else MASK


def _headline(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{name}: {mask(str(error))}" if isinstance(error, CaseworkError) else name


def _place(frame: traceback.FrameSummary) -> str:
    """File below the project or its library, never the folders above: they carry the user's Windows name."""
    return f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"


def _writable_home() -> Path | None:
    """The log folder, or None when this PC does not let anything be written there."""
    try:
        home = paths.log_folder()
        (home / FAULT_NAME).open("a", encoding="utf-8").close()
    except OSError:
        return None
    return home


def _open_handlers(folder: Path | None, console: bool) -> list[logging.Handler]:
    handlers: list[logging.Handler] = []
    if folder is not None:
        file = RotatingFileHandler(folder / LOG_NAME, maxBytes=500_000, backupCount=3, encoding="utf-8", delay=True)
        handlers.append(file)
    if console and sys.stderr is not None:  # the packed program has none
        handlers.append(logging.StreamHandler(sys.stderr))
        handlers[-1].setLevel(logging.WARNING)
    for handler in handlers:
        handler.setFormatter(PrivateFormatter())
    return handlers


@contextmanager
def _hooks(on_bug: BugHandler | None) -> Iterator[None]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def bug(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, (KeyboardInterrupt, SystemExit)):
            return
        error = error or kind()
        logging.getLogger("desktop.bug").critical("Unerwarteter Fehler", exc_info=(kind, error, trace))
        if on_bug is not None:
            on_bug(report(error.with_traceback(trace)))

    sys.excepthook = bug
    threading.excepthook = lambda args: bug(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: bug(args.exc_type, args.exc_value, args.exc_traceback)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before


def _keep_fault(folder: Path) -> None:
    """The trace of the run before stays readable, beside the file of this one."""
    if previous_fault(folder) is None:
        return
    with suppress(OSError):  # the process that locked itself may still have it open
        (folder / FAULT_NAME).replace(folder / KEPT_FAULT_NAME)


@contextmanager
def _fault_file(folder: Path | None) -> Iterator[None]:
    """A hard crash (in Qt, in a library) leaves its trace in a file; the file is empty after a good end."""
    if folder is None:
        yield
        return
    _keep_fault(folder)
    before = faulthandler.is_enabled()
    with (folder / FAULT_NAME).open("w", encoding="utf-8") as file:
        faulthandler.enable(file)
        try:
            yield
        finally:
            faulthandler.disable()
            if before and sys.__stderr__ is not None:
                faulthandler.enable(sys.__stderr__)
