"""Input left half-written stands in „Heute“ of whoever left it, with the place where it goes on."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from desktop.casework.deadlines.open_drafts import open_drafts
from desktop.casework.drafts import save_draft
from desktop.casework.reviews.reviews import start_review
from desktop.casework.rights import Actor
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer
from tests.casework.deadlines.due_samples import case_of, colleague
from tests.casework.reviews.review_cases import plan_in_force
from tests.casework.volunteers.matches.match_samples import coordinator

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.mark.parametrize(("key", "words", "page"), [
    ("talk/{}", "Gespräch", "talks"), ("task/{}/new", "Aufgabe", "tasks"), ("private-note/{}", "Meine Notiz", "tasks"),
    ("appointment/0/{}", "Termin", "appointments"), ("approval/{}", "Freigabe", "tasks"),
    ("close/{}", "Abschluss", "overview"), ("status/{}", "Status", "overview"),
])  # fmt: skip
def test_a_draft_of_a_case_leads_to_its_tab(
    session: Session, actor: Actor, key: str, words: str, page: str
) -> None:
    case_id, _ = case_of(session, actor)
    save_draft(session, actor, key.format(case_id), {"title": "halb"})
    (line,) = open_drafts(session, actor)
    assert (line.words, line.page, line.case_id, line.case_title, line.target) == (
        words, page, case_id, "Habte, Filmon", (),
    )  # fmt: skip
    assert open_drafts(session, colleague(session)) == ()


@pytest.mark.parametrize(("key", "words", "page"), [
    ("quick-talk", "Gespräch, schnell eingetragen", "quick-talk"), ("appointment/0/0", "Termin", "calendar"),
    ("absence", "Abwesenheit", "absence"), ("task/new", "Aufgabe", "today"),
    ("import", "Übergabeliste", "import"), ("volunteer-import", "Liste von Ehrenamtlichen", "volunteer-import"),
])  # fmt: skip
def test_a_draft_without_a_case_leads_where_it_was_begun(
    session: Session, actor: Actor, key: str, words: str, page: str
) -> None:
    save_draft(session, actor, key, {"line": "halb"})
    (line,) = open_drafts(session, actor)
    assert (line.words, line.page, line.case_id, line.case_title) == (words, page, None, "")


@pytest.mark.parametrize(("key", "words"), [
    ("volunteer/{}", "Profil: Weiß, Gerda"), ("volunteer-contact/{}", "Kontakt: Weiß, Gerda"),
    ("volunteer-contact/77/{}", "Kontakt: Weiß, Gerda"), ("volunteer-status/{}", "Status: Weiß, Gerda"),
    ("volunteer-paper/conduct/{}", "Unterlage: Weiß, Gerda"),
])  # fmt: skip
def test_a_draft_about_a_volunteer_leads_to_the_file(session: Session, actor: Actor, key: str, words: str) -> None:
    volunteer = create_volunteer(session, actor, VolunteerFacts("Weiß", "Gerda")).made
    for half in (key.format(volunteer), key.format(4711), "volunteer-group/new"):
        save_draft(session, actor, half, {"text": "halb"})
    (line,) = open_drafts(session, coordinator(actor))
    assert (line.words, line.case_id, line.page, line.target) == (words, None, "volunteer", (volunteer,))


def test_a_need_begun_leads_to_the_tab_of_its_case_and_somebody_new_to_the_register(
    session: Session, actor: Actor
) -> None:
    case_id, _ = case_of(session, actor)
    save_draft(session, actor, f"volunteer-need/close-3/{case_id}", {"note": "halb"})
    (line,) = open_drafts(session, actor)
    assert (line.words, line.page, line.case_id) == ("Bedarf für das Ehrenamt", "volunteer", case_id)
    save_draft(session, actor, "volunteer/new", {"family_name": "Wei"})
    assert {line.page for line in open_drafts(session, actor)} == {"volunteer", "volunteers"}


def test_a_half_written_review_goes_on_at_its_fassung(session: Session, actor: Actor) -> None:
    plan = plan_in_force(session, actor)
    review = start_review(session, actor, plan.id).made
    save_draft(session, actor, f"review/{review}", {"reason": "halb"})
    (line,) = open_drafts(session, actor)
    assert (line.words, line.page, line.target) == ("Überprüfung", "review", (plan.case_id, plan.id))
    save_draft(session, actor, "review/4711", {"reason": "weg"})
    assert len(open_drafts(session, actor)) == 1
