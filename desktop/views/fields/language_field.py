"""Languages and countries: the coded lists this program knows, behind the fields of `code_field`."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.views.fields.code_field import CodeField, CodesField
from desktop.views.fields.options import country_options, language_options


class LanguageField(CodeField):
    """One language; the value is a CLDR code („fa_AF“). „Farsi“, „kurmanci“, „کوردی“ find it too."""

    def __init__(
        self, key: str, label: str, *, help_text: str = "", mandatory: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(key, label, language_options(), help_text=help_text, mandatory=mandatory, parent=parent)


class LanguagesField(CodesField):
    """Several languages; the value is a tuple of CLDR codes."""

    def __init__(
        self, key: str, label: str, *, help_text: str = "", mandatory: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(key, label, language_options(), help_text=help_text, mandatory=mandatory, parent=parent)


class CountryField(CodeField):
    """A nationality or country; the value is an ISO 3166 code, `stateless` or `unclear`."""

    def __init__(
        self, key: str, label: str, *, help_text: str = "", mandatory: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(key, label, country_options(), help_text=help_text, mandatory=mandatory, parent=parent)


class CountriesField(CodesField):
    """Several nationalities; the value is a tuple of codes as in `CountryField`."""

    def __init__(
        self, key: str, label: str, *, help_text: str = "", mandatory: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(key, label, country_options(), help_text=help_text, mandatory=mandatory, parent=parent)
