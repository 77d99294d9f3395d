"""The abbreviations of the quick entry of a talk, in one table that the reader, the help and the palette share."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.talk_terms import ContactResult, TalkKind, TalkWay

WAYS: Mapping[TalkWay, tuple[str, ...]] = {
    TalkWay.PHONE: ("tel", "telefon", "telefonat", "anruf"),
    TalkWay.OFFICE: ("büro", "buero", "bü"),
    TalkWay.OPEN_HOUR: ("spr", "sprechstunde", "sst"),
    TalkWay.VISIT: ("hb", "hausbesuch", "besuch"),
    TalkWay.VIDEO: ("video", "vk"),
    TalkWay.EMAIL: ("mail", "email", "e-mail"),
    TalkWay.MESSENGER: ("msg", "messenger", "sms", "whatsapp"),
    TalkWay.LETTER: ("brief",),
    TalkWay.OUTSIDE: ("uw", "unterwegs"),
}
KINDS: Mapping[TalkKind, tuple[str, ...]] = {
    TalkKind.CONTACT_ATTEMPT: ("kv", "kontaktversuch"),
    TalkKind.FIRST: ("eg", "erst", "erstgespräch"),
    TalkKind.ASSESSMENT: ("ass", "assessment"),
    TalkKind.PLANNING: ("pg", "planung", "planungsgespräch"),
    TalkKind.REVIEW: ("üb", "ueb", "überprüfung", "fortschreibung"),
    TalkKind.COUNSELLING: ("ber", "beratung"),
    TalkKind.SHORT: ("kk", "kurz", "kurzkontakt"),
    TalkKind.ACCOMPANYING: ("begl", "begleitung"),
    TalkKind.CRISIS: ("kr", "krise", "krisengespräch"),
    TalkKind.CASE_TALK: ("fg", "fallgespräch"),
    TalkKind.CONFERENCE: ("fk", "fallkonferenz"),
    TalkKind.HANDOVER: ("üg", "übergabe", "übergabegespräch"),
    TalkKind.CLOSING: ("ag", "abschluss", "abschlussgespräch"),
    TalkKind.GROUP: ("gr", "gruppe", "gruppenangebot"),
}
RESULTS: Mapping[ContactResult, tuple[str, ...]] = {
    ContactResult.REACHED: ("erreicht",),
    ContactResult.NOT_REACHED: ("ne", "nicht erreicht"),
    ContactResult.MESSAGE_LEFT: ("ab", "nachricht"),
    ContactResult.RETURNED: ("rückläufer", "zurück"),
}
"""What came of a try to make contact; read only after „KV“."""
AREAS: Mapping[str, tuple[str, ...]] = {
    "sprache": ("spra", "sprache"),
    "grundbildung": ("grund", "grundbildung"),
    "ausbildung": ("ausb", "ausbildung"),
    "arbeit": ("arb", "arbeit"),
    "wohnen": ("wo", "wohnen"),
    "geld": ("geld",),
    "aufenthalt": ("auf", "aufenthalt"),
    "gesundheit": ("ges", "gesundheit"),
    "familie": ("fam", "familie"),
    "teilhabe": ("teil", "teilhabe"),
    "alltag": ("allt", "alltag"),
    "schutz": ("schutz",),
}
"""Codes of the Handlungsfelder."""
AREA_SIGNS: Mapping[str, tuple[str, ...]] = {
    "sprache": ("deutschkurs", "sprachkurs", "integrationskurs", "bamf-kurs"),
    "grundbildung": ("alphabetisierung", "schulabschluss"),
    "ausbildung": ("studium", "anerkennung", "praktikum", "berufsschule"),
    "arbeit": ("job", "arbeitsvertrag", "bewerbung", "arbeitsagentur", "arbeitgeber"),
    "wohnen": ("wohnung", "miete", "mietvertrag", "vermieter", "umzug", "unterkunft"),
    "geld": ("jobcenter", "jc", "sozialamt", "bürgergeld", "kindergeld", "schulden", "bescheid", "konto"),
    "aufenthalt": ("aufenthaltstitel", "ausländerbehörde", "abh", "pass", "einbürgerung", "duldung"),
    "familie": ("kinder", "kita", "schule", "familiennachzug"),
    "teilhabe": ("verein", "ehrenamt", "sportverein"),
    "alltag": ("führerschein", "internet", "bus", "fahrkarte"),
}
"""Words a text may begin with that speak for an area: they set it and stay in the text. None for protected areas."""
MINUTE_UNITS = frozenset({"min", "min.", "m", "minuten", "'"})
HOUR_UNITS = frozenset({"h", "std", "std.", "stunde", "stunden"})
CLOCK = frozenset({"uhr"})
"""After a number these words mean the time of day, which is text."""
DAYS: Mapping[str, int] = {"heute": 0, "gestern": -1, "vorgestern": -2}
WEEKDAYS: Mapping[str, int] = {
    "Mo": 0, "Di": 1, "Mi": 2, "Do": 3, "Fr": 4, "Sa": 5, "So.": 6, "montag": 0, "dienstag": 1, "mittwoch": 2,
    "donnerstag": 3, "freitag": 4, "samstag": 5, "sonntag": 6,
}  # fmt: skip
"""Short ones as written: „so“ is a word, „So.“ is Sunday."""
