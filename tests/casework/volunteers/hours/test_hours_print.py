"""What goes onto the sheets about hours; of whom somebody accompanies only the given name (domain 6.3)."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.hours.hours_print import month_sheet, thanks_certificate, year_confirmation
from desktop.casework.volunteers.hours.hours_rows import Sums
from desktop.errors import CaseworkError
from desktop.volunteer_terms import Activity, Allowance
from tests.casework.deadlines.due_samples import put
from tests.casework.volunteers.hours.hours_samples import TODAY, family_match, helper, kept_hours, volunteer

pytestmark = pytest.mark.usefixtures("fixed_clock")
NOVEMBER = dt.date(2026, 11, 1)


def test_the_month_has_its_lines_in_order_and_no_family_names(session: Session, actor: Actor) -> None:
    one = helper(session, actor)
    family = family_match(session, actor, one.volunteer_id)
    put(session, kept_hours(one.volunteer_id, TODAY, 60, match_id=one.match_id, metres=3000, note="Museum"),
        kept_hours(one.volunteer_id, NOVEMBER, 30, match_id=family, activity=Activity.EVERYDAY),
        kept_hours(one.volunteer_id, dt.date(2026, 10, 31), 15))  # fmt: skip
    sheet = month_sheet(session, actor, one.volunteer_id, NOVEMBER)
    assert [(line.on_date.day, line.what, line.minutes) for line in sheet.lines] == [
        (1, "Alltagsbegleitung: Familie, 2 Personen", 30), (22, "Sprachpatenschaft: Filmon", 60),
    ]  # fmt: skip
    assert sheet.total == Sums(90, 3000, 90)
    assert "Habte" not in repr(sheet)
    assert "Ahmadi" not in repr(sheet)


def test_an_empty_month_says_what_can_be_written_into_it(session: Session, actor: Actor) -> None:
    one = helper(session, actor)
    put(session, kept_hours(one.volunteer_id, TODAY, 60))
    sheet = month_sheet(session, actor, one.volunteer_id, NOVEMBER, True)
    assert (sheet.lines, sheet.total, sheet.days) == ((), Sums(), 30)
    assert sheet.tasks == ("Sprachpatenschaft: Filmon", "Sprachpatenschaft", "Begegnungscafé")


def test_a_year_is_confirmed_with_days_and_activities(session: Session, actor: Actor) -> None:
    one = volunteer(session, street="Gasse 1", postal_code="70000", town="Altstadt")
    put(session, kept_hours(one, NOVEMBER, 60), kept_hours(one, NOVEMBER, 30, activity=Activity.CAFE),
        kept_hours(one, TODAY, 0, allowance_cents=50_00, allowance=Allowance.VOLUNTEER))  # fmt: skip
    sheet = year_confirmation(session, actor, one, 2026)
    assert (sheet.days, sheet.total.minutes, [row.spent for row in sheet.allowances]) == (1, 90, [50_00])
    assert (sheet.helper.name, sheet.helper.address) == ("Gerda Weiß", "Gasse 1, 70000 Altstadt")
    with pytest.raises(CaseworkError, match="Für 2025 ist nichts eingetragen"):
        year_confirmation(session, actor, one, 2025)


@pytest.mark.parametrize(
    ("since", "years"), [(dt.date(2021, 11, 22), 5), (dt.date(2021, 11, 23), 4), (None, 0), (dt.date(2027, 1, 1), 0)]
)
def test_the_thanks_count_full_years(session: Session, actor: Actor, since: dt.date | None, years: int) -> None:
    one = volunteer(session, active_since=since)
    assert thanks_certificate(session, actor, one).years == years
    assert thanks_certificate(session, actor, one).activities == (Activity.LANGUAGE, Activity.CAFE)
    put(session, kept_hours(one, NOVEMBER, 60, activity=Activity.RIDES), kept_hours(one, TODAY, 90))
    thanks = thanks_certificate(session, actor, one)
    assert (thanks.minutes, thanks.activities) == (150, (Activity.LANGUAGE, Activity.RIDES))
