"""A quick entry is saved about as fast as its bare rows with fsync."""

from __future__ import annotations

import pytest

from desktop.casework.access_chain import HEAD
from desktop.casework.office import actor_for
from desktop.casework.quick_talk import QuickTalk, add_quick_talk, read_quick_line
from desktop.clock import today
from desktop.storage.database import open_database
from desktop.storage.engine import driver_connection
from desktop.storage.files import MIGRATIONS, VaultFiles
from desktop.storage.keyfile import read
from desktop.storage.unlocking import key_by_password
from desktop.talk_terms import TalkWay
from tests.bench.conftest import CHEAP, LABEL, PASSWORD
from tests.bench.yardstick import Yardstick, seconds

pytestmark = pytest.mark.bench

_TALK = (
    "INSERT INTO talks (held_on, start_time, minutes, kind, way, place, user_id, interpreting, interpreter_language, "
    "occasion, content, outcome, counts, group_title, row_version, created_at) VALUES (?, '', 10, 'counselling', "
    "'phone', '', ?, 'none', '', '', 'Vermieter ruft zurück', '', 1, '', 1, '2026-11-22T12:00:00+00:00')"
)


def test_a_quick_entry_is_saved(crowded_files: VaultFiles, yardstick: Yardstick) -> None:
    key = key_by_password(crowded_files, read(crowded_files, CHEAP), LABEL, PASSWORD)
    database = open_database(crowded_files, key, MIGRATIONS)
    with database.session() as session:
        actor = actor_for(session, LABEL)
        pick = read_quick_line(session, actor, "Ahmadi Tel 10 Wohnen Vermieter ruft zurück").picks[0]
    quick = QuickTalk(pick.case_id, pick.person_id, today(), way=TalkWay.PHONE, minutes=10, area="wohnen",
                      text="Vermieter ruft zurück")  # fmt: skip

    def save() -> None:
        with database.session() as session:
            add_quick_talk(session, actor, quick)

    def save_bare() -> None:
        """The same rows: talk, case, person, topic, words to be found by, access record with its head, counter."""
        with driver_connection(database.engine) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_TALK, (today().isoformat(), actor.user_id))
            ((talk,),) = connection.execute("SELECT last_insert_rowid()").fetchall()
            connection.execute("INSERT INTO talk_cases (talk_id, case_id) VALUES (?, ?)", (talk, pick.case_id))
            connection.execute("INSERT INTO talk_persons (talk_id, person_id) VALUES (?, ?)", (talk, pick.person_id))
            connection.execute("INSERT INTO talk_topics (talk_id, position, area, text) VALUES (?, 0, 'wohnen', '')",
                               (talk,))  # fmt: skip
            connection.execute("INSERT INTO search_texts (kind, subject_id, case_id, words) VALUES "
                               "('talk', ?, ?, 'vermieter ruft zurueck')", (talk, pick.case_id))  # fmt: skip
            connection.execute("DELETE FROM search_stale")
            connection.execute("UPDATE vault_state SET saves = saves + 1")
            connection.execute("INSERT INTO access_log (at, user_id, action, objects, chain) VALUES "
                               "('2026-11-22T12:00:00+00:00', ?, 'talk.quick', '[]', hex(randomblob(32)))",
                               (actor.user_id,))  # fmt: skip
            connection.execute("UPDATE settings SET value = '{\"entries\": 1, \"chain\": \"\"}' WHERE key = ?", (HEAD,))
            connection.execute("COMMIT")

    save()
    save_bare()
    yardstick.ratio("Schnelleintrag gespeichert", seconds(save, 15), seconds(save_bare, 15), 5, "≤ 2 ×")
    database.close()
