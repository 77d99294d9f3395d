"""Every kind of answer takes what it should, keeps it through JSON and says it in German."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from desktop.casework.forms.choices import Choice, Countries, Languages, Many, OneCountry, OneLanguage, Week, options
from desktop.casework.forms.kinds import (
    ABILITY,
    AnswerKind,
    Day,
    Derived,
    Faces,
    Member,
    Note,
    Number,
    PartialDay,
    Tags,
    Text,
    YesNo,
)
from desktop.casework.forms.tables import Column, Table
from desktop.terms import PartialDate
from tests.casework.forms.samples import sample

COLOURS = options(("r", "rot"), ("g", "grün"))
TABLE = Table((Column("colour", "Farbe", Choice(COLOURS)), Column("years", "Jahre", Number("Jahre", 0, 9))))
KINDS: tuple[AnswerKind, ...] = (
    Text(), Note(), Number("€", 0, 99, decimals=2), Day(), PartialDay(), YesNo(), Choice(COLOURS), Many(COLOURS),
    Week(), ABILITY, Faces(), Languages(), OneLanguage(), Countries(), OneCountry(), Tags(), TABLE, Member(),
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
def test_a_sample_survives_being_stored(kind: AnswerKind) -> None:
    value = sample(kind)
    assert kind.problem(value) is None
    stored = json.loads(json.dumps(kind.store(value)))
    assert kind.restore(stored) == value
    assert kind.german(value)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (Text(), " "), (Text(5), "zu lang"), (Text(), 3), (Number("", 0, 9), Decimal(10)), (Number("", 0, 9), 4),
        (Number("", 0, 9), Decimal("1.5")), (Day(), "01.05.2026"), (PartialDay(), dt.date(2026, 5, 1)), (YesNo(), 1),
        (Choice(COLOURS), "b"), (Many(COLOURS), ()), (Many(COLOURS), ("r", "b")), (Many(COLOURS), "r"),
        (ABILITY, 4), (ABILITY, True), (Faces(), 0), (Languages(), ("",)), (OneLanguage(), ""), (Countries(), ()),
        (OneCountry(), None), (Tags(), ("a", " ")), (TABLE, ()), (TABLE, ({},)), (TABLE, ({"size": 3},)),
        (TABLE, ({"colour": "b"},)), (Member(), "1"), (Derived(), "heute"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_in_a_sentence(kind: AnswerKind, wrong: object) -> None:
    sentence = kind.problem(wrong)
    assert sentence is not None
    assert sentence.endswith(".")


def test_values_read_as_a_clerk_writes_them() -> None:
    assert Number("€", 0, 999, decimals=2).german(Decimal("412.5")) == "412,5 €"
    assert PartialDay().german(PartialDate(1985, approximate=True)) == "ca. 1985"
    assert Week().german(("mo_am", "fr_pm")) == "Montag vormittags, Freitag nachmittags"
    assert Languages().german(("ckb", "ti")) == "Zentralkurdisch, Tigrinya"
    assert Countries().german(("SY", "stateless")) == "Syrien, staatenlos"
    assert ABILITY.german(2) == "2 – mit etwas Hilfe"
    assert TABLE.german(({"colour": "r", "years": Decimal(3)}, {"colour": "g"})) == "rot, 3 Jahre; grün"


def test_only_codes_are_counted_never_text() -> None:
    assert Text().codes("geheim") == Note().codes("geheim") == Tags().codes(("geheim",)) == ()
    assert YesNo().codes(False) == ("no",)
    assert Many(COLOURS).codes(("r", "g")) == ("r", "g")
    assert TABLE.codes(({"colour": "r"}, {"years": Decimal(2)})) == ("r",)
