"""The page that describes the file format says what the program does: figures, fields, the worked example."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from build.read_vault import Pages
from desktop import paths
from desktop.storage.backup import backup_content
from desktop.storage.backup.backup_content import Content
from desktop.storage.engine import PAGE_BYTES, driver_connection
from desktop.storage.files import VaultFiles
from desktop.storage.health import schema
from desktop.storage.keys import kdf, keyfile, keyfile_schema, recovery, slots
from desktop.storage.keys.keys import KEY_BYTES, SALT_BYTES, DatabaseKey
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing.reading_copy import publish
from tests.conftest import TODAY

PAGE = paths.resource("help", "dateiformat.html")


class _Marked(HTMLParser):
    """Text by the id of the element it stands in, and the code words of each list."""

    def __init__(self) -> None:
        super().__init__()
        self.text: dict[str, str] = {}
        self.words: dict[str, list[str]] = {}
        self._ids: list[tuple[str, str]] = []
        self.feed(PAGE.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self._ids.append((tag, dict(attrs).get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self._ids and self._ids.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag, name in self._ids:
            self.text[name] = self.text.get(name, "") + data
            if tag == "ul" and self._ids[-1][0] == "code":
                self.words.setdefault(name, []).append(data)


@pytest.fixture(scope="module")
def page() -> _Marked:
    return _Marked()


COST = kdf.STANDARD_COST
FIGURES = {
    "groesse": keyfile.LARGEST, "version": slots.VERSION, "salz": SALT_BYTES, "zugaenge": keyfile_schema.MOST_SLOTS,
    "name": slots.LONGEST_LABEL, "nonce": slots.NONCE_BYTES, "huelle": slots.WRAPPED_BYTES,
    "argon": kdf.ARGON2_VERSION, "m": COST.memory_kib, "m-min": COST.least_memory_kib, "m-max": kdf.MOST_MEMORY_KIB,
    "t": COST.passes, "t-max": kdf.PASSES[-1], "p": COST.lanes, "p-max": kdf.LANES[-1],
    "kdf-salz": kdf.KDF_SALT_BYTES, "schluessel": KEY_BYTES, "gruppen": recovery.GROUPS,
    "ziffern": recovery.GROUP_DIGITS, "faktor": recovery._FACTOR, "blatt": recovery._TEXT_PREFIX,
    "blatt-laenge": recovery._PACKED.size, "blatt-summe": recovery._SUM_BYTES, "blatt-name": slots.RECOVERY_LABEL,
    "seite": PAGE_BYTES, "iv": 16, "hmac": 64, "maske": "0x3a", "runden": 2, "sperrseite": 2**30 // PAGE_BYTES + 1,
    "programm": hex(schema.APPLICATION_ID),
}  # fmt: skip
"""What the page says in an element `wert-…`; 16, 64, 0x3a and 2 are proven against the library below."""


def test_the_figures_are_those_of_the_program(page: _Marked) -> None:
    told = {name.removeprefix("wert-"): text for name, text in page.text.items() if name.startswith("wert-")}
    assert told == {name: str(value) for name, value in FIGURES.items()}


def test_the_library_encrypts_as_the_page_says(vault: OpenVault) -> None:
    with driver_connection(vault._database.engine) as connection:
        told = {row[0] for row in connection.execute("PRAGMA cipher_settings").fetchall()}
    assert {
        f"PRAGMA cipher_page_size = {PAGE_BYTES};", "PRAGMA cipher_use_hmac = 1;",
        "PRAGMA cipher_hmac_algorithm = HMAC_SHA512;", "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA512;",
        "PRAGMA cipher_plaintext_header_size = 0;",
    } <= told  # fmt: skip
    first = Pages(vault.files.database, bytes(vault._key.key), vault._key.salt)
    assert first.is_authentic(1)  # with PBKDF2, the mask and the rounds of the page
    assert first.plain(1)[20] == FIGURES["iv"] + FIGURES["hmac"]  # type: ignore[operator]  # both are numbers


def test_the_fields_are_those_of_the_key_file(page: _Marked, vault_files: VaultFiles) -> None:
    body = json.loads(vault_files.key_file.read_bytes())
    for name, fields in (("datei", body), ("zugang", body["slots"][0]), ("kdf", body["slots"][0]["kdf"])):
        told = set(page.words[f"felder-{name}"])
        assert set(fields) <= told, name
        assert told - set(fields) <= {"wegplan-schluessel", "null", "password", "onetime", "recovery", "argon2id"}, name
    assert set(page.text["felder-pending"].split()) == keyfile_schema._PENDING_FIELDS
    assert {str(kind) for kind in slots.SlotType} <= set(page.words["felder-zugang"])


def test_the_fields_are_those_of_a_backup_s_description(page: _Marked, tmp_path: Path) -> None:
    made = dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
    backup_content.write_content(tmp_path, Content(made, "0.2.0", "00" * 8, {"A.wegplan": "00"}))
    raw = json.loads((tmp_path / backup_content.CONTENT).read_bytes())
    values = {raw["format"], *(kind.value for kind in backup_content.Checked)}
    assert set(page.words["felder-inhalt"]) == set(raw) | values


def test_the_files_are_those_beside_a_vault(page: _Marked, vault: OpenVault, vault_files: VaultFiles) -> None:
    told = page.text[""]
    named = {name for name, value in vars(VaultFiles).items() if isinstance(value, property)} - {"name", "folder"}
    for path in (vault_files.database, *(getattr(vault_files, name) for name in named)):
        assert path.name.replace(vault_files.name, "NAME") in told
    copy = publish(vault_files, vault._database.engine, vault._key)
    for folder, description in ((copy.files.folder, "stand.json"), (vault_files.folder, vault_files.owner_file.name)):
        for field in json.loads((folder / description).read_bytes()):
            assert f"<code>{field}</code>" in PAGE.read_text(encoding="utf-8"), field


def test_the_worked_example_is_right(page: _Marked) -> None:
    key, salt = bytes(range(32)), bytes(range(16))
    masked = bytes(byte ^ int(page.text["wert-maske"], 16) for byte in salt)
    made = hashlib.pbkdf2_hmac("sha512", key, masked, int(page.text["wert-runden"]), 32)
    assert re.sub(r"\s", "", page.text["beispiel-hmac"]) == made.hex()
    assert page.text["beispiel-kennung"] == DatabaseKey(bytearray(key), salt).key_id
