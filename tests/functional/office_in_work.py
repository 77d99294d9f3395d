"""An office in the middle of its work, for walks that begin with unlocking: made without the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from desktop import settings
from desktop.casework.access.users import add_user
from desktop.casework.cases.cases import enter_person_case
from desktop.casework.office import OfficeSettings, actor_for, save_office_settings
from desktop.casework.people.people import PersonFacts
from desktop.casework.tasks import NewTask, add_task
from desktop.clock import today
from desktop.storage.files import VaultFiles
from desktop.storage.vault import unlock
from desktop.terms import PartialDate
from tests.casework.reviews.review_cases import plan_in_force
from tests.conftest import CHEAP, LABEL, PASSWORD

COLLEAGUE = "Samira Haddad"


@dataclass(frozen=True)
class OfficeInWork:
    """Maryam Ahmadi has a plan in force, Muhammad al Khatib is recorded twice, Ayşe Yılmaz once; two tasks are due."""

    files: VaultFiles
    case_id: int
    plan_version_id: int
    others: tuple[int, ...]
    """Files of al Khatib, Al-Khatib, Yılmaz."""


def office_in_work(files: VaultFiles) -> OfficeInWork:
    """Fill an empty vault and let the program open it first."""
    with unlock(files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        actor = actor_for(session, LABEL)
        office = OfficeSettings(municipality="Gemeinde Musterlingen", street="Rathausplatz 1", room="12")
        save_office_settings(session, actor, office)
        add_user(session, actor, COLLEAGUE)
        plan = plan_in_force(session, actor)
        born = PartialDate(1994, 6, 13)
        people = (PersonFacts("al Khatib", "Muhammad", own_script_name="محمد الخطيب", birth_date=born),
                  PersonFacts("Al-Khatib", "Mohamad", birth_date=born, profession="Bäcker"),
                  PersonFacts("Yılmaz", "Ayşe"))  # fmt: skip
        others = tuple(enter_person_case(session, actor, facts).made or 0 for facts in people)
        for title, days in (("Bescheid anfordern", -3), ("Jobcenter zurückrufen", 0)):
            add_task(session, actor, NewTask(title, today() + timedelta(days=days), plan.case_id))
    settings.save(settings.Settings(last_vault=str(files.database)))
    return OfficeInWork(files, plan.case_id, plan.id, others)
