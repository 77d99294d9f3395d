"""A family speaks as „wir“, names stand in each column's script, and pages end where a reader expects it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from desktop.printing.engine import Rule, Stack, Text, isolate
from desktop.printing.engine.text import without_isolates
from desktop.printing.sheets.closing import End
from desktop.printing.sheets.head import members, whose
from desktop.printing.sheets.names import full_name, given_name
from desktop.printing.sheets.sheet import sheet
from desktop.printing.sheets.speech import Speech, enumerated
from desktop.printing.sheets.typeset import Look, OneLine, set_inline
from desktop.printing.wording import Wording
from desktop.terms import PRINT_LANGUAGES, PlanState, SheetKind, SheetVariant
from tests.printing.engine.engine_pdf import page_texts
from tests.printing.sheets.sheet_samples import FARID, MARYAM, goal, own_step, plan, step

PLAN, BOTH = SheetKind.PLAN, SheetVariant.SIDE_BY_SIDE


def test_no_sentence_of_a_family_plan_speaks_of_one_person_alone() -> None:
    steps = (own_step("Wir fragen nach einer Wohnung.", 2),)
    data = plan(family=True, goals=(goal("wohnen.ziel.1", 1, *steps),), needs="")
    said = " ".join(" ".join(page_texts(sheet(PLAN, data, SheetVariant.GERMAN, "de").pdf)).split())
    assert not re.search(r"\b(ich|mein\w*|mir|mich)\b", said, re.IGNORECASE)
    assert "haben wir keinen Nachteil" in said
    assert "nur mit unserer Zustimmung" in said
    assert "Wir haben eine Ausfertigung erhalten am" in said


@pytest.mark.parametrize("code", PRINT_LANGUAGES)
def test_a_family_has_sentences_of_its_own_in_every_language(code: str) -> None:
    wording = Wording.load(code)
    for key in ("erklaerung.kein_nachteil", "erklaerung.vertraulich", "unterschrift.ausfertigung"):
        ours = wording.text(f"{key}_familie")
        assert ours.language == code
        assert ours.text != wording.text(key).text


@pytest.mark.parametrize(
    ("code", "comma"),
    [*((code, "،") for code in ("ar", "fa", "fa_AF", "ps", "ckb")), ("am", "፣"), ("ti", "፣"), ("sq", ",")],
)
def test_names_are_listed_with_the_comma_of_the_column(code: str, comma: str) -> None:
    speech = Speech(plan(), BOTH, code)
    german, other = enumerated([speech.same("Jobcenter"), speech.same("Kita")])
    assert without_isolates(german.text) == "Jobcenter, Kita"
    assert without_isolates(other.text) == f"Jobcenter{comma} Kita"
    passed_on = speech.fixed("plan.weitergabe", stellen=enumerated([speech.same("Jobcenter"), speech.same("Kita")]))
    assert f"{isolate('Jobcenter')}{comma} " in passed_on[1].text


def test_names_stand_in_the_own_script_without_the_shared_family_name() -> None:
    data = plan(family=True, person_id=None)
    speech = Speech(data, BOTH, "fa_AF")
    assert [without_isolates(said.text) for said in given_name(data, speech, MARYAM)] == ["Maryam", "مریم"]
    assert [without_isolates(said.text) for said in members(data, speech) or ()] == [
        "Farid, Maryam, Zahra", "فرید، مریم، زهرا",
    ]  # fmt: skip
    assert [without_isolates(said.text) for said in whose(data, speech)] == ["Familie Ahmadi", "فامیل احمدی"]
    assert [without_isolates(said.text) for said in full_name(data, speech, "Ahmadi, Farid")] == [
        "Farid Ahmadi", "فرید احمدی",
    ]  # fmt: skip
    assert without_isolates(full_name(data, speech, "Karin W., vhs")[1].text) == "Karin W., vhs"


def test_a_name_stays_whole_where_no_word_is_shared() -> None:
    couple = (replace(MARYAM, own_script_name="Надежда Морозова"), replace(FARID, own_script_name="Сергей Морозов"))
    data = plan(family=True, persons=couple)
    assert without_isolates(given_name(data, Speech(data, BOTH, "ru"), couple[0])[1].text) == "Надежда Морозова"


def test_every_table_of_steps_has_heads_in_both_languages() -> None:
    steps = (step("sprache.schritt.3", 1), step("sprache.schritt.2", 2), step("sprache.schritt.7", 3))
    text = " ".join(page_texts(sheet(PLAN, plan(goals=(goal("sprache.ziel.2", 1, *steps),)), BOTH, "en").pdf))
    assert text.count("Wer · Who") == text.count("Bis · By") == len(re.findall(r"\bWer\b(?! macht)", text)) >= 2


def test_languages_share_a_line_only_where_both_fit() -> None:
    line = set_inline(Speech(plan(), BOTH, "sq").fixed("rolle.volunteer"), Look(10))
    assert isinstance(line, OneLine)
    wide, narrow = line.place(400), line.place(line.line.place(400).height * 3)
    assert wide.height < narrow.height


def test_german_words_in_brackets_are_one_island_in_right_to_left_text() -> None:
    said = Speech(plan(), BOTH, "ar").fixed("wohnen.schritt.1")[1].text
    assert "\u2066(Wohnberechtigungsschein, WBS)\u2069" in said


def test_time_and_room_do_not_part_from_what_they_belong_to() -> None:
    text = " ".join(page_texts(sheet(PLAN, plan(), SheetVariant.GERMAN, "de").pdf))
    assert "Zimmer\u00a012" in text
    assert "\u00a0\u2068" in Speech(plan(), BOTH, "ar").appointment(plan().printed_on, "09:00")[1].text


def test_what_is_signed_stays_with_the_signatures_unless_a_page_would_be_left_empty() -> None:
    end = End([Text("Was gilt."), Stack([Rule(space=300)], whole=True)]).place(400)
    assert end.split(end.height - 200) is None
    divided = end.split(end.height - 20)
    assert divided
    assert divided[0].height + divided[1].height == end.height


@pytest.mark.parametrize("state", [PlanState.AGREEING, PlanState.IN_FORCE])
@pytest.mark.parametrize("code", ["ar", "sq", "ti"])
def test_the_page_with_the_signatures_says_what_is_signed(code: str, state: PlanState) -> None:
    for count in range(1, 7):
        steps = tuple(own_step(f"Ich mache Schritt {number}.", number) for number in range(count))
        data = plan(state=state, goals=(goal("wohnen.ziel.1", 1, *steps),))
        texts = page_texts(sheet(PLAN, data, BOTH, code).pdf)
        signed = next(text for text in texts if "Unterschriften" in text)
        assert "kein Bescheid" in signed or "Schritt" in signed
