"""Building blocks of pages, one per file; colours and sizes come from `views/style.py` only.

PageHead(title): set_title(latin, own_script), set_subtitle, set_chips([Chip…]), set_primary(text, icon) -> button,
    add_widget (second button), add_note (period bar beside the subtitle), set_menu([QAction…]).
Chip(text, Tone.OK|WARN|BAD|ACCENT|NEUTRAL, icon), ChipButton(text, tone, icon, checkable=, removable=) with `removed`.
MessageArea: show_info/show_ok/show_warning/show_error(text, ("Wort", slot)…), show_undo(text, undo), clear().
Card(title, icon).body, Section(title, help, foldable=).body, ScrollPage(form=True).body, FlowLayout(parent, gap).
PageTabs(parent): add_page(key, words), choose(key), chosen(str); arrows, Strg+Tab.
DataTable(name, (one, many, of many), search_hint): set_model(RowTable), set_empty(sentence, action),
    filters (FilterBar), activated(row), picked(row), fill_wanted, state()/restore().
FilterBar: add_toggle(key, words), add_choice(key, label, [(code, words)…]), values(), changed.
EditorPage(title): add(field), load(values), check(), values(), draft()/restore_draft(), save_wanted, discard_wanted.
Drawer(host): open_with(widget, title), closed; Esc closes and keeps.
SegmentRow / MarkButtons(segments, name): value, set_value, set_previous(code, when), picked; segments from
    mark_button.py: need_segments, resource_segments, importance_segments, face_segments, ten_segments.
PeriodBar(name): set_period(start, today, end, extended_end). ProgressLine: set_progress(done, total).
InlineText, InlineDate, InlinePick (inline_edit.py): inputs that look like text until they are used, for plan rows;
    `committed(value)`, `entered()` for Enter (the page then makes the next row), `escaped()`.
EmptyState(sentence, action): triggered.
"""
