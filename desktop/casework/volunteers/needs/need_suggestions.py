"""Keeping suggestions people decided for, one or several with one click, with the reasons of that moment."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.gate import change
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.matches.match_life import take_back_step
from desktop.casework.volunteers.matches.match_rows import Reasons
from desktop.casework.volunteers.matches.matches import require_match, suggest
from desktop.casework.volunteers.matching.matching import fit_of
from desktop.casework.volunteers.matching.matching_rows import Fit, Reason
from desktop.errors import CaseworkError


@change(Right.EDIT_MATCHES, record="match.suggest_several")
def keep_suggestions(session: Session, actor: Actor, pairs: tuple[tuple[int, int], ...]) -> Changes:
    """Make matches of these (need, volunteer) pairs at the stage „Vorschlag“, all or none; `made` is the last.

    Raises CaseworkError for no pair at all and for one that a hard limit forbids by now.
    """
    if not pairs:
        raise CaseworkError("Bitte mindestens einen Vorschlag ankreuzen.")
    changes = Changes()
    for need_id, volunteer_id in pairs:
        changes |= suggest(session, actor, need_id, volunteer_id, reasons_of(fit_of(session, need_id, volunteer_id)))
    return changes


@change(Right.EDIT_MATCHES, record="match.several_taken_back")
def take_back_suggestions(session: Session, actor: Actor, match_ids: tuple[int, ...]) -> Changes:
    """Undo `keep_suggestions`. Raises CaseworkError as `take_back_step` does, and ChangedMeanwhileError for one that
    was more than a suggestion by then."""
    changes = Changes()
    for match_id in match_ids:
        first = require_match(session, match_id).steps[0]
        changes |= take_back_step(session, actor, match_id, first.id)
    return changes


def reasons_of(fit: Fit) -> Reasons:
    """What is kept of a fit with the match: its score and its words."""
    return Reasons(fit.score, _words(fit.fits), _words(fit.misses), _words(fit.unknown))


def _words(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(f"{reason.aspect.label}: {reason.words}" for reason in reasons)
