"""Goals, indicators, steps and proofs in the catalogue's words where the plan still has them, else in own words."""

from __future__ import annotations

from desktop.casework.plans.catalogue_data import filled, placeholders
from desktop.casework.plans.plan_rows import GoalRow, MeasureRow
from desktop.printing.sheets.speech import Speech, Words
from desktop.printing.wording import german_texts, indicator_key


def goal_words(speech: Speech, goal: GoalRow) -> Words:
    content = goal.content
    return _catalogue_or_own(speech, content.catalogue_key, content.text, content.text_translated)


def indicator_words(speech: Speech, goal: GoalRow) -> Words:
    content = goal.content
    key = indicator_key(content.catalogue_key)
    return _catalogue_or_own(speech, key, content.indicator, content.indicator_translated)


def step_words(speech: Speech, measure: MeasureRow) -> Words:
    content = measure.content
    return _catalogue_or_own(
        speech, content.catalogue_key, content.text, content.text_translated, content.fill_in
    )  # fmt: skip


def proof_words(speech: Speech, measure: MeasureRow) -> Words:
    content = measure.content
    return _catalogue_or_own(speech, f"nachweis.{content.proof_key}", content.proof)


def _catalogue_or_own(speech: Speech, key: str, text: str, translated: str = "", fill: str = "") -> Words:
    """The catalogue's words only while the plan's text is exactly the catalogue's.

    So a catalogue that changes later never changes the frozen text of a Fassung (decision 18).
    """
    template = german_texts().get(key, "")
    values = dict.fromkeys(placeholders(template), fill)
    if template and text in (template, filled(template, values)):
        return speech.fixed(key, **{name: value or "…" for name, value in values.items()})
    return speech.own(text, translated)
