"""What is kept about a volunteer, for the volunteer (Art. 15 DSGVO): one sheet, German, nothing about clients on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.casework.volunteers.register.volunteer_data import DatedWords, HoursOfYear, VolunteerData
from desktop.casework.volunteers.week_times import Span
from desktop.clock import german_date
from desktop.printing.engine import MM, Block, Space, Stack, Style, Table, TableColumn, Text, isolate
from desktop.printing.sheets.printed import PrintedSheet
from desktop.printing.sheets.speech import harmless
from desktop.printing.sheets.volunteer_own_sheet import own_sheet, section

TITLE = "Auskunft über Ihre Daten"
BODY, STRONG = Style("de", 10.5), Style("de", 10.5, bold=True)
_LABEL = 46 * MM


def data_sheet(data: VolunteerData) -> PrintedSheet:
    """A4, tagged. Pure: the same data give the same bytes."""
    return own_sheet(data.office, TITLE, data.made_on, [
        paragraph(f"{isolate(harmless(data.name))}, das haben wir im Ehrenamt über Sie gespeichert (Artikel 15 "
                  "DSGVO). Stimmt etwas nicht, sagen Sie es uns; wir berichtigen oder löschen es."),
        *_part("Ihre Angaben", _pairs(data.facts)), *_part("Wann Sie Zeit haben", _week(data.week)),
        *_part("Status", _dated(data.statuses)), *_part("Unterlagen", _pairs(data.papers)),
        *_part("Begleitungen", _dated(data.matches)), *_part("Gespräche mit Ihnen", _dated(data.contacts)),
        *_part("Stunden und Auslagen", _hours(data.hours)), *_part("Gut zu wissen", _rules(data)),
    ])  # fmt: skip


def paragraph(words: str) -> Block:
    """Running text with room below."""
    return Stack((Text(words, BODY), Space(5)))


def _part(title: str, blocks: Sequence[Block]) -> list[Block]:
    """A heading with what belongs to it; where there is nothing, that is said."""
    return [section(title), *(blocks or [Text("Darüber ist nichts gespeichert.", BODY)])]


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[Block]:
    rows = [(Text(label, STRONG), Text(harmless(said) or "–", BODY)) for label, said in pairs]
    return [_table(rows)] if rows else []


def _dated(lines: Iterable[DatedWords]) -> list[Block]:
    rows = [(Text(german_date(line.on), STRONG), Text(harmless(line.words), BODY)) for line in lines]
    return [_table(rows)] if rows else []


def _week(spans: Iterable[Span]) -> list[Block]:
    words = "; ".join(span.words for span in spans)
    return [Text(words, BODY)] if words else []


def _hours(years: Iterable[HoursOfYear]) -> list[Block]:
    rows = [(Text(str(year.year), STRONG), Text(_sums(year), BODY)) for year in years]
    return [_table(rows)] if rows else []


def _sums(year: HoursOfYear) -> str:
    parts = [f"{_german(year.minutes / 60)} Stunden"]
    if year.metres:
        parts.append(f"{_german(year.metres / 1000)} km")
    if year.expenses_cents:
        parts.append(f"Auslagen {_euro(year.expenses_cents)}")
    if year.allowance_cents:
        parts.append(f"Aufwandsentschädigung {_euro(year.allowance_cents)}")
    return ", ".join(parts)


def _rules(data: VolunteerData) -> list[Block]:
    """How long, who sees it, and what is on no sheet of this kind."""
    settings = data.settings
    return [
        paragraph("Ihre Daten sehen nur die Koordination des Ehrenamts und das Integrationsmanagement. Wen Sie "
                  "begleiten, steht hier nicht: Das sind Angaben über andere. Auch Notizen aus Gesprächen können "
                  "andere betreffen; auf Wunsch prüfen wir sie und zeigen Ihnen, was Sie betrifft."),
        paragraph(f"Nach dem Ende Ihres Ehrenamts löschen wir die Angaben zum Führungszeugnis "
                  f"{_after(settings.conduct_months)} und alles Übrige {_after(settings.forget_months)}. "
                  "Ihre Einwilligung können Sie jederzeit widerrufen. Beschweren können Sie sich beim "
                  "Landesbeauftragten für den Datenschutz."),
        paragraph("Werden Sie selbst vom Integrationsmanagement begleitet, gehören die Angaben in Ihrer Akte zu einer "
                  "eigenen Auskunft."),
        Text(f"Stand {german_date(data.made_on)}, zusammengestellt von {data.made_by}.", BODY),
    ]  # fmt: skip


def _table(rows: Sequence[tuple[Block, ...]]) -> Block:
    return Table((TableColumn(width=_LABEL), TableColumn(share=1.0)), rows, padding=(3, 2.5))


def _after(months: int) -> str:
    return {0: "sofort", 1: "nach einem Monat"}.get(months, f"nach {months} Monaten")


def _german(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _euro(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02} €"
