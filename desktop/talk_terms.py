"""Words of talks, tasks, appointments and households with stable codes (domain 4.1, 1.5); see `desktop/terms.py`."""

from __future__ import annotations

from desktop.terms import Term


class TalkKind(Term):
    """Gesprächsart; whether it counts as Beratungsgespräch is said by `casework/talks/talks.py` (domain 4.1)."""

    CONTACT_ATTEMPT = "attempt", "Kontaktversuch"
    FIRST = "first", "Erstgespräch"
    ASSESSMENT = "assessment", "Assessment"
    PLANNING = "planning", "Planungsgespräch Integrationsplan"
    REVIEW = "review", "Überprüfung/Fortschreibung"
    COUNSELLING = "counselling", "Beratung"
    SHORT = "short", "Kurzkontakt"
    ACCOMPANYING = "accompanying", "Begleitung zu Termin"
    CRISIS = "crisis", "Krisengespräch"
    CASE_TALK = "case_talk", "Fallgespräch mit Dritten"
    CONFERENCE = "conference", "Fallkonferenz"
    HANDOVER = "handover", "Übergabegespräch"
    CLOSING = "closing", "Abschlussgespräch"
    GROUP = "group", "Gruppenangebot"


class TalkWay(Term):
    """Kontaktweg."""

    OFFICE = "office", "Büro"
    OPEN_HOUR = "open_hour", "offene Sprechstunde"
    VISIT = "visit", "Hausbesuch/aufsuchend"
    PHONE = "phone", "Telefon"
    VIDEO = "video", "Video"
    EMAIL = "email", "E-Mail"
    MESSENGER = "messenger", "Messenger"
    LETTER = "letter", "Brief"
    OUTSIDE = "outside", "unterwegs"


class Interpreting(Term):
    """Who interpreted."""

    NONE = "none", "keine"
    VOLUNTEER = "volunteer", "Ehrenamt"
    POOL = "pool", "Pool"
    PHONE = "phone", "Telefon"
    RELATIVE = "relative", "Angehörige"
    APP = "app", "App"


class ContactResult(Term):
    """What came of a try to make contact."""

    REACHED = "reached", "erreicht"
    NOT_REACHED = "not_reached", "nicht erreicht"
    MESSAGE_LEFT = "message_left", "Nachricht hinterlassen"
    RETURNED = "returned", "Post kam zurück"


class TaskStatus(Term):
    OPEN = "open", "offen"
    DONE = "done", "erledigt"
    DROPPED = "dropped", "entfällt"


class ApprovalOf(Term):
    """What a second person can be asked to approve."""

    ASSESSMENT = "assessment", "Assessment"
    PLAN = "plan", "Integrationsplan"
    CLOSING = "closing", "Abschluss des Falls"


class ApprovalAnswer(Term):
    """What the second person said."""

    GIVEN = "given", "freigegeben"
    SENT_BACK = "sent_back", "zurückgegeben"
    OUTGROWN = "outgrown", "freigegeben, seitdem geändert"
    """Never said by anybody: what was approved has another text now."""


class DeadlineAnswer(Term):
    """What was decided about a date that follows from a rule."""

    DONE = "done", "erledigt"
    MOVED = "moved", "verschoben"
    HANDED_OVER = "handed_over", "übergeben"


class AppointmentStatus(Term):
    """What came of an appointment."""

    PLANNED = "planned", "geplant"
    HELD = "held", "stattgefunden"
    NO_SHOW = "no_show", "nicht erschienen"
    CANCELLED = "cancelled", "abgesagt"
    POSTPONED = "postponed", "verlegt"


class GoalConsentForm(Term):
    """How somebody agreed to a goal."""

    SPOKEN = "spoken", "mündlich"
    WRITTEN = "written", "schriftlich"


class FamilyEventKind(Term):
    """What changes in a household over time."""

    MOVED_IN = "moved_in", "zieht ein"
    MOVED_OUT = "moved_out", "zieht aus"
    CUSTODY = "custody", "Sorgerecht"
