"""Words of persons with stable codes: contact, languages, residence, housing, family (domain 2.1–2.4).

See `desktop/terms.py`.
"""

from __future__ import annotations

from desktop.terms import Term

# --- person (domain 2.1) ------------------------------------------------------------------------------------------


class Salutation(Term):
    MS = "ms", "Frau"
    MR = "mr", "Herr"
    NONE = "none", "ohne Anrede"


class Sex(Term):
    FEMALE = "w", "weiblich"
    MALE = "m", "männlich"
    DIVERSE = "d", "divers"
    NOT_STATED = "x", "keine Angabe"


class AssignmentKind(Term):
    ASSIGNED = "assigned", "Zuteilung"
    UKRAINE_PRIVATE = "ukraine_private", "Ukraine, privat untergekommen"
    FAMILY_REUNION = "family_reunion", "Familiennachzug"
    MOVED_IN = "moved_in", "Zuzug"
    REDISTRIBUTED = "redistributed", "Umverteilung"


class Reachable(Term):
    MORNINGS = "mornings", "vormittags"
    AFTERNOONS = "afternoons", "nachmittags"
    EVENINGS = "evenings", "abends"
    WRITTEN = "written", "nur schriftlich"


class InterpreterNeed(Term):
    NO = "no", "nein"
    SOMETIMES = "sometimes", "manchmal"
    ALWAYS = "always", "immer"
    DIFFICULT = "difficult", "nur bei schwierigen Themen"


class InterpreterGender(Term):
    ANY = "any", "egal"
    WOMAN = "woman", "Frau"
    MAN = "man", "Mann"


class Reading(Term):
    LATIN = "latin", "lateinische Schrift"
    OTHER_SCRIPT = "other_script", "nur andere Schrift"
    NOT = "not", "liest nicht"


class LanguageUse(Term):
    MOTHER = "mother", "Muttersprache"
    SPEAKS = "speaks", "Verständigung möglich"


class GermanLevel(Term):
    """Level of German by the Common European Framework."""

    NONE = "none", "keine"
    PRE_A1 = "preA1", "Pre-A1"
    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


# --- residence and housing (domain 2.2, 2.3) ----------------------------------------------------------------------


class ResidenceGroup(Term):
    WITHOUT_TITLE = "without", "ohne Aufenthaltstitel"
    PERMIT = "permit", "Aufenthaltserlaubnis"
    UNLIMITED = "unlimited", "unbefristet"
    OTHER = "other", "andere"


class ResidenceKind(Term):
    """Residence status. Gestattung and Duldung are not titles (domain 2.2), hence the group."""

    ARRIVAL_PROOF = "arrival_proof", "Ankunftsnachweis"
    P55_ASYLG = "55asylg", "Aufenthaltsgestattung (§ 55 AsylG)"
    P60A = "60a", "Duldung § 60a"
    P60A_2_3 = "60a_2_3", "Duldung § 60a Abs. 2 S. 3"
    P60B = "60b", "Duldung § 60b"
    P60C = "60c", "Ausbildungsduldung § 60c"
    P60D = "60d", "Beschäftigungsduldung § 60d"
    P81 = "81", "Fiktionsbescheinigung § 81"
    BORDER_CROSSING = "border", "Grenzübertrittsbescheinigung"
    P22 = "22", "Aufenthaltserlaubnis § 22"
    P23_1 = "23_1", "Aufenthaltserlaubnis § 23 Abs. 1"
    P23_2 = "23_2", "Aufenthaltserlaubnis § 23 Abs. 2"
    P23_4 = "23_4", "Aufenthaltserlaubnis § 23 Abs. 4"
    P23A = "23a", "Aufenthaltserlaubnis § 23a"
    P24 = "24", "Aufenthaltserlaubnis § 24"
    P25_1 = "25_1", "Aufenthaltserlaubnis § 25 Abs. 1"
    P25_2_REFUGEE = "25_2_1", "Aufenthaltserlaubnis § 25 Abs. 2 (Flüchtling)"
    P25_2_SUBSIDIARY = "25_2_2", "Aufenthaltserlaubnis § 25 Abs. 2 (subsidiär)"
    P25_3 = "25_3", "Aufenthaltserlaubnis § 25 Abs. 3"
    P25_4 = "25_4", "Aufenthaltserlaubnis § 25 Abs. 4"
    P25_5 = "25_5", "Aufenthaltserlaubnis § 25 Abs. 5"
    P25A = "25a", "Aufenthaltserlaubnis § 25a"
    P25B = "25b", "Aufenthaltserlaubnis § 25b"
    P104C = "104c", "Aufenthaltserlaubnis § 104c"
    P16G = "16g", "Aufenthaltserlaubnis § 16g"
    P19D = "19d", "Aufenthaltserlaubnis § 19d"
    FAMILY_28_36A = "28_36a", "Aufenthaltserlaubnis §§ 28–36a (Familie)"
    P18A = "18a", "Aufenthaltserlaubnis §§ 18a ff."
    NE_26_3 = "ne26_3", "Niederlassungserlaubnis § 26 Abs. 3"
    NE_26_4 = "ne26_4", "Niederlassungserlaubnis § 26 Abs. 4"
    NE_9 = "ne9", "Niederlassungserlaubnis § 9"
    EU_9A = "eu9a", "Daueraufenthalt-EU § 9a"
    EU_FREE_MOVEMENT = "eu", "Freizügigkeit EU"
    NATURALISED = "naturalised", "eingebürgert"
    UNKNOWN = "unknown", "unbekannt"

    @property
    def group(self) -> ResidenceGroup:
        order = list(ResidenceKind)
        place = order.index(self)
        if place <= order.index(ResidenceKind.BORDER_CROSSING):
            return ResidenceGroup.WITHOUT_TITLE
        if place <= order.index(ResidenceKind.P18A):
            return ResidenceGroup.PERMIT
        return ResidenceGroup.UNLIMITED if place <= order.index(ResidenceKind.EU_9A) else ResidenceGroup.OTHER


class ValidUntil(Term):
    """What stands in „gültig bis“ when it is not a date."""

    DATE = "date", "Datum"
    UNLIMITED = "unlimited", "unbefristet"
    APPLIED = "applied", "beantragt"
    UNKNOWN = "unknown", "unbekannt"


class WorkPermission(Term):
    ALLOWED = "allowed", "gestattet"
    WITH_PERMIT = "with_permit", "nur mit Erlaubnis"
    NOT_ALLOWED = "not_allowed", "nicht gestattet"
    UNKNOWN = "unknown", "unbekannt"


class AsylumState(Term):
    RUNNING = "running", "läuft"
    RECOGNISED = "recognised", "anerkannt"
    SUBSIDIARY = "subsidiary", "subsidiär"
    DEPORTATION_BAN = "ban", "Abschiebungsverbot"
    REJECTED_COURT = "rejected_court", "abgelehnt – Klage läuft"
    REJECTED_FINAL = "rejected_final", "abgelehnt – rechtskräftig"
    NOT_APPLICABLE = "none", "entfällt"


class TravelDocument(Term):
    PASSPORT = "passport", "Nationalpass"
    REFUGEE_PASSPORT = "refugee", "Reiseausweis für Flüchtlinge"
    SUBSTITUTE = "substitute", "Passersatz"
    NONE = "none", "keiner"
    IN_PROGRESS = "in_progress", "in Beschaffung"


class FamilyReunion(Term):
    NO_TOPIC = "no_topic", "kein Thema"
    PLANNED = "planned", "geplant"
    NOTICE_GIVEN = "notice", "Anzeige gestellt"
    RUNNING = "running", "läuft"
    DONE = "done", "erledigt"


class Housing(Term):
    MUNICIPAL_ROOM = "au_room", "kommunale AU: Zimmer"
    MUNICIPAL_FLAT = "au_flat", "kommunale AU: Wohnung"
    MUNICIPAL_SHARED = "au_shared", "kommunale AU: WG"
    MUNICIPAL_CONTAINER = "au_container", "kommunale AU: Container"
    RENTED_BY_TOWN = "town_rented", "angemietete Wohnung der Gemeinde"
    PRIVATE = "private", "Privatwohnung, eigener Vertrag"
    WITH_RELATIVES = "relatives", "bei Verwandten/Bekannten"
    HOMELESS = "homeless", "wohnungslos"


class Tenancy(Term):
    PLACED = "placed", "Einweisung"
    FEE = "fee", "Nutzungsgebühr"
    RENT = "rent", "Mietvertrag"


# --- family (domain 2.4) ------------------------------------------------------------------------------------------


class Relation(Term):
    """Place of a member in the family, seen from the family."""

    ADULT = "adult", "erwachsene Person"
    PARTNER = "partner", "Ehe-/Lebenspartner/in"
    CHILD = "child", "Kind"
    GRANDPARENT = "grandparent", "Großelternteil"
    SIBLING = "sibling", "Geschwister"
    OTHER = "other", "andere"


class Custody(Term):
    BOTH = "both", "beide"
    ALONE = "alone", "allein"
    GUARDIAN = "guardian", "Vormund"
    UNCLEAR = "unclear", "unklar"


class MaritalStatus(Term):
    SINGLE = "single", "ledig"
    MARRIED = "married", "verheiratet"
    PARTNERSHIP = "partnership", "in Partnerschaft"
    SEPARATED = "separated", "getrennt lebend"
    DIVORCED = "divorced", "geschieden"
    WIDOWED = "widowed", "verwitwet"
    UNKNOWN = "unknown", "unbekannt"
