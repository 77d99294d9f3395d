"""Every field and component in its usual states, for looking at and for walking through in tests.

Run as a script it saves pictures: `gallery.py FOLDER`.
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import clock
from desktop.models.columns import Column
from desktop.models.table import RowTable
from desktop.person_terms import InterpreterNeed, Reachable, ResidenceKind
from desktop.terms import PartialDate
from desktop.views import style
from desktop.views.components.card import Card
from desktop.views.components.chip import Chip, ChipButton, Tone
from desktop.views.components.data_table import DataTable
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.inline_edit import InlineDate, InlinePick, InlineText
from desktop.views.components.mark_button import (
    MarkButtons,
    face_segments,
    importance_segments,
    need_segments,
    resource_segments,
    ten_segments,
)
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.page_tabs import PageTabs
from desktop.views.components.period_bar import PeriodBar
from desktop.views.components.progress_line import ProgressLine
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.components.section import Section
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.language_field import CountryField, LanguagesField
from desktop.views.fields.multi_choice_field import MultiChoiceField
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.number_field import NumberField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.partial_date_field import PartialDateField
from desktop.views.fields.person_field import PersonField, person_options
from desktop.views.fields.phone_field import PhoneField
from desktop.views.fields.scale_field import ScaleField
from desktop.views.fields.text_field import TextField
from desktop.views.fields.time_field import TimeField

TODAY = dt.date(2026, 11, 22)
LONG_NAME = "Familie Abdulrahman-Al Jaburi Mohammadzadeh von Hohenstein-Schmidt"
PERSONS = (
    (1, "Maryam Ahmadi", "مریم احمدی"),
    (2, "Farid Ahmadi", "فرید احمدی"),
    (3, "Olena Kowalenko", "Олена Коваленко"),
)
AREAS = ("Sprache", "Schule, Grundbildung", "Anerkennung, Beruf", "Arbeit", "Wohnen", "Geld und Behörden",
         "Aufenthalt und Recht", "Gesundheit", "Kinder und Familie", "Alltag und Mobilität", "Teilhabe", "Sicherheit")


@dataclass(frozen=True)
class Line:
    """A row of the sample list."""

    number: str
    name: str
    status: str
    days: int


def make_fields() -> list[FormRow[Any]]:
    """One of each field, filled or in error, in the order of a form."""
    return [
        TextField("family_name", "Familienname", mandatory=True),
        PartialDateField("birth", "Geburtsdatum", help_text="So weit bekannt, zum Beispiel 05.1985 oder ca. 1985."),
        DateField("assigned", "Zuteilung in die Anschlussunterbringung am"),
        DateField("talk", "Nächstes Gespräch"),
        TimeField("time", "Uhrzeit"),
        NumberField("rooms", "Wohnfläche", unit="m²", decimals=1, highest=500),
        PhoneField("phone", "Telefon", help_text="Wie es auf dem Zettel steht."),
        CheckField("message", "Es darf eine Nachricht hinterlassen werden"),
        choice_field("interpreter", "Sprachmittlung nötig?", term_options(InterpreterNeed)),
        choice_field("residence", "Aufenthaltsstatus", term_options(ResidenceKind)),
        MultiChoiceField("reachable", "Erreichbar", term_options(Reachable)),
        LanguagesField("languages", "Verständigung auf", help_text="In der Reihenfolge der Sicherheit."),
        CountryField("country", "Staatsangehörigkeit"),
        PersonField("person", "Für wen?", person_options(PERSONS)),
        ScaleField("need", "Bedarf", need_segments()),
        ScaleField("face", "Wie geht es Ihnen damit?", face_segments()),
        ScaleField("value", "Wo stehen Sie heute?", ten_segments()),
        NoteField("good", "Was läuft gut?"),
    ]


def fill(fields: list[FormRow[Any]]) -> None:
    """Values, origins, earlier answers and one error of each kind."""
    by_key = {field.key: field for field in fields}
    values: dict[str, object] = {
        "family_name": "Ahmadi", "birth": PartialDate(1985, 1, 1, uncertain=True), "assigned": dt.date(2026, 4, 12),
        "time": dt.time(9, 30), "rooms": Decimal("64.5"), "phone": "0176 / 123 45 67", "message": True,
        "interpreter": InterpreterNeed.SOMETIMES, "residence": ResidenceKind.P25_2_SUBSIDIARY,
        "reachable": (Reachable.MORNINGS, Reachable.WRITTEN), "languages": ("fa_AF", "de"), "country": "AF",
        "person": 1, "need": "2", "face": 4, "value": 5,
        "good": "Versteht Alltagsgespräche.\nDie Nachbarin hilft bei Briefen und geht mit zum Amt.",
    }  # fmt: skip
    for key, value in values.items():
        by_key[key].set_value(value)
    by_key["assigned"].set_origin("aus Übergabe, 03.11.2026")
    by_key["residence"].set_previous("Zuletzt: Aufenthaltsgestattung (14.08.2026)")
    by_key["talk"].set_draft("31.2.2027")
    for key, earlier in (("need", "3"), ("face", 2), ("value", 3)):
        scale = by_key[key]
        assert isinstance(scale, ScaleField)
        scale.set_previous_value(earlier, "14.08.2026")


def form_page() -> QWidget:
    """The fields in two sections on a form column."""
    page = ScrollPage(form=True)
    fields = make_fields()
    fill(fields)
    first, second = Section("Person"), Section("Einschätzung", "Gemeinsam im Gespräch.", foldable=True)
    first.set_note("13 von 14 beantwortet")
    for place, field in enumerate(fields):
        (first if place < 14 else second).body.addWidget(field)
    page.body.addWidget(first)
    page.body.addSpacing(style.space(4))
    page.body.addWidget(second)
    page.body.addStretch()
    return page


def case_page() -> QWidget:
    """Head, tabs, messages, a list and plan rows."""
    page = ScrollPage()
    page.body.addWidget(_head("Familie Ahmadi", "احمدی"))
    tabs = PageTabs(page)
    for key, words in (("o", "Überblick"), ("p", "Personen"), ("a", "Assessment"), ("plan", "Plan")):
        tabs.add_page(key, words)
    tabs.set_note("p", "5")
    tabs.choose("plan")
    page.body.addWidget(tabs)
    for show in ("show_ok", "show_warning", "show_error"):
        area = MessageArea()
        texts = {"show_ok": "Maßnahme gelöscht.", "show_warning": "Der Titel von Maryam läuft in 53 Tagen ab.",
                 "show_error": "Die Datei ist gerade in Word geöffnet. Bitte dort schließen und noch einmal speichern."}
        getattr(area, show)(texts[show], ("Rückgängig" if show == "show_ok" else "Termin anlegen", area.update))
        page.body.addWidget(area)
    page.body.addWidget(_plan_card())
    page.body.addWidget(_head(LONG_NAME, "عبد الرحمن الجبوري محمد زاده"))
    page.body.addWidget(list_widget(), 1)
    return page


def _head(name: str, own: str) -> PageHead:
    head = PageHead()
    head.set_title(name, own)
    head.set_subtitle("F-2026-014 · AU seit 12.04.2026 · Petra Lang · Dari, Deutsch A2 · Sprachmittlung: manchmal")
    head.set_chips([
        Chip("In Begleitung", Tone.OK),
        Chip("Plan Fassung 2 in Kraft", Tone.ACCENT, "file-check"),
        Chip("Titel läuft ab am 14.01.2027", Tone.WARN),
    ])
    bar = PeriodBar("Maryam")
    bar.set_period(dt.date(2026, 4, 12), TODAY, dt.date(2029, 4, 11), dt.date(2030, 4, 11))
    head.add_note(bar)
    head.set_primary("Neues Gespräch", "message-square-plus")
    head.set_menu([QAction("Fall beenden …", head), QAction("Familie teilen …", head)])
    return head


def _plan_card() -> Card:
    card = Card("1  Sprache  „Ich bestehe die Prüfung B1.“", "languages")
    card.add_action(Chip("läuft", Tone.OK))
    who = [Option(1, "Maryam"), Option(2, "P. Lang", "Integrationsmanagement")]
    texts = ("Ich mache einen Einstufungstest.", "Wir suchen Kinderbetreuung für die Kurszeit.", "")
    for place, text in enumerate(texts, 1):
        row = QHBoxLayout()
        words, pick = InlineText(f"Schritt {place}", "Neuer Schritt"), InlinePick(f"Wer, Schritt {place}", who, "Wer?")
        due = InlineDate(f"Frist, Schritt {place}", "Frist?")
        words.set_value(text)
        pick.set_code(place if place < 3 else None)
        due.set_value(dt.date(2026, 12, 19) if place == 1 else None)
        for widget, stretch in ((words, 5), (pick, 2), (due, 1)):
            row.addWidget(widget, stretch)
        card.body.addLayout(row)
    chips = QWidget()
    flow = FlowLayout(chips)
    for words_ in ("Sprachcafé im Bürgerhaus", "Tandem", "Elternkurs B1 (vhs)"):
        flow.addWidget(ChipButton(words_, Tone.ACCENT, "plus"))
    flow.addWidget(ChipButton("Kita Regenbogen", Tone.ACCENT, "map-pin", removable=True))
    card.body.addWidget(chips)
    return card


def list_widget(rows: int = 6) -> DataTable:
    """A list with filters, or an empty one."""
    table = DataTable("Fälle", ("Fall", "Fälle", "Fällen"), "Name oder Fallnummer")
    columns: list[Column[Line]] = [
        Column("Fall", _number, width=12),
        Column("Name", _name),
        Column("Status", _status, width=16, icon=_status_icon),
        Column("Noch", _days, text=_days_left, width=10, numeric=True),
    ]
    model: RowTable[Line] = RowTable(columns, key=_number, parent=table)
    names = ("Ahmadi, Maryam", "Şahin, Aylin", "Özdemir, Can", "Kowalenko, Olena", "Habte, Yonas", "Zimmermann, Äneas")
    model.set_rows(
        Line(f"F-2026-{n:03}", names[n % 6], "In Begleitung" if n % 3 else "Kontakt offen", 29 - n) for n in range(rows)
    )
    table.filters.add_toggle("mine", "Nur meine", on=True)
    table.filters.add_choice("status", "Status", [("a", "In Begleitung"), ("b", "Kontakt offen")])
    table.set_empty("Noch keine Fälle. Eine Übergabeliste bringt alle auf einmal.", "Liste einlesen", "file-input")
    table.set_model(model)
    table.setMinimumHeight(style.space(90))
    return table


def _number(line: Line) -> str:
    return line.number


def _name(line: Line) -> str:
    return line.name


def _status(line: Line) -> str:
    return line.status


def _status_icon(line: Line) -> tuple[str, str]:
    return ("circle-check", "ok") if line.status == "In Begleitung" else ("circle-alert", "warn")


def _days(line: Line) -> int:
    return line.days


def _days_left(line: Line) -> str:
    return f"{line.days} Monate"


def result_page() -> QWidget:
    """Twelve areas with marks, as on the result page."""
    page = ScrollPage()
    card = Card()
    rows = QVBoxLayout()
    rows.setSpacing(0)
    for place, area in enumerate(AREAS):
        rows.addWidget(_area_row(place, area))
    card.body.addLayout(rows)
    progress = ProgressLine("Ausgefüllt", "%1 von %2 Feldern eingeschätzt")
    progress.set_progress(9, 12)
    page.body.addWidget(progress)
    page.body.addWidget(card)
    page.body.addWidget(list_widget(0), 1)
    return page


def _area_row(place: int, area: str) -> QWidget:
    """Marks that wrap below each other where the text is large."""
    row = QWidget()
    flow = FlowLayout(row, gap=5)
    name = QLabel(area)
    style.set_look(name, "strong")
    name.setMinimumWidth(style.text_width(24))
    flow.addWidget(name)
    kinds = (("Bedarf", need_segments(), str(place % 4), "3"), ("Ressource", resource_segments(), place % 4, 1),
             ("Selbst", face_segments(), place % 5 + 1, 2), ("Wichtig", importance_segments(), place % 3 + 1, 3))
    for what, segments, code, earlier in kinds:
        marks = MarkButtons(segments, f"{area}, {what}")
        marks.set_value(code)
        marks.set_previous(earlier, "14.08.2026")
        flow.addWidget(marks)
    button = QPushButton("Ziel machen")
    style.set_look(button, "link")
    flow.addWidget(button)
    return row


def on_canvas(page: QWidget) -> QWidget:
    """The page on the ground a window gives it."""
    canvas = QFrame()
    style.set_look(canvas, "canvas")
    box = QVBoxLayout(canvas)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(page)
    return canvas


PAGES = {"form": form_page, "case": case_page, "result": result_page}


def main(folder: Path) -> None:
    """Save each page in light, dark, contrast and at 200 % text."""
    app = QApplication(sys.argv[:1])
    with clock.fixed(TODAY):
        for theme, scale in (("light", 100), ("dark", 100), ("contrast", 100), ("light", 200)):
            style.apply_style(app, theme, scale)
            for name, make in PAGES.items():
                page = on_canvas(make())
                page.resize(1274, 1500 if name == "form" else 900)
                page.show()
                app.processEvents()
                page.grab().save(str(folder / f"{name}_{theme}_{scale}.png"))
                page.close()
                page.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
