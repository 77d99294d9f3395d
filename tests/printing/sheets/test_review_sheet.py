"""The Fortschreibungsblatt: results, changes, charts with their data; tagged, and nothing protected on it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reportlab.graphics.shapes import Drawing, Ellipse
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessment_rows import NewAnswer, Rating
from desktop.casework.assessments.assessments import save_answers
from desktop.casework.assessments.results import save_rating
from desktop.casework.forms.assessment.living import INDEPENDENCE
from desktop.casework.office import OfficeSettings, save_office_settings
from desktop.casework.plans.plan_rows import NewGoal, PlanView
from desktop.casework.plans.plans import add_goal
from desktop.casework.reviews.review_finish import finish_review
from desktop.casework.reviews.review_print import ReviewPrint, review_print
from desktop.casework.reviews.review_rows import GoalResult, StepResult
from desktop.casework.reviews.review_views import review_view
from desktop.casework.reviews.reviews import record_goal, record_step, save_review, start_review
from desktop.casework.rights import Actor
from desktop.printing.engine import Document
from desktop.printing.engine.drawn import Drawn
from desktop.printing.sheets.printed import LARGE_PRINT
from desktop.printing.sheets.review_sheet import review_sheet
from desktop.terms import GoalStatus, MeasureStatus, Need, Obstacle
from tests.casework.reviews.review_cases import plan_in_force
from tests.printing.engine.engine_pdf import letter_height, page_texts, structure
from tests.tools.vera.vera import failed_checks

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def data(session: Session, actor: Actor) -> ReviewPrint:
    save_office_settings(session, actor, OfficeSettings(municipality="Gemeinde Musterlingen", town="Musterlingen"))
    plan = plan_in_force(session, actor)
    draft = reviewed(session, actor, plan)
    add_goal(session, actor, draft, NewGoal("alltag", "Ich fahre allein mit dem Bus."))
    add_goal(session, actor, draft, NewGoal("gesundheit", "Ich gehe zur Vorsorge."))
    return review_print(session, actor, draft, plan.id)


def reviewed(session: Session, actor: Actor, plan: PlanView) -> int:
    review = start_review(session, actor, plan.id).made or 0
    language, flat, work = plan.goals
    record_step(session, actor, review, language.measures[0].id, StepResult(MeasureStatus.DONE, note="A2 bestanden"))
    record_step(
        session, actor, review, work.measures[0].id, StepResult(MeasureStatus.IMPOSSIBLE, Obstacle.CHILDCARE)
    )
    record_goal(session, actor, review, language.id, GoalResult(GoalStatus.PARTLY, 5, 4, 0))
    record_goal(session, actor, review, flat.id, GoalResult(GoalStatus.REACHED, 8, 5, 2))
    row = review_view(session, actor, review)
    assert row.ratings is not None
    page = row.ratings.assessment.id
    for area, need in (("wohnen", Need.LOW), ("sprache", Need.MEDIUM), ("arbeit", Need.ACUTE)):
        save_rating(session, actor, page, plan.person_id, area, Rating(need, 2))
    save_answers(session, actor, page, plan.person_id, tuple(NewAnswer(key, 2) for key in INDEPENDENCE))
    save_review(session, actor, review, replace(row.header, reason="Der Kurs läuft gut."), row.row_version)
    return finish_review(session, actor, review).made or 0


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page_texts(pdf)).split())


def test_the_sheet_says_what_became_of_goals_and_steps(data: ReviewPrint) -> None:
    words = words_of(review_sheet(data))
    for told in (
        "Fortschreibungsblatt", "Ahmadi, Maryam", "Von Fassung 1 zu Fassung 2", "22.11.2026", "Der Kurs läuft gut.",
        "22.02.2027", "Erreicht „Wir ziehen in eine eigene Wohnung.“", "am Anfang 2, jetzt 5, vereinbart 8",
        "Selbsteinschätzung 4 von 5", "A2 bestanden", "Hindernis: Kinderbetreuung", "Neue Ziele",
        "Ich fahre allein mit dem Bus.", "Nicht mehr dabei", "Wert am Anfang: bisher 2, jetzt 5", "Verlauf",
        "Selbstständigkeits-Index",
    ):  # fmt: skip
        assert told in words, told


def test_protected_goals_are_only_counted(data: ReviewPrint) -> None:
    words = words_of(review_sheet(data))
    assert "Vorsorge" not in words
    assert "1 Ziel steht wegen besonderen Schutzes nicht auf diesem Blatt." in words
    assert "Gesundheit" not in words


def test_every_chart_has_its_data_as_words_and_as_a_table(data: ReviewPrint) -> None:
    pdf = review_sheet(data)
    tree = structure(pdf)
    told = [figure.alternative or "" for figure in tree.all("Figure")]
    assert len(told) == 6
    assert any("Ich spreche im Alltag Deutsch – 20.08.2026: 2, 22.11.2026: 5" in words for words in told)
    assert any("Arbeit" in words and "22.11.2026: !" in words for words in told)
    assert len(list(tree.all("Table"))) == len(told) + 1  # and the facts at the top


def test_the_sheet_is_accessible_and_always_the_same(data: ReviewPrint) -> None:
    pdf = review_sheet(data)
    assert pdf == review_sheet(data)
    assert not failed_checks(pdf)


def test_large_print_with_its_charts_is_accessible_and_says_the_same(data: ReviewPrint) -> None:
    usual, large = review_sheet(data), review_sheet(data, large_print=True)
    assert set(words_of(large).split()) >= set(words_of(usual).split())
    assert letter_height(large, "F") == pytest.approx(LARGE_PRINT * letter_height(usual, "F"), rel=0.02)
    assert not failed_checks(large)


def test_without_a_review_between_them_the_changes_still_print(data: ReviewPrint) -> None:
    words = words_of(review_sheet(replace(data, review=None, goals=())))
    assert "Was ist aus den Zielen geworden?" not in words
    assert "Was hat sich geändert?" in words


def test_a_shape_nobody_knows_is_never_left_out_silently() -> None:
    made = Drawing(10, 10)
    made.add(Ellipse(5, 5, 3, 2))
    document = Document("Bild", "de")
    document.add(Drawn(made, "eine Ellipse"))
    with pytest.raises(ValueError, match="Ellipse is not understood"):
        document.finish()
