"""What stands on the sheets, and what never does."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no stubs
import pytest

from desktop.casework.plans.plan_rows import GoalRow, NewGoal, SignatureRow
from desktop.casework.plans.wording_checks import CheckedText
from desktop.errors import PrintError
from desktop.printing.sheets.appointment import calendar_entry
from desktop.printing.sheets.one_page import next_steps
from desktop.printing.sheets.sheet import sheet
from desktop.printing.sheets.speech import Speech
from desktop.printing.wording import Wording, german_texts
from desktop.terms import PLAN_SHEETS, DueKind, MeasureStatus, PlanState, Responsible, SheetKind, SheetVariant
from tests.printing.engine.engine_pdf import page_image, page_texts, structure
from tests.printing.sheets.sheet_samples import DAY, goal, own_step, plan, step

PLAN, ONE_PAGE = SheetKind.PLAN, SheetKind.ONE_PAGE
GERMAN, BOTH, ALONE = SheetVariant.GERMAN, SheetVariant.SIDE_BY_SIDE, SheetVariant.LANGUAGE_ONLY
LATER = dt.date(2027, 3, 31)


def german(kind: SheetKind = PLAN, **changes: object) -> str:
    pdf = sheet(kind, plan(**changes), GERMAN, "de").pdf  # type: ignore[arg-type]  # any field of the bundle
    return " ".join(" ".join(page_texts(pdf)).replace("\ufffe", "").split())


def letter_height(pdf: bytes) -> float:
    """Height of the W of „Woran merken wir es?“ on the first page."""
    page = pdfium.PdfDocument(pdf)[0].get_textpage()
    _, bottom, _, top = page.get_charbox(page.get_text_range().index("Woran"))
    return float(top - bottom)


def footers(pdf: bytes) -> list[str]:
    return [" ".join(text.split())[-120:] for text in page_texts(pdf)]


def test_the_long_plan_says_who_what_until_when_and_how_one_knows() -> None:
    said = german()
    for words in (
        "Gemeinde Musterlingen", "Integrationsplan", "Maryam Ahmadi", "Fassung 2", "in Abstimmung",
        "ersetzt Fassung 1", "Dieser Plan gilt, sobald beide Seiten unterschrieben haben.", "Nächstes Gespräch",
        "Montag, 14.12.2026, 09:00 Uhr", "Ort: Rathaus Musterlingen, Zimmer 12", "Fragen? Petra Lang, 07000 98 76 54",
        "Nächste Überprüfung: 14.02.2027", "Meine Stärken", "Ich bestehe die Prüfung B1.", "Woran merken wir es?",
        "Heute 3, Ziel 8", "bis 12 Monate", "Das mache ich", "Das macht das Integrationsmanagement",
        "Das machen andere", "Das machen wir zusammen", "13.12.2026", "laufend", "Nachweis: Anmeldung", "Karin W.",
        "Wer macht den Plan zusammen? Maryam Ahmadi, Petra Lang", "Dieser Plan wird nicht weitergegeben.",
        "kein Bescheid", "Unterschrift Maryam", "Integrationsmanager/in Petra Lang", "Sprachmittler/in",
        "Ich habe eine Ausfertigung erhalten am",
    ):  # fmt: skip
        assert words in said, words
    assert said.index("Meine Stärken") < said.index("Das brauche ich noch") < said.index("Meine Ziele")


def test_a_family_says_we_and_everybody_of_sixteen_signs() -> None:
    said = german(family=True)
    assert "Unsere Ziele" in said
    assert not re.search("Meine (Ziele|Stärken)|Das brauche ich|Das mache ich", said)
    assert "Familie Ahmadi" in said
    assert "Das machen wir als Familie" in said
    assert "für Maryam" in said
    assert "Unterschrift Farid" in said
    assert "Unterschrift Maryam" in said
    assert "Unterschrift Zahra" not in said
    assert "Unser Plan" in german(ONE_PAGE, family=True)


@pytest.mark.parametrize("kind", PLAN_SHEETS)
def test_a_draft_says_that_it_does_not_count_yet(kind: SheetKind) -> None:
    assert "Das ist ein Entwurf. Er gilt noch nicht." in german(kind, state=PlanState.DRAFT)
    assert "Entwurf" not in german(kind)


def test_a_fassung_in_force_shows_supplements_signatures_and_what_happened_since() -> None:
    steps = (
        replace(step("sprache.schritt.3", 1), status=MeasureStatus.DONE, done_on=DAY),
        replace(step("sprache.schritt.1", 2), due_on=LATER, status=MeasureStatus.MOVED),
    )
    goals = (replace(goal("sprache.ziel.2", 1, *steps), value_now=5),)
    signed = (SignatureRow("person", "Maryam Ahmadi", DAY, 1), SignatureRow("im", "Petra Lang", DAY))
    said = german(state=PlanState.IN_FORCE, goals=goals, signatures=signed, unsigned_reason="", handed_out_on=DAY)
    assert "gültig ab 22.11.2026" in said
    assert "Ergänzung vom 22.11.2026: Der Kurs beginnt eine Woche später." in said
    assert "erledigt am 22.11.2026" in said
    assert "Nachweis: Ergebnis verschoben auf 31.03.2027" in said
    assert "Maryam 20.12.2026" in said or "ich 20.12.2026" in said
    assert "Wert jetzt: 5" in said
    assert said.count("unterschrieben am 22.11.2026") == 2
    assert "Ergänzung" not in german()


def test_a_missing_signature_is_explained() -> None:
    assert "Grund: liegt im Krankenhaus" in german(state=PlanState.IN_FORCE, unsigned_reason="liegt im Krankenhaus")


def test_recipients_are_named_on_the_paper() -> None:
    assert "Weitergabe erlaubt an: Jobcenter, Kita Sonnenschein" in german(
        recipients=("Jobcenter", "Kita Sonnenschein")
    )


@pytest.mark.parametrize("kind", PLAN_SHEETS)
@pytest.mark.parametrize("variant", [BOTH, ALONE])
def test_the_foot_has_the_case_number_and_never_a_name(kind: SheetKind, variant: SheetVariant) -> None:
    made = sheet(kind, plan(), variant, "en")
    for number, foot in enumerate(footers(made.pdf), 1):
        end = foot[foot.index("F-2026-014") :]
        assert f"{number} of {made.pages}" in end
        assert "22.11.2026" in end
        assert not re.search("Ahmadi|Maryam|Lang", end)


def test_a_moved_step_prints_its_present_day_on_the_one_page_and_order_is_by_urgency() -> None:
    steps = (
        own_step("Zuletzt", 9), own_step("Laufend", 1, due_kind=DueKind.ONGOING, due_on=None),
        replace(own_step("Verschoben", 1), due_on=LATER, status=MeasureStatus.MOVED),
        own_step("Sofort", 3, due_kind=DueKind.AT_ONCE, due_on=None),
        replace(own_step("Fertig", 1), status=MeasureStatus.DONE), own_step("Ohne Tag", 4, due_on=None),
    )  # fmt: skip
    data = plan(goals=(goal("sprache.ziel.2", 1, *steps),))
    order = [one.measure.content.text for one in next_steps(data)]
    assert order == ["Sofort", "Zuletzt", "Verschoben", "Laufend", "Ohne Tag"]
    assert "bis 31.03.2027" in german(ONE_PAGE, goals=data.view.goals)


def test_the_one_page_has_five_steps_and_says_that_there_are_more() -> None:
    said = german(ONE_PAGE)
    assert said.count("bis ") >= 5
    assert "Weitere Schritte stehen im Integrationsplan." in said
    few = german(ONE_PAGE, goals=(goal("sprache.ziel.2", 1, step("sprache.schritt.3", 1)),))
    assert "Weitere Schritte" not in few
    assert "Zurzeit sind keine Schritte offen." in german(ONE_PAGE, goals=())


@pytest.mark.parametrize("code", ["de", "ar", "en", "fa_AF"])
@pytest.mark.parametrize("large", [False, True])
def test_the_one_page_stays_one_page_however_much_there_is_to_say(code: str, large: bool) -> None:
    long = "Ich frage alle Menschen, die ich kenne, nach einer Wohnung für uns. " * 30
    steps = tuple(
        own_step(f"{number}. {long}", number, who_name="Ü" * 300, who=tuple(Responsible)) for number in range(9)
    )
    data = plan(
        goals=(goal("wohnen.ziel.1", 1, *steps),), title="Ahmadi, " + "Maryam-Zahra " * 40,
        own_script_name="مریم " * 80, next_talk_place="Nebengebäude der Gemeindebücherei " * 20,
    )  # fmt: skip
    made = sheet(ONE_PAGE, data, BOTH, code, large_print=large)
    assert made.pages == 1
    assert "14.12.2026" in page_texts(made.pdf)[0]


def test_large_print_is_larger() -> None:
    assert letter_height(sheet(PLAN, plan(), GERMAN, "de", True).pdf) == pytest.approx(
        1.3 * letter_height(sheet(PLAN, plan(), GERMAN, "de").pdf), rel=0.02
    )


def test_machine_made_texts_carry_a_note_until_the_office_has_checked_them() -> None:
    unchecked = sheet(PLAN, plan(), BOTH, "en")
    assert unchecked.unreviewed_count == len(unchecked.unreviewed) > 50
    assert all("Maschinell übersetzt, noch nicht geprüft." in text for text in page_texts(unchecked.pdf))
    wording, texts = Wording.load("en"), german_texts()
    checked = {
        ("en", key): CheckedText(texts[key], wording.translations[key].text, "Rana Haddad", DAY)
        for key in unchecked.unreviewed
    }
    after = sheet(PLAN, plan(checked=checked), BOTH, "en")
    assert after.unreviewed == ()
    assert not [text for text in page_texts(after.pdf) if "Maschinell" in text or "Machine" in text]
    del checked["en", "plan.titel"]
    left = sheet(PLAN, plan(checked=checked), BOTH, "en")
    assert left.unreviewed == ("plan.titel",)
    assert "Maschinell" in page_texts(left.pdf)[0]


def test_own_texts_print_in_german_with_a_mark_until_they_are_translated() -> None:
    made = sheet(PLAN, plan(), ALONE, "fa_AF")
    text = " ".join(page_texts(made.pdf))
    assert made.untranslated_own == 2
    assert "Ein Deutschkurs mit Kinderbetreuung." in text
    assert "Maryam hat acht Jahre" not in text
    assert sheet(PLAN, plan(), ALONE, "en").untranslated_own == 3, "the translation is in another language"


def test_changed_catalogue_words_are_own_words() -> None:
    changed = step("sprache.schritt.3", 1, text="Ich melde mich zum Deutschkurs am Abend an.")
    made = sheet(PLAN, plan(goals=(goal("sprache.ziel.2", 1, changed),)), ALONE, "en")
    assert "Ich melde mich zum Deutschkurs am Abend an." in " ".join(page_texts(made.pdf))
    assert "sprache.schritt.3" not in made.unreviewed


def test_a_long_german_word_kept_in_a_translation_is_hyphenated_like_german() -> None:
    words = Speech(plan(), BOTH, "uk").fixed("wohnen.schritt.1")
    assert "gungs\u00adschein" in words[1].text
    assert "\u00ad" not in words[0].text
    assert "\u00ad" not in Speech(plan(), BOTH, "ar").fixed("wohnen.schritt.1")[1].text


def test_a_step_with_a_blank_filled_in_is_translated_around_it() -> None:
    keys = [key for key, text in german_texts().items() if ".schritt." in key and "{" in text]
    key = keys[0]
    filled = re.sub(r"\{[a-z_]+\}", "Wohngeld", german_texts()[key])
    made = sheet(
        PLAN, plan(goals=(goal("geld.ziel.1", 1, step(key, 1, text=filled, fill_in="Wohngeld")),)), ALONE, "en"
    )
    assert key in made.unreviewed
    assert "Wohngeld" in " ".join(page_texts(made.pdf))


@pytest.mark.parametrize("kind", PLAN_SHEETS)
def test_only_the_goals_that_may_print_are_printed(kind: SheetKind) -> None:
    hidden = GoalRow(
        9, 9, NewGoal("gesundheit", "Geheimes Ziel"), "Maryam", goal("sprache.ziel.2", 1).status, None,
        (own_step("Geheimer Schritt", 1),),
    )  # fmt: skip
    data = plan()
    shown = replace(data, view=replace(data.view, goals=(*data.view.goals, hidden)), left_out=1)
    text = " ".join(page_texts(sheet(kind, shown, GERMAN, "de").pdf))
    assert "Geheim" not in text
    told = " ".join(page_texts(sheet(kind, replace(shown, goals=(hidden,)), GERMAN, "de").pdf))
    assert "Geheimer Schritt" in told


@pytest.mark.parametrize("kind", PLAN_SHEETS)
@pytest.mark.parametrize("variant", SheetVariant)
def test_hostile_words_are_printed_as_words(kind: SheetKind, variant: SheetVariant) -> None:
    bad = "<b>&amp; \u202eilA\u2069\u2067 {name} \x00😀 " + "W" * 300
    steps = (own_step(bad, 1, proof=bad, who=(Responsible.OFFICE,), who_name=bad),)
    data = plan(
        title=bad, own_script_name=bad, goals=(goal("sprache.ziel.2", 1, *steps, text=bad, indicator=bad),),
        strengths=bad, needs=bad, next_talk_place=bad, next_talk_time="nachmittags", participants=(bad,),
    )  # fmt: skip
    made = sheet(kind, data, variant, "ar")
    text = "".join(page_texts(made.pdf))
    assert "<b>&amp;" in text
    assert "{name}" in text
    assert "\u202e" not in text
    assert made.missing == ("😀",)
    assert kind is PLAN or made.pages == 1


def test_the_signature_lines_are_at_least_sixty_millimetres_long() -> None:
    pdf = sheet(PLAN, plan(), GERMAN, "de").pdf
    page = len(page_texts(pdf)) - 1
    image = page_image(pdf, page, dpi=72)
    longest = []
    for y in range(image.height):
        row = "".join("x" if image.getpixel((x, y)) < 128 else " " for x in range(image.width))  # type: ignore[operator]
        longest += [len(run) for run in row.split() if len(run) > 100]
    assert len(longest) >= 6
    assert min(longest) >= 170


@pytest.mark.parametrize("kind", PLAN_SHEETS)
def test_every_picture_of_an_area_and_every_box_is_spoken(kind: SheetKind) -> None:
    alternatives = [node.alternative for node in structure(sheet(kind, plan(), GERMAN, "de").pdf).all("Figure")]
    assert "Zeichen für Sprache" in [text.replace("\u2068", "").replace("\u2069", "") for text in alternatives if text]
    assert "Kästchen zum Ankreuzen" in alternatives
    assert "QR-Code mit dem nächsten Gespräch" in alternatives


def test_the_calendar_entry_is_plain_ascii_with_time_and_place_only() -> None:
    entry = calendar_entry(dt.date(2026, 12, 14), "09:00", "Rathaus; Zimmer 12, Straße „Ö“\nBEGIN:VALARM")
    assert entry.isascii()
    assert entry.split("\r\n") == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "SUMMARY:Termin", "DTSTART:20261214T090000",
        "LOCATION:Rathaus\\; Zimmer 12\\, Strasse Oe BEGIN:VALARM", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    assert "DTSTART;VALUE=DATE:20261214" in calendar_entry(dt.date(2026, 12, 14), "gegen neun", "")


@pytest.mark.parametrize("kind", PLAN_SHEETS)
def test_a_phone_reads_the_next_talk_from_the_page(
    kind: SheetKind, optional_program: Callable[[str], str], tmp_path: Path
) -> None:
    program, image = optional_program("zbarimg"), tmp_path / "page.png"
    page_image(sheet(kind, plan(), BOTH, "ar").pdf, dpi=200).save(image)
    read = subprocess.run([program, "--quiet", "--raw", str(image)], capture_output=True, check=True)
    assert (
        read.stdout.decode("ascii").split()
        == calendar_entry(dt.date(2026, 12, 14), "09:00", "Rathaus Musterlingen, Zimmer 12").split()
    )
    assert not [node for node in structure(sheet(kind, plan(next_talk_on=None), GERMAN, "de").pdf).all("Figure")
                if node.alternative and "QR" in node.alternative]  # fmt: skip


def test_an_unknown_language_is_refused_in_one_sentence() -> None:
    with pytest.raises(PrintError, match="gibt es keine Drucktexte"):
        sheet(PLAN, plan(), BOTH, "xx")


_WATCHED = """
import sys
from tests.printing.sheets.sheet_samples import plan
from desktop.printing.sheets.sheet import sheet
from desktop.printing.sheets.speech import Speech
from desktop.terms import PLAN_SHEETS, SheetVariant
for kind in PLAN_SHEETS:
    sheet(kind, plan(), SheetVariant.SIDE_BY_SIDE, "ar")  # what is loaded once is loaded now
seen = []
def watch(event, arguments):
    if event == "open" and arguments[1] not in (None, "r", "rb") or event.startswith(("socket.", "subprocess.", "os.")):
        seen.append((event, arguments))
sys.addaudithook(watch)
for kind in PLAN_SHEETS:
    sheet(kind, plan(family=True), SheetVariant.LANGUAGE_ONLY, "fa")
assert seen == [], seen
if len(sys.argv) > 1:
    open(sys.argv[1], "w", encoding="utf-8").close()
    assert seen == [], "noticed"
"""


def test_no_file_is_written_and_nothing_is_fetched(tmp_path: Path) -> None:
    def watched(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", _WATCHED, *arguments], capture_output=True, text=True, encoding="utf-8"
        )

    answer = watched()
    assert answer.returncode == 0, answer.stderr
    assert "noticed" in watched(str(tmp_path / "x")).stderr
