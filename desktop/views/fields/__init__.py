"""Input fields, one per file. All are `FormRow[T]` and are used alike:

    field = DateField("moved_in", "Einzug am", help_text="…", mandatory=True)   # key, label
    field.value()            # T or None; set_value(v) shows silently, clear() takes back as the user would
    field.check()            # one German sentence or None; shown beside the field with icon
    field.show_error(text)   # an error that comes from elsewhere (CaseworkError.field == field.key)
    field.draft(), field.set_draft(json)      # JSON value with unreadable input too, for the draft table
    field.set_origin("aus Übergabe, 03.11.2026"); field.set_previous("Zuletzt: A2 (14.08.2026)")
    field.set_read_only(True); field.set_mandatory(True); field.set_help(text); field.focus_input()
    field.changed            # by the user only     field.confirmed   # origin chip clicked

Text and numbers: TextField(str), NoteField(str, grows, Tab leaves), NumberField(Decimal, unit=, lowest=, highest=,
decimals=), PhoneField(str). Dates: DateField(date, lean=Lean.PAST|NEAREST|FUTURE, earliest=, latest=),
PartialDateField(terms.PartialDate), TimeField(time). Choices: choice_field(key, label, options) gives buttons up to
five options and a searchable list above; MultiChoiceField(tuple); ScaleField(segments of components/mark_button.py);
CheckField(bool). Coded: CodeField, CodesField(tuple), LanguageField, LanguagesField, CountryField, CountriesField,
PersonField(int id), PersonsField(tuple of ids), options from `person_options` of (id, name, subtext).
Options: `Option(code, text, subtext, search)`, `term_options(Sex)` from an enum of terms, both in `options.py`.
"""
