"""What would break on Windows or in another town hall is found on this machine: names, encodings, wheels, licences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import PurePosixPath

import pytest
from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags, parse_tag
from packaging.utils import canonicalize_name

from build import make
from build.check_house_rules import tracked_files

PYTHONS = ((3, 11), (3, 12), (3, 13))
DEBIAN_12_GLIBC = 36  # PySide6 asks for 34
SYSTEMS = {
    "win32": ["win_amd64"],
    "linux": [f"manylinux_2_{minor}_x86_64" for minor in range(DEBIAN_12_GLIBC, 16, -1)] + ["manylinux2014_x86_64"],
}
LONGEST_PATH = 120
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}

#: Licences a municipality can take with an EUPL program, as word patterns over what a package says of itself.
ALLOWED = re.compile(
    r"\b(MIT|MIT-0|BSD(-[23]-Clause)?|0BSD|Apache(-2\.0| Software| License|)|ISC|PSF(-2\.0)?|Python Software Foundation"
    r"|zlib(-acknowledgement)?|MPL[- ]2\.0|Mozilla Public License 2\.0|LGPL(v3|-3\.0[\w-]*|-2\.1[\w-]*)?"
    r"|Lesser General Public|HPND|MIT-CMU|Unlicense)\b",
    re.IGNORECASE,
)
#: Read by hand: installed on Windows only, or silent about it in their metadata (sqlcipher3: its LICENSE file, with
#: SQLCipher's own BSD notice in resources/licences).
READ_BY_HAND = {"colorama": "BSD-3-Clause", "tzdata": "Apache-2.0", "sqlcipher3": "zlib"}


def problems_with_name(path: str) -> Iterator[str]:
    """Why Windows could not check this file out."""
    if len(path) > LONGEST_PATH:
        yield "too long"
    for part in PurePosixPath(path).parts:
        if re.search(r'[<>:"|?*\\\x00-\x1f]', part):
            yield "forbidden character"
        if part != part.rstrip(". "):
            yield "trailing dot or blank"
        if part.split(".")[0].casefold() in RESERVED:
            yield "name of a device"


def differing_only_in_case(paths: Iterable[str]) -> set[str]:
    parents = {str(parent) for path in paths for parent in (PurePosixPath(path), *PurePosixPath(path).parents)}
    return {name for name, count in Counter(path.casefold() for path in parents).items() if count > 1}


def requirements(lock: str) -> dict[str, tuple[str, str]]:
    """Package -> version and marker, as pip reads them."""
    found = re.findall(r"(?m)^([\w.-]+)==(\S+)(?: ; (.*?))? \\$", lock)
    return {canonicalize_name(name): (version, marker) for name, version, marker in found}


def recorded_wheels(lock: str) -> dict[str, list[str]]:
    """`package==version` -> tags of its wheels, from the head `make.py lock` writes."""
    lines = re.findall(r"(?m)^# wheels: (\S+) (.*)$", lock)
    return {pinned: tags.split() for pinned, tags in lines}


def wanted_on(system: str, python: tuple[int, int], marker: str) -> bool:
    here = {"sys_platform": system, "python_version": f"{python[0]}.{python[1]}"}
    here |= {"win32": {"os_name": "nt", "platform_system": "Windows"}}.get(system, {})
    return not marker or Marker(marker).evaluate(here)


def fitting_tags(system: str, python: tuple[int, int]) -> set[Tag]:
    platforms = SYSTEMS[system]
    return {*cpython_tags(python, platforms=platforms), *compatible_tags(python, platforms=platforms)}


def without_wheel(lock: str, system: str, python: tuple[int, int]) -> list[str]:
    wheels, fitting = recorded_wheels(lock), fitting_tags(system, python)
    return [
        name
        for name, (version, marker) in requirements(lock).items()
        if wanted_on(system, python, marker)
        and not any(parse_tag(tags) & fitting for tags in wheels.get(f"{name}=={version}", []))
    ]


def stated_licence(name: str) -> str:
    """What a package says of its licence: expression, classifiers, or the first line of its licence text."""
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    stated = metadata.metadata(name).json
    classifiers = [text for text in stated.get("classifier", []) if text.startswith("License ::")]
    firsts = [str(stated.get(field, "")).split("\n")[0] for field in ("license_expression", "license")]
    return " / ".join([*firsts, *classifiers])


@pytest.fixture(scope="module")
def lock() -> str:
    return make.LOCK.read_text(encoding="utf-8")


def test_every_file_can_lie_on_a_windows_disk() -> None:
    found = {path: problems for path in tracked_files() if (problems := list(problems_with_name(path)))}
    assert not found
    assert not differing_only_in_case(tracked_files())


@pytest.mark.parametrize("name", ["a:b.py", "ende.", "wo ", "aux.py", "views/COM1/x.py", "x" * 121, 'g"h'])
def test_a_name_windows_refuses_is_found(name: str) -> None:
    assert list(problems_with_name(name))


def test_names_that_differ_only_in_case_are_found() -> None:
    assert differing_only_in_case(["a/Liste.py", "a/liste.py", "b/x.py"]) == {"a/liste.py"}
    assert differing_only_in_case(["A/x.py", "a/y.py"]) == {"a"}


def test_every_text_file_is_utf8_without_byte_order_mark_and_has_unix_line_ends() -> None:
    kinds = {".py", ".toml", ".md", ".po", ".qss", ".html", ".svg", ".json", ".lock", ".txt"}
    texts = {path: (make.ROOT / path).read_bytes() for path in tracked_files() if PurePosixPath(path).suffix in kinds}
    assert len(texts) > 50
    for path, raw in texts.items():
        raw.decode("utf-8")
        assert not raw.startswith(b"\xef\xbb\xbf"), path
        assert b"\r\n" not in raw or not path.endswith((".py", ".toml", ".po", ".lock")), path


def test_the_lock_was_made_from_what_pyproject_asks_for() -> None:
    make.check_lock_is_current()


def test_the_lock_pins_hashes_and_names_no_address(lock: str) -> None:
    pins = requirements(lock)
    assert len(pins) > 40
    assert lock.count("--hash=sha256:") > len(pins)
    assert "://" not in lock
    assert not re.search(r"(?m)^-", lock)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_locked_package_has_a_wheel_for_each_system_and_python(
    lock: str, system: str, python: tuple[int, int]
) -> None:
    assert without_wheel(lock, system, python) == []


def test_a_package_without_a_windows_wheel_is_found(lock: str) -> None:
    planted = "# wheels: uvloop==0.22 cp311-cp311-manylinux2014_x86_64\nuvloop==0.22 \\\n    --hash=sha256:00\n" + lock
    assert without_wheel(planted, "win32", (3, 11)) == ["uvloop"]
    assert without_wheel(planted, "linux", (3, 11)) == []
    assert without_wheel(planted, "linux", (3, 12)) == ["uvloop"]


def test_packages_only_windows_needs_are_looked_at_too(lock: str) -> None:
    planted = "winthing==1 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n" + lock
    assert without_wheel(planted, "win32", (3, 12)) == ["winthing"]
    assert without_wheel(planted, "linux", (3, 12)) == []


def test_every_dependency_has_a_licence_that_fits_the_eupl(lock: str) -> None:
    unknown = {name: stated_licence(name) for name in requirements(lock) if not ALLOWED.search(stated_licence(name))}
    assert not unknown


@pytest.mark.parametrize("text", ["GPL-3.0-only", "AGPL-3.0", "Commercial", "", "Proprietary"])
def test_a_licence_that_does_not_fit_is_found(text: str) -> None:
    assert not ALLOWED.search(text)
