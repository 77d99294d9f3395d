"""The Assessment (domain 2.1–2.12), short and full in one definition."""

from __future__ import annotations

from desktop.casework.forms.assessment.children import CHILDREN, WELFARE
from desktop.casework.forms.assessment.home import HOUSEHOLD, HOUSING
from desktop.casework.forms.assessment.learning import LANGUAGE, SCHOOLING, WORK
from desktop.casework.forms.assessment.living import EVERYDAY, HEALTH, MONEY, PARTICIPATION
from desktop.casework.forms.assessment.person import CONTACT, PERSON, RESIDENCE
from desktop.casework.forms.definition import Form

ASSESSMENT = Form(
    "assessment",
    "Assessment",
    (
        PERSON, CONTACT, RESIDENCE, HOUSING, HOUSEHOLD, LANGUAGE, SCHOOLING, WORK, MONEY, HEALTH, EVERYDAY,
        PARTICIPATION, CHILDREN, WELFARE,
    ),
)  # fmt: skip
