"""House rules no linter knows: each is data with the reason beside it; `python build/check_house_rules.py` runs them.

A rule looks at the files git knows (or would add), never at what is ignored. Rules that need the syntax tree are
functions below the table. Every rule has a planted violation in tests/test_house.py.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

Finding = tuple[int, str]
Check = Callable[[str], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """`check` yields line and text of each violation in a file that fits `where` and none of `but_not`."""

    name: str
    why: str
    where: tuple[str, ...]
    check: Check
    but_not: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        return any(fnmatch(path, glob) for glob in self.where) and not any(fnmatch(path, glob) for glob in self.but_not)


def pattern(expression: str) -> Check:
    """A check for lines that match a regular expression."""
    compiled = re.compile(expression)

    def check(text: str) -> Iterator[Finding]:
        for number, line in enumerate(text.splitlines(), 1):
            if compiled.search(line):
                yield number, line.strip()

    return check


def too_long(text: str) -> Iterator[Finding]:
    lines = text.count("\n")
    if lines > MAX_LINES:
        yield lines, f"{lines} lines"


def lambdas_with_self(text: str) -> Iterator[Finding]:
    """`something.connect(lambda …: … self …)`."""
    for call in _calls(text):
        if _called(call) == "connect":
            for argument in call.args:
                if isinstance(argument, ast.Lambda) and any(_is_self(node) for node in ast.walk(argument)):
                    yield call.lineno, ast.unparse(argument)


def untranslated(text: str) -> Iterator[Finding]:
    """A literal with a word in it, handed to a widget without tr(); and tr() around what lupdate cannot read."""
    for call in _calls(text):
        name = _called(call)
        if name == "tr" and call.args and isinstance(call.args[0], ast.JoinedStr):
            yield call.lineno, "tr() around an f-string: " + ast.unparse(call)
        if name in SHOWING:
            for argument in call.args:
                if _says_something(argument):
                    yield call.lineno, ast.unparse(argument)


def missing_resources(text: str) -> Iterator[Finding]:
    """Literal calls of `resource("fonts", "x.ttf")` whose file is not there."""
    for call in _calls(text):
        words = _literals(call)
        if _called(call) == "resource" and words and len(words) == len(call.args):
            yield from _unless_there(call.lineno, *words)


def missing_icons(text: str) -> Iterator[Finding]:
    """Literal calls of `icon("name")` whose drawing is not there."""
    for call in _calls(text):
        position = ICON_CALLS.get(_called(call), 99)
        for argument in call.args[position : position + 1]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield from _unless_there(call.lineno, "icons", argument.value + ".svg")


def swallowed(text: str) -> Iterator[Finding]:
    """`except Exception` (or broader) that does not raise again."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _raises(node):
            yield node.lineno, "except " + (ast.unparse(node.type) if node.type else "everything")


def loose_tags(text: str) -> Iterator[Finding]:
    """A tag in a comment or docstring without what makes it worth finding."""
    for number, line in enumerate(text.splitlines(), 1):
        for tag, shape in TAGS.items():
            if re.search(rf"\b{tag}\b", line) and not re.search(shape, line):
                yield number, line.strip()


def formatted_logs(text: str) -> Iterator[Finding]:
    """A log call whose message is put together before the log's filter sees it."""
    for call in _calls(text):
        if _called(call) in LOG_CALLS and isinstance(call.func, ast.Attribute) and call.args:
            owner = ast.unparse(call.func.value)
            if re.search(r"\b_?log(ger|ging)?\b", owner) and not isinstance(call.args[0], ast.Constant):
                yield call.lineno, ast.unparse(call)


MAX_LINES = 600
PYTHON = ("desktop/*.py", "tests/*.py", "build/*.py")
PROGRAM = ("desktop/*.py",)
TESTS = ("tests/*.py",)
VIEWS = ("desktop/views/*.py",)
SCREENS = ("desktop/views/*.py", "desktop/models/*.py", "desktop/app.py")
TEXTS = ("*.py", "*.toml", "*.lock", "*.md", "*.po", "*.qss", "*.html", "*.ts", ".ci/run", ".gitignore")
ICON_CALLS = {"icon": 0, "pixmap": 0, "set_icon": 1}  # function -> which argument names the drawing
LOG_CALLS = ("debug", "info", "warning", "error", "exception", "critical")
SHOWING = frozenset((
    "setText", "setWindowTitle", "setToolTip", "setStatusTip", "setWhatsThis", "setPlaceholderText", "setTitle",
    "setAccessibleName", "setAccessibleDescription", "addAction", "addMenu", "addTab", "addRow", "addItem",
    "showMessage", "QLabel", "QPushButton", "QToolButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox",
))
TAGS = {
    "WORKAROUND": r"WORKAROUND \([^)]*\d[^)]*\): \S",
    "LAW": r"LAW \(?(§|Art\.)[^:]*: \S|LAW: .*(§|Art\.)|\(LAW[^)]*(§|Art\.)",
    "PRIVACY": r"PRIVACY(:| \([^)]+\):) \S|\(PRIVACY\b",
}
REGISTRY = r"(pypi|npm|pythonhosted|conda|crates)[a-z.-]*\.(org|com|io|dev)\b"
OWN_FOLDER = r"(?<![\w./~-])/(work|root|home|Users)/[\w.]|[A-Z]:\\+Users\\+\w"

RULES = (
    Rule("file length", "one file, one subject: aim 250 lines, think again at 400", PYTHON, too_long),
    Rule("boxes", "all boxes go through messages.py, which tests can script", PROGRAM,
         pattern(r"\bQ(MessageBox|FileDialog|InputDialog|ErrorMessage)\b"), ("desktop/views/messages.py",)),
    Rule("colours", "three themes: only style.py knows a colour, everything else names its role", SCREENS,
         pattern(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}[\"';]|QColor\(\s*(\d|\")|GlobalColor\.(?!transparent)"),
         ("desktop/views/style.py",)),
    Rule("clock", "tests and the demo town set the day; clock.py is the only source of it", PROGRAM,
         pattern(r"\bdate\.today\(|\b(datetime|dt)\.(now|utcnow|today)\(|\butcnow\(|QDate(Time)?\.current"),
         ("desktop/clock.py",)),
    Rule("pixels", "sizes follow the font, so that 200 % text works; hairlines up to 3 are no size",
         (*SCREENS, "resources/style/*"), pattern(r"(?<![\d.])([4-9]|\d{2,})px\b")),
    Rule("lambda with self", "a lambda keeps a closed page alive and reacting; connect a bound method", SCREENS,
         lambdas_with_self),
    Rule("tags", "WORKAROUND (bug or version): why · LAW (§): what it forces · PRIVACY: why it is not stored",
         PYTHON, loose_tags, ("build/check_house_rules.py", "tests/test_house.py")),
    Rule("notes to oneself", "an open end belongs to the tracker, not to the code", TEXTS,
         pattern(r"\bT[O]DO\b|F[I]XME")),
    Rule("registries", "the machine's settings say where packages come from, no file of ours does", TEXTS,
         pattern(REGISTRY)),
    Rule("own folders", "a path of one machine is wrong on every other", TEXTS, pattern(OWN_FOLDER)),
    Rule("day without zero", "Windows refuses %-d; clock.german_date() works everywhere", PYTHON,
         pattern(r"strftime\(.*%-"), ("tests/test_house.py",)),
    Rule("renaming", "rename() fails on Windows when the target exists; replace() does not", PROGRAM,
         pattern(r"\.rename\(")),
    Rule("sleeping", "a sleeping thread cannot be cancelled; only the retry on a locked file may", PROGRAM,
         pattern(r"\btime\.sleep\(|import sleep\b"), ("desktop/storage/atomic.py", "desktop/storage/secure_delete.py")),
    Rule("waiting in tests", "a test waits for a state, never for a time", TESTS,
         pattern(r"qtbot\.wait\(|\btime\.sleep\("), ("tests/test_house.py",)),
    Rule("tests left out", "a test that does not run proves nothing; optional programs: conftest.py", TESTS,
         pattern(r"mark\.(skip|xfail)|pytest\.(skip|xfail|importorskip)\("),
         ("tests/conftest.py", "tests/test_house.py")),
    Rule("words on screens", "lupdate finds German source texts only in tr(\"…\")", VIEWS, untranslated),
    Rule("resources", "a file named in code must be in resources/", PROGRAM, missing_resources),
    Rule("icons", "an icon named in code must be in resources/icons", SCREENS, missing_icons),
    Rule("log messages", "PRIVACY: a constant message, so that the filter can mask what is put in", PROGRAM,
         formatted_logs),
    Rule("catching all", "a bug ends at the storage thread's boundary, the crash hook or the command line", PROGRAM,
         swallowed, ("desktop/models/work.py", "desktop/commands/main.py")),
)


def violations(path: str, text: str) -> list[str]:
    """All broken rules of one file, ready to print; `path` is relative to the project with forward slashes."""
    return [
        f"{path}:{line}: {rule.name}: {what}\n    {rule.why}"
        for rule in RULES
        if rule.covers(path)
        for line, what in rule.check(text)
    ]


def tracked_files() -> list[str]:
    """Paths of all files git has or would add, relative to the project; in an unpacked archive simply all of ours."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    if listed.returncode:
        paths = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*")}
        return sorted(path for path in paths if not re.match(r"out/|\.(?!ci/)|.*__pycache__", path))
    paths = set(listed.stdout.decode("utf-8").split("\0"))
    return sorted(path for path in paths if (ROOT / path).is_file())


def check_all() -> list[str]:
    """Violations in the whole project."""
    checked = [path for path in tracked_files() if any(rule.covers(path) for rule in RULES)]
    return [found for path in checked for found in violations(path, (ROOT / path).read_text(encoding="utf-8"))]


def _calls(text: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _literals(call: ast.Call) -> list[str]:
    return [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]


def _is_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def _is_broad(caught: ast.expr | None) -> bool:
    return caught is None or (isinstance(caught, ast.Name) and caught.id in ("Exception", "BaseException"))


def _raises(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(inner, ast.Raise) for inner in ast.walk(handler))


def _unless_there(line: int, *parts: str) -> Iterator[Finding]:
    if not ROOT.joinpath("resources", *parts).exists():
        yield line, "/".join(("resources", *parts))


def _says_something(argument: ast.expr) -> bool:
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    words = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(re.search(r"[A-Za-zÄÖÜäöüß]{2,}", word.replace("Wegplan", "")) for word in words)


if __name__ == "__main__":
    found = check_all()
    print("\n".join(found) or f"{len(RULES)} Hausregeln eingehalten.")
    sys.exit(bool(found))
