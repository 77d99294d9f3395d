"""Reads the pages of the help and the licence texts; nothing else on this PC, nothing from elsewhere."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import qVersion

from desktop import __version__
from desktop.paths import resource
from desktop.views.help.topics import ABOUT, TOPICS

Versions = Callable[[], Mapping[str, str]]
"""Name and version of the libraries that encrypt; asked when „Über Wegplan“ is shown."""


@dataclass(frozen=True)
class HelpText:
    """A page as read. `kind` is the file's ending (html, md, txt); `topic` the file of the topic it belongs to."""

    file: str
    topic: str
    kind: str
    text: str


class Library:
    """Pages by their address: a path seen from `resources/help`, such as `plan.html` or `../licences/SQLCipher.txt`."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions

    def read(self, file: str) -> HelpText:
        """The page `file`; KeyError for everything that is neither a topic nor a licence."""
        if file in (topic.file for topic in TOPICS):
            text = _path(file).read_text(encoding="utf-8")
            return HelpText(file, file, "html", self._filled(text) if file == ABOUT else text)
        if file not in licences():
            raise KeyError(file)
        kind = "md" if file.endswith(".md") else "txt"
        return HelpText(file, ABOUT, kind, _path(file).read_text(encoding="utf-8"))

    def _filled(self, text: str) -> str:
        """„Über Wegplan“ with the versions of now and a line for each licence text."""
        versions = {"Wegplan": __version__, **self._versions(), "Qt": qVersion(), "Python": platform.python_version()}
        rows = "".join(f"<tr><td>{name}</td><td>{version}</td></tr>" for name, version in versions.items())
        texts = "".join(f'<li><a href="{file}">{name}</a></li>' for file, name in licences().items())
        return Template(text).substitute(versions=rows, licences=texts)


def licences() -> dict[str, str]:
    """Address -> name of every licence text that comes with the program; the notices on all parts first."""
    found = [*sorted(resource("licences").glob("*.txt")), *sorted(resource("fonts").glob("*-OFL.txt"))]
    own = {"../../LICENSE": "EUPL-1.2 (Wegplan)", "../licences/HINWEISE.md": "Fremde Bestandteile und ihre Lizenzen"}
    others = {f"../{path.parent.name}/{path.name}": path.stem.replace("-OFL", " (Schrift)") for path in found}
    return own | others | {"../icons/LICENSE.txt": "Lucide (Zeichnungen)"}


def picture_path(address: str) -> Path | None:
    """File of a picture of the help; None for every other address."""
    path = _path(address)
    return path if path.parent == _path("bilder") and path.is_file() else None


def _path(address: str) -> Path:
    return (resource("help") / address).resolve()
