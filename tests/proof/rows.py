"""The promises of the vault, row by row (security.md 8), and what no test on one developer's PC can show."""

from __future__ import annotations

from dataclasses import dataclass

PROMISES = {
    "T1": "Auf dem Datenträger ist nichts lesbar.",
    "T2": "Wird das Programm mitten in der Arbeit beendet, geht nichts verloren, was als gespeichert galt.",
    "T3": "Fällt der Strom aus, geht nichts verloren, was als gespeichert galt.",
    "T4": "Falsches Kennwort, fehlende Schlüsseldatei und unverschlüsselte Datei werden mit der richtigen Meldung "
          "abgewiesen.",
    "T5": "Kennwörter zu erraten ist langsam und braucht viel Arbeitsspeicher.",
    "T6": "Jedes veränderte Bit fällt auf.",
    "T7": "Eine abgeschnittene Datei fällt auf.",
    "T8": "Eine ältere Kopie an der Stelle des Tresors fällt auf.",
    "T9": "Eine beschädigte Schlüsseldatei fällt auf und wird nie überschrieben.",
    "T10": "Eine untergeschobene Schlüsseldatei macht nichts schwächer und verschlingt keinen Arbeitsspeicher.",
    "T11": "Ein neues Kennwort lässt die Daten, wie sie sind; das alte öffnet nichts mehr.",
    "T12": "Das Wiederherstellungsblatt öffnet den Tresor, und Tippfehler werden mit ihrer Gruppe genannt.",
    "T13": "Wer ausscheidet, ist ausgesperrt, und sonst niemand.",
    "T14": "Eine Sicherung während der Arbeit ist vollständig und geprüft.",
    "T15": "Eine schlechte Sicherung verdrängt keine gute; Zurückholen lässt sich rückgängig machen.",
    "T16": "Ist der Datenträger voll, geht nichts verloren, und es wird gesagt.",
    "T17": "Eine unterbrochene Umstellung auf eine neue Fassung hinterlässt keinen halben Tresor.",
    "T18": "Wer den Tresor schon offen hat, wird genannt; nach einem Absturz ist er sofort wieder frei.",
    "T19": "In einem Cloud-Ordner wird nicht gearbeitet, auf einem Netzlaufwerk mit dem passenden Journal.",
    "T20": "Sperren vergisst den Schlüssel.",
    "T21": "Drucken hinterlässt keine Dateien.",
    "T22": "Das Zugriffsprotokoll lässt sich nicht unbemerkt ändern.",
    "T23": "Ein fremder oder veränderter Aufbau der Datenbank wird abgewiesen.",
    "T24": "Bösartige Importdateien richten nichts an.",
    "T25": "Es arbeitet wirklich die verschlüsselnde Datenbankbibliothek.",
    "T26": "Gelöscht ist gelöscht.",
    "T27": "Die Suche stimmt, was auch vorher geschah.",
    "T28": "In Protokollen und Fehlertexten stehen keine Daten von Menschen.",
    "T29": "Das Programm ist schnell genug.",
    "T30": "Der Tresor ist ohne dieses Programm lesbar.",
    "B1": "Gemischte Schriftrichtungen werden gedruckt, wie Unicode es vorschreibt.",
}
"""Row -> the promise, one German sentence. `make.py prove` fails when a row has no proof that was reached."""


@dataclass(frozen=True)
class NotChecked:
    """A part of a promise that stays open here, and why."""

    row: str
    what: str
    reason: str


NOT_CHECKED = (
    NotChecked("T3", "Ziehen des Netzsteckers an einem echten PC",
               "nachgespielt aus aufgezeichneten Schreibvorgängen; ein echter Ausfall braucht eigene Geräte"),
    NotChecked("T3", "NTFS und Virenwächter",
               "die Beweise liefen unter Linux; unter Windows vor der Auslieferung zu wiederholen"),
    NotChecked("T19", "ein echtes Netzlaufwerk (SMB): Kabel ziehen, Server beenden",
               "hier gibt es keinen Dateiserver; das Journal dafür ist im Nachspiel bewiesen (T3)"),
    NotChecked("T25", "die gepackte Programmdatei (.exe)", "sie entsteht erst mit der Auslieferung"),
)
