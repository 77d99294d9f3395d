#!/usr/bin/env python3
"""Liest einen Tresor von Wegplan ohne Wegplan: mit einem Kennwort oder dem Wiederherstellungsblatt.

    pip install cryptography argon2-cffi            (sonst nur Python ab 3.11)
    python read_vault.py Musterlingen.wegplan --list
    python read_vault.py Musterlingen.wegplan --user "Petra Lang" --out klartext.sqlite
    python read_vault.py Musterlingen.wegplan --recovery --attachments ordner

What it relies on is written down in resources/help/dateiformat.html. It shares no code with the program and needs no
SQLCipher, so that the data can be read when neither exists any more; it never writes to the vault.
"""

from __future__ import annotations

import argparse
import base64
import getpass
import hashlib
import hmac
import json
import re
import sqlite3
import struct
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT, VERSION = "wegplan-schluessel", 1
PAGE, SALT, IV, MAC = 4096, 16, 16, 64  # bytes; each page ends with IV and MAC
RESERVED = IV + MAC
LOCK_PAGE = 0x4000_0000 // PAGE + 1  # SQLite never writes the page that holds the byte at 1 GiB
MOST_IN_MEMORY = 0x4000_0000  # SQLite's own limit for a database in memory
MOST_KIB = 2 * 1024 * 1024
SHEET = struct.Struct(">16sI8sIBB16s12s48s")  # what the QR code of the recovery sheet carries
GROUPS, FACTOR, LARGEST_GROUP = 8, 11, 0xFFFF * 11
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/tiff": ".tif"}


class Failure(Exception):  # noqa: N818 - ends the script; its text is one German sentence
    pass


def warn(sentence: str) -> None:
    print("Achtung:", sentence, file=sys.stderr)


# ------------------------------------------------------------------------------------------------ key file


@dataclass(frozen=True)
class Slot:
    """A wrapped database key and the key file it stands in, which it is tied to."""

    raw: dict[str, Any]
    file: dict[str, Any]

    @property
    def header(self) -> bytes:
        """The additional data of AES-GCM."""
        tied = [FORMAT, VERSION, self.file["db_id"], self.file["generation"]]
        return canonical([*tied, self.raw["id"], self.raw["type"], self.raw["label"], self.raw["kdf"]])


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def read_key_file(path: Path) -> dict[str, Any]:
    try:
        body = json.loads(path.read_bytes())
        content = {name: value for name, value in body.items() if name != "sha256"}
        whole = hashlib.sha256(canonical(content)).hexdigest() == body["sha256"]
    except FileNotFoundError:
        raise Failure(f"Die Schlüsseldatei „{path.name}“ fehlt; mit dem Blatt geht es trotzdem: --qr TEXT.") from None
    except (ValueError, KeyError, AttributeError, RecursionError):
        whole = False
    if not whole or body.get("format") != FORMAT:
        raise Failure(f"Die Schlüsseldatei „{path.name}“ ist beschädigt; bitte eine Kopie mit --keys DATEI angeben.")
    if body["version"] != VERSION:
        raise Failure(f"Die Schlüsseldatei hat die Version {body['version']}; dieses Programm liest Version {VERSION}.")
    found: dict[str, Any] = body
    return found


def slots_of(body: dict[str, Any]) -> list[Slot]:
    """Those in force, and where a change of the key was interrupted those of the key file it was to become."""
    sides = [body]
    if body["pending"]:
        sides.append({**body, **body["pending"], "serial": body["serial"] + 1, "pending": None})
    return [Slot(raw, side) for side in sides for raw in side["slots"]]


def chosen(slots: list[Slot], user: str | None, *, recovery: bool) -> list[Slot]:
    fitting = [slot for slot in slots if (slot.raw["type"] == "recovery") == recovery]
    names = sorted({str(slot.raw["label"]) for slot in fitting})
    if not recovery and user is None and len(names) > 1:
        raise Failure("Bitte mit --user angeben, wer sich anmeldet: " + ", ".join(names) + ".")
    mine = [slot for slot in fitting if recovery or user in (None, slot.raw["label"])]
    if not mine:
        raise Failure("Diesen Zugang gibt es nicht; es gibt: " + (", ".join(names) or "keinen") + ".")
    return mine


def unwrap(slot: Slot, secret: str) -> bytes | None:
    """The 32-byte database key; None when the secret is not the right one."""
    kdf = slot.raw["kdf"]
    if kdf["name"] != "argon2id" or kdf["m"] > MOST_KIB:
        raise Failure("Die Schlüsseldatei nennt einen Kennwortschutz, den dieses Programm nicht rechnet.")
    spelled = unicodedata.normalize("NFC", secret)
    if slot.raw["type"] == "onetime":  # six words from paper: only the words count
        spelled = "-".join(piece for piece in re.split(r"[\W\d_]+", secret.casefold()) if piece)
    salt = bytes.fromhex(kdf["salt"])
    kek = hash_secret_raw(spelled.encode("utf-8"), salt, kdf["t"], kdf["m"], kdf["p"], 32, Type.ID, kdf["v"])
    try:
        return AESGCM(kek).decrypt(bytes.fromhex(slot.raw["nonce"]), bytes.fromhex(slot.raw["wrapped"]), slot.header)
    except InvalidTag:
        return None


def is_authentic(file: dict[str, Any], key: bytes) -> bool:
    """Whether the key file was written by somebody who knew the database key."""
    content = {name: value for name, value in file.items() if name not in ("mac", "sha256")}
    subkey = HKDF(SHA256(), 32, None, f"{FORMAT}/v1/file-mac".encode()).derive(key)
    return hmac.compare_digest(hmac.new(subkey, canonical(content), "sha256").hexdigest(), file["mac"])


def recovery_secret(typed: str) -> str:
    """The eight groups as they are fed to Argon2id; each group is a multiple of 11."""
    digits = "".join(re.findall(r"[0-9]", typed))
    groups = [digits[start : start + 6] for start in range(0, len(digits), 6)]
    if len(digits) != GROUPS * 6:
        raise Failure(f"Das Blatt hat acht Gruppen mit je sechs Ziffern; gelesen wurden {len(digits)} Ziffern.")
    wrong = [str(number) for number, group in enumerate(map(int, groups), 1) if group % FACTOR or group > LARGEST_GROUP]
    if wrong:
        raise Failure("Abgeschrieben wurde falsch: Gruppe " + ", ".join(wrong) + ".")
    return "-".join(groups)


def sheet_slot(text: str) -> Slot:
    """The recovery slot from the text of the QR code, for a vault whose key file is lost."""
    body = re.sub(r"[\s-]", "", text).upper().removeprefix("WGP1")
    try:
        summed = base64.b32decode(body + "=" * (-len(body) % 8))
    except ValueError:
        summed = b""
    packed, check = summed[:-4], summed[-4:]
    if len(packed) != SHEET.size or hashlib.sha256(packed).digest()[:4] != check:
        raise Failure("Der Text des QR-Codes ist nicht vollständig.")
    db_id, generation, slot_id, memory, passes, lanes, salt, nonce, wrapped = SHEET.unpack(packed)
    kdf = {"name": "argon2id", "v": 19, "m": memory, "t": passes, "p": lanes, "salt": salt.hex()}
    raw = {"id": slot_id.hex(), "type": "recovery", "label": "Wiederherstellung", "kdf": kdf}
    file = {"db_id": db_id.hex(), "generation": generation}
    return Slot({**raw, "nonce": nonce.hex(), "wrapped": wrapped.hex()}, file)


# ------------------------------------------------------------------------------------------------ pages


@dataclass
class Pages:
    """The database as of its last finished save; `elsewhere` tells which pages stand in which place of a journal."""

    path: Path
    key: bytes
    salt: bytes
    elsewhere: dict[int, tuple[Path, int]] = field(default_factory=dict)
    count: int = 0

    def __post_init__(self) -> None:
        # The MAC has a key of its own, made from the database key and the altered salt.
        self._mac_key = hashlib.pbkdf2_hmac("sha512", self.key, bytes(byte ^ 0x3A for byte in self.salt), 2, 32)

    def encrypted(self, number: int) -> bytes:
        path, offset = self.elsewhere.get(number, (self.path, (number - 1) * PAGE))
        with path.open("rb") as opened:
            opened.seek(offset)
            return opened.read(PAGE)

    def is_authentic(self, number: int) -> bool:
        page = self.encrypted(number)
        if len(page) < PAGE:
            return False
        signed = page[SALT if number == 1 else 0 : PAGE - MAC] + struct.pack("<I", number)
        return hmac.compare_digest(hmac.new(self._mac_key, signed, "sha512").digest(), page[PAGE - MAC :])

    def plain(self, number: int) -> bytes:
        """A page of an ordinary SQLite file; the place of IV and MAC is empty."""
        page = self.encrypted(number)
        if number == LOCK_PAGE or len(page) < PAGE:
            return bytes(PAGE)
        start = SALT if number == 1 else 0
        opener = Cipher(algorithms.AES(self.key), modes.CBC(page[PAGE - RESERVED : PAGE - MAC])).decryptor()
        text = opener.update(page[start : PAGE - RESERVED]) + opener.finalize()
        # Bytes 18 and 19 say whether there is a write-ahead log; the plain file stands alone.
        head = b"SQLite format 3\0" + text[:2] + b"\1\1" + text[4:] if number == 1 else text
        return head + bytes(RESERVED)

    def all(self) -> Iterator[bytes]:
        return (self.plain(number) for number in range(1, self.count + 1))

    def damaged(self) -> list[int]:
        """Numbers of the pages that were altered, by accident or on purpose."""
        numbers = range(1, self.count + 1)
        return [number for number in numbers if number != LOCK_PAGE and not self.is_authentic(number)]


def open_pages(path: Path, key: bytes, salt: bytes) -> Pages:
    """With what a crash left beside the database: a write-ahead log to follow, or a journal to take back."""
    pages = Pages(path, key, salt)
    wal, journal = path.with_name(path.name + "-wal"), path.with_name(path.name + "-journal")
    if wal.exists():
        pages.count = follow_log(wal, pages.elsewhere)
    elif journal.exists():
        pages.count = take_back(journal, pages.elsewhere)
    if not pages.count and pages.is_authentic(1):
        (pages.count,) = struct.unpack(">I", pages.plain(1)[28:32])
    pages.count = pages.count or path.stat().st_size // PAGE
    return pages


def follow_log(wal: Path, places: dict[int, tuple[Path, int]]) -> int:
    """Places of the newest finished version of each page; how many pages the database then has (0: log is empty)."""
    data, count, waiting = wal.read_bytes(), 0, {}
    if len(data) < 32 or data[:3] != b"\x37\x7f\x06" or struct.unpack(">I", data[8:12])[0] != PAGE:
        return 0
    order = "<" if data[3] == 0x82 else ">"
    check = log_sum(order, data[:24], (0, 0))
    if check != struct.unpack(">2I", data[24:32]):
        return 0
    for start in range(32, len(data) - PAGE - 23, PAGE + 24):
        number, size, *_ = struct.unpack(">2I", data[start : start + 8])
        check = log_sum(order, data[start : start + 8] + data[start + 24 : start + 24 + PAGE], check)
        # What stands after the last finished round belongs to an earlier one.
        if data[start + 8 : start + 16] != data[16:24] or check != struct.unpack(">2I", data[start + 16 : start + 24]):
            break
        waiting[number] = (wal, start + 24)
        if size:
            places.update(waiting)
            count = size
    return count


def log_sum(order: str, data: bytes, before: tuple[int, int]) -> tuple[int, int]:
    """SQLite's running check sum of the write-ahead log."""
    first, second = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFF_FFFF
        second = (second + odd + first) & 0xFFFF_FFFF
    return first, second


def take_back(journal: Path, places: dict[int, tuple[Path, int]]) -> int:
    """Places of the pages as they were before a save that was not finished; how many pages there were (0: none)."""
    data, start, count = journal.read_bytes(), 0, 0
    while data[start : start + 8] == b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" and len(data) >= start + 28:
        records, nonce, pages, sector, size = struct.unpack(">5I", data[start + 8 : start + 28])
        if size != PAGE:
            break
        count, place = count or pages, start + sector
        room = (len(data) - place) // (PAGE + 8)
        for _ in range(room if records == 0xFFFF_FFFF else min(records, room)):
            number, page = struct.unpack(">I", data[place : place + 4])[0], data[place + 4 : place + 4 + PAGE]
            total = (nonce + sum(page[PAGE - 200 : 0 : -200])) & 0xFFFF_FFFF
            if total != struct.unpack(">I", data[place + 4 + PAGE : place + 8 + PAGE])[0]:
                return count
            places.setdefault(number, (journal, place + 4))
            place += PAGE + 8
        start = -(-place // sector) * sector
    return count


# ------------------------------------------------------------------------------------------------ what is asked


def open_vault(asked: argparse.Namespace) -> Pages:
    """Find the key that opens the first page. Raises Failure."""
    vault = Path(asked.vault)
    if not vault.is_file():
        raise Failure(f"Die Datei „{vault}“ gibt es nicht.")
    with vault.open("rb") as opened:
        salt = opened.read(SALT)
    if len(salt) < SALT or salt.startswith(b"SQLite format 3"):
        raise Failure(f"„{vault.name}“ ist kein Tresor, oder sie ist nicht verschlüsselt.")
    keys = Path(asked.keys) if asked.keys else vault.with_suffix(".schluessel")
    slots = [sheet_slot(asked.qr)] if asked.qr else slots_of(read_key_file(keys))
    if any(slot.file["db_id"] != salt.hex() for slot in slots):
        raise Failure("Schlüsseldatei oder Blatt gehören zu einem anderen Tresor, oder dessen Anfang ist beschädigt.")
    return first_fitting(vault, salt, chosen(slots, asked.user, recovery=asked.recovery), secret(asked))


def first_fitting(vault: Path, salt: bytes, slots: list[Slot], typed: str) -> Pages:
    """Of the keys the secret opens, the one that is the database's."""
    opened = [(slot, key) for slot in slots if (key := unwrap(slot, typed)) is not None]
    if not opened:
        raise Failure("Das Kennwort oder der Wiederherstellungsschlüssel ist falsch.")
    if not all(is_authentic(slot.file, key) for slot, key in opened if "mac" in slot.file):
        warn("Die Schlüsseldatei wurde von jemandem verändert, der den Tresor nicht öffnen konnte.")
    found = [open_pages(vault, key, salt) for _, key in opened]
    return next((pages for pages in found if pages.is_authentic(1)), found[0])


def secret(asked: argparse.Namespace) -> str:
    if asked.password_file:
        typed = Path(asked.password_file).read_text(encoding="utf-8").split("\n")[0].rstrip("\r")
    else:
        typed = getpass.getpass("Wiederherstellungsschlüssel: " if asked.recovery else "Kennwort: ")
    return recovery_secret(typed) if asked.recovery else typed


def write_plain(pages: Pages, out: Path) -> None:
    warn(f"„{out}“ ist unverschlüsselt. Bitte sicher aufbewahren und löschen, sobald sie nicht mehr gebraucht wird.")
    with out.open("xb") as opened:
        opened.writelines(pages.all())


def in_memory(pages: Pages) -> sqlite3.Connection:
    if pages.count * PAGE > MOST_IN_MEMORY:
        raise Failure("Der Tresor ist für den Arbeitsspeicher zu groß; bitte --out dazu angeben.")
    plain = sqlite3.connect(":memory:")
    plain.deserialize(b"".join(pages.all()))
    return plain


def list_tables(plain: sqlite3.Connection) -> None:
    """Name and number of rows of each table; virtual ones (the search) hold nothing of their own."""
    names = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name")
    for (name,) in names.fetchall():
        quoted = str(name).replace('"', '""')
        (rows,) = plain.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608 - names of the file itself
        print(f"{rows:>9}  {name}")


def write_attachments(plain: sqlite3.Connection, folder: Path) -> None:
    """Each document as a file in a folder named by its case, compared with its digest. Older vaults have none."""
    if not plain.execute("SELECT count(*) FROM sqlite_master WHERE name = 'attachments'").fetchone()[0]:
        raise Failure("In diesem Tresor gibt es keine Dokumente.")
    warn(f"Die Dokumente liegen unverschlüsselt in „{folder}“.")
    rows = plain.execute(
        "SELECT a.id, a.title, a.media_type, a.sha256, c.number FROM attachments a JOIN cases c ON c.id = a.case_id"
    ).fetchall()
    for number, title, kind, digest, case in rows:
        name = re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", f"{number} {title}")[:100].rstrip(". ") + ENDINGS.get(kind, "")
        target = folder / case / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if write_chunks(plain, number, target) != digest:
            warn(f"„{target}“ ist nicht das Dokument, das abgelegt wurde.")
    print(f"Geschriebene Dokumente: {len(rows)}.")


def write_chunks(plain: sqlite3.Connection, number: int, target: Path) -> str:
    """The pieces in their order; the digest of what was written."""
    digest = hashlib.sha256()
    pieces = plain.execute("SELECT data FROM attachment_chunks WHERE attachment_id = ? ORDER BY position", (number,))
    with target.open("xb") as opened:
        for (piece,) in pieces:
            digest.update(piece)
            opened.write(piece)
    return digest.hexdigest()


def main(given: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Liest einen Tresor von Wegplan ohne Wegplan; verändert ihn nicht.")
    parser.add_argument("vault", help="die Datei NAME.wegplan; NAME.schluessel liegt daneben")
    parser.add_argument("--user", help="Name des Zugangs; nicht nötig, wenn es nur einen gibt")
    parser.add_argument("--recovery", action="store_true", help="mit den acht Gruppen des Wiederherstellungsblatts")
    parser.add_argument("--qr", help="Text des QR-Codes auf dem Blatt, wenn die Schlüsseldatei fehlt", metavar="TEXT")
    parser.add_argument("--keys", help="andere Schlüsseldatei", metavar="DATEI")
    parser.add_argument("--password-file", help="Kennwort oder acht Gruppen aus der ersten Zeile", metavar="DATEI")
    parser.add_argument("--list", action="store_true", help="zeigt die Tabellen und ihre Zeilenzahlen")
    parser.add_argument("--out", help="schreibt alles als gewöhnliche SQLite-Datei, unverschlüsselt", metavar="DATEI")
    parser.add_argument("--attachments", help="schreibt die Dokumente als Dateien", metavar="ORDNER")
    parser.add_argument("--despite-damage", action="store_true", help="rettet, was trotz Schäden lesbar ist")
    asked = parser.parse_args(given)
    asked.recovery = asked.recovery or bool(asked.qr)
    try:
        read(asked)
    except Failure as failure:
        print(failure, file=sys.stderr)
    except FileExistsError as error:
        print(f"„{error.filename}“ gibt es schon; bitte einen anderen Namen angeben.", file=sys.stderr)
    except OSError as error:
        print(f"„{error.filename}“ lässt sich nicht lesen oder schreiben: {error.strerror}.", file=sys.stderr)
    except sqlite3.DatabaseError as error:
        print(f"Der Inhalt ist keine lesbare SQLite-Datenbank: {error}.", file=sys.stderr)
    else:
        return 0
    return 1


def read(asked: argparse.Namespace) -> None:
    """Check every page, then do what was asked. Raises Failure, OSError and sqlite3.DatabaseError."""
    if Path(asked.vault).with_suffix(".lock.json").exists():
        warn("Der Tresor ist vielleicht gerade geöffnet; bitte zuerst Wegplan schließen.")
    pages = open_vault(asked)
    damaged = pages.damaged()
    if len(damaged) >= pages.count:
        raise Failure("Keine Seite passt: Schlüsseldatei oder Blatt stammen von vor einem Wechsel des Schlüssels.")
    if damaged:
        named = ", ".join(map(str, damaged[:20])) + (" …" if len(damaged) > 20 else "")
        said = f"{len(damaged)} von {pages.count} Seiten sind beschädigt oder verändert: {named}."
        if not asked.despite_damage:
            raise Failure(f"{said} Bitte eine Sicherung nehmen, oder mit --despite-damage retten, was lesbar ist.")
        warn(said)
    print(f"{pages.count} Seiten gelesen, {pages.count - len(damaged)} unversehrt.")
    if asked.out:
        write_plain(pages, Path(asked.out))
    if asked.list or asked.attachments:
        with closing(sqlite3.connect(asked.out) if asked.out else in_memory(pages)) as plain:
            if asked.list:
                list_tables(plain)
            if asked.attachments:
                write_attachments(plain, Path(asked.attachments))


if __name__ == "__main__":
    sys.exit(main())
