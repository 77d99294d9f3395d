"""Which copies stay: fourteen days, eight weeks, never a good one for the sake of a bad one, whatever the clock."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import clock
from desktop.storage.backup.backup_content import CONTENT, Checked, Content, read_content, write_content
from desktop.storage.backup.backup_generations import (
    DAYS,
    SPOILED,
    WEEKS,
    Role,
    StoredCopy,
    is_due,
    is_overdue,
    is_proven,
    is_whole,
    kept_daily,
    kept_weekly,
    last_good,
    list_copies,
    next_number,
    read_copy,
    retain,
    roles,
    tidy,
)
from desktop.storage.errors import CopyUnusableError
from desktop.storage.file_copies import sha256_of
from desktop.storage.open_vault import OpenVault

START = dt.datetime(2026, 6, 1, 16, 0, tzinfo=dt.UTC)
Lay = Callable[..., StoredCopy]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Sicherungen").mkdir()
    return tmp_path / "Sicherungen"


@pytest.fixture
def lay(folder: Path) -> Lay:
    """`lay(made)`: a small copy with honest sums, numbered on."""

    def make(
        made: dt.datetime, checked: Checked = Checked.FULL, vault: str = "Akten", saves: int | None = 5
    ) -> StoredCopy:
        number = next_number(folder, vault)
        place = folder / f"{number:04}-{vault}"
        place.mkdir()
        database = place / f"{vault}.wegplan"
        database.write_bytes(b"%d" % number * 500)
        full = checked is Checked.FULL
        content = Content(
            made, "0.1.0", "ab" * 8, {database.name: sha256_of(database)}, number, checked,
            saves if full else None, {"people": 1} if full else None, {database.name: database.stat().st_size},
        )  # fmt: skip
        write_content(place, content)
        return read_copy(place)

    return make


def days_of(copies: tuple[StoredCopy, ...]) -> list[dt.date]:
    return sorted({copy.made.astimezone().date() for copy in copies})


def spoil(copy: StoredCopy) -> None:
    database = copy.folder / "Akten.wegplan"
    data = bytearray(database.read_bytes())
    data[100] ^= 1
    database.write_bytes(data)


def test_a_year_of_days_leaves_fourteen_days_and_eight_weeks(folder: Path, lay: Lay) -> None:
    for day in range(365):
        lay(START + dt.timedelta(days=day))
        retain(folder, "Akten")
    copies = list_copies(folder, "Akten")
    last = (START + dt.timedelta(days=364)).date()
    assert days_of(copies)[-DAYS:] == [last - dt.timedelta(days=day) for day in reversed(range(DAYS))]
    assert len({day.isocalendar()[:2] for day in days_of(copies)}) == WEEKS
    assert last - days_of(copies)[0] <= dt.timedelta(weeks=WEEKS)


def test_all_copies_of_the_newest_day_stay_until_the_next(folder: Path, lay: Lay) -> None:
    for hour in range(4):
        lay(START + dt.timedelta(hours=hour))
        retain(folder, "Akten")
    assert len(list_copies(folder, "Akten")) == 4
    lay(START + dt.timedelta(days=1))
    retain(folder, "Akten")
    assert [copy.made.hour for copy in list_copies(folder, "Akten")] == [16, 19]


def test_a_damaged_newer_copy_does_not_cost_the_older_good_one(folder: Path, lay: Lay) -> None:
    good, bad = lay(START), lay(START + dt.timedelta(hours=2))
    newest = lay(START + dt.timedelta(days=1))
    spoil(bad)
    done = retain(folder, "Akten")
    assert (done.removed, done.spoiled) == ((), (bad.folder,))
    assert [copy.folder for copy in list_copies(folder, "Akten") if copy.counts] == [newest.folder, good.folder]
    assert "Prüfsumme" in read_copy(bad.folder).spoiled


@pytest.mark.parametrize("bad", [True, False])
def test_a_bad_copy_in_the_middle_does_not_count_as_a_day(folder: Path, lay: Lay, bad: bool) -> None:
    """Found by the proof: fifteen days of which one is bad are fourteen, so the first stays."""
    days = [lay(START + dt.timedelta(days=day)) for day in range(15)]  # a Monday to a Monday
    if bad:
        spoil(days[8])
    assert retain(folder, "Akten").spoiled == ((days[8].folder,) if bad else ())
    assert days[0].folder.exists() == bad


def test_a_proven_copy_is_read_again_after_a_week(lay: Lay) -> None:
    copy = lay(START)
    with clock.fixed(START):
        assert is_proven(copy)
        spoil(copy)
        assert is_proven(copy)
    with clock.fixed(START - dt.timedelta(days=1)):  # a clock set back proves nothing
        assert not is_proven(read_copy(copy.folder))
    (copy.folder / SPOILED).unlink()
    with clock.fixed(START + dt.timedelta(days=7)):
        assert not is_proven(read_copy(copy.folder))
    assert "Prüfsumme" in read_copy(copy.folder).spoiled


def test_without_looking_at_the_newer_copy_the_good_one_is_lost(folder: Path, lay: Lay) -> None:
    """Negative control."""
    good, bad = lay(START), lay(START + dt.timedelta(hours=2))
    lay(START + dt.timedelta(days=1))
    spoil(bad)
    assert retain(folder, "Akten", lambda copy: True).removed == (good.folder,)


def test_a_copy_checked_from_outside_displaces_none_that_was_opened(folder: Path, lay: Lay) -> None:
    opened = [lay(START + dt.timedelta(days=day)) for day in range(3)]
    for day in range(3, 40):
        lay(START + dt.timedelta(days=day), Checked.FILES)
        retain(folder, "Akten")
    left = list_copies(folder, "Akten")
    assert {copy.folder for copy in opened} <= {copy.folder for copy in left}
    assert len([copy for copy in left if not copy.is_full]) <= DAYS + WEEKS


@pytest.mark.parametrize("jump", [-400, -1, 3650])
def test_a_clock_that_was_set_wrong_makes_no_good_copy_old(folder: Path, lay: Lay, jump: int) -> None:
    for day in range(10):
        lay(START + dt.timedelta(days=day))
    wrong = lay(START + dt.timedelta(days=10 + jump))
    retain(folder, "Akten")
    after = lay(START + dt.timedelta(days=11))
    retain(folder, "Akten")
    copies = list_copies(folder, "Akten")
    assert (copies[0].folder, copies[1].folder) == (after.folder, wrong.folder)
    assert len(days_of(copies)) >= 11


def test_a_stopped_clock_loses_nothing(folder: Path, lay: Lay) -> None:
    for _ in range(30):
        lay(START)
        retain(folder, "Akten")
    assert len(list_copies(folder, "Akten")) == 30


def test_another_vaults_copies_in_the_same_folder_are_left_alone(folder: Path, lay: Lay) -> None:
    for day in range(60):
        lay(START + dt.timedelta(days=day), vault="Anderer")
    lay(START + dt.timedelta(days=100))
    retain(folder, "Akten")
    assert len(list_copies(folder, "Anderer")) == 60


def test_random_histories_never_lose_the_newest_good_copy(folder: Path, lay: Lay) -> None:
    """And every copy that goes has a later good one of its own day or week, or fourteen later days."""
    rng, moment = random.Random(20261122), START
    good: set[Path] = set()
    for _ in range(120):
        moment += dt.timedelta(hours=rng.choice([1, 5, 24, 24, 50, -30]))
        copy = lay(moment)
        if rng.random() < 0.2:
            spoil(copy)
        else:
            good.add(copy.folder)
            newest = copy
        retain(folder, "Akten")
        assert newest.folder.exists()
        left = [kept for kept in list_copies(folder, "Akten") if kept.folder in good]
        assert len(days_of(tuple(left))) >= min(3, len(good) // 8)


def test_a_spoiled_copy_is_named_and_goes_when_all_generations_lie_after_it(folder: Path, lay: Lay) -> None:
    first = lay(START)
    spoil(first)
    assert not is_whole(first)
    assert roles(list_copies(folder, "Akten")) == {first.folder: Role.SPOILED}
    for day in range(1, 13):
        lay(START + dt.timedelta(days=day))
        retain(folder, "Akten")
    assert first.folder.exists()
    for day in range(13, 80):
        lay(START + dt.timedelta(days=day))
        retain(folder, "Akten")
    assert not first.folder.exists()


def test_daily_and_weekly_are_told_apart(folder: Path, lay: Lay) -> None:
    for day in range(40):
        lay(START + dt.timedelta(days=day))
    copies = list_copies(folder, "Akten")
    found = roles(copies)
    assert [found[copy.folder] for copy in copies[:DAYS]] == [Role.DAILY] * DAYS
    assert Role.WEEKLY in found.values()
    assert len(kept_daily(copies)) == DAYS
    assert len(kept_weekly(copies)) == 6


def test_what_killed_runs_left_is_cleared_and_what_they_were_replacing_comes_back(folder: Path, lay: Lay) -> None:
    whole, replaced = lay(START), lay(START + dt.timedelta(days=1))
    for name in (".neu-7", ".weg-2026", ".alt-" + whole.folder.name):
        (folder / name).mkdir()
    replaced.folder.replace(folder / (".alt-" + replaced.folder.name))
    tidy(folder)
    assert sorted(path.name for path in folder.iterdir()) == [whole.folder.name, replaced.folder.name]


@pytest.mark.parametrize(
    "planted",
    ["", "[]", "{}", "{" * 5000, '{"format": "wegplan-sicherung"}',
     '{"format": "wegplan-sicherung", "made": "2026-11-22T12:00:00+00:00", "program": "1", "key_id": "", "saves": 1, '
     '"counts": {}, "sha256": {"../../Akten.wegplan": "00"}}'],
)  # fmt: skip
def test_a_description_that_is_none_spoils_the_copy(folder: Path, lay: Lay, planted: str) -> None:
    copy = lay(START)
    (copy.folder / CONTENT).write_text(planted, encoding="utf-8")
    (found,) = list_copies(folder, "Akten")
    assert not found.counts
    with pytest.raises(CopyUnusableError, match="unlesbar"):
        read_content(copy.folder)


def test_a_missing_file_is_seen_without_reading_the_others(folder: Path, lay: Lay) -> None:
    copy = lay(START)
    (copy.folder / "Akten.wegplan").unlink()
    (found,) = list_copies(folder, "Akten")
    assert "nicht vollständig" in found.spoiled


def test_copies_of_version_0_1_are_known_and_older_than_numbered_ones(opened: OpenVault) -> None:
    import json

    first = opened.back_up().folder
    raw = json.loads((first / CONTENT).read_bytes())
    for name in ("number", "checked", "bytes"):
        del raw[name]
    (first / CONTENT).write_text(json.dumps(raw), encoding="utf-8")
    second = opened.back_up().folder
    copies = list_copies(opened.files.backup_folder, "Akten")
    assert [copy.folder for copy in copies] == [second, first]
    assert all(copy.counts and copy.is_full for copy in copies)
    assert [copy.order[0] for copy in copies] == [1, 0]


def test_a_mark_stays_with_the_copy(folder: Path, lay: Lay) -> None:
    copy = lay(START)
    spoil(copy)
    assert is_whole(copy) is False
    assert (copy.folder / SPOILED).is_file()
    assert last_good(list_copies(folder, "Akten")) is None


def at(hour: int, day: int = 22) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, 0).astimezone().astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("made", "now", "at_close", "due"),
    [
        (at(9), at(17), True, False),  # one a day is enough at closing
        (at(17, 21), at(17), True, True),
        (at(17, 21), at(11), False, False),  # the hour has not struck, a day is not over
        (at(17, 21), at(12), False, True),
        (at(11), at(12), False, True),
        (at(13), at(16), False, False),
        (at(13, 20), at(9), False, True),
        (at(13, 25), at(9), False, True),  # from the future: the clock was wrong then or is now
        (at(13, 25), at(9), True, True),
    ],
)
def test_when_a_copy_is_due(lay: Lay, made: dt.datetime, now: dt.datetime, at_close: bool, due: bool) -> None:
    copy = lay(made, saves=5)
    with clock.fixed(now):
        assert is_due(copy, 6, at_close=at_close, hour=12) is due
        assert is_due(copy, 5, at_close=at_close, hour=12) is False  # nothing was saved since


def test_a_vault_without_copies_is_due_once_something_was_saved() -> None:
    assert is_due(None, 1, at_close=True, hour=12)
    assert not is_due(None, 0, at_close=True, hour=12)


def test_three_days_without_a_copy_are_told_only_when_something_was_saved(lay: Lay) -> None:
    copy = lay(at(12, 18), saves=5)
    with clock.fixed(at(13)):
        assert is_overdue(copy, 6)
        assert not is_overdue(copy, 5)
        assert not is_overdue(lay(at(14, 19), saves=5), 6)
        assert is_overdue(lay(at(14, 30), saves=5), 6)  # a clock that was wrong proves nothing
    assert is_overdue(None, 1)
    assert not is_overdue(None, 0)


def test_the_folder_may_be_missing(tmp_path: Path) -> None:
    assert list_copies(tmp_path / "fehlt", "Akten") == ()
    tidy(tmp_path / "fehlt")
    shutil.rmtree(tmp_path)
