"""Words set as blocks: alone, in two equal columns, or inline; with the sizes of a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from desktop.printing.engine import Block, Run, Stack, Style, Text, pair
from desktop.printing.engine.blocks import Placed
from desktop.printing.engine.styles import Align, Content
from desktop.printing.sheets.speech import Said, Words
from desktop.printing.wording import direction

GAP = 16.0
"""Between the German column and the other one, in points."""
_MARK_GREY = 0.35
_SMALLEST = 8.0
_ENDS = ("?", "؟", "፧", ";", ":")
"""Ends of labels that need no colon, in the scripts of the print languages."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes of a sheet in points, all from the size of its running text."""

    body: float

    @property
    def title(self) -> float:
        return self.body * 2.1

    @property
    def section(self) -> float:
        return self.body * 1.2

    @property
    def goal(self) -> float:
        return self.body * 1.1

    @property
    def small(self) -> float:
        return max(9.0, self.body * 0.86)


@dataclass(frozen=True, slots=True)
class Look:
    """How words are set; `label` stands before them in bold."""

    size: float
    bold: bool = False
    grey: float = 0.0
    tag: str | None = "P"
    align: Align = "start"
    keep_with_next: bool = False


def set_words(words: Words, look: Look, *, label: Words | None = None, gap: float = GAP) -> Block:
    """One paragraph, or a pair in equal columns on common baselines; `label` stands before it in bold."""
    labels = label or (None,) * len(words)
    texts = [_text(said, look, before) for said, before in zip(words, labels, strict=True)]
    return texts[0] if len(texts) == 1 else pair(*texts, gap=gap, keep_with_next=look.keep_with_next)


@dataclass(frozen=True, slots=True)
class OneLine(Block):
    """What all columns share: the languages in one line, or below each other where they do not fit."""

    line: Text
    lines: tuple[Text, ...]

    def place(self, width: float) -> Placed:
        placed = self.line.place(width)
        return placed if len(self.lines) == 1 or placed.last == 1 else Stack(self.lines).place(width)


def set_inline(words: Words, look: Look) -> OneLine:
    """All columns in one line, „Wer · من“; untranslated ones are left out, as the German stands there."""
    unique = _unique(words)
    runs: list[str | Run] = [unique[0].text]
    for said in unique[1:]:
        runs += [" · ", Run(said.text, language=said.language)]
    mark = _mark(unique[0], look) if len(words) == 1 else []
    line = Text([*runs, *mark], _style(unique[0], look), look.tag, keep_with_next=look.keep_with_next)
    return OneLine(line, tuple(_text(said, look, None) for said in unique))


def set_columns(columns: list[list[Block]], *, gap: float = GAP, between: float = 2.0) -> Block:
    """Stacks of blocks, one per language."""
    stacks = [Stack(blocks, gap=between) for blocks in columns]
    return stacks[0] if len(stacks) == 1 else pair(*stacks, gap=gap)


def each_column(words: Words, look: Look, label: Words | None = None) -> list[Text]:
    """The texts of each column, to be put into cells of their own."""
    labels = label or (None,) * len(words)
    return [_text(said, look, before) for said, before in zip(words, labels, strict=True)]


def spoken(words: Words) -> str:
    """For alternative texts: the first column, without marks."""
    return words[0].text


def _unique(words: Words) -> list[Said]:
    found: dict[str, Said] = {}
    for said in [said for said in words if said.text] or words[:1]:
        found.setdefault(said.text, said)
    return list(found.values())


def _text(said: Said, look: Look, label: Said | None) -> Text:
    before: list[str | Run] = []
    if label is not None and label.text:
        before = [Run(f"{label.text}{'' if label.text.endswith(_ENDS) else ':'} ", bold=True)]
    style = _style(label if label is not None and label.text and not said.text else said, look)
    content: Content = [*before, said.text, *_mark(said, look)]
    return Text(content, style, look.tag, keep_with_next=look.keep_with_next)


def _style(said: Said, look: Look) -> Style:
    language = said.mark.language if said.mark and not said.text else said.language
    foreign = look.align == "start" and said.column and direction(said.column) == "rtl"
    return Style(language, look.size, look.bold, look.grey, "right" if foreign else look.align)


def _mark(said: Said, look: Look) -> list[str | Run]:
    if said.mark is None:
        return []
    size = max(_SMALLEST, min(look.size, 14.0) * 0.78)
    blank = "\u00a0 " if said.text else ""
    words = Run(said.mark.text, bold=False, size=size, grey=_MARK_GREY, language=said.mark.language)
    return [*chain([blank] if blank else []), words]
