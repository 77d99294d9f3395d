"""A valid value for every kind of answer, for tests that walk whole forms."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from desktop.casework.forms.choices import Choice, Countries, Languages, Many, OneCountry, OneLanguage
from desktop.casework.forms.kinds import AnswerKind, Day, Member, Note, Number, PartialDay, Scale, Tags, Text, YesNo
from desktop.casework.forms.tables import Table
from desktop.terms import PartialDate


def sample(kind: AnswerKind, member: int = 1) -> Any:
    """A value `kind` takes; `member` is a person's id for questions that name one."""
    table: dict[type, Any] = {
        Day: dt.date(2027, 3, 1), PartialDay: PartialDate(1985, 5, 17), YesNo: True, Tags: ("Fußball", "Garten"),
        Languages: ("ar", "ckb"), OneLanguage: "fa", Countries: ("SY", "stateless"), OneCountry: "AF",
        Text: "Talstraße 7", Note: "Zwei Zeilen:\n„so“", Member: member,
    }  # fmt: skip
    if type(kind) is Text:
        return table[Text][: kind.longest].strip()
    if type(kind) in table:
        return table[type(kind)]
    if isinstance(kind, Number):
        return Decimal(kind.highest)
    if isinstance(kind, Scale):
        return kind.highest
    if isinstance(kind, Many):
        return tuple(option.code for option in kind.options[:2])
    if isinstance(kind, Choice):
        return kind.options[0].code
    if isinstance(kind, Table):
        full = {column.key: sample(column.kind) for column in kind.columns}
        first = kind.columns[0].key
        return (full, {first: full[first]})
    raise AssertionError(f"no sample for {type(kind).__name__}")

