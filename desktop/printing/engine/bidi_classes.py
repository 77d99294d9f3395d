"""Character properties the bidirectional algorithm needs: Bidi_Class and Bidi_Paired_Bracket."""

from __future__ import annotations

import re
import unicodedata

ISOLATE_OPENERS = frozenset({"LRI", "RLI", "FSI"})
EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO"})
REMOVED = EMBEDDINGS | {"PDF", "BN"}  # rule X9
NEUTRAL = frozenset({"B", "S", "WS", "ON", "PDI"}) | ISOLATE_OPENERS

# BidiBrackets.txt, Unicode 15: opening brackets and, in the same order, the closing ones.
_OPEN = (
    "\u0028\u005b\u007b\u0f3a\u0f3c\u169b\u2045\u207d\u208d\u2308\u230a\u2329\u2768\u276a\u276c\u276e\u2770\u2772\u2774"
    "\u27c5\u27e6\u27e8\u27ea\u27ec\u27ee\u2983\u2985\u2987\u2989\u298b\u298d\u298f\u2991\u2993\u2995\u2997\u29d8\u29da"
    "\u29fc\u2e22\u2e24\u2e26\u2e28\u2e55\u2e57\u2e59\u2e5b\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\ufe59"
    "\ufe5b\ufe5d\uff08\uff3b\uff5b\uff5f\uff62"
)
_CLOSE = (
    "\u0029\u005d\u007d\u0f3b\u0f3d\u169c\u2046\u207e\u208e\u2309\u230b\u232a\u2769\u276b\u276d\u276f\u2771\u2773\u2775"
    "\u27c6\u27e7\u27e9\u27eb\u27ed\u27ef\u2984\u2986\u2988\u298a\u298c\u2990\u298e\u2992\u2994\u2996\u2998\u29d9\u29db"
    "\u29fd\u2e23\u2e25\u2e27\u2e29\u2e56\u2e58\u2e5a\u2e5c\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301b\ufe5a"
    "\ufe5c\ufe5e\uff09\uff3d\uff5d\uff60\uff63"
)
# The two angle brackets at U+2329 are canonically the same as those at U+3008 (BD16).
_SAME = {"\u232a": "\u3009"}
CLOSING_OF = {left: _SAME.get(right, right) for left, right in zip(_OPEN, _CLOSE, strict=True)}
CLOSING = {right: _SAME.get(right, right) for right in _CLOSE}

_UNASSIGNED_R = re.compile("[\u0590-\u05ff\u07c0-\u085f\ufb1d-\ufb4f\U00010800-\U00010cff\U00010d40-\U00010ebf"
                           "\U00010f00-\U00010f2f\U00010f70-\U00010fff\U0001e800-\U0001ec6f\U0001ecc0-\U0001ecff"
                           "\U0001ed50-\U0001edff\U0001ef00-\U0001efff]")  # fmt: skip
_UNASSIGNED_AL = re.compile("[\u0600-\u07bf\u0860-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufeff"
                            "\U00010d00-\U00010d3f\U00010ec0-\U00010eff\U00010f30-\U00010f6f\U0001ec70-\U0001ecbf"
                            "\U0001ed00-\U0001ed4f\U0001ee00-\U0001eeff]")  # fmt: skip


def _bidi_class(character: str) -> str:
    """Bidi_Class, with the defaults of DerivedBidiClass.txt for what this Python's Unicode does not know yet."""
    known = unicodedata.bidirectional(character)
    if known:
        return known
    if _UNASSIGNED_R.match(character):
        return "R"
    if _UNASSIGNED_AL.match(character):
        return "AL"
    code = ord(character)
    if 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE or 0xE0000 <= code <= 0xE0FFF:
        return "BN"
    return "ET" if 0x20A0 <= code <= 0x20CF else "L"


class _Classes(dict[str, str]):
    """Looked up once per character, then a plain dictionary."""

    def __missing__(self, character: str) -> str:
        found = self[character] = _bidi_class(character)
        return found


_CLASSES = _Classes()


def bidi_classes(text: str) -> list[str]:
    """The Bidi_Class of every character."""
    return [_CLASSES[character] for character in text]
