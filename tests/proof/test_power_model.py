"""The model of a medium behind T3: synced stays, everything else may be lost, torn or come out of order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.proof.power import ACKNOWLEDGED, Call, Medium, cuts, lay_out

MANY = 400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "alt").write_bytes(b"alt")
    return tmp_path


def states(folder: Path, *calls: Call) -> list[dict[str, bytes]]:
    """What many power cuts right after the last call leave."""
    medium, rng = Medium(folder), random.Random(1)
    for call in calls:
        medium.do(call)
    return [medium.after_cut(rng) for _ in range(MANY)]


def call(operation: str, name: str, data: bytes = b"", offset: int = 0) -> Call:
    return Call(operation, name, offset, data)


def test_what_was_there_before_stays(folder: Path) -> None:
    assert all(state["alt"] == b"alt" for state in states(folder, call("c", "neu")))


def test_what_was_written_may_be_lost_and_may_be_there(folder: Path) -> None:
    found = {state["alt"] for state in states(folder, call("w", "alt", b"neu"))}
    assert {b"alt", b"neu"} <= found


def test_what_was_synced_is_there_with_its_entry(folder: Path) -> None:
    found = states(folder, call("c", "neu"), call("w", "neu", b"ganz"), call("s", "neu"), call("w", "neu", b"!", 4))
    assert all(state["neu"].startswith(b"ganz") for state in found)
    assert {len(state["neu"]) for state in found} == {4, 5}


def test_writes_arrive_in_any_order_and_torn_at_sectors(folder: Path) -> None:
    found = {state["alt"] for state in states(folder, call("w", "alt", b"X" * 1024), call("w", "alt", b"b", 1024))}
    assert any(content.endswith(b"b") and b"X" not in content for content in found)
    assert any(content[:512] == b"X" * 512 and content[512:1024] != b"X" * 512 for content in found)


def test_a_renamed_file_is_surely_renamed_once_its_folder_was_synced(folder: Path) -> None:
    renamed = (call("c", "neu"), call("w", "neu", b"neu"), call("s", "neu"), call("r", "neu", b"alt"))
    assert {state["alt"] for state in states(folder, *renamed)} == {b"alt", b"neu"}
    assert {state["alt"] for state in states(folder, *renamed, call("d", "."))} == {b"neu"}


def test_entries_arrive_in_the_order_they_were_made(folder: Path) -> None:
    found = states(folder, call("c", "eins"), call("u", "alt"), call("c", "zwei"))
    assert {frozenset(state) for state in found} == {
        frozenset(names) for names in (["alt"], ["alt", "eins"], ["eins"], ["eins", "zwei"])
    }


def test_a_folder_takes_along_what_is_in_it(folder: Path, tmp_path: Path) -> None:
    made = (call("m", "a"), call("c", "a/b"), call("w", "a/b", b"x"), call("s", "a/b"), call("r", "a", b"c"))
    (state, *_) = states(folder, *made, call("d", "."))
    assert set(state) == {"alt", "c/", "c/b"}
    lay_out(tmp_path / "danach", state)
    assert (tmp_path / "danach" / "c" / "b").read_bytes() == b"x"


def test_only_what_was_acknowledged_before_the_cut_counts(folder: Path) -> None:
    calls = [call("w", ACKNOWLEDGED, b"1\n"), call("w", "alt", b"x"), call("w", ACKNOWLEDGED, b"2\n")]
    medium = Medium(folder)
    told = [list(medium.acknowledged) for _ in cuts(medium, calls, MANY, random.Random(1))]
    assert told == sorted(told)
    assert {len(lines) for lines in told} == {1, 2}
