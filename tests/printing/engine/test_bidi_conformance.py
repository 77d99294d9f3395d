"""UAX #9 against Unicode's own conformance files: a sample always, all of them in `make.py prove`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.printing.engine.bidi import _MATTERS, class_levels, levels, line_levels, reset_levels, visual_order
from desktop.printing.engine.bidi_classes import REMOVED, bidi_classes
from tests.proof.recording import Proof, german

_SAMPLE = Path(__file__).with_name("data")
_FULL = Path("/usr/share/unicode")  # Debian package unicode-data


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        content = line.partition("#")[0].strip()
        if content:
            yield content


def _class_cases(path: Path) -> Iterator[tuple[list[str], int | None, list[str], list[int]]]:
    """Classes, paragraph level asked for, expected levels (x: removed) and expected order."""
    wanted: list[str] = []
    order: list[int] = []
    for line in _lines(path):
        if line.startswith("@Levels:"):
            wanted = line.removeprefix("@Levels:").split()
        elif line.startswith("@Reorder:"):
            order = [int(item) for item in line.removeprefix("@Reorder:").split()]
        elif not line.startswith("@"):
            classes, bits = line.split(";")
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(bits, 16) & bit:
                    yield classes.split(), base, wanted, order


def _order(found: list[int], wanted: list[str]) -> list[int]:
    kept = [index for index, level in enumerate(wanted) if level != "x"]
    return [kept[index] for index in visual_order([found[index] for index in kept])]


def _wrong_by_class(path: Path) -> tuple[int, list[object]]:
    count = 0
    wrong: list[object] = []
    for classes, base, wanted, order in _class_cases(path):
        count += 1
        found, level = class_levels(classes, base)
        found = reset_levels(classes, found, level)
        shown = ["x" if item in REMOVED else str(own) for item, own in zip(classes, found, strict=True)]
        if shown != wanted or _order(found, wanted) != order:
            wrong.append((classes, base, wanted, shown))
    return count, wrong


def _wrong_by_character(path: Path) -> tuple[int, list[object]]:
    count = 0
    wrong: list[object] = []
    for line in _lines(path):
        count += 1
        codes, direction, paragraph, expected, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        found, level = levels(text, {"0": 0, "1": 1, "2": None}[direction])
        found = line_levels(text, found, 0, len(text), level)
        wanted = expected.split()
        same = all(want in {"x", str(own)} for want, own in zip(wanted, found, strict=True))
        if not same or level != int(paragraph) or _order(found, wanted) != [int(item) for item in order.split()]:
            wrong.append((line, found, level))
    return count, wrong


def test_sampled_class_cases_get_the_expected_levels_and_order() -> None:
    count, wrong = _wrong_by_class(_SAMPLE / "bidi_test.txt")
    assert count > 2000
    assert wrong == []


def test_sampled_character_cases_get_the_expected_levels_and_order() -> None:
    count, wrong = _wrong_by_character(_SAMPLE / "bidi_character_test.txt")
    assert count > 1200
    assert wrong == []


@pytest.mark.prove
def test_every_class_case_of_unicode_gets_the_expected_levels_and_order(proof: Proof) -> None:
    count, wrong = _wrong_by_class(_FULL / "BidiTest.txt")
    assert count > 700_000
    assert wrong == []
    orders = [order for _, _, _, order in _class_cases(_FULL / "BidiTest.txt")]
    _note(proof, "BidiTest.txt", orders, count)


@pytest.mark.prove
def test_every_character_case_of_unicode_gets_the_expected_levels_and_order(proof: Proof) -> None:
    count, wrong = _wrong_by_character(_FULL / "BidiCharacterTest.txt")
    assert count > 90_000
    assert wrong == []
    orders = [[int(item) for item in line.split(";")[-1].split()] for line in _lines(_FULL / "BidiCharacterTest.txt")]
    _note(proof, "BidiCharacterTest.txt", orders, count)


def _note(proof: Proof, file: str, orders: list[list[int]], count: int) -> None:
    """The control: what would be wrong if text were drawn in the order it is stored."""
    unturned = sum(order != sorted(order) for order in orders)
    assert unturned > count / 10
    proof.reached("B1", f"Schriftrichtung: alle Prüffälle von Unicode ({file})", f"{german(count)} von {german(count)}",
                  "alle", f"ohne Umordnen {german(unturned)} falsch")


def test_the_short_way_for_left_to_right_text_skips_nothing_that_matters() -> None:
    """Every character whose class can raise a level must be seen by the quick search, else it is drawn in order."""
    characters = [chr(code) for code in [*range(0xD800), *range(0xE000, 0x30000)]]
    classes = bidi_classes("".join(characters))
    raising = {item for item in set(classes) if any(class_levels(["L", item, "ON", "EN", "L"], 0)[0])}
    assert {"R", "AL", "AN", "RLE", "RLI", "LRI", "FSI"} <= raising | {"FSI"}
    unseen = [
        character
        for character, item in zip(characters, classes, strict=True)
        if item in raising and not _MATTERS.search(character)
    ]
    assert unseen == []


@pytest.mark.parametrize("text", ["abc", "أبج abc 12", "a\u2067ب\u2069c", "", " ", "()[]"])
def test_the_visual_order_is_a_permutation(text: str) -> None:
    for base in (0, 1, None):
        found, _ = levels(text, base)
        assert sorted(visual_order(found)) == list(range(len(text)))


def test_a_test_file_with_a_wrong_level_is_noticed(tmp_path: Path) -> None:
    right = "@Levels: 1 2\n@Reorder: 1 0\nR EN; 4\n"
    path = tmp_path / "cases.txt"
    path.write_text(right, encoding="utf-8")
    assert _wrong_by_class(path)[1] == []
    path.write_text(re.sub("1 2", "1 1", right), encoding="utf-8")
    assert len(_wrong_by_class(path)[1]) == 1
