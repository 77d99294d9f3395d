"""What the head of a volunteer's file says: status, papers, room for more, a note of overload, the consent."""

from __future__ import annotations

from desktop.casework.volunteers.register.volunteer_rows import ConsentState, VolunteerHead
from desktop.models.volunteer_words import free_words, overload_words, spoken_words, status_words, volunteer_mark
from desktop.views.components.chip import Chip, Tone
from desktop.volunteer_terms import VolunteerStatus

_TONES = {"ok": Tone.OK, "warn": Tone.WARN, "accent": Tone.ACCENT, "muted": Tone.NEUTRAL}
_BEFORE = (VolunteerStatus.INTEREST, VolunteerStatus.FIRST_TALK, VolunteerStatus.ENDED)


def head_chips(head: VolunteerHead) -> list[Chip]:
    """Status first, then what keeps somebody from being asked."""
    icon, role = volunteer_mark(head.status)
    chips = [Chip(status_words(head.status, head.pause_until), _TONES[role], icon)]
    if head.consent is ConsentState.WITHDRAWN:
        chips.append(Chip("Einwilligung widerrufen", Tone.BAD, "shield-alert"))
    elif head.consent is ConsentState.NONE and head.status is not VolunteerStatus.ENDED:
        chips.append(Chip("ohne Einwilligung", Tone.WARN, "shield"))
    if head.papers:
        chips.append(Chip(head.papers, Tone.BAD if head.papers_blocked else Tone.WARN, "file-clock"))
    if head.overload_on is not None:
        chip = Chip("überlastet", Tone.WARN, "triangle-alert")
        said = overload_words(head.overload_on)
        chip.setToolTip(said)
        chip.setAccessibleDescription(said)
        chips.append(chip)
    if head.status not in _BEFORE:
        chips.append(Chip(free_words(head.running, head.most_matches), Tone.OK if head.free else Tone.NEUTRAL, "users"))
    return chips


def head_subtitle(head: VolunteerHead) -> str:
    """„Altstadt · 0171 234567 · Helferkreis Nord · Deutsch (Muttersprache) · zuständig: Petra Lang“."""
    keeper = f"zuständig: {head.responsible}" if head.responsible else ""
    parts = (head.town, head.phone, head.email, head.group, spoken_words(head.languages), keeper)
    return " · ".join(part for part in parts if part)
