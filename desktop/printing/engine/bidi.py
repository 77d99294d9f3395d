"""The Unicode Bidirectional Algorithm (UAX #9, with isolates): embedding levels for a layout engine.

No library with Windows wheels gives levels: python-bidi returns display strings only, icu4py has no bidi, the FriBidi
and PyICU bindings have no wheels. So this is own code, proved against Unicode's BidiTest and BidiCharacterTest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.printing.engine.bidi_classes import EMBEDDINGS, ISOLATE_OPENERS, REMOVED, bidi_classes
from desktop.printing.engine.bidi_rules import RunSequence, resolve

_MAX_DEPTH = 125
_STEERING = EMBEDDINGS | ISOLATE_OPENERS | {"PDI", "PDF", "B", "BN"}
# Whatever could make a level other than 0 in a left-to-right paragraph lies in these ranges.
_MATTERS = re.compile("[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
                      "\U00010800-\U00010fff\U0001e800-\U0001efff]")  # fmt: skip


def levels(text: str, base: int | None = None) -> tuple[list[int], int]:
    """Embedding level of every character of one paragraph, and the paragraph's level.

    `base` is 0 (left-to-right), 1 (right-to-left) or None (first strong character, P2-P3). Characters that rule X9
    removes get the level of the character before them.
    """
    if not base and not _MATTERS.search(text):
        return [0] * len(text), 0
    return class_levels(bidi_classes(text), base, text)


def class_levels(classes: Sequence[str], base: int | None = None, text: str = "") -> tuple[list[int], int]:
    """As `levels`, from Bidi_Class values; brackets are paired only where `text` is given."""
    if base is None:
        base = first_strong(classes) or 0
    explicit = _Explicit(classes, base).run()
    found = list(explicit.levels)
    kept = [index for index, item in enumerate(classes) if item not in REMOVED]
    for members, sequence in _sequences(classes, explicit, kept, base, text):
        for index, level in zip(members, resolve(sequence), strict=True):
            found[index] = level
    level = base
    for index, item in enumerate(classes):
        if item in REMOVED:
            found[index] = level
        level = found[index]
    return found, base


def first_strong(classes: Sequence[str], start: int = 0, *, inside_isolate: bool = False) -> int | None:
    """P2 and P3: 0 or 1 by the first strong character outside isolates, None when there is none."""
    depth = 0
    for item in classes[start:]:
        if item in ISOLATE_OPENERS:
            depth += 1
        elif item == "PDI":
            if not depth and inside_isolate:
                return None
            depth = max(0, depth - 1)
        elif not depth and item in {"L", "R", "AL"}:
            return 0 if item == "L" else 1
    return None


def line_levels(text: str, found: Sequence[int], start: int, end: int, base: int) -> list[int]:
    """L1: the levels of the line text[start:end], trailing spaces and separators set back to the paragraph's level."""
    return reset_levels(bidi_classes(text[start:end]), found[start:end], base)


def reset_levels(classes: Sequence[str], found: Sequence[int], base: int) -> list[int]:
    """L1 on classes; `found` and the result belong to one line."""
    line = list(found)
    trailing = True
    for index in range(len(line) - 1, -1, -1):
        item = classes[index]
        if item in {"B", "S"}:
            trailing = True
        elif not (item == "WS" or item == "PDI" or item in ISOLATE_OPENERS or item in REMOVED):
            trailing = False
        if trailing:
            line[index] = base
    return line


def visual_order(found: Sequence[int]) -> list[int]:
    """L2: logical indices in the order in which they are drawn from left to right."""
    order = list(range(len(found)))
    odd = {level for level in found if level & 1}
    if not odd:
        return order
    if len(odd) == 1 and odd.issuperset(found):
        return order[::-1]
    for level in range(max(found), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and found[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return order


def matching_isolates(classes: Sequence[str]) -> dict[int, int]:
    """BD9: each isolate initiator's PDI and back."""
    match: dict[int, int] = {}
    opened: list[int] = []
    for index, item in enumerate(classes):
        if item in ISOLATE_OPENERS:
            opened.append(index)
        elif item == "PDI" and opened:
            opener = opened.pop()
            match[opener], match[index] = index, opener
    return match


@dataclass(slots=True)
class _Explicit:
    """X1-X8: walks the paragraph with the directional status stack (level, override, isolate)."""

    source: Sequence[str]
    base: int
    levels: list[int] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    stack: list[tuple[int, str, bool]] = field(default_factory=list)
    overflow_isolates: int = 0
    overflow_embeddings: int = 0
    valid_isolates: int = 0

    def run(self) -> _Explicit:
        self.stack.append((self.base, "", False))
        for index, item in enumerate(self.source):
            if item in _STEERING:
                self._steer(index, item)
            else:
                level, override, _ = self.stack[-1]
                self.levels.append(level)
                self.classes.append(override or item)
        return self

    def _steer(self, index: int, item: str) -> None:
        if item in EMBEDDINGS:
            self._embedding(item)
        elif item in ISOLATE_OPENERS:
            self._isolate(index, item)
        elif item == "PDI":
            self._end_isolate()
        elif item == "PDF":
            self._end_embedding()
        else:
            self._put(item, self.base if item == "B" else None)

    def _put(self, item: str, level: int | None = None) -> None:
        self.levels.append(self.stack[-1][0] if level is None else level)
        self.classes.append(item)

    def _push(self, rtl: bool, override: str, isolate: bool) -> bool:
        level = self.stack[-1][0]
        deeper = (level + 1) | 1 if rtl else (level + 2) & ~1
        if deeper > _MAX_DEPTH or self.overflow_isolates or self.overflow_embeddings:
            return False
        self.stack.append((deeper, override, isolate))
        return True

    def _embedding(self, item: str) -> None:  # X2-X5
        self._put(item)
        override = {"RLO": "R", "LRO": "L"}.get(item, "")
        if not self._push(item[0] == "R", override, isolate=False) and not self.overflow_isolates:
            self.overflow_embeddings += 1

    def _isolate(self, index: int, item: str) -> None:  # X5a-X5c
        self._put(self.stack[-1][1] or item)
        rtl = item == "RLI"
        if item == "FSI":
            rtl = first_strong(self.source, index + 1, inside_isolate=True) == 1
        if self._push(rtl, "", isolate=True):
            self.valid_isolates += 1
        else:
            self.overflow_isolates += 1

    def _end_isolate(self) -> None:  # X6a
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.stack[-1][2]:
                self.stack.pop()
            self.stack.pop()
            self.valid_isolates -= 1
        self._put(self.stack[-1][1] or "PDI")

    def _end_embedding(self) -> None:  # X7
        self._put("PDF")
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.stack[-1][2] and len(self.stack) > 1:
            self.stack.pop()


def _level_runs(levels_: Sequence[int], kept: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in kept:
        if runs and levels_[runs[-1][-1]] == levels_[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _sequences(
    classes: Sequence[str], explicit: _Explicit, kept: Sequence[int], base: int, text: str
) -> list[tuple[list[int], RunSequence]]:
    """X10: level runs joined over isolates, each with its sos and eos."""
    match = matching_isolates(classes)
    runs = _level_runs(explicit.levels, kept)
    starting = {run[0]: run for run in runs}
    place = {index: number for number, index in enumerate(kept)}
    found = []
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in match:
            continue
        members = list(run)
        while classes[members[-1]] in ISOLATE_OPENERS and match.get(members[-1], -1) in starting:
            members += starting[match[members[-1]]]
        found.append((members, _sequence(classes, explicit, kept, base, text, members, place, match)))
    return found


def _sequence(
    classes: Sequence[str], explicit: _Explicit, kept: Sequence[int], base: int, text: str,
    members: list[int], place: dict[int, int], match: dict[int, int],
) -> RunSequence:  # fmt: skip
    level = explicit.levels[members[0]]
    first, last = place[members[0]], place[members[-1]]
    before = explicit.levels[kept[first - 1]] if first else base
    open_isolate = classes[members[-1]] in ISOLATE_OPENERS and members[-1] not in match
    after = base if open_isolate or last + 1 == len(kept) else explicit.levels[kept[last + 1]]
    return RunSequence(
        level=level,
        start="R" if max(level, before) & 1 else "L",
        end="R" if max(level, after) & 1 else "L",
        text="".join([text[index] for index in members]) if text else "",
        original=[classes[index] for index in members],
        classes=[explicit.classes[index] for index in members],
    )
