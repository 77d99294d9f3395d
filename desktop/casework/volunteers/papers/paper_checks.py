"""What is wrong with a paper as entered: one German sentence, at the field where it can be put right."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

from desktop.casework.plain_text import LONGEST_NAME, short_line, short_lines
from desktop.casework.volunteers.papers.paper_rows import PaperEntry
from desktop.casework.volunteers.papers.paper_rules import PaperRule, PaperSettings, last_day, paper_rules
from desktop.clock import add_months, german_date
from desktop.errors import CaseworkError
from desktop.volunteer_terms import PaperKind

_OLDEST = 1950
_YEARS_AHEAD = 50
_MONTHS = {3: "drei Monate"}


def checked(entry: PaperEntry, day: dt.date, settings: PaperSettings) -> PaperEntry:
    """The entry as it is kept: plain texts, last day filled in. Raises CaseworkError naming the field."""
    entry = replace(
        entry, seen_by=short_line(entry.seen_by, "seen_by", LONGEST_NAME),
        title=short_line(entry.title, "title", LONGEST_NAME), note=short_lines(entry.note, "note"),
    )  # fmt: skip
    rule = paper_rules()[entry.kind]
    _check_kept(entry, rule)
    _check_days(entry, rule, day)
    _check_freshness(entry, rule)
    return _with_last_day(entry, rule, settings)


def _check_kept(entry: PaperEntry, rule: PaperRule) -> None:
    """Everything the kind asks for, and nothing else: of a conduct certificate no word of its content."""
    filled = {one.name for one in fields(entry) if getattr(entry, one.name) not in (None, "")} - {"kind"}
    if filled - set(rule.fields):
        raise CaseworkError(f"Zu „{entry.kind.label}“ wird nur gespeichert, was im Formular steht.")
    for key in rule.must:
        if key not in filled:
            raise CaseworkError(f"Bitte „{rule.fields[key]}“ angeben.", field=key)


def _check_days(entry: PaperEntry, rule: PaperRule, day: dt.date) -> None:
    days = {key: getattr(entry, key) for key in ("issued_on", "seen_on", "valid_until")}
    for key, value in days.items():
        if value is None:
            continue
        words = f"„{rule.fields[key]}“"
        if key != "valid_until" and value > day:
            raise CaseworkError(f"{words} liegt in der Zukunft. Bitte den Tag prüfen.", field=key)
        if not _OLDEST <= value.year <= day.year + _YEARS_AHEAD:
            raise CaseworkError(f"{words} kann nicht stimmen. Bitte das Jahr prüfen.", field=key)
    issued, seen, until = days.values()
    if issued and seen and seen < issued:
        raise CaseworkError("Die Einsicht liegt vor dem Tag der Ausstellung. Bitte die Tage prüfen.", field="seen_on")
    for key, start in (("issued_on", issued), ("seen_on", seen)):
        if start and until and until < start:
            said = f"„{rule.fields['valid_until']}“ liegt vor „{rule.fields[key]}“. Bitte die Tage prüfen."
            raise CaseworkError(said, field="valid_until")


def _check_freshness(entry: PaperEntry, rule: PaperRule) -> None:
    if rule.fresh_months is None or entry.issued_on is None or entry.seen_on is None:
        return
    if entry.seen_on > add_months(entry.issued_on, rule.fresh_months):
        age = _MONTHS.get(rule.fresh_months, f"{rule.fresh_months} Monate")
        raise CaseworkError(f"Bei der Vorlage war das Führungszeugnis älter als {age}. Bitte ein neues zeigen lassen.",
                            field="seen_on")  # fmt: skip


def _with_last_day(entry: PaperEntry, rule: PaperRule, settings: PaperSettings) -> PaperEntry:
    """The latest day where none is entered; refused where it goes beyond."""
    latest = last_day(replace(entry, valid_until=None), settings)
    if latest is None:
        return entry
    if entry.valid_until is None:
        return replace(entry, valid_until=latest)
    if entry.valid_until > latest:
        if entry.kind is PaperKind.COMMITMENT:
            said = f"Eine Selbstverpflichtung überbrückt höchstens {settings.bridge_weeks} Wochen"
        else:
            years = (rule.valid_months or 0) // 12
            said = f"Die nächste Einsicht ist spätestens {years} Jahre nach der Ausstellung nötig"
        raise CaseworkError(f"{said}, also bis {german_date(latest)}.", field="valid_until")
    return entry
