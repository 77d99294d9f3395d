"""Icons of the Verlauf, the tabs its entries stand in, and what its filter joins."""

from __future__ import annotations

from desktop.casework.timeline.timeline_sources import Happening

_H = Happening

ICONS: dict[Happening, str] = {
    _H.STATUS: "circle-dot", _H.RESPONSIBLE: "user-check", _H.STAND_IN: "users", _H.FLAG: "flag", _H.FLAG_OVER: "check",
    _H.TEAM: "users-round", _H.TEAM_OVER: "users-round",
    _H.TALK: "message-square", _H.APPOINTMENT: "calendar", _H.TASK: "square-check", _H.ASSESSMENT: "clipboard-list",
    _H.PLAN: "file-check", _H.PLAN_OVER: "archive", _H.STEP: "target", _H.SUPPLEMENT: "pencil",
    _H.REVIEW: "clipboard-check", _H.SHEET: "printer", _H.DOCUMENT: "file-text", _H.CONSENT: "shield-check",
    _H.WITHDRAWN: "ban", _H.TITLE: "id-card", _H.MOVE: "house", _H.JOINED: "user-plus", _H.LEFT: "log-out",
    _H.HOUSEHOLD: "users", _H.IMPORT: "file-input",
    _H.VOLUNTEER: "hand-heart",
}  # fmt: skip

PAGES: dict[Happening, str] = {
    _H.STATUS: "overview", _H.RESPONSIBLE: "overview", _H.STAND_IN: "overview", _H.FLAG: "overview",
    _H.TEAM: "overview", _H.TEAM_OVER: "overview", _H.FLAG_OVER: "overview",
    _H.TALK: "talks", _H.APPOINTMENT: "appointments", _H.TASK: "tasks",
    _H.ASSESSMENT: "assessment",
    _H.PLAN: "plan", _H.PLAN_OVER: "plan", _H.STEP: "plan", _H.SUPPLEMENT: "plan", _H.REVIEW: "plan", _H.SHEET: "plan",
    _H.DOCUMENT: "documents", _H.CONSENT: "people", _H.WITHDRAWN: "people", _H.TITLE: "people", _H.MOVE: "people",
    _H.JOINED: "people", _H.LEFT: "people", _H.HOUSEHOLD: "people",
    _H.VOLUNTEER: "volunteer",
}  # fmt: skip
"""Key of the case file's tab where an entry stands."""

TOPICS: dict[str, tuple[str, frozenset[Happening]]] = {
    "contact": ("Gespräche und Termine", frozenset({_H.TALK, _H.APPOINTMENT, _H.TASK})),
    "plan": ("Plan und Assessment", frozenset({
        _H.ASSESSMENT, _H.PLAN, _H.PLAN_OVER, _H.STEP, _H.SUPPLEMENT, _H.REVIEW,
    })),
    "life": ("Status und Zuständigkeit", frozenset({
        _H.STATUS, _H.RESPONSIBLE, _H.STAND_IN, _H.TEAM, _H.TEAM_OVER, _H.FLAG, _H.FLAG_OVER,
    })),
    "people": ("Personen und Familie", frozenset({
        _H.TITLE, _H.MOVE, _H.JOINED, _H.LEFT, _H.HOUSEHOLD, _H.CONSENT, _H.WITHDRAWN,
    })),
    "volunteer": ("Ehrenamt", frozenset({_H.VOLUNTEER})),
    "papers": ("Dokumente und Ausdrucke", frozenset({_H.DOCUMENT, _H.SHEET, _H.IMPORT})),
}  # fmt: skip
"""What the filter offers; together they hold every kind."""
