"""The .po files of the print texts: bring them up to date, check them, compile them to the JSON the program reads.

    python -m build.wording update | compile | check | status

Each language is `resources/wording/<code>.po`: msgctxt = key, msgid = the German text that was translated, msgstr = the
translation. The translator's comment „geprüft: NAME, YYYY-MM-DD“ is the review mark; there is no fuzzy (decision 22).
When a German text changes, the old msgid stays until it is translated anew, so the file itself shows what is stale.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polib

from desktop import paths
from desktop.casework.plans.catalogue_data import PLACEHOLDER, placeholders
from desktop.printing.wording import LANGUAGE_NAMES, german_texts
from desktop.terms import PRINT_LANGUAGES

FOLDER = paths.resource("wording")
REVIEW = re.compile(r"geprüft: (?P<by>[^\n]+), (?P<on>\d{4}-\d{2}-\d{2})")
NEW_GERMAN = "Neuer deutscher Text: "
BIDI_CONTROL = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def update_all(folder: Path = FOLDER) -> list[str]:
    """Add new keys, note changed German texts, put away keys that are gone; returns the codes of changed files."""
    return [code for code in PRINT_LANGUAGES if _update(folder / f"{code}.po", code, german_texts())]


def compile_all(force: bool = False, folder: Path = FOLDER) -> bool:
    """Write the JSON of every language whose .po is newer; True when something was written. OSError: broken .po."""
    written = False
    for code in PRINT_LANGUAGES:
        source, target = folder / f"{code}.po", folder / "compiled" / f"{code}.json"
        if source.exists() and (force or _older(target, source)):
            _write_whole(target, _as_json(polib.pofile(str(source))))
            written = True
    return written


def problems(folder: Path = FOLDER) -> list[str]:
    """Everything that is wrong with the .po files, one line each; empty means ready to ship."""
    allowed = _allowed_gaps(folder)
    return [problem for code in PRINT_LANGUAGES for problem in _problems_of(folder, code, allowed.get(code, ()))]


def status(folder: Path = FOLDER) -> list[str]:
    """One line per language: translated, stale, reviewed, missing."""
    return [_status_line(folder, code) for code in PRINT_LANGUAGES]


def _update(file: Path, code: str, german: Mapping[str, str]) -> bool:
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    catalogue = polib.pofile(str(file), wrapwidth=0) if before else polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": "Wegplan",
        "Language": code,
        "Language-Team": LANGUAGE_NAMES[code].german,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    known = {entry.msgctxt: entry for entry in catalogue}
    ordered = [known.get(key) or polib.POEntry(msgctxt=key, msgid=text) for key, text in german.items()]
    for entry in ordered:
        _note_change(entry, german[entry.msgctxt])
    gone = [entry for key, entry in known.items() if key not in german]
    for entry in gone:
        entry.obsolete = True
    catalogue[:] = ordered + gone
    after = str(catalogue) + "\n"
    if after != before:
        file.write_text(after, encoding="utf-8", newline="\n")
    return after != before


def _note_change(entry: polib.POEntry, german: str) -> None:
    entry.obsolete = False
    if not entry.msgstr:
        entry.msgid = german
    entry.comment = "" if entry.msgid == german else NEW_GERMAN + german


def _older(target: Path, source: Path) -> bool:
    newest = max(source.stat().st_mtime_ns, Path(__file__).stat().st_mtime_ns)
    return not target.exists() or target.stat().st_mtime_ns < newest


def _write_whole(target: Path, content: str) -> None:
    """Never half a file: tests in several processes may compile at the same time."""
    target.parent.mkdir(exist_ok=True)
    beside = target.with_suffix(f".{os.getpid()}")
    beside.write_text(content, encoding="utf-8", newline="\n")
    beside.replace(target)


def _as_json(catalogue: polib.POFile) -> str:
    texts = {
        entry.msgctxt: {"text": entry.msgstr, "reviewed": _review(entry), "source": entry.msgid}
        for entry in catalogue
        if entry.msgstr and not entry.obsolete
    }
    return json.dumps(texts, ensure_ascii=False, indent=0)


def _review(entry: polib.POEntry) -> dict[str, str] | None:
    mark = REVIEW.search(entry.tcomment)
    return mark.groupdict() if mark else None


def _allowed_gaps(folder: Path) -> Mapping[str, Any]:
    """Keys that may be untranslated or stale for now, by language code; the file exists only while there are any."""
    file = folder / "open.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _problems_of(folder: Path, code: str, allowed: tuple[str, ...] | list[str]) -> Iterator[str]:
    file = folder / f"{code}.po"
    if not file.exists():
        yield f"{code}: the file {file.name} is missing"
        return
    entries = [entry for entry in polib.pofile(str(file)) if not entry.obsolete]
    german = german_texts()
    keys = [entry.msgctxt for entry in entries]
    yield from (f"{code} {key}: given twice" for key in sorted({key for key in keys if keys.count(key) > 1}))
    yield from (f"{code} {key}: no such German text" for key in keys if key not in german)
    valid = {entry.msgctxt for entry in entries if entry.msgstr.strip() and entry.msgid == german.get(entry.msgctxt)}
    yield from (f"{code} {key}: not translated or stale" for key in german if key not in valid and key not in allowed)
    yield from (f"{code} {key}: listed as open, but translated" for key in allowed if key in valid)
    for entry in entries:
        yield from (f"{code} {entry.msgctxt}: {what}" for what in _faults(entry))


def _faults(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one entry itself; an empty translation is counted elsewhere."""
    text = entry.msgstr
    if entry.fuzzy:
        yield "fuzzy is not used here, a review mark is a comment"
    if "geprüft" in entry.tcomment and not _review(entry):
        yield "the review mark must read „geprüft: NAME, YYYY-MM-DD“"
    if not text:
        return
    if text != text.strip() or "  " in text:
        yield "needless blanks"
    if BIDI_CONTROL.search(text):
        yield "direction marks are the program's business"
    if any(letter.isdigit() and not letter.isascii() for letter in text):
        yield "numbers are Western digits in every language"
    if placeholders(text) != placeholders(entry.msgid):
        yield "other placeholders than in German"
    if set(PLACEHOLDER.sub("", text)) & {"{", "}"}:
        yield "curly braces that enclose no placeholder"


def _status_line(folder: Path, code: str) -> str:
    file = folder / f"{code}.po"
    german = german_texts()
    entries = [entry for entry in polib.pofile(str(file)) if entry.msgstr] if file.exists() else []
    valid = [entry for entry in entries if entry.msgid == german.get(entry.msgctxt)]
    stale, reviewed = len(entries) - len(valid), sum(bool(_review(entry)) for entry in valid)
    return f"{code:6} {len(valid):4} of {len(german)} translated, {stale} stale, {reviewed} reviewed"


def main(arguments: list[str]) -> int:
    """Command line; 1 when `check` finds something, 2 for an unknown word."""
    command = arguments[0] if len(arguments) == 1 else ""
    reports = {"update": update_all, "check": problems, "status": status}
    if command == "compile":
        print("compiled" if compile_all(force=True) else "nothing to compile")
    elif command in reports:
        lines = reports[command]()
        print("\n".join(lines) or "nothing")
        return 1 if lines and command == "check" else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
