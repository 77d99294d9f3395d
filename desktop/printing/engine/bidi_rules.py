"""UAX #9 rules W1-W7, N0-N2, I1-I2: what happens inside one isolating run sequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.printing.engine.bidi_classes import CLOSING, CLOSING_OF, ISOLATE_OPENERS, NEUTRAL

_DIRECTION = {"R": "R", "EN": "R", "AN": "R", "L": "L"}  # numbers count as right-to-left for neutrals
_BRACKET_STACK = 63  # BD16


@dataclass(slots=True)
class RunSequence:
    """An isolating run sequence: the classes of its characters while the rules change them."""

    level: int
    start: str  # sos
    end: str  # eos
    text: str  # "" where only classes are known (then no bracket is paired)
    original: list[str]
    classes: list[str]

    @property
    def embedding(self) -> str:
        return "R" if self.level & 1 else "L"


def resolve(sequence: RunSequence) -> list[int]:
    """The levels of the sequence's characters."""
    classes = sequence.classes
    if "NSM" in classes:
        _marks(sequence)
    if "EN" in classes:
        _numbers_after_arabic(sequence)
    sequence.classes = classes = ["R" if item == "AL" else item for item in classes]
    if not _NUMBERS.isdisjoint(classes):
        _separators(classes)
        _terminators(classes)
    sequence.classes = classes = ["ON" if item in {"ET", "ES", "CS"} else item for item in classes]
    if "EN" in classes:
        _numbers_after_latin(sequence)
    if not NEUTRAL.isdisjoint(classes):
        _brackets(sequence)
        _neutrals(sequence)
    return _implicit(sequence)


_NUMBERS = frozenset({"EN", "AN"})


def _marks(sequence: RunSequence) -> None:
    """W1: a mark takes the class of what it sits on."""
    before = sequence.start
    for index, item in enumerate(sequence.classes):
        if item == "NSM":
            sequence.classes[index] = "ON" if before in ISOLATE_OPENERS or before == "PDI" else before
        before = sequence.classes[index]


def _numbers_after_arabic(sequence: RunSequence) -> None:
    """W2: a European number after an Arabic letter is an Arabic number."""
    strong = sequence.start
    for index, item in enumerate(sequence.classes):
        if item in {"R", "L", "AL"}:
            strong = item
        elif item == "EN" and strong == "AL":
            sequence.classes[index] = "AN"


def _separators(classes: list[str]) -> None:
    """W4: one separator between two numbers of a kind belongs to them."""
    for index in range(1, len(classes) - 1):
        item, before, after = classes[index], classes[index - 1], classes[index + 1]
        if before != after or before not in _NUMBERS:
            continue
        if item == "CS" or (item == "ES" and before == "EN"):
            classes[index] = before


def _terminators(classes: list[str]) -> None:
    """W5: currency and percent signs beside a European number belong to it."""
    if "ET" not in classes:
        return
    for first, last in _stretches(classes, frozenset({"ET"})):
        touches = (first and classes[first - 1] == "EN") or (last < len(classes) and classes[last] == "EN")
        if touches:
            classes[first:last] = ["EN"] * (last - first)


def _numbers_after_latin(sequence: RunSequence) -> None:
    """W7: a European number after a left-to-right letter is left-to-right."""
    strong = sequence.start
    for index, item in enumerate(sequence.classes):
        if item in {"R", "L"}:
            strong = item
        elif item == "EN" and strong == "L":
            sequence.classes[index] = "L"


def _stretches(classes: Sequence[str], wanted: frozenset[str]) -> list[tuple[int, int]]:
    """Maximal stretches [first, last) whose items are all wanted."""
    found: list[tuple[int, int]] = []
    first = -1
    for index, item in enumerate(classes):
        if item in wanted:
            if first < 0:
                first = index
        elif first >= 0:
            found.append((first, index))
            first = -1
    if first >= 0:
        found.append((first, len(classes)))
    return found


def _bracket_pairs(sequence: RunSequence) -> list[tuple[int, int]]:
    """BD16: the bracket pairs, in the order of their opening brackets."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for index, character in enumerate(sequence.text):
        if sequence.classes[index] != "ON":
            continue
        if character in CLOSING_OF:
            if len(stack) == _BRACKET_STACK:
                return []
            stack.append((CLOSING_OF[character], index))
        elif character in CLOSING:
            _close(stack, CLOSING[character], index, pairs)
    return sorted(pairs)


def _close(stack: list[tuple[str, int]], closing: str, index: int, pairs: list[tuple[int, int]]) -> None:
    for place in range(len(stack) - 1, -1, -1):
        if stack[place][0] == closing:
            pairs.append((stack[place][1], index))
            del stack[place:]
            return


def _brackets(sequence: RunSequence) -> None:
    """N0: both brackets of a pair take the direction of what they enclose."""
    for left, right in _bracket_pairs(sequence):
        direction = _pair_direction(sequence, left, right)
        if direction is None:
            continue
        for index in (left, right):
            _set_with_marks(sequence, index, direction)


def _pair_direction(sequence: RunSequence, left: int, right: int) -> str | None:
    inside = {_DIRECTION.get(item) for item in sequence.classes[left + 1 : right]} - {None}
    if not inside:
        return None
    if sequence.embedding in inside:
        return sequence.embedding
    for item in reversed(sequence.classes[:left]):
        if item in _DIRECTION:
            return _DIRECTION[item]
    return sequence.start


def _set_with_marks(sequence: RunSequence, index: int, direction: str) -> None:
    """The marks after a bracket go with it, whatever W1 made of them."""
    sequence.classes[index] = direction
    for after in range(index + 1, len(sequence.classes)):
        if sequence.original[after] != "NSM":
            return
        sequence.classes[after] = direction


def _neutrals(sequence: RunSequence) -> None:
    """N1 and N2: neutrals between equal directions take that one, others the embedding's."""
    classes = sequence.classes
    for first, last in _stretches(classes, NEUTRAL):
        before = _DIRECTION[classes[first - 1]] if first else sequence.start
        after = _DIRECTION[classes[last]] if last < len(classes) else sequence.end
        classes[first:last] = [before if before == after else sequence.embedding] * (last - first)


def _implicit(sequence: RunSequence) -> list[int]:
    """I1 and I2."""
    level = sequence.level
    if level & 1:
        return [level if item == "R" else level + 1 for item in sequence.classes]
    raised = {"L": level, "R": level + 1}
    return [raised.get(item, level + 2) for item in sequence.classes]
