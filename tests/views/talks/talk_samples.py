"""Talks of a family with everything in them, for the walk through all pages and for looking at."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.plans.plan_life import Signing, agree, put_in_force
from desktop.casework.plans.plan_rows import SignatureRow
from desktop.casework.talks.talk_rows import FollowUp, StepDone, StepMarks, TalkEntry, TopicEntry
from desktop.casework.talks.talk_steps import open_steps
from desktop.casework.talks.talk_views import list_talks, talk_choices
from desktop.casework.talks.talks import add_talk
from desktop.casework.talks.text_blocks import TextBlockEntry, save_text_block
from desktop.clock import today
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.talk_terms import ContactResult, Interpreting, TalkKind, TalkWay
from desktop.terms import ConsentPurpose
from desktop.views.commands import Commands
from desktop.views.desk import Desk
from desktop.views.places import Places
from desktop.views.talks.blocks_page import BlocksPage
from desktop.views.talks.entry import add_quick_talks
from desktop.views.talks.sheet_page import TalkSheetPage
from desktop.views.talks.talks_page import TalksPage
from tests.views.plans.plan_states import draft_case


class Offers(Protocol):
    """What pages are made from; the stage of the walk has it."""

    work: Work
    places: Places
    drafts: Drafts
    commands: Commands


def talking_family(work: Work) -> tuple[int, tuple[int, ...]]:
    """A family with a plan in force and three talks; case and persons."""
    case_id, version_id = draft_case(work, gaps=False)
    with work.store.session() as session:
        actor = work.actor
        agree(session, actor, version_id)
        signatures = (SignatureRow("person", "Maryam", today()), SignatureRow("im", actor.name, today()))
        put_in_force(session, actor, version_id, Signing(signatures, place="Musterlingen"))
        persons = tuple(person.id for person in talk_choices(session, actor, case_id).persons)
        give_consent(session, actor, NewConsent(persons[0], ConsentPurpose.HEALTH, today()))
        save_text_block(session, actor, TextBlockEntry("tv", "Termin vereinbart am "))
        day = today() - dt.timedelta(days=3)
        tried = TalkEntry((case_id,), day, persons[:1], TalkKind.CONTACT_ATTEMPT, TalkWay.PHONE,
                          contact_result=ContactResult.MESSAGE_LEFT, content="AB besprochen")  # fmt: skip
        add_talk(session, actor, tried)
        step = open_steps(session, actor, case_id)[0]
        full = TalkEntry(
            (case_id,), day, persons[:2], TalkKind.COUNSELLING, TalkWay.VISIT, "09:30", 75, "Talstraße 7",
            interpreting=Interpreting.POOL, interpreter_language="fa_AF", interpreter_cents=4550,
            occasion="Brief des Vermieters", content="Die Kündigung ist unwirksam. Wir schreiben gemeinsam zurück.",
            outcome="Frau Rahmani bringt am Donnerstag den Mietvertrag mit.",
            topics=(TopicEntry("wohnen", "Kündigung geprüft", 45), TopicEntry("geld", "", 20),
                    TopicEntry("gesundheit", "Knieschmerzen", 10, persons[0])),
        )  # fmt: skip
        add_talk(session, actor, full, StepMarks((StepDone(step.measure_id, note="Platz ab Januar"),)),
                 (FollowUp("Vermieter anrufen", today() + dt.timedelta(days=4)),), "wirkt erschöpft")  # fmt: skip
    return case_id, persons


def at_no_talks(stage: Offers) -> QWidget:
    """A case nobody has talked with yet."""
    return TalksPage(stage.work, stage.drafts, draft_case(stage.work)[0])


def at_talks(stage: Offers) -> TalksPage:
    """The list."""
    return TalksPage(stage.work, stage.drafts, talking_family(stage.work)[0])


def at_new_talk(stage: Offers) -> TalksPage:
    """The full page, with the plan beside it."""
    page = at_talks(stage)
    page.new_talk()
    return page


def at_edited_talk(stage: Offers) -> TalksPage:
    """The page of a talk with topics and everything."""
    page = at_talks(stage)
    page.edit_talk(next(iter(page.list.cards)))
    return page


def at_sheet(stage: Offers) -> QWidget:
    """The sheet of a talk with everything, beside Dari."""
    case_id, _ = talking_family(stage.work)
    with stage.work.store.session() as session:
        talk_id = max(row.id for row in list_talks(session, stage.work.actor, case_id))
    page = TalkSheetPage(stage.work)
    page.show_target(case_id, talk_id)
    return page


def at_blocks(stage: Offers) -> QWidget:
    """Text blocks with the form open beside them."""
    talking_family(stage.work)
    page = BlocksPage(stage.work, stage.drafts)
    page.new_block()
    return page


def at_quick_entry(stage: Offers) -> QWidget:
    """The quick entry over the desk, half typed, with a day that does not exist."""
    talking_family(stage.work)
    desk = Desk(stage.work, stage.drafts, stage.places, stage.commands, "Musterlingen.wegplan")
    desk.resize(1366, 768)
    quick = add_quick_talks(stage.work, stage.drafts, stage.places, stage.commands, desk)
    quick.open_box()
    quick.box.set_line("Rahmani KV Tel 10 Wohnen 31.02. Vermieter ruft zurück")
    return desk
