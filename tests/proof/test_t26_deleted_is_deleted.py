"""T26: after a case was deleted for good, nothing of it stands in the decrypted file, nor in its write-ahead log."""

from __future__ import annotations

import hashlib
import io
import itertools
import random
import shutil
import string
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from build import read_vault
from desktop.casework.assessments.assessment_rows import NewAnswer
from desktop.casework.assessments.assessments import save_answers, start_assessment
from desktop.casework.attachments.attachments import AttachmentFacts, NewAttachment, add_attachment
from desktop.casework.cases.cases import case_head, enter_person_case
from desktop.casework.deletion.deletion import delete_case
from desktop.casework.drafts import save_draft
from desktop.casework.office import actor_for
from desktop.casework.people.facts import Subject, set_fact
from desktop.casework.people.families import Newcomer, enter_member, memberships, repair_family
from desktop.casework.people.people import PersonFacts
from desktop.casework.people.residence import AddressRow, TitleRow, add_title, move
from desktop.casework.plans.plan_life import Sheet, Signing, agree, put_in_force
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure, SignatureRow
from desktop.casework.plans.plans import add_goal, start_plan
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.person_terms import Relation, ResidenceKind
from desktop.storage import engine as storage_engine
from desktop.storage.engine import driver_connection
from desktop.storage.files import VaultFiles
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.open_vault import OpenVault
from desktop.storage.secure_delete import Scrubbed, scrub
from desktop.storage.vault import unlock
from desktop.terms import AssessmentKind, Origin, PlanKind, SheetKind, SheetVariant
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof, german

FRAME = 24
LOG_HEADER = 32
TAIL = 9  # letters: the index leaves out how a word begins when the word before begins the same
NEIGHBOURS = 12

Fresh = Callable[[], AbstractContextManager[OpenVault]]


class Marks:
    """Words that stand nowhere else; each place where something can be written gets one of its own."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self.given: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        word = "".join(self._rng.choices(string.ascii_lowercase, k=14))
        self.given[place] = word
        return word.capitalize()

    def found_in(self, pages: list[bytes]) -> set[str]:
        """Places whose word can still be read, in any case of its letters."""
        whole = b"\0".join(pages).lower()
        return {place for place, word in self.given.items() if word[-TAIL:].encode("ascii") in whole}


# what a case can hold


def fill(session: Session, actor: Actor, mark: Callable[[str], str]) -> int:
    """A family of two with something in every place; the id of its case."""
    facts = PersonFacts(
        family_name=mark("family name"), given_names=mark("given names"), call_name=mark("call name"),
        own_script_name=mark("own script"), authority_reference=mark("reference"), phone=mark("phone"),
        email=mark("email"), profession=mark("profession"), legal_advice=mark("advice"),
    )  # fmt: skip
    case_id = enter_person_case(session, actor, facts).made or 0
    enter_member(session, actor, case_id, Newcomer(PersonFacts(family_name=mark("second person")), Relation.CHILD))
    head = case_head(session, actor, case_id)
    person, family = head.members[0].person.id, head.family_id or 0
    repair_family(session, actor, family, mark("family"), memberships(session, actor, family))
    set_fact(session, actor, Subject.PERSON, person, "phone", mark("second phone"), Origin.SELF, head.opened_on)
    move(session, actor, (person,), AddressRow(mark("street"), "70000", mark("town")))
    add_title(session, actor, person, TitleRow(ResidenceKind.P24, as_written=mark("title")))
    talk = start_assessment(session, actor, case_id, AssessmentKind.FULL).made or 0
    save_answers(session, actor, talk, person, (NewAnswer("language.note", mark("answer")),))
    save_draft(session, actor, f"person/{person}", {"note": mark("draft")})
    _plan(session, actor, case_id, mark)
    _document(session, actor, case_id, person, mark)
    return case_id


def _plan(session: Session, actor: Actor, case_id: int, mark: Callable[[str], str]) -> None:
    version = start_plan(session, actor, case_id, PlanKind.FAMILY).made or 0
    long_text = " ".join([mark("goal"), *("Ziel",) * 1200, mark("end of a long goal")])  # on pages of its own
    step = NewMeasure(mark("step"), who_name=mark("helper"), text_translated=mark("translation"), due_on=today())
    add_goal(session, actor, version, NewGoal("arbeit", long_text, indicator=mark("indicator")), (step,))
    content = b"%PDF-1.7 " + mark("sheet").encode("ascii") * 700
    agree(session, actor, version)
    signing = Signing((SignatureRow("person", mark("signature"), today()), SignatureRow("im", LABEL, today())))
    put_in_force(session, actor, version, signing, (Sheet(SheetKind.PLAN, SheetVariant.GERMAN, "de", content),))


def _document(session: Session, actor: Actor, case_id: int, person: int, mark: Callable[[str], str]) -> None:
    content = b"%PDF-1.7 " + mark("document").encode("ascii") * 40_000
    facts = AttachmentFacts(mark("document's title"), person_id=person, note=mark("document's note"))
    digest, thumbnail = hashlib.sha256(content).hexdigest(), mark("thumbnail").encode("ascii")
    new = NewAttachment(case_id, facts, mark("file name") + ".pdf", "application/pdf", digest, 1, thumbnail)
    add_attachment(session, actor, new, io.BytesIO(content))


# the decrypted bytes, by the reader that shares nothing with the program


def readable_pages(files: VaultFiles, key: DatabaseKey) -> list[bytes]:
    """Every page of the file and every page the log still holds, the older versions too."""
    database = read_vault.Pages(files.database, bytes(key.key), key.salt)
    database.count = files.database.stat().st_size // read_vault.PAGE
    return [*database.all(), *_logged(files, key)]


def _logged(files: VaultFiles, key: DatabaseKey) -> Iterator[bytes]:
    data = files.wal.read_bytes() if files.wal.exists() else b""
    for start in range(LOG_HEADER, len(data) - FRAME, FRAME + read_vault.PAGE):
        number = int.from_bytes(data[start : start + 4], "big")
        place = {number: (files.wal, start + FRAME)}
        yield read_vault.Pages(files.database, bytes(key.key), key.salt, place).plain(number)


@dataclass
class Tally:
    """What came out of a series of deletions."""

    vaults: int = 0
    pages: int = 0
    marks: int = 0
    before: int = 0
    remains: int = 0


@pytest.fixture
def fresh(vault_files: VaultFiles, tmp_path: Path) -> Fresh:
    """A new copy of the empty vault at each call, unlocked."""
    numbers = itertools.count()

    @contextmanager
    def opened() -> Iterator[OpenVault]:
        folder = shutil.copytree(vault_files.folder, tmp_path / f"Lauf{next(numbers)}")
        with unlock(VaultFiles(folder / vault_files.database.name), LABEL, PASSWORD, cost=CHEAP) as vault:
            yield vault

    return opened


def delete_and_look(fresh: Fresh, rng: random.Random, count: int, *, scrubbing: bool = True) -> Tally:
    tally = Tally()
    for _ in range(count):
        with fresh() as vault, vault.session() as session:
            _delete_one(vault, session, rng, tally, scrubbing=scrubbing)
    return tally


def _delete_one(
    vault: OpenVault, session: Session, rng: random.Random, tally: Tally, *, scrubbing: bool
) -> None:
    actor, marks, others = actor_for(session, LABEL), Marks(rng), Marks(rng)
    for number in range(rng.randrange(NEIGHBOURS)):
        enter_person_case(session, actor, PersonFacts(family_name=others(f"before {number}")))
    case_id = fill(session, actor, marks)
    for number in range(rng.randrange(NEIGHBOURS)):
        enter_person_case(session, actor, PersonFacts(family_name=others(f"after {number}")))
    _take_samples(vault)
    tally.before += len(marks.found_in(readable_pages(vault.files, vault._key)))
    delete_case(session, actor, case_id, case_head(session, actor, case_id).number)
    if scrubbing:
        assert scrub(vault._database.engine) is Scrubbed.NOW
    pages = readable_pages(vault.files, vault._key)
    assert others.found_in(pages) == set(others.given), "who was not deleted must be there"
    tally.vaults += 1
    tally.pages += len(pages)
    tally.marks += len(marks.given)
    tally.remains += len(marks.found_in(pages))


def _take_samples(vault: OpenVault) -> None:
    """As `PRAGMA optimize` may do at any close: the planner keeps values of the indexes for itself."""
    with driver_connection(vault._database.engine) as connection:
        connection.execute("PRAGMA analysis_limit = 0")
        connection.execute("ANALYZE")


@pytest.fixture
def remains_without(fresh: Fresh, proof: Proof, monkeypatch: pytest.MonkeyPatch) -> str:
    """The controls: without scrubbing, and with freed pages left as they are, much can be read."""
    bare = delete_and_look(fresh, proof.rng(), proof.amount(1, 5), scrubbing=False)
    assert bare.remains > 0
    kept = tuple(pragma.replace("secure_delete = ON", "secure_delete = OFF") for pragma in storage_engine._ALWAYS)
    assert kept != storage_engine._ALWAYS
    with monkeypatch.context() as patch:
        patch.setattr(storage_engine, "_ALWAYS", kept)
        off = delete_and_look(fresh, proof.rng(), proof.amount(1, 5))
    assert off.remains > 0
    return (f"ohne Nacharbeit {german(bare.remains)} von {german(bare.marks)} Angaben noch lesbar, mit "
            f"„secure_delete = OFF“ {german(off.remains)} von {german(off.marks)}")  # fmt: skip


def test_nothing_of_a_deleted_case_can_be_read_in_the_decrypted_file(
    fresh: Fresh, proof: Proof, remains_without: str
) -> None:
    tally = delete_and_look(fresh, proof.rng(), proof.amount(3, 25))
    assert tally.before == tally.marks, "every mark must be readable before it is deleted"
    assert tally.remains == 0
    figure = (f"{tally.vaults} Tresore mit {german(tally.marks)} Angaben, {german(tally.pages)} Seiten entschlüsselt, "
              f"{tally.remains} Reste")  # fmt: skip
    proof.reached("T26", "Fall gelöscht, danach alle Seiten und das Protokoll entschlüsselt", figure,
                  "0 Reste in 25 Datenbanken", remains_without)
