"""Words of the Ehrenamt with stable codes (domain 6); see `desktop/terms.py`.

Glossary
    Ehrenamt, Ehrenamtliche → volunteer · Helferkreis → volunteer group · Tätigkeit → activity · Führungszeugnis →
    conduct certificate · Verschwiegenheit → secrecy · Unterlage → paper · Bedarf → volunteer need · Vorschlag →
    suggestion · Vermittlung einer ehrenamtlichen Begleitung → match · Kennenlernen → meeting · Zwischengespräch →
    check-in · Auslagen → expenses · Bescheinigung → confirmation
"""

from __future__ import annotations

from desktop.terms import Term


class Activity(Term):
    """Tätigkeit (domain 6.1)."""

    LANGUAGE = "language", "Sprachpatenschaft"
    LEARNING = "learning", "Lernpatenschaft für ein Kind"
    EVERYDAY = "everyday", "Alltagsbegleitung"
    OFFICES = "offices", "Begleitung zu Behörden"
    FORMS = "forms", "Hilfe mit Formularen"
    HOUSING = "housing", "Wohnungspatenschaft"
    JOB = "job", "Jobpatenschaft und Mentoring"
    RIDES = "rides", "Fahrdienst"
    INTERPRETING = "interpreting", "Dolmetschen"
    LEISURE = "leisure", "Freizeit und Sport"
    CAFE = "cafe", "Begegnungscafé"
    CHILDCARE = "childcare", "Kinderbetreuung"
    BICYCLES = "bicycles", "Fahrradwerkstatt"
    DONATIONS = "donations", "Spenden"


CHILD_ACTIVITIES = frozenset({Activity.LEARNING, Activity.CHILDCARE})
"""Activities that are with minors by their nature: the conduct certificate is needed whoever asks (domain 6.2)."""


class TargetGroup(Term):
    """Whom a volunteer likes to accompany, or does not."""

    WOMEN = "women", "Frauen"
    MEN = "men", "Männer"
    FAMILIES = "families", "Familien"
    CHILDREN = "children", "Kinder"
    YOUTH = "youth", "Jugendliche"
    SINGLE = "single", "Einzelpersonen"
    OLDER = "older", "ältere Menschen"


class LanguageSkill(Term):
    """How well a volunteer speaks a language."""

    MOTHER = "mother", "Muttersprache"
    FLUENT = "fluent", "fließend"
    GOOD = "good", "gut"
    BASIC = "basic", "Grundkenntnisse"


class VolunteerStatus(Term):
    """Life of a volunteer in the register (domain 6.1)."""

    INTEREST = "interest", "Interesse"
    FIRST_TALK = "first_talk", "Erstgespräch"
    PAPERS_OPEN = "papers_open", "Unterlagen offen"
    READY = "ready", "einsatzbereit"
    ACTIVE = "active", "im Einsatz"
    PAUSE = "pause", "Pause"
    ENDED = "ended", "beendet"


class Allowance(Term):
    """What a volunteer gets back (domain 6.2, money)."""

    NONE = "none", "nichts"
    EXPENSES = "expenses", "Auslagenersatz"
    VOLUNTEER = "volunteer", "Ehrenamtspauschale"
    TRAINER = "trainer", "Übungsleiterpauschale"
    INTERPRETER = "interpreter", "Sprachmittlung nach Stunden"


class PaperKind(Term):
    """Unterlagen (domain 6.2). Of the conduct certificate only dates and one statement are kept, never a copy."""

    CONDUCT = "conduct", "erweitertes Führungszeugnis"
    COMMITMENT = "commitment", "Selbstverpflichtungserklärung"
    SECRECY = "secrecy", "Verschwiegenheit"
    AGREEMENT = "agreement", "Vereinbarung"
    INSURANCE = "insurance", "Versicherung"
    TRAINING = "training", "Schulung"
    LICENCE = "licence", "Führerschein und Kfz"
    MEASLES = "measles", "Masernschutz"


class OnBehalfOf(Term):
    """Who commissions a volunteer decides which insurance covers (domain 6.2)."""

    MUNICIPALITY = "municipality", "Gemeinde"
    ORGANISATION = "organisation", "Verein oder Träger"
    PRIVATE = "private", "freie Initiative (Sammelversicherung des Landes)"


class Cover(Term):
    """Insurance that was found to cover the volunteer."""

    MUNICIPAL = "municipal", "Unfall und Haftpflicht über die Gemeinde"
    ORGANISATION = "organisation", "über den Verein oder Träger"
    COLLECTIVE = "collective", "Sammelversicherung des Landes"
    UNCLEAR = "unclear", "noch nicht geklärt"


class GenderWish(Term):
    """Whether a woman or a man is wished for."""

    ANY = "any", "egal"
    WOMAN = "woman", "eine Frau"
    MAN = "man", "ein Mann"


class NeedStatus(Term):
    """Life of a reported need."""

    OPEN = "open", "offen"
    MATCHING = "matching", "in Vermittlung"
    SERVED = "served", "begleitet"
    CLOSED = "closed", "abgeschlossen"


class NeedEnd(Term):
    """Why a need is closed."""

    REACHED = "reached", "Ziel erreicht"
    WITHDRAWN = "withdrawn", "nicht mehr gewünscht"
    ELSEWHERE = "elsewhere", "anders gelöst"
    MOVED_AWAY = "moved_away", "Wegzug"
    NOBODY = "nobody", "niemand gefunden"
    CASE_OVER = "case_over", "Fall beendet"
    CASE_DECLINED = "case_declined", "Fall: Angebot abgelehnt"
    CASE_NOT_REACHED = "case_not_reached", "Fall: nicht erreicht"
    CASE_NOT_TARGET = "case_not_target", "Fall: Zielgruppe nicht gegeben"


CASE_ENDS = frozenset({NeedEnd.CASE_OVER, NeedEnd.CASE_DECLINED, NeedEnd.CASE_NOT_REACHED, NeedEnd.CASE_NOT_TARGET})
"""Reasons nobody chooses: the file is over. Once it is taken up again, such a need is looked for again."""


class Sponsorship(Term):
    """Whom a match is for."""

    SINGLE = "single", "eine Person"
    FAMILY = "family", "Familie"
    GROUP = "group", "Gruppe"


class MatchStage(Term):
    """Life cycle of a match (domain 6.3); each only after the one before, the two agreements in any order."""

    SUGGESTED = "suggested", "Vorschlag"
    PERSON_AGREED = "person_agreed", "Klient/in einverstanden"
    VOLUNTEER_AGREED = "volunteer_agreed", "Ehrenamtliche/r einverstanden"
    BOTH_AGREED = "both_agreed", "beide einverstanden"
    MEETING = "meeting", "Kennenlernen"
    AGREEMENT = "agreement", "Vereinbarung"
    ACTIVE = "active", "aktiv"
    ENDED = "ended", "beendet"


class MatchEnd(Term):
    """Fixed reasons for the end of a match (domain 6.3)."""

    REACHED = "reached", "Ziel erreicht"
    TIME_OVER = "time_over", "Zeit vorbei"
    NOT_FITTING = "not_fitting", "passt nicht"
    MOVED_AWAY = "moved_away", "Wegzug"
    OVERLOAD = "overload", "Überlastung"
    WISHED = "wished", "auf Wunsch"
    PAPERS = "papers", "Unterlagen abgelaufen"


class VolunteerContactKind(Term):
    """What was talked about with a volunteer."""

    FIRST_TALK = "first_talk", "Erstgespräch"
    CONTACT = "contact", "Kontakt"
    CHECK_IN = "check_in", "Zwischengespräch"
    OVERLOAD = "overload", "Hinweis auf Überlastung"
    THANKS = "thanks", "Dank oder Ehrung"
    CLOSING = "closing", "Abschlussgespräch"
