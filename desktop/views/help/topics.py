"""The topics of the help in their order, and which one fits which place of the program."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """A page of `resources/help`: its file, its title (the page's own headline), words the palette finds it by."""

    file: str
    title: str
    words: str = ""


PLACE = "help"
"""Key of the place that shows the help."""

ABOUT = "ueber.html"
"""The topic whose versions are filled in, and from which the licences are reached."""

TOPICS = (
    Topic("start.html", "Erste Schritte", "Anfang Überblick Musterlingen Demo"),
    Topic("heute.html", "Heute: Fristen und Aufgaben", "überfällig erinnern Wiedervorlage Wochenliste Arbeitsliste"),
    Topic("tresor.html", "Tresor und Wiederherstellungsblatt", "Kennwort vergessen Schlüssel Datei verschieben"),
    Topic("uebergabeliste.html", "Übergabeliste einlesen", "Import Excel CSV Landratsamt Dublette rückgängig"),
    Topic("personen.html", "Personen und Familien", "Fall zusammenführen teilen Neugeborenes Einwilligung Beratung"),
    Topic("listen.html", "Listen: Ansichten, viele Fälle, Datei", "Spalten Filter sortieren Export Excel CSV Sammlung"),
    Topic("assessment.html", "Assessment und Ergebnis", "Fragen Bedarf Ressource Gesundheit gesperrt"),
    Topic("plan.html", "Integrationsplan", "Ziel Schritt Abstimmung Kraft Ergänzung Fortschreibung Überprüfung"),
    Topic("fall.html", "Verlauf eines Falls", "Status Abschluss Hinweis Ruht Schulpflicht Abwesenheit Urlaub"),
    Topic("gespraeche.html", "Gespräche", "Notiz Telefonat Kontaktversuch Schnelleintrag Kürzel privat Gruppe"),
    Topic("ehrenamt.html", "Ehrenamt", "Freiwillige Bedarf Vorschlag Begleitung Führungszeugnis Stunden Dankfest"),
    Topic("termine.html", "Termine und Kalender", "Verabredung Woche Monat ICS Outlook Terminzettel nicht erschienen"),
    Topic("suchen.html", "Suchen und Zusammenführen", "Strg+K finden Name Schreibweise doppelt Dublette vereinen"),
    Topic("dokumente.html", "Dokumente in der Fallakte", "Anhang Scan Datei Bescheid Zeugnis Foto PDF einfügen"),
    Topic("drucken.html", "Drucken in zwei Sprachen", "PDF Vorschau Übersetzung prüfen Sprache"),
    Topic("sichern.html", "Sperren, Entwürfe, Sicherung", "Backup Wiederherstellen verloren"),
    Topic("zusammen.html", "Zu mehreren arbeiten", "Kollegin Zugang Startkennwort Schreibplatz Lesekopie Netzlaufwerk"),
    Topic("notfall.html", "Was tun, wenn …", "Notfall verloren gestohlen ausgeschieden beschädigt Trojaner vergessen"),
    Topic("datenschutz.html", "Was schützt und was nicht", "Datenschutz BitLocker Drucker Verschlüsselung DSGVO"),
    Topic("offen.html", "Offene Punkte", "Fristen Förderung Aufbewahrung unklar"),
    Topic("tastatur.html", "Tastatur", "Tasten Kürzel Shortcut"),
    Topic("it.html", "Befehle für die IT", "Kommandozeile Export Prüfen Befehlszeile"),
    Topic("dateiformat.html", "Dateiformat des Tresors", "Lesen ohne Wegplan Export Archiv Schlüsseldatei SQLCipher"),
    Topic("nachweis.html", "Nachweise", "Beweise Prüfungen Tests Sicherheit Bericht Gegenprobe"),
    Topic(ABOUT, "Über Wegplan", "Version Lizenz SQLCipher OpenSSL Qt"),
)

PAGE_FOR_PLACE = {
    "cases": "listen.html",
    "case": "personen.html",
    "case/overview": "personen.html",
    "case/people": "personen.html",
    "case/assessment": "assessment.html",
    "case/plan": "plan.html",
    "case/timeline": "fall.html#verlauf",
    "absence": "fall.html#abwesenheit",
    "inactive": "fall.html#inaktiv",
    "first_steps": "fall.html#erste-schritte",
    "own_fields": "personen.html#eigene-felder",
    "case/tasks": "fall.html#aufgaben",
    "case/talks": "gespraeche.html",
    "today": "heute.html",
    "work_list": "heute.html#listen",
    "due_rules": "heute.html#fristen",
    "case/volunteer": "ehrenamt.html#bedarf",
    "volunteers": "ehrenamt.html",
    "volunteers/needs": "ehrenamt.html#vorschlaege",
    "volunteers/matches": "ehrenamt.html#begleitungen",
    "volunteers/papers": "ehrenamt.html#unterlagen",
    "volunteers/hours": "ehrenamt.html#stunden",
    "volunteers/overview": "ehrenamt.html#uebersicht",
    "volunteer": "ehrenamt.html#register",
    "volunteer-import": "ehrenamt.html#einlesen",
    "volunteer-own-sheet": "ehrenamt.html#register",
    "volunteer-paper": "ehrenamt.html#unterlagen",
    "match-reasons": "ehrenamt.html#vorschlaege",
    "volunteer-sheet": "ehrenamt.html#begleitungen",
    "meeting-sheet": "ehrenamt.html#begleitungen",
    "volunteer-hours-sheet": "ehrenamt.html#stunden",
    "volunteer-money": "ehrenamt.html#stunden",
    "volunteer-thanks": "ehrenamt.html#dankfest",
    "text-blocks": "gespraeche.html#ausfuehrlich",
    "case/appointments": "termine.html",
    "calendar": "termine.html",
    "slip": "termine.html#zettel",
    "case/documents": "dokumente.html",
    "import": "uebergabeliste.html",
    "review": "plan.html#ueberpruefung",
    "changes": "plan.html#aenderungen",
    "preview": "drucken.html",
    "wording": "drucken.html#pruefen",
    "admin": "sichern.html",
    "backups": "sichern.html#sicherung",
    "users": "zusammen.html#zugaenge",
    "access_log": "datenschutz.html#zugriffe",
    "program_log": "datenschutz.html#programmprotokoll",
    "help": "start.html",
    "merging": "suchen.html#zusammenfuehren",
    "talk-sheet": "gespraeche.html#drucken",
}
"""Place (behind a slash its tab, or that of the case file) -> file, after # a spot in it."""


def page_for(place: str) -> str:
    """The page that fits a place; the first steps where nothing fits better."""
    whole, _, _ = place.partition("/")
    return PAGE_FOR_PLACE.get(place) or PAGE_FOR_PLACE.get(whole) or TOPICS[0].file
