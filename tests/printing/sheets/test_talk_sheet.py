"""The sheet of a talk: what was agreed, in two languages; nothing private, protected or of another family."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import open_person_case
from desktop.casework.people import consents
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.casework.talks.talk_print import TalkPrint, talk_print
from desktop.casework.talks.talk_rows import FollowUp, TalkEntry, TopicEntry
from desktop.casework.talks.talks import add_talk
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.printing.engine.text import without_isolates
from desktop.printing.sheets.printed import LARGE_PRINT
from desktop.printing.sheets.talk_sheet import talk_sheet
from desktop.talk_terms import TalkKind
from desktop.terms import PRINT_LANGUAGES, ConsentPurpose
from tests.printing.engine.engine_pdf import letter_height, page_texts
from tests.tools.vera.vera import failed_checks

pytestmark = pytest.mark.usefixtures("fixed_clock")


def printed(session: Session, actor: Actor, language: str = "ar") -> TalkPrint:
    """A group talk with everything that must and must not print."""
    facts = [PersonFacts("Ahmadi", "Maryam", print_language=language), PersonFacts("Habte", "Filmon")]
    persons = [create_person(session, actor, one).made or 0 for one in facts]
    cases = [open_person_case(session, actor, person).made or 0 for person in persons]
    consents.give_consent(session, actor, consents.NewConsent(persons[0], ConsentPurpose.HEALTH, today()))
    consents.give_consent(session, actor, consents.NewConsent(persons[1], ConsentPurpose.HEALTH, today()))
    entry = TalkEntry(
        tuple(cases), dt.date(2026, 11, 20), tuple(persons), TalkKind.GROUP, content="Strom und Gas verglichen",
        outcome="Bis Freitag Vertrag mitbringen", group_title="Energie",
        topics=(TopicEntry("wohnen", "Zählerstand"), TopicEntry("gesundheit", "Knieschmerzen")),
    )  # fmt: skip
    tasks = (FollowUp("Vertrag mitbringen", dt.date(2026, 11, 27)),)
    talk_id = add_talk(session, actor, entry, None, tasks, "Zirbelkiefer").made or 0
    return talk_print(session, actor, talk_id, cases[0])


def test_large_print_is_larger_says_the_same_and_stays_tagged(session: Session, actor: Actor) -> None:
    data = printed(session, actor, "uk")
    usual, large = talk_sheet(data), talk_sheet(data, large_print=True)
    assert set(text_of(large.pdf).split()) >= set(text_of(usual.pdf).split())
    assert letter_height(large.pdf, "Z") == pytest.approx(LARGE_PRINT * letter_height(usual.pdf, "Z"), rel=0.02)
    assert not failed_checks(large.pdf)


def text_of(pdf: bytes) -> str:
    return without_isolates(" ".join(" ".join(page_texts(pdf)).split()).replace("\u00ad", ""))


def test_the_sheet_says_what_was_agreed_until_when(session: Session, actor: Actor) -> None:
    sheet = talk_sheet(printed(session, actor))
    text = text_of(sheet.pdf)
    for wanted in ("Gesprächsnotiz", "Ahmadi, Maryam", "waren dabei: Maryam", "im Büro",
                   "Strom und Gas verglichen", "Zählerstand", "Bis Freitag Vertrag mitbringen",
                   "27.11.2026", "F-2026-001"):  # fmt: skip
        assert wanted in text, wanted
    assert sheet.missing == ()
    assert sheet.pages == 1


def test_nothing_private_protected_or_of_another_family_is_in_it(session: Session, actor: Actor) -> None:
    data = printed(session, actor)
    text = text_of(talk_sheet(data).pdf) + repr(data)
    for forbidden in ("Zirbelkiefer", "Knieschmerzen", "Filmon", "Habte"):
        assert forbidden not in text
    assert data.left_out == 1


def test_the_second_language_says_that_nobody_checked_it(session: Session, actor: Actor) -> None:
    sheet = talk_sheet(printed(session, actor))
    assert sheet.unreviewed
    assert "Maschinell" in text_of(sheet.pdf)


def test_without_a_language_it_is_german_alone(session: Session, actor: Actor) -> None:
    data = printed(session, actor, "")
    sheet = talk_sheet(data)
    assert (data.language, sheet.unreviewed) == ("", ())
    assert "deutsche Text" not in text_of(sheet.pdf)
    assert "auf Deutsch geschrieben" not in text_of(sheet.pdf)


@pytest.mark.parametrize("language", PRINT_LANGUAGES)
def test_every_language_has_its_letters_and_one_page(language: str, session: Session, actor: Actor) -> None:
    sheet = talk_sheet(printed(session, actor, language))
    assert (sheet.missing, sheet.pages) == ((), 1)


def test_a_screen_reader_can_read_it(session: Session, actor: Actor) -> None:
    assert not failed_checks(talk_sheet(printed(session, actor)).pdf)


def test_the_same_talk_gives_the_same_bytes(session: Session, actor: Actor) -> None:
    data = printed(session, actor)
    assert talk_sheet(data).pdf == talk_sheet(data).pdf


def test_a_talk_of_another_case_is_not_printed(session: Session, actor: Actor) -> None:
    data = printed(session, actor)
    assert data.case_number == "F-2026-001"
    with pytest.raises(CaseworkError, match="nicht mehr"):
        talk_print(session, actor, 4711, 1)
