"""From a paragraph's content to text with a bidi level, a typeface and a look for every character."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.printing.engine.bidi import levels
from desktop.printing.engine.fonts import REPLACEMENT, Choice, choices, drawn_by_noto_sans, missing_in
from desktop.printing.engine.languages import language
from desktop.printing.engine.styles import Look, Run, Style, look
from desktop.printing.engine.text import INVISIBLE, LRI, PDI, RLI, clean, with_islands


@dataclass(frozen=True, slots=True)
class Stretch:
    """text[start:end] is drawn in one go: one level, one typeface, one look (an index into the paragraph's looks)."""

    start: int
    end: int
    level: int
    choice: Choice
    look: int


@dataclass(frozen=True, slots=True)
class Source:
    """One forced line of a paragraph: its text as drawn and its stretches in logical order."""

    text: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    looks: tuple[Look, ...]
    sources: tuple[Source, ...]
    missing: frozenset[str]
    rtl: bool


def prepare(runs: tuple[Run, ...], style: Style) -> Prepared:
    """Cleans, protects islands, replaces what no font has, and assigns levels and typefaces."""
    rtl = language(style.language).rtl
    looks = tuple(look(run, style) for run in runs)
    texts = [_ready(run.text, found, rtl) for run, found in zip(runs, looks, strict=True)]
    missing = frozenset().union(*(missing_in(text) for text in texts))
    for character in missing:
        texts = [text.replace(character, REPLACEMENT) for text in texts]
    owners = [index for index, text in enumerate(texts) for _ in text]
    whole = "".join(texts)
    sources = []
    start = 0
    for line in whole.split("\n"):
        sources.append(Source(line, _stretches(line, owners[start : start + len(line)], looks, rtl)))
        start += len(line) + 1
    return Prepared(looks, tuple(sources), missing, rtl)


def _ready(text: str, found: Look, rtl: bool) -> str:
    own_rtl = language(found.language).rtl
    text = clean(text)
    if own_rtl:
        text = with_islands(text)
    if own_rtl == rtl or not text:
        return text
    opener = RLI if own_rtl else LRI
    return "\n".join(f"{opener}{line}{PDI}" for line in text.split("\n"))


def _stretches(text: str, owners: list[int], looks: tuple[Look, ...], rtl: bool) -> tuple[Stretch, ...]:
    if not text:
        return ()
    found, _ = levels(text, int(rtl))
    only = owners[0] if owners[0] == owners[-1] else None
    if only is not None and not any(found):
        choice = drawn_by_noto_sans(text, looks[only].bold)
        if choice:
            return (Stretch(0, len(text), 0, choice, only),)
    return _split(found, _choices(text, owners, looks), owners)


def _choices(text: str, owners: list[int], looks: tuple[Look, ...]) -> list[Choice]:
    """Script and so typeface are chosen over the whole line, so that no comma changes its face at the edge of a run."""
    weights = {looks[owner].bold for owner in set(owners)}
    by_weight = {bold: choices(text, bold) for bold in weights}
    if len(by_weight) == 1:
        return by_weight.popitem()[1]
    return [by_weight[looks[owner].bold][index] for index, owner in enumerate(owners)]


def _split(found: list[int], chosen: list[Choice], owners: list[int]) -> tuple[Stretch, ...]:
    """Choices are shared objects, so equal ones are the same one."""
    stretches = []
    start, count = 0, len(found)
    for index in range(1, count + 1):
        if (
            index == count
            or found[index] != found[start]
            or chosen[index] is not chosen[start]
            or owners[index] != owners[start]
        ):
            stretches.append(Stretch(start, index, found[start], chosen[start], owners[start]))
            start = index
    return tuple(stretches)


def drawn(text: str) -> str:
    """The text without the characters that only steer."""
    if text.isascii() or INVISIBLE.isdisjoint(text):
        return text
    return "".join([character for character in text if character not in INVISIBLE])
