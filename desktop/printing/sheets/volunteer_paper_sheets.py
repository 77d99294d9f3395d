"""Sheets about the papers of a volunteer (domain 6.2 and 9.1, sheet 16): to be printed, signed and shown. German only.

What is known stands on them already, everything else is a line to write on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.casework.volunteers.papers.paper_lists import PaperSheet, PaperSheetData
from desktop.casework.volunteers.papers.paper_rows import PaperEntry
from desktop.clock import german_date
from desktop.printing.engine import Block
from desktop.printing.sheets.printed import PrintedSheet
from desktop.printing.sheets.volunteer_own_sheet import section
from desktop.printing.sheets.volunteer_paper_parts import (
    facts,
    finished,
    made_on,
    office_name,
    paragraph,
    person,
    points,
    signatures,
    ticks,
)
from desktop.volunteer_terms import CHILD_ACTIVITIES, Activity, Allowance, PaperKind

_MAY_NOT = "Es wird keine Kopie angefertigt und kein Inhalt notiert; das Führungszeugnis wird zurückgegeben."


def paper_sheet_pdf(data: PaperSheetData) -> PrintedSheet:
    """The sheet asked for, tagged. Carries nothing about clients."""
    return finished(data, _TITLES.get(data.sheet, data.sheet.label), _SHEETS[data.sheet](data))


def _request(data: PaperSheetData) -> list[Block]:
    """For the registration office: why, and that nothing is to be paid."""
    office = office_name(data)
    return [
        paragraph("Zur Vorlage bei der Meldebehörde (Bürgerbüro) oder beim Bundesamt für Justiz"),
        person(data),
        paragraph(f"Die oben genannte Person ist oder wird bei uns ehrenamtlich tätig ({office}). Dafür wird ein "
                  "erweitertes Führungszeugnis nach § 30a Absatz 1 BZRG gebraucht. Die Tätigkeit"),
        ticks(
            ("ist mit der Beaufsichtigung, Betreuung, Erziehung oder Ausbildung Minderjähriger verbunden.",
             not CHILD_ACTIVITIES.isdisjoint(data.activities)),
            ("ist in vergleichbarer Weise geeignet, Kontakt zu Minderjährigen aufzunehmen.", False),
        ),
        section("Art der Tätigkeit"),
        facts(("Tätigkeit", _activities(data))),
        section("Gebührenbefreiung"),
        paragraph("Die Tätigkeit wird ehrenamtlich ausgeübt. Wir bestätigen das für den Antrag auf Befreiung von der "
                  "Gebühr."),
        paragraph("Das Führungszeugnis wird der antragstellenden Person selbst zugesandt. Sie legt es uns vor, solange "
                  "es nicht älter als drei Monate ist; wir sehen es nur ein."),
        facts(("Ansprechperson", data.contact)),
        signatures(made_on(data), "Unterschrift und Stempel"),
    ]  # fmt: skip


def _inspection(data: PaperSheetData) -> list[Block]:
    """What is noted when the certificate is shown: dates, who looked, yes or no."""
    seen = _newest(data, PaperKind.CONDUCT)
    clean = seen.no_entries if seen else None
    months = data.settings.conduct_months
    kept = f"spätestens {months} Monate nach dem Ende der Tätigkeit" if months else "mit dem Ende der Tätigkeit"
    if months == 1:
        kept = "spätestens einen Monat nach dem Ende der Tätigkeit"
    return [
        paragraph("Erweitertes Führungszeugnis nach § 30a BZRG, Einsicht nach § 72a SGB VIII"),
        person(data),
        facts(
            ("Ausgestellt am", german_date(seen.issued_on) if seen and seen.issued_on else ""),
            ("Eingesehen am", german_date(seen.seen_on) if seen and seen.seen_on else ""),
            ("Eingesehen durch", seen.seen_by if seen else ""),
            ("Nächste Einsicht bis", german_date(seen.valid_until) if seen and seen.valid_until else ""),
        ),
        paragraph("Das Führungszeugnis ist frei von einschlägigen Eintragungen."),
        ticks(("ja", clean is True), ("nein: kein Einsatz mit Minderjährigen", clean is False)),
        section("So gehen wir mit den Angaben um"),
        points(_MAY_NOT, "Gespeichert wird nur, was auf diesem Blatt steht. Niemand außer der Koordination sieht es.",
               f"Die Angaben werden {kept} gelöscht, ohne Tätigkeit sofort.",
               "Bei der Vorlage ist das Führungszeugnis höchstens drei Monate alt; nach fünf Jahren wird ein neues "
               "gebraucht."),
        paragraph("Ich habe das Führungszeugnis vorgelegt und bin damit einverstanden, dass diese Angaben gespeichert "
                  "werden."),
        signatures("Ort, Datum", "Ehrenamtliche/r", "Eingesehen durch"),
    ]  # fmt: skip


def _commitment(data: PaperSheetData) -> list[Block]:
    return [
        person(data),
        paragraph(f"Ich möchte ehrenamtlich tätig sein ({office_name(data)}) und habe dabei mit Kindern oder "
                  "Jugendlichen zu tun. Bis mein erweitertes Führungszeugnis vorliegt, erkläre ich:"),
        points(
            "Ich bin nicht wegen einer Straftat verurteilt, die in § 72a Absatz 1 SGB VIII genannt ist.",
            "Gegen mich läuft kein Strafverfahren und kein Ermittlungsverfahren wegen einer solchen Tat. Beginnt "
            "eines, sage ich es der Koordination sofort.",
            "Ich achte die Grenzen von Kindern und Jugendlichen, ihren Körper und ihre Gefühle.",
            "Ich wende keine Gewalt an, weder mit Taten noch mit Worten noch durch Druck.",
            "Ich bin mit einem Kind nicht ohne Wissen der Eltern allein und habe mit ihm keine Geheimnisse.",
            "Ich mache und verschicke keine Bilder von Kindern ohne Einwilligung der Eltern.",
            "Mache ich mir Sorgen um ein Kind, wende ich mich an die Koordination.",
        ),
        paragraph("Das erweiterte Führungszeugnis beantrage ich sofort und lege es vor, sobald es da ist. Diese "
                  f"Erklärung überbrückt die Zeit bis dahin, höchstens {data.settings.bridge_weeks} Wochen. Sie "
                  "ersetzt das Führungszeugnis nicht."),
        signatures("Ort, Datum", "Unterschrift"),
    ]  # fmt: skip


def _secrecy(data: PaperSheetData) -> list[Block]:
    return [
        person(data),
        paragraph(f"Im Ehrenamt ({office_name(data)}) erfahre ich Persönliches von Menschen, die ich begleite. Sie "
                  "vertrauen darauf, dass ich es für mich behalte."),
        points(
            "Was ich im Ehrenamt über andere erfahre, gebe ich nicht weiter: nicht in der Familie, nicht im Verein, "
            "nicht im Internet.",
            "Ich verwende Angaben nur für meine Aufgabe. Ich schreibe so wenig wie möglich auf und bewahre es so auf, "
            "dass niemand sonst es lesen kann.",
            "Ich verschicke keine Bilder, Ausweise oder Briefe über private Nachrichtendienste und stelle nichts davon "
            "ins Netz.",
            "Was ich nicht mehr brauche, vernichte ich oder gebe es der Koordination zurück.",
            "Ist etwas verloren gegangen oder in falsche Hände geraten, sage ich es der Koordination sofort.",
            "Ist das Wohl eines Kindes oder ein Leben in Gefahr, hole ich Hilfe und spreche mit der Koordination.",
        ),
        paragraph("Die Pflicht gilt auch, wenn das Ehrenamt zu Ende ist. Ich weiß, dass ich personenbezogene Daten "
                  "nur nach Weisung verarbeiten darf (Art. 29 und 32 DSGVO) und dass Verstöße Folgen haben können, "
                  "auch nach § 203 StGB. Eine Ausfertigung habe ich erhalten."),
        signatures("Ort, Datum", "Ehrenamtliche/r", "Für die Koordination"),
    ]  # fmt: skip


def _agreement(data: PaperSheetData) -> list[Block]:
    paper, insured = _newest(data, PaperKind.AGREEMENT), _newest(data, PaperKind.INSURANCE)
    until = german_date(paper.valid_until) if paper and paper.valid_until else ""
    return [
        paragraph(f"zwischen {office_name(data)} und"),
        person(data),
        section("Was ich mache"),
        facts(("Tätigkeit", _activities(data)), ("Zeit je Woche", _time(data)), ("Gilt bis", until)),
        section("Worauf wir uns verlassen können"),
        points(
            "Das Ehrenamt ist freiwillig. Beide Seiten können es jederzeit beenden und sagen es einander rechtzeitig.",
            "Ich begleite und ermutige. Ich entscheide nicht für andere, berate nicht rechtlich und leihe kein Geld.",
            "Was mir zu viel wird, sage ich. Die Koordination hört zu und hilft, Grenzen zu ziehen.",
            "Über das, was ich erfahre, schweige ich; dafür gibt es eine eigene Erklärung.",
            "Mit Kindern und Jugendlichen bin ich erst tätig, wenn mein erweitertes Führungszeugnis eingesehen ist.",
            "Die Koordination führt mich ein, ist erreichbar, bietet Austausch und Fortbildung und dankt.",
        ),
        section("Auslagen und Versicherung"),
        facts(
            ("Ich erhalte", _paid(data.allowance)),
            ("Versichert", insured.cover.label if insured and insured.cover else ""),
            ("Ansprechperson", data.contact),
        ),
        signatures("Ort, Datum", "Ehrenamtliche/r", "Für die Koordination"),
    ]  # fmt: skip


def _newest(data: PaperSheetData, kind: PaperKind) -> PaperEntry | None:
    return next((row.entry for row in data.rows if row.kind is kind), None)


def _activities(data: PaperSheetData) -> str:
    return ", ".join(Activity(one).label for one in data.activities)


def _time(data: PaperSheetData) -> str:
    if not data.minutes_per_week:
        return ""
    hours, minutes = divmod(data.minutes_per_week, 60)
    return " ".join(part for part in (f"{hours} Std." if hours else "", f"{minutes} Min." if minutes else "") if part)


def _paid(allowance: Allowance) -> str:
    return "keinen Auslagenersatz" if allowance is Allowance.NONE else allowance.label


_TITLES = {PaperSheet.REQUEST: "Bestätigung für ein erweitertes Führungszeugnis"}
_SHEETS: Mapping[PaperSheet, Callable[[PaperSheetData], list[Block]]] = {
    PaperSheet.REQUEST: _request, PaperSheet.INSPECTION: _inspection, PaperSheet.COMMITMENT: _commitment,
    PaperSheet.SECRECY: _secrecy, PaperSheet.AGREEMENT: _agreement,
}  # fmt: skip
