"""Fixed texts in sixteen languages: which text prints, with which mark, and what the checker refuses."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from fontTools.ttLib import TTFont

from build import wording as compiler
from desktop import paths
from desktop.casework.plans.catalogue_data import placeholders
from desktop.errors import PrintError
from desktop.printing.wording import (
    LANGUAGE_NAMES,
    OfficeCheck,
    Review,
    Wording,
    direction,
    german_texts,
    indicator_key,
    read_compiled,
    weekday,
)
from desktop.terms import (
    PRINT_LANGUAGES,
    GoalStatus,
    Horizon,
    MeasureStatus,
    PlanState,
    Responsible,
)

MONDAY = dt.date(2026, 12, 14)
REVIEWED = Review("Rana Haddad", dt.date(2026, 11, 20))


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    compiler.compile_all()


@pytest.fixture
def office(tmp_path: Path) -> Callable[..., Wording]:
    """Builds Arabic wording out of a .po file changed by the caller, through the real compiler."""

    def build(
        change: Callable[[dict[str, polib.POEntry]], None] = lambda entries: None, **more: OfficeCheck
    ) -> Wording:
        catalogue = polib.pofile(str(paths.resource("wording", "ar.po")), wrapwidth=0)
        change({entry.msgctxt: entry for entry in catalogue})
        catalogue.save(str(tmp_path / "ar.po"))
        assert compiler.compile_all(force=True, folder=tmp_path)
        texts = read_compiled(tmp_path / "compiled" / "ar.json", "ar")
        return Wording("ar", german_texts(), texts, {key.replace("_", "."): check for key, check in more.items()})

    return build


# --- which text prints -------------------------------------------------------------------------------------------


def test_a_translation_prints_in_its_language_and_asks_for_the_machine_note() -> None:
    text = Wording.load("ar").text("plan.titel")
    assert (text.text, text.language, text.stale, text.needs_note) == ("خطة الاندماج", "ar", False, True)


def test_german_prints_as_it_is_written_and_needs_no_note() -> None:
    text = Wording.load("de").text("plan.titel")
    assert (text.text, text.language, text.needs_note) == ("Integrationsplan", "de", False)


def test_values_are_isolated_so_that_they_cannot_reorder_the_sentence() -> None:
    assert Wording.load("de").text("fuss.seite", seite=1, seiten=3).text == "Seite \u20681\u2069 von \u20683\u2069"


def test_braces_in_a_value_stay_text_and_a_forgotten_value_is_a_bug() -> None:
    wording = Wording.load("de")
    assert wording.text("plan.familie", name="{nummer}").text == "Familie \u2068{nummer}\u2069"
    with pytest.raises(KeyError, match="name"):
        wording.text("plan.familie")


def test_a_missing_translation_prints_german_and_says_so(office: Callable[..., Wording]) -> None:
    wording = office(lambda entries: setattr(entries["plan.titel"], "msgstr", ""))
    text = wording.text("plan.titel")
    assert (text.text, text.language, text.stale) == ("Integrationsplan", "de", False)
    assert wording.text("meinplan.titel").language == "ar"


def test_a_changed_german_text_makes_only_its_translation_stale(office: Callable[..., Wording]) -> None:
    assert not office().text("plan.titel").stale
    wording = office(lambda entries: setattr(entries["plan.titel"], "msgid", "Eingliederungsplan"))
    text = wording.text("plan.titel")
    assert (text.text, text.language, text.stale) == ("Integrationsplan", "de", True)
    assert not wording.text("meinplan.titel").stale


def test_a_german_text_changed_by_the_office_makes_the_shipped_translation_stale() -> None:
    wording = Wording.load("ar", own_german={"arbeit.ziel.1": "Ich finde eine Arbeit im Ort."})
    assert (wording.text("arbeit.ziel.1").text, wording.text("arbeit.ziel.1").stale) == (
        "Ich finde eine Arbeit im Ort.",
        True,
    )
    assert not wording.text("arbeit.ziel.2").stale


def test_a_review_comment_in_the_file_becomes_the_mark_of_that_text_alone(office: Callable[..., Wording]) -> None:
    mark = f"geprüft: {REVIEWED.reviewer}, {REVIEWED.on}"
    wording = office(lambda entries: setattr(entries["plan.titel"], "tcomment", mark))
    assert (wording.text("plan.titel").reviewed, wording.text("plan.titel").needs_note) == (REVIEWED, False)
    assert wording.text("meinplan.titel").reviewed is None


def test_a_check_by_the_office_wins_as_long_as_the_german_text_is_the_same() -> None:
    checks = {"plan.titel": OfficeCheck("Integrationsplan", "خطتنا", REVIEWED)}
    text = Wording.load("ar", checks=checks).text("plan.titel")
    assert (text.text, text.reviewed, text.needs_note) == ("خطتنا", REVIEWED, False)
    changed = Wording.load("ar", checks=checks, own_german={"plan.titel": "Plan"}).text("plan.titel")
    assert (changed.text, changed.language, changed.stale) == ("Plan", "de", True)


def test_a_check_that_lost_a_placeholder_does_not_print() -> None:
    checks = {"plan.fassung": OfficeCheck("Fassung {nummer}", "نسخة", REVIEWED)}
    assert "7" in Wording.load("ar", checks=checks).text("plan.fassung", nummer=7).text


def test_an_unknown_language_is_one_german_sentence() -> None:
    with pytest.raises(PrintError, match="„xx“ gibt es keine Drucktexte"):
        Wording.load("xx")


@pytest.mark.parametrize("content", [None, "", "[]", '{"plan.titel": {"text": "x"}}'])
def test_a_damaged_text_file_is_one_german_sentence(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "ti.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(PrintError, match="Drucktexte für Tigrinya"):
        read_compiled(file, "ti")


# --- keys the sheets rely on ---------------------------------------------------------------------------------------


def test_every_coded_word_of_the_plan_has_a_printed_text() -> None:
    texts = german_texts()
    expected = [f"plan.status.{state}" for state in PlanState]
    expected += [f"ziel.horizont.{horizon}" for horizon in Horizon]
    expected += [f"ziel.status.{status}" for status in GoalStatus]
    expected += [f"schritt.status.{status}" for status in MeasureStatus]
    expected += [f"rolle.{who}" for who in Responsible]
    assert [key for key in expected if key not in texts] == []


def test_goals_indicators_areas_and_proofs_are_among_the_texts() -> None:
    texts = german_texts()
    assert texts["bereich.geld.kurz"] == "Geld, Ämter"
    assert texts[indicator_key("sprache.ziel.2")] == "Ich habe das Zertifikat B1."
    assert texts["nachweis.impfpass"] == "Impfpass"


# --- languages and dates -------------------------------------------------------------------------------------------


def test_exactly_the_arabic_scripts_run_from_the_right() -> None:
    assert {code for code in LANGUAGE_NAMES if direction(code) == "rtl"} == {"ar", "fa", "fa_AF", "ps", "ckb"}


def test_every_print_language_has_a_german_and_an_own_name() -> None:
    assert set(LANGUAGE_NAMES) == {"de", *PRINT_LANGUAGES}
    assert LANGUAGE_NAMES["fa_AF"] == ("Dari", "دری")
    assert len({name.german for name in LANGUAGE_NAMES.values()}) == len(LANGUAGE_NAMES)


def test_the_appointment_has_the_weekday_of_the_language_and_western_digits() -> None:
    moment = dt.datetime.combine(MONDAY, dt.time(9, 5))
    assert _plain(Wording.load("de").appointment(moment).text) == "Montag, 14.12.2026, 09:05 Uhr"
    assert _plain(Wording.load("ar").appointment(moment).text) == "الاثنين، 14.12.2026، الساعة 09:05"
    assert _plain(Wording.load("fa_AF").day(MONDAY).text) == "دوشنبه، 14.12.2026"


def test_a_missing_sentence_takes_the_german_weekday_with_it(office: Callable[..., Wording]) -> None:
    wording = office(lambda entries: setattr(entries["gespraech.tag"], "msgstr", ""))
    assert _plain(wording.day(MONDAY).text) == "Montag, 14.12.2026"


def test_the_seven_weekdays_differ_in_every_language() -> None:
    for code in LANGUAGE_NAMES:
        assert len({weekday(code, MONDAY + dt.timedelta(days=day)) for day in range(7)}) == 7, code


# --- the .po files -------------------------------------------------------------------------------------------------


def test_updating_keeps_the_old_german_text_and_shows_the_new_one(tmp_path: Path) -> None:
    file = _copy_of("en", tmp_path)
    _edit(file, lambda entries: setattr(entries["plan.titel"], "msgid", "Alter Titel"))
    assert "en" in compiler.update_all(tmp_path)
    entry = {entry.msgctxt: entry for entry in polib.pofile(str(file))}["plan.titel"]
    assert (entry.msgid, entry.msgstr) == ("Alter Titel", "Integration plan")
    assert entry.comment == "Neuer deutscher Text: Integrationsplan"
    assert compiler.update_all(tmp_path) == [], "a second run changes nothing"


def test_updating_adds_new_keys_empty_and_puts_gone_ones_away(tmp_path: Path) -> None:
    file = _copy_of("en", tmp_path)
    _edit(file, lambda entries: setattr(entries["plan.titel"], "msgctxt", "plan.gone"))
    compiler.update_all(tmp_path)
    entries = {entry.msgctxt: entry for entry in polib.pofile(str(file))}
    assert (entries["plan.titel"].msgstr, entries["plan.titel"].msgid) == ("", "Integrationsplan")
    assert entries["plan.gone"].obsolete


@pytest.mark.parametrize(
    ("key", "field", "value", "complaint"),
    [
        ("plan.titel", "msgstr", "", "not translated or stale"),
        ("plan.titel", "msgid", "Alter Titel", "not translated or stale"),
        ("plan.titel", "msgctxt", "plan.nichts", "no such German text"),
        ("plan.titel", "msgctxt", "meinplan.titel", "given twice"),
        ("plan.titel", "msgstr", " Plan", "needless blanks"),
        ("plan.titel", "msgstr", "Pl\u200ean", "direction marks"),
        ("plan.titel", "msgstr", "Plan ٣", "Western digits"),
        ("plan.titel", "flags", ["fuzzy"], "fuzzy is not used"),
        ("plan.titel", "tcomment", "geprüft", "the review mark must read"),
        ("plan.fuer", "msgstr", "for {nama}", "other placeholders"),
        ("plan.fuer", "msgstr", "for {name} {", "curly braces"),
    ],
)
def test_the_checker_names_each_kind_of_mistake(
    tmp_path: Path, key: str, field: str, value: object, complaint: str
) -> None:
    file = _copy_of("en", tmp_path)
    sound = [problem for problem in compiler.problems(tmp_path) if problem.startswith("en ")]
    assert sound == []
    _edit(file, lambda entries: setattr(entries[key], field, value))
    found = [problem for problem in compiler.problems(tmp_path) if problem.startswith("en ")]
    assert any(complaint in problem for problem in found), found


def test_a_gap_may_stand_open_only_while_it_is_listed_and_real(tmp_path: Path) -> None:
    file = _copy_of("en", tmp_path)
    (tmp_path / "open.toml").write_text('en = ["plan.titel"]', encoding="utf-8")
    assert "en plan.titel: listed as open, but translated" in compiler.problems(tmp_path)
    _edit(file, lambda entries: setattr(entries["plan.titel"], "msgstr", ""))
    assert not [problem for problem in compiler.problems(tmp_path) if problem.startswith("en ")]


def test_compiling_again_writes_only_what_changed(tmp_path: Path) -> None:
    _copy_of("en", tmp_path)
    assert compiler.compile_all(folder=tmp_path)
    assert not compiler.compile_all(folder=tmp_path)
    assert compiler.compile_all(force=True, folder=tmp_path)
    entry = json.loads((tmp_path / "compiled" / "en.json").read_text(encoding="utf-8"))["plan.titel"]
    assert entry == {"text": "Integration plan", "reviewed": None, "source": "Integrationsplan"}


def test_every_letter_of_every_text_is_in_a_bundled_font() -> None:
    regular = paths.resource("fonts").glob("*-Regular.ttf")
    drawn = {character for font in regular for character in TTFont(font).getBestCmap()}
    assert ord("→") not in drawn, "negative control: the arrow is in none of them"
    for code in LANGUAGE_NAMES:
        wording = Wording.load(code)
        texts = german_texts().values() if code == "de" else [each.text for each in wording.translations.values()]
        days = [weekday(code, MONDAY + dt.timedelta(days=day)) for day in range(7)]
        missing = {letter for text in (*texts, *days) for letter in text if ord(letter) not in drawn}
        assert missing == set(), code


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def _copy_of(code: str, folder: Path) -> Path:
    file = folder / f"{code}.po"
    file.write_bytes(paths.resource("wording", f"{code}.po").read_bytes())
    return file


def _edit(file: Path, change: Callable[[dict[str, polib.POEntry]], None]) -> None:
    catalogue = polib.pofile(str(file), wrapwidth=0)
    change({entry.msgctxt: entry for entry in catalogue})
    catalogue.save(str(file))


def test_all_fifteen_languages_are_complete_and_sound() -> None:
    assert compiler.problems() == []
    for code in PRINT_LANGUAGES:
        wording = Wording.load(code)
        for key, german in german_texts().items():
            text = wording.text(key, **dict.fromkeys(placeholders(german), "X"))
            assert (text.language, text.stale) == (code, False), f"{code} {key}"


