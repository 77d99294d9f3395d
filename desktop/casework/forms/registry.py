"""Every form of the program; one test walks them all."""

from __future__ import annotations

from desktop.casework.forms.assessment import ASSESSMENT
from desktop.casework.forms.definition import Form

FORMS: dict[str, Form] = {form.key: form for form in (ASSESSMENT,)}
