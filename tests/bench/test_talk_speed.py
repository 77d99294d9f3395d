"""A quick entry is saved about as fast as its bare rows with fsync."""

from __future__ import annotations

import json
import secrets
from functools import partial
from statistics import median

import pytest

from desktop.casework.access.access_chain import HEAD
from desktop.casework.office import actor_for
from desktop.casework.rights import Actor
from desktop.casework.talks.quick_talk import QuickTalk, add_quick_talk, read_quick_line
from desktop.clock import today
from desktop.storage.database import Database, open_database
from desktop.storage.engine import driver_connection
from desktop.storage.files import MIGRATIONS, VaultFiles
from desktop.storage.keys.keyfile import read
from desktop.storage.keys.unlocking import key_by_password
from desktop.talk_terms import TalkWay
from tests.bench.conftest import CHEAP, LABEL, PASSWORD
from tests.bench.yardstick import Yardstick, seconds

pytestmark = pytest.mark.bench

ROUNDS = 150
LIMIT = 2
_TALK = (
    "INSERT INTO talks (held_on, start_time, minutes, kind, way, place, user_id, interpreting, interpreter_language, "
    "occasion, content, outcome, counts, group_title, participants, row_version, created_at, created_by) VALUES "
    "(?, '', 10, 'counselling', 'phone', '', ?, 'none', '', '', 'Vermieter ruft zurück', '', 1, '', '', 1, "
    "'2026-11-22T12:00:00+00:00', ?)"
)


def test_a_quick_entry_is_saved(busy_files: VaultFiles, yardstick: Yardstick) -> None:
    """Both are taken in turn, so that what else this PC does slows both down."""
    key = key_by_password(busy_files, read(busy_files, CHEAP), LABEL, PASSWORD)
    database = open_database(busy_files, key, MIGRATIONS)
    with database.session() as session:
        actor = actor_for(session, LABEL)
        pick = read_quick_line(session, actor, "Ahmadi Tel 10 Wohnen Vermieter ruft zurück").picks[0]
    quick = QuickTalk(pick.case_id, pick.person_id, today(), way=TalkWay.PHONE, minutes=10, area="wohnen",
                      text="Vermieter ruft zurück")  # fmt: skip
    ours, bare = partial(save, database, actor, quick), partial(save_bare, database, actor, quick)
    taken = [(seconds(ours, 1), seconds(bare, 1)) for _ in range(ROUNDS)]
    database.close()
    mine, theirs = map(median, zip(*taken, strict=True))
    yardstick.ratio("Schnelleintrag gespeichert, 100.000 Gespräche", mine, theirs, LIMIT, "≤ 2 ×")


def save(database: Database, actor: Actor, quick: QuickTalk) -> None:
    with database.session() as session:
        add_quick_talk(session, actor, quick)


def save_bare(database: Database, actor: Actor, quick: QuickTalk) -> None:
    """The same rows: talk, case, person, topic, words to be found by, access record with its head, counter."""
    with driver_connection(database.engine) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_TALK, (today().isoformat(), actor.user_id, actor.user_id))
        ((talk,),) = connection.execute("SELECT last_insert_rowid()").fetchall()
        connection.execute("INSERT INTO talk_cases (talk_id, case_id) VALUES (?, ?)", (talk, quick.case_id))
        connection.execute("INSERT INTO talk_persons (talk_id, person_id) VALUES (?, ?)", (talk, quick.person_id))
        connection.execute("INSERT INTO talk_topics (talk_id, position, area, text) VALUES (?, 0, 'wohnen', '')",
                           (talk,))  # fmt: skip
        connection.execute("INSERT INTO search_texts (kind, subject_id, case_id, words) VALUES "
                           "('talk', ?, ?, 'vermieter ruft zuruck zurueck')", (talk, quick.case_id))  # fmt: skip
        connection.execute("DELETE FROM search_stale")
        connection.execute("UPDATE vault_state SET saves = saves + 1")
        chain, objects = secrets.token_hex(32), json.dumps([["case", quick.case_id], ["talk", talk]])
        connection.execute("INSERT INTO access_log (at, user_id, action, objects, chain) VALUES "
                           "('2026-11-22T12:00:00+00:00', ?, 'talk.quick', ?, ?)",
                           (actor.user_id, objects, chain))  # fmt: skip
        head = json.dumps({"entries": talk, "chain": chain})
        connection.execute("UPDATE settings SET value = ? WHERE key = ?", (head, HEAD))
        connection.execute("COMMIT")
