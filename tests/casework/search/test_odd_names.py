"""Names nobody would invent, from the first key to the last sheet: kept as written or refused, never a crash."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.case_list import CaseFilter, list_cases
from desktop.casework.cases.cases import case_head, enter_person_case
from desktop.casework.export import export_all
from desktop.casework.handover.importing import import_list
from desktop.casework.people.people import LanguageRow, PersonFacts, find_persons, person_detail, save_person
from desktop.casework.plain_text import one_line, some_lines
from desktop.casework.plans.plan_print import plan_print
from desktop.casework.plans.plans import start_plan, take_goal
from desktop.casework.rights import Actor
from desktop.casework.search.folding import search_terms
from desktop.casework.search.search import search_people
from desktop.errors import CaseworkError
from desktop.exchange.handover_list import open_list, read_list
from desktop.exchange.returned_rows import returned_rows
from desktop.printing.sheets.sheet import sheet
from desktop.terms import PLAN_SHEETS, PlanKind, SheetVariant
from tests.printing.engine.engine_pdf import page_texts

pytestmark = pytest.mark.usefixtures("fixed_clock")

# What is typed or pasted -> what the vault keeps.
KEPT = {
    "markup": ("<b>Ali</b> & Söhne", "<b>Ali</b> & Söhne"),
    "entity": ("Ali &amp; &#x41;", "Ali &amp; &#x41;"),
    "emoji": ("Ali \U0001f600", "Ali \U0001f600"),
    "300 characters": ("Xy" * 150, "Xy" * 150),
    "statement": ("Robert'); DROP TABLE persons;--", "Robert'); DROP TABLE persons;--"),
    "pattern": ("100%_Ali", "100%_Ali"),
    "marks on marks": ("Z" + "\u0301" * 40 + "oe", "Z" + "\u0301" * 40 + "oe"),
    "joiner": ("علی\u200cرضا", "علی\u200cرضا"),
    "right-to-left mark": ("احمد\u200fی\u200f", "احمدی"),
    "override": ("Ali\u202eemmaN\u202c", "AliemmaN"),
    "isolate": ("\u2067Ali\u2069", "Ali"),
    "NUL": ("A\0li", "Ali"),
    "escape": ("A\x1b[31mli", "A[31mli"),
    "line breaks": ("Ali\r\nBaba\u2028Yusuf\tOmar", "Ali Baba Yusuf Omar"),
    "soft hyphen": ("Ab\u00addul", "Abdul"),
    "half an emoji": ("Ali\ud83d", "Ali\ufffd"),
}
REFUSED = ["", "   ", "\0", "\u202e\u202c", "\u200f", "\ufeff", "\uffff"]


def squeezed(text: str) -> str:
    """Without blanks: a long name is broken over lines."""
    return "".join(text.split())


@pytest.mark.parametrize(("typed", "kept"), KEPT.values(), ids=KEPT)
def test_an_odd_name_by_hand_goes_all_the_way(session: Session, actor: Actor, typed: str, kept: str) -> None:
    facts = PersonFacts(typed, typed, own_script_name=typed, phone=typed, school=typed, print_language="ar")
    case_id = enter_person_case(session, actor, facts, (LanguageRow("ar"),)).made or 0
    person_id = case_head(session, actor, case_id).members[0].person.id
    found = person_detail(session, actor, person_id).facts
    assert (found.family_name, found.given_names, found.own_script_name, found.phone) == (kept, kept, kept, kept)
    assert list_cases(session, actor, CaseFilter(text=typed))[0].title == f"{kept}, {kept}"
    assert [row.name for row in search_people(session, actor, typed)] == [f"{kept}, {kept}"]
    assert len(find_persons(session, actor, search_terms(typed))) == 1
    version = start_plan(session, actor, case_id, PlanKind.SINGLE, person_id).made or 0
    take_goal(session, actor, version, "sprache.ziel.2", ("sprache.schritt.1",))
    for kind in PLAN_SHEETS:
        made = sheet(kind, plan_print(session, actor, version), SheetVariant.SIDE_BY_SIDE, "ar")
        with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
            assert len(pdf.pages) == made.pages
        if kept.isascii():
            assert squeezed(kept)[:40] in squeezed(" ".join(page_texts(made.pdf)))  # the longest end in dots
    exported = json.loads(json.dumps(export_all(session, actor), ensure_ascii=False).encode("utf-8"))
    assert exported["tables"]["persons"][0]["family_name"] == kept


@pytest.mark.parametrize("name", REFUSED, ids=ascii)
def test_a_name_nobody_could_see_is_refused_with_a_sentence(session: Session, actor: Actor, name: str) -> None:
    with pytest.raises(CaseworkError, match="mindestens einen Namen") as refused:
        enter_person_case(session, actor, PersonFacts(name, name))
    assert refused.value.field == "family_name"
    made = enter_person_case(session, actor, PersonFacts("Issa", "Amal")).made or 0
    person = case_head(session, actor, made).members[0].person
    detail = person_detail(session, actor, person.id)
    with pytest.raises(CaseworkError, match="mindestens einen Namen"):
        save_person(session, actor, person.id, PersonFacts(name, name), (), detail.row_version)
    assert person_detail(session, actor, person.id).facts.family_name == "Issa"


@pytest.mark.parametrize(("typed", "kept"), KEPT.values(), ids=KEPT)
def test_an_odd_name_out_of_a_list_is_the_same_name(session: Session, actor: Actor, typed: str, kept: str) -> None:
    """The second time the same list is taken over, nothing is new: reading and keeping agree."""
    quoted = typed.replace('"', '""')
    data = f'Name;Vorname;Geburtsdatum;Straße;PLZ;Ort\n"{quoted}";Omar;03.04.1990;"Weg\u202e 7";70000;Altstadt\n'
    taken = read_list(open_list(data.encode("utf-8", "replace")))
    import_list(session, actor, taken, {})
    (found,) = search_people(session, actor, "Omar")
    facts = person_detail(session, actor, found.person_id)
    visible = {"Ali\ufffd": "Ali?", "Ali": "A\ufffdli" if "\0" in typed else "Ali"}  # a list's NUL stays visible
    assert facts.facts.family_name == visible.get(kept, kept)
    assert facts.addresses[0].street == "Weg 7"
    again = import_list(session, actor, taken, {})
    assert len(again.touched) == 1
    assert returned_rows(taken, {2: "Grund"}).startswith(b"PK")


@pytest.mark.parametrize("pasted", ["x" * 200_000, "ab " * 60_000, "\ud800", "%" * 90_000, "\0", "-" * 5_000])
def test_whatever_is_pasted_into_the_search_finds_nobody_and_breaks_nothing(
    session: Session, actor: Actor, pasted: str
) -> None:
    enter_person_case(session, actor, PersonFacts("Issa", "Amal"))
    assert search_people(session, actor, pasted) == ()
    assert len(list_cases(session, actor, CaseFilter(text=pasted))) <= 1
    assert len(find_persons(session, actor, search_terms(pasted))) <= 1


def test_lines_stay_lines_where_a_note_has_them() -> None:
    assert some_lines(" eins\r\nzwei\u2028drei\0\n\nvier\u202e ") == "eins\nzwei\ndrei\n\nvier"
    assert one_line(" eins\r\nzwei\u2028drei\0\n\nvier\u202e ") == "eins zwei drei vier"
