"""The profile of a volunteer as the page walk looks at it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.register.groups import GroupEntry, add_group
from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage, VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer
from desktop.casework.volunteers.week_times import Span
from desktop.person_terms import Salutation, Sex
from desktop.views.volunteers.register.profile_page import ProfilePage
from desktop.volunteer_terms import Activity, Allowance, LanguageSkill, TargetGroup

if TYPE_CHECKING:
    from tests.views.page_walk import Stage

LANGUAGES = (SpokenLanguage("de", LanguageSkill.MOTHER), SpokenLanguage("ar", LanguageSkill.GOOD))
TIMES = (Span(1, 16 * 60, 18 * 60), Span(5, 9 * 60, 12 * 60))


def gerda_facts(group_id: int | None = None) -> VolunteerFacts:
    """Every field is filled in."""
    return VolunteerFacts(
        family_name="Wagner", given_names="Gerda", salutation=Salutation.MS, sex=Sex.FEMALE, birth_year=1958,
        birthday="12-24", street="Lindenweg 4", postal_code="77777", town="Musterlingen", phone="07777 123456",
        email="gerda@example.org", organisation="Kirchengemeinde", group_id=group_id,
        activities=(Activity.LANGUAGE, Activity.OFFICES), target_groups=(TargetGroup.WOMEN, TargetGroup.FAMILIES),
        excluded_groups=(TargetGroup.YOUTH,), excluded_activities=(Activity.RIDES,), exclusions="Keine Nachtfahrten",
        interests=("Garten", "Kochen"), profession="Lehrerin", minutes_per_week=150,
        available_from=dt.date(2026, 1, 1), available_until=dt.date(2027, 12, 31), area="Oberdorf", radius_km=10,
        has_car=True, most_matches=2, works_with_minors=True, own_flight=False, active_since=dt.date(2016, 3, 1),
        first_talk_on=dt.date(2026, 9, 1), first_talk_with="Petra Lang", consent_on=dt.date(2026, 9, 1),
        consent_version="2026-1", may_show_contact=True, allowance=Allowance.EXPENSES, note="Ruft lieber an.",
    )  # fmt: skip


def enter_gerda(session: Session, actor: Actor) -> int:
    """Gerda Wagner with all her facts; her id."""
    group = add_group(session, actor, GroupEntry("Helferkreis Nord")).made
    made = create_volunteer(session, actor, gerda_facts(group), LANGUAGES, TIMES).made
    assert made is not None
    return made


def at_profile(stage: Stage) -> ProfilePage:
    """Everything of Gerda."""
    with stage.vault.session() as session:
        gerda = enter_gerda(session, stage.work.actor)
    return ProfilePage(stage.work, stage.drafts, stage.places, gerda)
