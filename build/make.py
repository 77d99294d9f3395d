#!/usr/bin/env python3
"""Richtet Wegplan ein und führt es aus. Nötig ist nur Python 3.11 bis 3.13.

    Windows:  py build\\make.py run            Linux:  python3 build/make.py run

The file reads from top to bottom: what is needed, how it is set up, one function per command. Standard library only;
what the program and its tests need comes from the hashed `build/requirements.lock` into `.venv`.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
VENV = ROOT / ".venv"
STAMP = VENV / ".wegplan-stamp"
LOCK = ROOT / "build" / "requirements.lock"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
UNICODE = Path("/usr/share/unicode")
SUPPORTED = [(3, 11), (3, 12), (3, 13)]
PIP_INSTALL = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
PROVE = ["-m", "prove", "--full-proof", "-v"]  # long proofs; `test` leaves them out
BENCH = ["-m", "bench", "-s"]

# Shared libraries Qt loads on Linux, by the Debian/Ubuntu package that carries them.
QT_ALWAYS = {
    "libglib-2.0.so.0": "libglib2.0-0", "libGL.so.1": "libgl1", "libEGL.so.1": "libegl1", "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0", "libdbus-1.so.3": "libdbus-1-3", "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6", "libbrotlidec.so.1": "libbrotli1", "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libcups.so.2": "libcups2",
}
QT_X11 = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0", "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4", "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0", "libxcb-randr.so.0": "libxcb-randr0", "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-render-util.so.0": "libxcb-render-util0", "libxcb-xkb.so.1": "libxcb-xkb1",
}
QT_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
DISPLAYS = {"DISPLAY": QT_X11, "WAYLAND_DISPLAY": QT_WAYLAND}


class StopError(Exception):
    """Ends the command; the text is one German sentence (and a command line to copy, if there is one)."""


# ---------------------------------------------------------------------------------------------------- set-up


def set_up(*, window: bool) -> None:
    """Everything a fresh clone lacks; below a second when nothing changed."""
    check_python()
    install_system_packages(missing_libraries(QT_ALWAYS, *(displays() if window else [])))
    check_lock_is_current()
    stamp = hashlib.sha256((pinned_part(LOCK.read_text(encoding="utf-8")) + sys.version).encode()).hexdigest()
    if not (PYTHON.exists() and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == stamp):
        create_venv()
        STAMP.write_text(stamp, encoding="utf-8")
    compile_wording()


def check_python() -> None:
    if sys.version_info[:2] not in SUPPORTED:
        mine = ".".join(map(str, sys.version_info[:3]))
        raise StopError(f"Wegplan braucht Python 3.11, 3.12 oder 3.13; dies ist Python {mine} ({sys.executable}).")
    if importlib.util.find_spec("ensurepip") is None:
        install_system_packages([f"python3.{sys.version_info[1]}-venv"])


def displays() -> list[dict[str, str]]:
    """Libraries for each kind of screen there is here."""
    return [libraries for variable, libraries in DISPLAYS.items() if os.environ.get(variable)]


def missing_libraries(*wanted: dict[str, str]) -> list[str]:
    """Packages whose library the loader does not find (any Linux); nothing on Windows, where wheels bring all."""
    if not on_linux():
        return []
    return sorted({package for group in wanted for name, package in group.items() if not loads(name)})


def on_linux() -> bool:
    return sys.platform.startswith("linux")


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: list[str]) -> None:
    """As root on Debian/Ubuntu installs them; for anybody else says the exact line and stops."""
    if not packages:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise StopError("Es fehlen Systembibliotheken; unter Debian heißen die Pakete: " + " ".join(packages))
    if sys.platform == "win32" or os.geteuid() != 0:
        raise StopError("Es fehlen Systempakete. Bitte ausführen, dann erneut starten:\n  sudo " + " ".join(install))
    say("Installiere Systempakete:", *packages)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for line in (["apt-get", "update", "-q"], install):
        if subprocess.run(line, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode:
            raise StopError("Die Systempakete ließen sich nicht installieren. Bitte prüfen: " + " ".join(line))


def create_venv() -> None:
    say("Richte .venv ein (einmalig, etwa eine Minute) …")
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise StopError(f".venv ließ sich nicht anlegen; läuft Wegplan noch? ({error})") from error
    locked = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", str(LOCK)]
    if python(*PIP_INSTALL, *locked):
        raise StopError("Die Bibliotheken ließen sich nicht installieren; die Meldung von pip steht darüber.")
    site = Path(output(PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"))
    # A relative line is plain ASCII: .pth files are read in the machine's encoding, the folder may be called "Büro".
    (site / "wegplan.pth").write_text(os.path.relpath(ROOT, site) + "\n", encoding="ascii")


def compile_wording() -> None:
    """Print texts of all languages from .po to JSON, when a source is newer than the last time."""
    folder, stamp = ROOT / "resources" / "wording", VENV / ".wording-stamp"
    sources = [ROOT / "build" / "wording.py", *folder.glob("*.po")]
    done = stamp.stat().st_mtime if stamp.exists() and (folder / "compiled").is_dir() else 0
    if all(path.stat().st_mtime <= done for path in sources):
        return
    if python("-m", "build.wording", "compile"):
        raise StopError("Die Drucktexte in resources/wording ließen sich nicht übersetzen; der Grund steht darüber.")
    stamp.touch()


# ---------------------------------------------------------------------------------------------------- lock


def pinned_part(lock: str) -> str:
    """The lines pip reads: without the head and without comments."""
    return "\n".join(line for line in lock.splitlines() if not line.lstrip().startswith("#"))


def input_hash() -> str:
    """Hash of what pyproject.toml asks for; the lock's head carries the one it was made from."""
    import tomllib  # noqa: PLC0415 - missing before Python 3.11, which must still reach check_python's sentence

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [project["project"]["requires-python"], project["project"]["dependencies"], project["dependency-groups"]]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def check_lock_is_current() -> None:
    if f"# input: sha256:{input_hash()}\n" not in LOCK.read_text(encoding="utf-8"):
        raise StopError(
            "Die Abhängigkeiten in pyproject.toml wurden geändert, build/requirements.lock noch nicht. "
            "Bitte (mit Internet) `make.py lock` ausführen und die Datei mit einchecken."
        )


def uv(*arguments: str) -> int:
    """Run uv from its own scratch environment, with the index and certificate pip is configured for."""
    home = OUT / "uv"
    program = home / ("Scripts/uv.exe" if WINDOWS else "bin/uv")
    if not program.exists():
        venv.create(home, with_pip=True, clear=True)
        if call([home / PYTHON.relative_to(VENV), *PIP_INSTALL, "uv"]):
            raise StopError("uv ließ sich nicht installieren; dieser Befehl braucht das Internet.")
    settings = dict(re.findall(r"(?m)^[^.\n]*\.([\w-]+)='(.*)'", output(sys.executable, "-m", "pip", "config", "list")))
    known = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}
    mine = {known[key]: value for key, value in settings.items() if key in known}
    return call([program, *arguments], env={**os.environ, **mine, "UV_PYTHON_DOWNLOADS": "never"})


def wheel_lines(pylock: Path) -> list[str]:
    """One head line per package: the tags of its wheels that fit our Pythons on Windows or Linux PCs."""
    fitting = re.compile(r"(.*py3-none|cp3\d+-abi3|cp31[123]-cp31[123])-(any|win_amd64|.*manylinux\w*_x86_64)")
    lines = []
    for block in pylock.read_text(encoding="utf-8").split("[[packages]]")[1:]:
        name, version = re.findall(r'(?m)^(?:name|version) = "(.*)"', block)[:2]
        tags = {"-".join(wheel.split("-")[-3:]) for wheel in re.findall(r'([^/"]+)\.whl"', block)}
        lines.append(f"# wheels: {name}=={version} " + " ".join(sorted(filter(fitting.fullmatch, tags))))
    return lines


# ---------------------------------------------------------------------------------------------------- commands


def run(rest: list[str]) -> int:
    if on_linux() and not displays():
        say("Hier gibt es keinen Bildschirm (DISPLAY fehlt). Statt des Fensters entsteht die Demo-Stadt mit allen "
            "Blättern und Bildschirmfotos in out/demo.")
        return demo([]) or shots(["--out", str(OUT / "demo" / "bilder")]) or name_files(OUT / "demo")
    set_up(window=True)
    return python("-m", "desktop", *rest)


def demo(rest: list[str]) -> int:
    set_up(window=False)
    return desktop("Die Demo-Stadt", "demo", *with_default_out(rest, OUT / "demo"))


def shots(rest: list[str]) -> int:
    set_up(window=False)
    return desktop("Die Bildschirmfotos", "shots", *with_default_out(rest, ROOT / "resources" / "help" / "bilder"))


def test(rest: list[str]) -> int:
    set_up(window=False)
    return pytest("-n", "2", "--dist", "worksteal", *rest)


def prove(rest: list[str]) -> int:
    """All proofs at their full counts, one after the other, and the report for the help; with `rest` only some of them.

    Exit code 1 when one fails or a promise has none.
    """
    set_up(window=False)
    install_system_packages(missing_for_proofs())
    failed = pytest(*PROVE, *rest)
    return failed or (0 if rest else python("-m", "build.prove_report"))


def missing_for_proofs() -> list[str]:
    """Packages the proofs need beyond the program: a compiler for the power cuts, Unicode's own cases of bidi text."""
    if not on_linux():
        return []
    return ([] if shutil.which("cc") else ["gcc", "libc6-dev"]) + ([] if UNICODE.is_dir() else ["unicode-data"])


def bench(rest: list[str]) -> int:
    set_up(window=False)
    failed = pytest("tests/bench", *BENCH, *rest)
    if failed:
        raise StopError(f"Die Messung ist nicht in Ordnung (Ende mit {failed}); der Grund steht darüber.")
    return 0


def check(_: list[str]) -> int:
    """Everything but the tests; all steps run, the failed ones are named at the end."""
    set_up(window=False)
    steps: dict[str, Callable[[], int]] = {
        "ruff": lambda: python("-m", "ruff", "check", "."),
        "mypy (linux)": lambda: python("-m", "mypy", "--platform", "linux"),
        "mypy (win32)": lambda: python("-m", "mypy", "--platform", "win32"),
        "Schichten": lambda: pytest("-q", "tests/test_architecture.py"),
        "Hausregeln": lambda: python("build/check_house_rules.py"),
        "Drucktexte": lambda: python("-m", "build.wording", "check"),
        "Wheels für Windows und Linux (Internet)": check_wheels,
    }
    failed = []
    for name, step in steps.items():
        say("\n==", name)
        if step():
            failed.append(name)
    say("\nAlles in Ordnung." if not failed else "\nNicht in Ordnung: " + ", ".join(failed))
    return len(failed)


def check_wheels() -> int:
    """Ask the index whether every pinned wheel exists for both systems and each Python (uv knows foreign markers)."""
    dry = ["pip", "install", "--quiet", "--dry-run", "--target", str(OUT / "none"), "--no-deps", "--require-hashes"]
    return sum(
        uv(*dry, "--only-binary", ":all:", "--python-platform", system, "--python-version", f"{major}.{minor}",
           "-r", str(LOCK))
        for system in ("x86_64-pc-windows-msvc", "x86_64-manylinux_2_36")
        for major, minor in SUPPORTED
    )


def lock(rest: list[str]) -> int:
    """Pin all dependencies anew (`--upgrade`: to the newest versions) and write the head the tests compare."""
    check_python()
    OUT.mkdir(exist_ok=True)
    pins, pylock = OUT / "requirements.txt", OUT / "pylock.toml"
    shutil.copy(LOCK, pins)
    ask = ["pip", "compile", "pyproject.toml", "--group", "dev", "--universal", "--python-version", "3.11", "--quiet"]
    ask += ["--no-header", "--generate-hashes", "--no-emit-index-url"]
    if uv(*ask, *rest, "-o", str(pins)) or uv(*ask, "-c", str(pins), "--format", "pylock.toml", "-o", str(pylock)):
        raise StopError("Die Abhängigkeiten ließen sich nicht auflösen; die Meldung von uv steht darüber.")
    head = ["# Made by `make.py lock` for all platforms; not edited by hand. Tests compare the next lines offline.",
            f"# input: sha256:{input_hash()}", *wheel_lines(pylock)]
    LOCK.write_text("\n".join([*head, pins.read_text(encoding="utf-8")]), encoding="utf-8", newline="\n")
    return 0


# ---------------------------------------------------------------------------------------------------- small tools


def say(*words: object) -> None:
    print(*words, flush=True)


def call(line: Iterable[object], env: dict[str, str] | None = None) -> int:
    return subprocess.run([str(part) for part in line], cwd=ROOT, env=env).returncode


def output(*line: object) -> str:
    return subprocess.run(list(map(str, line)), cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8").stdout.strip()


def python(*arguments: str) -> int:
    return call([PYTHON, *arguments])


def pytest(*arguments: str) -> int:
    return call([PYTHON, "-m", "pytest", *arguments], env=offscreen())


def offscreen() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def desktop(what: str, *arguments: str) -> int:
    """A headless command of the program, without a window."""
    failed = call([PYTHON, "-m", "desktop", *arguments], env=offscreen())
    if failed:
        raise StopError(f"{what} konnte nicht erzeugt werden (Ende mit {failed}); der Grund steht darüber.")
    return 0


def with_default_out(rest: list[str], folder: Path) -> list[str]:
    return rest if "--out" in rest else ["--out", str(folder), *rest]


def name_files(folder: Path) -> int:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    say(f"\n{len(files)} Dateien in {folder}:", *(f"\n  {path.relative_to(ROOT)}" for path in files))
    return 0


COMMANDS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "run": (run, "öffnet Wegplan (ohne Bildschirm: Demo-Stadt, Blätter und Bilder in out/demo)"),
    "demo": (demo, "erzeugt die erfundene Stadt Musterlingen mit allen Blättern in out/demo"),
    "test": (test, "führt alle Tests aus; weitere Angaben gehen an pytest"),
    "check": (check, "prüft Stil, Typen, Schichten, Hausregeln, Drucktexte und Wheels"),
    "bench": (bench, "misst Tempo und Speicher als Verhältnisse"),
    "prove": (prove, "führt alle Beweise aus und schreibt ihren Bericht in die Hilfe (bis zu einer Stunde)"),
    "shots": (shots, "macht die Bildschirmfotos für Hilfe und README neu"),
    "lock": (lock, "legt die Versionen neu fest (braucht Internet; --upgrade nimmt die neuesten)"),
}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make.py",
        description="Wegplan einrichten, öffnen, prüfen.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"  {name:6} {text}" for name, (_, text) in COMMANDS.items()),
    )
    parser.add_argument("command", choices=COMMANDS, metavar="BEFEHL")
    chosen, rest = parser.parse_known_args()
    try:
        return COMMANDS[chosen.command][0](rest)
    except StopError as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # old Windows consoles know no „…“
    sys.exit(main())
