"""The only place that opens boxes and file choosers. Tests answer them with `scripted(…)`; nothing here blocks.

Boxes are for what cannot be undone; everything else is said in the page's own message area.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDir, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Answer = bool | Path | tuple[Path, ...] | None


@dataclass
class Script:
    """Answers tests have prepared, and what was asked meanwhile."""

    answers: list[Answer]
    asked: list[str] = field(default_factory=list)


_scripts: list[Script] = []


@contextmanager
def scripted(*answers: Answer) -> Iterator[Script]:
    """Answer the boxes and choosers opened in this block, in order; AssertionError when an answer was not needed.

    A box takes True (do it) or False; a chooser takes a path or None (cancelled).
    """
    script = Script(list(answers))
    _scripts.append(script)
    try:
        yield script
        if script.answers:
            raise AssertionError(f"nobody asked for {script.answers}")
    finally:
        _scripts.remove(script)


def confirm(parent: QWidget, question: str, consequence: str, action: str, then: Callable[[], object]) -> None:
    """Ask before something that cannot be undone: `then` runs if the user chooses `action`; Cancel is the default."""
    if _scripts:
        if _next_answer(question) is True:
            then()
        return
    box = QMessageBox(QMessageBox.Icon.Warning, "Wegplan", question, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setInformativeText(consequence)
    agreed = box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(_tr("Abbrechen"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.buttonClicked.connect(lambda button: then() if button is agreed else None)
    box.open()


def choose_file(
    parent: QWidget, title: str, kinds: str, then: Callable[[Path], object], *, start: Path | None = None
) -> None:
    """Let the user choose a file that exists; `kinds` such as „Tresor (*.wegplan)“. Not called back when cancelled."""
    dialog = _dialog(parent, title, kinds, start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, title, then)


def choose_files(
    parent: QWidget, title: str, kinds: str, then: Callable[[tuple[Path, ...]], object], *, start: Path | None = None
) -> None:
    """Let the user choose one or several files that exist. In tests the answer is a tuple of paths."""
    dialog = _dialog(parent, title, kinds, start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    if _scripts:
        answer = _next_answer(title)
        dialog.deleteLater()
        if isinstance(answer, tuple):
            then(answer)
        return
    dialog.filesSelected.connect(lambda names: then(tuple(Path(name) for name in names)))
    dialog.open()


def choose_target(parent: QWidget, title: str, kinds: str, suffix: str, then: Callable[[Path], object], *,
                  start: Path | None = None) -> None:
    """Let the user choose where to save; asks before replacing a file; `suffix` is added when missing."""
    dialog = _dialog(parent, title, kinds, start)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suffix)
    _open(dialog, title, then)


def choose_folder(parent: QWidget, title: str, then: Callable[[Path], object], *, start: Path | None = None) -> None:
    """Let the user choose a folder."""
    dialog = _dialog(parent, title, "", start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    _open(dialog, title, then)


def choose_printer(parent: QWidget, then: Callable[[QPrinter], object]) -> None:
    """Let the user choose a printer. In tests a path is the answer: the pages go into that PDF file."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415  start-up time

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if _scripts:
        answer = _next_answer(_tr("Drucken"))
        if isinstance(answer, Path):
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(answer))
            then(printer)
        return
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: then(printer))
    QDialog.open(dialog)  # the dialog's own open() wants a slot by name


def _dialog(parent: QWidget, title: str, kinds: str, start: Path | None) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if kinds:
        dialog.setNameFilter(kinds)
    if start is not None:
        dialog.setDirectory(QDir(str(start if start.is_dir() else start.parent)))
        if not start.is_dir():
            dialog.selectFile(start.name)
    return dialog


def _open(dialog: QFileDialog, title: str, then: Callable[[Path], object]) -> None:
    if _scripts:
        answer = _next_answer(title)
        dialog.deleteLater()
        if isinstance(answer, Path):
            then(answer)
        return
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def _next_answer(question: str) -> Answer:
    script = _scripts[-1]
    script.asked.append(question)
    if not script.answers:
        raise AssertionError(f"no answer prepared for: {question}")
    return script.answers.pop(0)


def _tr(text: str) -> str:
    return QCoreApplication.translate("messages", text)
