"""The consent of a volunteer to the keeping of data: what, how long, who sees it, how it is taken back. German only."""

from __future__ import annotations

from desktop.casework.volunteers.register.volunteer_data import ConsentData
from desktop.printing.engine import (
    Block,
    CheckBox,
    Column,
    Columns,
    Listing,
    Space,
    Stack,
    Style,
    Table,
    TableColumn,
    Text,
    WriteLine,
    signature_lines,
)
from desktop.printing.sheets.printed import PrintedSheet
from desktop.printing.sheets.speech import harmless
from desktop.printing.sheets.volunteer_data_sheet import BODY, STRONG, paragraph
from desktop.printing.sheets.volunteer_own_sheet import own_sheet, section

TITLE = "Einwilligung: Ihre Daten im Ehrenamt"
_SMALL = Style("de", 9, grey=0.25)
_KEPT = (
    "Name, Anschrift, Telefon, E-Mail, Geburtsjahr; auf Wunsch der Geburtstag, um Ihnen zu gratulieren",
    "was Sie tun möchten und was nicht, mit wem, wann, wo, Ihre Sprachen, Interessen und Ihr Beruf",
    "Tage Ihrer Unterlagen (Führungszeugnis, Verschwiegenheit, Vereinbarung, Versicherung, Schulungen)",
    "welche Begleitungen Sie übernehmen, Gespräche mit Ihnen, Stunden, Fahrten und Auslagen",
)


def consent_sheet(data: ConsentData) -> PrintedSheet:
    """A4, tagged, to be signed; what is known stands on it."""
    return own_sheet(data.office, TITLE, data.made_on, [
        _who(data), section("Was wir speichern"), _points(_KEPT),
        paragraph("Vom erweiterten Führungszeugnis speichern wir nur den Tag der Ausstellung, wann und durch wen wir "
                  "es eingesehen haben, ob es frei von einschlägigen Eintragungen ist und wann wir es wieder sehen "
                  "müssen. Wir machen keine Kopie."),
        section("Wozu und wer es sieht"),
        paragraph("Damit wir Sie passend vermitteln, begleiten, versichern und Ihnen danken können. Ihre Daten sehen "
                  "nur die Koordination des Ehrenamts und das Integrationsmanagement. Wer von Ihnen begleitet wird, "
                  "erfährt Ihren Vornamen, Ihre Sprachen, die Aufgabe und Ihre Zeiten."),
        _choice("Meine Telefonnummer und E-Mail dürfen der begleiteten Person gegeben werden."),
        section("Wie lange"), paragraph(_how_long(data)),
        section("Ihre Rechte"),
        paragraph(f"Die Einwilligung ist freiwillig. Sie können sie jederzeit ohne Gründe widerrufen, am einfachsten "
                  f"bei {harmless(data.contact)}; was bis dahin geschah, bleibt rechtmäßig. Sie können Auskunft, "
                  "Berichtigung und Löschung verlangen und sich beim Landesbeauftragten für den Datenschutz "
                  "beschweren (Artikel 6 Absatz 1 Buchstabe a, Artikel 7 und 15 bis 21 DSGVO)."),
        Text("Ich habe das gelesen und willige ein. Eine Ausfertigung habe ich erhalten.", STRONG),
        Space(22), signature_lines([Text(words, _SMALL) for words in ("Ort, Datum", "Unterschrift Ehrenamtliche/r")]),
        Space(6), Text(f"Fassung {data.edition}", _SMALL),
    ])  # fmt: skip


def _who(data: ConsentData) -> Block:
    """Name and address; a line to write on where one is not known."""
    rows = [(Text(label, STRONG), Text(harmless(said), BODY) if said else WriteLine(8))
            for label, said in (("Name", data.name), ("Anschrift", data.address))]  # fmt: skip
    return Table((TableColumn(width=90), TableColumn(share=1.0)), rows, padding=(3, 3), outer=True)


def _points(items: tuple[str, ...]) -> Block:
    return Stack((Listing(items, BODY, gap=2.5), Space(5)))


def _choice(words: str) -> Block:
    """Both boxes to tick by hand: a consent that is ticked beforehand is none (Art. 4 Nr. 11 DSGVO)."""
    row = Columns(tuple(Column(_box(word), width=60) for word in ("ja", "nein")), gap=10)
    return Stack((Text(words, BODY, keep_with_next=True), Space(3), row))


def _box(words: str) -> Block:
    box = CheckBox(11, False, "zum Ankreuzen")
    return Columns((Column(box, width=13), Column(Text(words, BODY))), gap=5)


def _how_long(data: ConsentData) -> str:
    months = data.settings
    conduct = "sofort" if months.conduct_months == 0 else f"nach spätestens {_months(months.conduct_months)}"
    return (f"Solange Sie ehrenamtlich tätig sind. Danach löschen wir die Angaben zum Führungszeugnis {conduct}, alles "
            f"Übrige nach {_months(months.forget_months)}. Widerrufen Sie, löschen wir alles, sobald Ihr Ehrenamt "
            "beendet ist; nur Summen von Stunden ohne Namen bleiben.")


def _months(months: int) -> str:
    return "einem Monat" if months == 1 else f"{months} Monaten"
