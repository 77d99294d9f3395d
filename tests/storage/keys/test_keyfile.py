"""The key file: every change is noticed, each kind with its own sentence, and a good file is never lost."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.storage import atomic
from desktop.storage.errors import (
    KeyFileDamagedError,
    KeyFileForeignError,
    KeyFileTamperedError,
    LockedError,
    NewerVersionError,
    StorageFaultError,
    WrongPasswordError,
)
from desktop.storage.files import VaultFiles
from desktop.storage.keys import keyfile
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keyfile import LARGEST, parse, read
from desktop.storage.keys.keys import DatabaseKey, new_key
from desktop.storage.keys.slots import Binding, SlotType, canonical, make_slot, open_slot, slot_as_json
from desktop.storage.open_vault import OpenVault

Enter = Callable[..., OpenVault]


@pytest.fixture
def forge(files: VaultFiles) -> Callable[[Callable[[dict[str, Any]], object]], None]:
    """`forge(change)`: alter the key file and mend its checksum, as somebody without the database key could."""

    def altered(change: Callable[[dict[str, Any]], object]) -> None:
        body = json.loads(files.key_file.read_bytes())
        change(body)
        body.pop("sha256", None)
        body["sha256"] = hashlib.sha256(canonical(body)).hexdigest()
        files.key_file.write_text(json.dumps(body), encoding="utf-8")

    return altered


def test_the_format_is_the_documented_one(files: VaultFiles) -> None:
    body = json.loads(files.key_file.read_bytes())
    assert (body["format"], body["version"], body["pending"]) == ("wegplan-schluessel", 1, None)
    assert bytes.fromhex(body["db_id"]) == files.database.read_bytes()[:16]
    assert [(slot["type"], slot["label"]) for slot in body["slots"]] == [
        ("password", "Petra Lang"),
        ("recovery", "Wiederherstellung"),
    ]


def test_any_flipped_bit_is_called_damage(files: VaultFiles, cost: KeyCost) -> None:
    good = files.key_file.read_bytes()
    picked = random.Random(11).sample(range(len(good) * 8), 1_500)
    for bit in picked:
        bad = bytearray(good)
        bad[bit // 8] ^= 1 << bit % 8
        with pytest.raises(KeyFileDamagedError):
            parse(bytes(bad), cost)
    assert parse(good, cost).labels == ("Petra Lang",)  # negative control


def test_any_truncation_is_called_damage(files: VaultFiles, cost: KeyCost) -> None:
    good = files.key_file.read_bytes()
    for length in range(0, len(good), 3):
        with pytest.raises(KeyFileDamagedError):
            parse(good[:length], cost)


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 200_000, b"x" * (LARGEST + 1), b'{"format":"wegplan-schluessel"}'],
)
def test_nonsense_is_called_damage_and_crashes_nothing(data: bytes, cost: KeyCost) -> None:
    with pytest.raises(KeyFileDamagedError):
        parse(data, cost)


def test_fields_of_another_type_are_called_damage(forge: Callable[..., None], files: VaultFiles, cost: KeyCost) -> None:
    good = files.key_file.read_bytes()
    body = json.loads(good)
    for field in body:
        for value in (None, True, -1, 1.5, "", "zz", [], {}, [None], {"a": 1}):
            if field in ("sha256", "version") or value == body[field]:
                continue
            files.key_file.write_bytes(good)
            forge(lambda altered, field=field, value=value: altered.update({field: value}))
            with pytest.raises((KeyFileDamagedError, NewerVersionError)):
                read(files, cost)


def test_fields_of_a_slot_are_checked_one_by_one(forge: Callable[..., None], files: VaultFiles, cost: KeyCost) -> None:
    good = files.key_file.read_bytes()
    values: tuple[object, ...] = (None, 1, "", "zz\n", [], {}, "ab" * 400)
    for field in ("id", "type", "label", "kdf", "nonce", "wrapped"):
        for value in values:
            files.key_file.write_bytes(good)
            forge(lambda body, field=field, value=value: body["slots"][0].update({field: value}))
            with pytest.raises(KeyFileDamagedError):
                read(files, cost)


def test_an_unknown_field_is_refused(forge: Callable[..., None], files: VaultFiles, cost: KeyCost) -> None:
    forge(lambda body: body.update(extra=1))
    with pytest.raises(KeyFileDamagedError):
        read(files, cost)


def test_a_newer_version_asks_for_an_update(forge: Callable[..., None], enter: Enter) -> None:
    forge(lambda body: body.update(version=2))
    with pytest.raises(NewerVersionError, match="aktualisieren"):
        enter()


@pytest.mark.parametrize(
    "change",
    [
        {"generation": 1},
        {"generation": True},
        {"slots": []},
        {"mac": "00"},
        {"key_id": None},
        {"extra": 1},
        {"slots": [{"id": "00"}]},
    ],
)
def test_a_next_key_of_another_form_is_called_damage(
    forge: Callable[..., None], files: VaultFiles, cost: KeyCost, change: dict[str, Any]
) -> None:
    def good(body: dict[str, Any]) -> None:
        body["pending"] = {"generation": 2, "key_id": "0" * 16, "slots": body["slots"], "mac": "0" * 64}

    forge(good)
    assert read(files, cost).pending is not None
    forge(lambda body: body["pending"].update(change))
    with pytest.raises(KeyFileDamagedError):
        read(files, cost)


def test_a_planted_next_key_opens_nothing(
    forge: Callable[..., None], files: VaultFiles, enter: Enter, password: str, cost: KeyCost
) -> None:
    planted = new_key()
    slot = make_slot(bytes(planted.key), password, "Petra Lang", SlotType.PASSWORD, Binding(planted.salt, 2), cost)
    part = {"generation": 2, "key_id": planted.key_id, "slots": [slot_as_json(slot)], "mac": "0" * 64}
    forge(lambda body: body.update(pending=part))
    with pytest.raises(KeyFileTamperedError):
        enter()


def test_a_flipped_version_digit_is_damage_and_no_newer_program(files: VaultFiles, cost: KeyCost) -> None:
    data = files.key_file.read_bytes().replace(b'"version": 1', b'"version": 3')
    with pytest.raises(KeyFileDamagedError, match="Prüfsumme"):
        parse(data, cost)


@pytest.mark.parametrize("values", [{"m": 63}, {"m": 2**31 - 1}, {"t": 65}, {"p": 17}])
def test_planted_costs_are_refused_before_they_are_tried(
    forge: Callable[..., None], files: VaultFiles, cost: KeyCost, values: dict[str, int]
) -> None:
    forge(lambda body: body["slots"][0]["kdf"].update(values))
    with pytest.raises(KeyFileDamagedError, match="unzulässige Werte"):
        read(files, cost)


def test_a_cheap_slot_is_refused_with_the_costs_of_real_use(files: VaultFiles) -> None:
    with pytest.raises(KeyFileDamagedError, match="unzulässige Werte"):
        keyfile.slot_labels(files)


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body["slots"][0].update(label="Paul"),
        lambda body: body["slots"][0].update(type="onetime"),
        lambda body: body["slots"][0].update(id="0" * 16),
        lambda body: body["slots"][0]["kdf"].update(t=2),
        lambda body: body.update(generation=2),
        lambda body: body["slots"][0].update(wrapped=body["slots"][1]["wrapped"], nonce=body["slots"][1]["nonce"]),
    ],
    ids=["label", "type", "id", "cost", "generation", "swapped"],
)
def test_a_slot_taken_elsewhere_does_not_open(
    forge: Callable[..., None], files: VaultFiles, cost: KeyCost, password: str, change: Callable[..., Any]
) -> None:
    forge(change)
    keys = read(files, cost)
    assert open_slot(keys.slots[0], password, keys.binding) is None


def test_a_dropped_slot_is_noticed_although_the_password_is_right(forge: Callable[..., None], enter: Enter) -> None:
    forge(lambda body: body["slots"].pop())
    with pytest.raises(KeyFileTamperedError, match="Unbefugten"):
        enter()


def test_the_key_file_of_another_vault_is_told_from_a_wrong_password(files: VaultFiles, enter: Enter) -> None:
    data = bytearray(files.database.read_bytes())
    data[3] ^= 1
    files.database.write_bytes(data)
    with pytest.raises(KeyFileForeignError, match="gehört nicht zu diesem Tresor"):
        enter()


def test_writing_is_patient_with_a_program_that_holds_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, refusals = tmp_path / "a", [PermissionError(13, "held")] * 3
    real = Path.replace

    def held(source: Path, destination: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return real(source, destination)

    waits: list[float] = []
    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(atomic, "sleep", waits.append)
    atomic.write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert len(waits) == 3


def test_a_file_held_for_ever_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")

    def held(*_: object) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(atomic, "sleep", lambda _: None)
    with pytest.raises(LockedError, match="festgehalten"):
        atomic.write_whole(target, b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_what_reads_back_differently_replaces_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    monkeypatch.setattr(atomic, "_write_synced", lambda path, data: path.write_bytes(data[:-1]))
    with pytest.raises(StorageFaultError):
        atomic.write_whole(target, b"newer")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_database_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        DatabaseKey(bytearray(31), bytes(16))


def test_the_spelled_key_has_exactly_the_raw_form_of_sqlcipher() -> None:
    key = new_key()
    assert bytes(key.spelled()) == b"x'" + bytes(key.key).hex().encode() + key.salt.hex().encode() + b"'"


def test_a_wrong_password_is_not_called_tampering(enter: Enter) -> None:
    with pytest.raises(WrongPasswordError):
        enter(password="etwas ganz anderes")
