"""The field's words with stable codes. Codes are stored and exported and never change; labels are the German wording.

Screen, paper and export read the same label (decision 6), so it stands here and not in a widget.

Glossary (legal German → identifier)
    Fall → case · Fallakte → case file · Familie → family · Zuteilung → assignment · Anschlussunterbringung (AU) →
    follow-up accommodation · Aufenthaltstitel → residence title · Beratungszeitraum → counselling period ·
    Einwilligung → consent · Handlungsfeld → area · Bedarf → need · Ressource → resource · Ziel → goal ·
    Maßnahme/Schritt → measure · Nachweis → proof · Fassung → plan version · Fortschreibung → next version ·
    Ergänzung → supplement · Übergabe → hand-over · Herkunft der Angabe → origin · Schutzklasse → protection class ·
    Tresor → vault · zuständig → responsible · Ehrenamt → volunteer · Stelle → office
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A coded word: equal to its code, with the German wording as `label`."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


# --- office -------------------------------------------------------------------------------------------------------


class Role(Term):
    """What a user may do; rights per role are in `casework/rights.py`."""

    MANAGER = "im", "Integrationsmanager/in"
    COORDINATOR = "ea", "Ehrenamtskoordination"


class Origin(Term):
    """Where a statement comes from (domain 2)."""

    HANDOVER = "fsa", "FSA-Übergabe"
    SELF = "self", "Selbstauskunft"
    DOCUMENT = "document", "Dokument gesehen"
    THIRD_PARTY = "third", "Dritte (mit Einwilligung)"
    ESTIMATE = "im", "Einschätzung IM"


class SkipReason(Term):
    """Why a question has no answer (domain 2)."""

    NOT_DISCUSSED = "not_discussed", "nicht besprochen"
    NOT_WANTED = "not_wanted", "möchte nicht antworten"


class Protection(Term):
    """Protection class of a statement: S3 is locked until a consent is recorded (decision 20)."""

    S1 = "S1", "normal"
    S2 = "S2", "sensibel"
    S3 = "S3", "besonders geschützt (Art. 9 DSGVO)"


class VaultEventKind(Term):
    """What can happen to the vault itself (security.md 3.5, 8: T13–T15)."""

    BACKUP = "backup", "Sicherung"
    RESTORE = "restore", "Rückholung"
    DRILL = "drill", "Übung: Sicherung zurückholen"
    USER_ADDED = "user_added", "Zugang angelegt"
    USER_REMOVED = "user_removed", "Zugang entfernt"
    KEY_CHANGED = "key_changed", "Schlüssel gewechselt"
    RECOVERY_RENEWED = "recovery_renewed", "Wiederherstellungsblatt erneuert"
    PASSWORD_CHANGED = "password_changed", "Kennwort geändert"
    START_PASSWORD = "start_password", "Startkennwort ausgestellt"
    MOVED = "moved", "Tresor verschoben"


class AttachmentKind(Term):
    """What a document in the case file is."""

    LETTER = "letter", "Schreiben"
    DECISION = "decision", "Bescheid"
    IDENTITY = "identity", "Ausweis oder Aufenthaltstitel"
    CERTIFICATE = "certificate", "Zeugnis oder Zertifikat"
    REGISTRATION = "registration", "Anmeldung"
    CONTRACT = "contract", "Vertrag"
    MEDICAL = "medical", "Attest oder Befund"
    SIGNED = "signed", "Unterschriebenes Blatt"
    PHOTO = "photo", "Foto"
    OTHER = "other", "anderes"


class Searchable(Term):
    """What the search finds."""

    PERSON = "person", "Person"
    CASE = "case", "Fall"
    GOAL = "goal", "Ziel"
    MEASURE = "measure", "Maßnahme"
    ATTACHMENT = "attachment", "Dokument"
    TALK = "talk", "Gespräch"
    VOLUNTEER = "volunteer", "Ehrenamtliche/r"


# --- case and assessment (domain 1.2, 1.3, 2.13) ------------------------------------------------------------------


class CaseKind(Term):
    PERSON = "person", "Einzelperson"
    FAMILY = "family", "Familie"


class CaseStatus(Term):
    """Status of a Fall (domain 1.3); the rules of moving between them come with casework."""

    ANNOUNCED = "announced", "Angekündigt"
    CONTACT_OPEN = "contact_open", "Kontakt offen"
    OFFERED = "offered", "Angebot unterbreitet"
    WITHOUT_PLAN = "without_plan", "Beratung ohne Plan"
    ASSESSMENT = "assessment", "In Assessment"
    PLANNING = "planning", "Plan in Abstimmung"
    ACCOMPANIED = "accompanied", "In Begleitung"
    EXTENDED = "extended", "In Begleitung (verlängert)"
    CLOSING = "closing", "In Abschluss"
    ENDED = "ended", "Beendet"
    AFTERCARE = "aftercare", "Nachbetreuung"
    RESTING = "resting", "Ruht"
    DECLINED = "declined", "Angebot abgelehnt"
    NOT_REACHED = "not_reached", "Nicht erreicht"
    NOT_TARGET = "not_target", "Zielgruppe nicht gegeben"
    BLOCKED = "blocked", "Gesperrt"


class EndReason(Term):
    """Why counselling ended (domain 1.4)."""

    REACHED = "reached", "Ziele erreicht – selbstständig"
    PERIOD_OVER = "period_over", "Beratungszeitraum abgelaufen (3 Jahre)"
    LONGEST_OVER = "longest_over", "Höchstdauer erreicht (4 Jahre)"
    REGULAR_SERVICE = "regular_service", "Übergabe an Regeldienst"
    MOVED = "moved", "Wegzug in andere Gemeinde"
    ABROAD = "abroad", "Wegzug ins Ausland / freiwillige Rückkehr"
    DEPARTED = "departed", "Ausreisepflicht vollzogen"
    CONTACT_LOST = "contact_lost", "Kontakt abgebrochen"
    OWN_WISH = "own_wish", "auf eigenen Wunsch beendet"
    NEVER_ACCEPTED = "never_accepted", "Angebot nie angenommen"
    NOT_TARGET = "not_target", "nicht (mehr) Zielgruppe"
    NATURALISED = "naturalised", "Einbürgerung"
    DIED = "died", "verstorben"
    DUPLICATE = "duplicate", "Doppelerfassung"


class FlagKind(Term):
    """What a flag on a file warns of."""

    ATTENTION = "attention", "Bitte beachten"
    URGENT = "urgent", "Dringend"
    SAFETY = "safety", "Sicherheit im Gespräch"
    CONTACT = "contact", "Kontakt nur auf vereinbartem Weg"
    CHILD = "child", "Kindeswohl"


class MeaslesProof(Term):
    """Masernschutz of a child (domain 1.5)."""

    VACCINATED = "vaccinated", "geimpft, Nachweis gesehen"
    EXEMPT = "exempt", "Attest (nicht impfbar)"
    OPEN = "open", "Nachweis fehlt"


class PeriodBasis(Term):
    """What the start of the counselling period rests on (domain 1.2, decision 28)."""

    FIRST_TALK = "first_talk", "erste Beratung"
    ASSIGNMENT = "assignment", "Zuteilung in AU"
    OTHER_DAY = "other", "anderer Tag mit Begründung"


class ConsentPurpose(Term):
    """Purposes a person can consent to, one by one (domain 8.2)."""

    VOLUNTARY_DATA = "voluntary_data", "Speicherung freiwilliger Angaben"
    HEALTH = "health", "Gesundheitsdaten und besonders geschützte Angaben"
    HANDOVER = "handover", "Übernahme der Daten der FSA"
    JOBCENTER = "jobcenter", "Austausch mit dem Jobcenter"
    EMPLOYMENT_AGENCY = "employment_agency", "Austausch mit der Agentur für Arbeit"
    SOCIAL_OFFICE = "social_office", "Austausch mit dem Sozialamt"
    SCHOOL = "school", "Austausch mit Schule oder Kita"
    COURSE = "course", "Austausch mit dem Kursträger"
    DOCTOR = "doctor", "Austausch mit Ärztin/Arzt oder PSZ"
    HOUSING = "housing", "Austausch mit Wohnungsamt oder Vermieter/in"
    EMPLOYER = "employer", "Austausch mit Arbeitgeber/in"
    VOLUNTEER = "volunteer", "Austausch mit bestimmten Ehrenamtlichen"
    INTERPRETER = "interpreter", "Sprachmittlung hört mit"
    MESSENGER = "messenger", "Kontakt per Messenger"
    PHOTO = "photo", "Foto"
    CASE_TALK = "case_talk", "Fallbesprechung"


class ConsentForm(Term):
    PAPER = "paper", "Papier, unterschrieben"
    SIGNATURE = "signature", "elektronische Unterschrift"
    ORAL = "oral", "mündlich, vermerkt"


class AssessmentKind(Term):
    SHORT = "short", "Kurz-Assessment"
    FULL = "full", "Ausführliches Assessment"


class Need(Term):
    """Need in an area as judged together; `ACUTE` comes before everything else."""

    NONE = "0", "kein"
    LOW = "1", "gering"
    MEDIUM = "2", "mittel"
    HIGH = "3", "hoch"
    ACUTE = "!", "akut"


# --- plan (domain 3, decision 18) ---------------------------------------------------------------------------------


class PlanKind(Term):
    SINGLE = "single", "Einzelplan"
    FAMILY = "family", "Familienplan"


class PlanState(Term):
    """Life of a Fassung (decision 18)."""

    DRAFT = "draft", "Entwurf"
    AGREEING = "agreeing", "in Abstimmung"
    IN_FORCE = "in_force", "in Kraft"
    REPLACED = "replaced", "abgelöst"
    CLOSED = "closed", "abgeschlossen"


class Horizon(Term):
    SHORT = "short", "kurz (bis 3 Monate)"
    MIDDLE = "middle", "mittel (bis 12 Monate)"
    LONG = "long", "lang"


class GoalStatus(Term):
    PLANNED = "planned", "geplant"
    RUNNING = "running", "läuft"
    PARTLY = "partly", "teilweise erreicht"
    REACHED = "reached", "erreicht"
    CHANGED = "changed", "geändert"
    POSTPONED = "postponed", "zurückgestellt"
    GIVEN_UP = "given_up", "aufgegeben"


class MeasureStatus(Term):
    OPEN = "open", "offen"
    STARTED = "started", "begonnen"
    DONE = "done", "erledigt"
    MOVED = "moved", "verschoben"
    IMPOSSIBLE = "impossible", "nicht möglich"
    DROPPED = "dropped", "entfallen"


class Responsible(Term):
    """Who does a measure; the plan shows „Das mache ich / Das machen wir / Das machen andere“."""

    CLIENT = "client", "Klient/in"
    MANAGER = "im", "Integrationsmanagement"
    VOLUNTEER = "volunteer", "Ehrenamt"
    OFFICE = "office", "Stelle"


class DueKind(Term):
    """Until when a measure runs; `DATE` needs a day to be binding."""

    DATE = "date", "bis zum Datum"
    ONGOING = "ongoing", "laufend"
    AT_ONCE = "at_once", "sofort"


class Obstacle(Term):
    NO_PLACE = "no_place", "kein Platz"
    WAITING = "waiting", "Wartezeit"
    CHILDCARE = "childcare", "Kinderbetreuung"
    MONEY = "money", "Geld"
    HEALTH = "health", "Gesundheit"
    STATUS = "status", "Status/Erlaubnis"
    WAY = "way", "Weg"
    MOTIVATION = "motivation", "Motivation"
    NO_ANSWER = "no_answer", "Stelle antwortet nicht"
    OTHER = "other", "anderes"


class SheetKind(Term):
    """Print-outs that exist (numbers of domain 9.1)."""

    PLAN = "plan", "Integrationsplan"
    ONE_PAGE = "mein-plan", "Mein Plan – eine Seite"
    REVIEW = "fortschreibung", "Fortschreibungsblatt"


PLAN_SHEETS = (SheetKind.PLAN, SheetKind.ONE_PAGE)
"""Sheets of one Fassung, in every language and variant; the Fortschreibungsblatt compares two and is German."""


class SheetVariant(Term):
    """German alone, both languages side by side, or the other language alone (decision 38)."""

    GERMAN = "german", "nur Deutsch"
    SIDE_BY_SIDE = "side_by_side", "zwei Sprachen nebeneinander"
    LANGUAGE_ONLY = "language_only", "nur in der Sprache"


PRINT_LANGUAGES = ("ar", "fa", "fa_AF", "ps", "ckb", "ku", "tr", "uk", "ru", "en", "fr", "ti", "am", "so", "sq")
"""Languages plan sheets exist in beside German (decision 8), as gettext/CLDR codes."""

_PARTIAL = re.compile(r"(~?)(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(\??)")


@dataclass(frozen=True)
class PartialDate:
    """A date as far as it is known: a year, a month of a year, or a day.

    `approximate` means „ca.“; `uncertain` marks a day that papers often invent, such as 01.01. (domain 13).
    """

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False

    def __post_init__(self) -> None:
        dt.date(self.year, self.month or 1, self.day or 1)
        if self.day and not self.month:
            raise ValueError("a day needs its month")

    @classmethod
    def of(cls, day: dt.date) -> PartialDate:
        """A whole date; 01.01. counts as uncertain."""
        return cls(day.year, day.month, day.day, uncertain=(day.day, day.month) == (1, 1))

    @classmethod
    def parse(cls, code: str) -> PartialDate:
        """From `code`; raises ValueError for anything else."""
        match = _PARTIAL.fullmatch(code)
        if not match:
            raise ValueError(f"not a partial date: {code!r}")
        about, year, month, day, doubt = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None, bool(about), bool(doubt))

    @property
    def code(self) -> str:
        """Stored form: `~1985`, `1985-05`, `1985-05-17`, `1985-01-01?`; sorts by date but for the `~`."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return ("~" if self.approximate else "") + "-".join(parts) + ("?" if self.uncertain else "")

    @property
    def exact(self) -> dt.date | None:
        """The day, when it is known and not approximate."""
        known = self.month and self.day and not self.approximate
        return dt.date(self.year, self.month or 1, self.day or 1) if known else None

    @property
    def german(self) -> str:
        """As a clerk writes it: 17.05.1985, 05.1985, 1985, ca. 1985; an uncertain day carries a question mark."""
        parts = [f"{part:02}" for part in (self.day, self.month) if part] + [f"{self.year:04}"]
        return ("ca. " if self.approximate else "") + ".".join(parts) + (" (?)" if self.uncertain else "")

    def age_on(self, day: dt.date) -> int:
        """Age in whole years; an unknown month or day counts as the first, so a child is never made too young."""
        month, birthday = self.month or 1, self.day or 1
        return day.year - self.year - ((day.month, day.day) < (month, birthday))
