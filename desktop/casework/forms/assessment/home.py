"""Domain 2.3 and 2.4: housing and family. What belongs to one adult alone is asked of that adult (DS-05)."""

from __future__ import annotations

from desktop.casework.forms.choices import Choice, Many, OneLanguage, Week, options
from desktop.casework.forms.definition import ADULT, CHILD, EVERY_PERSON, FAMILY, Fact, Question, Section, when
from desktop.casework.forms.kinds import Day, Faces, Member, Note, Number, Text, YesNo
from desktop.person_terms import Custody, Housing, MaritalStatus, Relation, Tenancy
from desktop.terms import Origin, Protection

HOUSING = Section(
    "housing", "Wohnen", "house", "wohnen",
    (
        Question("housing.form", "Wohnform", Choice.of(Housing), short=True, counted=True,
                 fact=Fact("address.housing")),
        Question("housing.since", "Dort seit", Day(), fact=Fact("address.since")),
        Question("housing.rooms", "Zimmer", Number("Zimmer", 0, 30, decimals=1)),
        Question("housing.area", "Wohnfläche", Number("m²", 1, 1000)),
        Question("housing.persons", "Personen in der Wohnung", Number("Personen", 1, 60), short=True),
        Question("housing.tenancy", "Nutzungsverhältnis", Choice.of(Tenancy), fact=Fact("address.tenancy")),
        Question("housing.costs", "Kosten im Monat", Number("€", 0, 9999, decimals=2), protection=Protection.S2),
        Question("housing.payer", "Wer bezahlt?", Choice(options(
            ("jobcenter", "Jobcenter"), ("social_office", "Sozialamt (AsylbLG, SGB XII)"), ("self", "selbst"),
            ("partly", "teils selbst, teils eine Stelle"), ("other", "andere"))), protection=Protection.S2),
        Question("housing.satisfaction", "Zufriedenheit mit der Wohnung", Faces()),
        Question("housing.burdens", "Belastungen", Many(options(
            ("noise", "Lärm"), ("mould", "Schimmel"), ("cramped", "Enge"), ("conflicts", "Konflikte"),
            ("remote", "weit weg"), ("barriers", "nicht barrierefrei"),
            ("shared", "Küche oder Bad nicht für sich allein"))), short=True, counted=True),
        Question("housing.own_flat", "Wunsch nach eigener Wohnung?", YesNo(), counted=True),
        Question("housing.wish_place", "Wo soll die Wohnung sein?", Text(), asked_if=when("housing.own_flat", True)),
        Question("housing.wish_rooms", "Wie groß soll die Wohnung sein?", Number("Zimmer", 1, 12, decimals=1),
                 asked_if=when("housing.own_flat", True)),
        Question("housing.papers", "Vorhandene Unterlagen für die Wohnungssuche", Many(options(
            ("disclosure", "Selbstauskunft"), ("wbs", "Wohnberechtigungsschein (WBS)"), ("schufa", "SCHUFA-Auskunft"),
            ("income", "Bescheid oder Lohnnachweis"), ("offer", "Mietangebot, vom Jobcenter geprüft"))),
            asked_if=when("housing.own_flat", True), origin=Origin.DOCUMENT),
        Question("housing.tenant_training", "Mietqualifizierung", Choice(options(
            ("not_needed", "nicht nötig"), ("recommended", "empfohlen"), ("done", "gemacht"))),
            origin=Origin.ESTIMATE),
    ),
    who=FAMILY,
)  # fmt: skip

HOUSEHOLD = Section(
    "family", "Familie und Haushalt", "users-round", "familie",
    (
        Question("family.language", "Sprache zu Hause", OneLanguage(), who=FAMILY,
                 fact=Fact("family.household_language")),
        Question("family.speaker", "Wer spricht für die Familie?", Member(), who=FAMILY,
                 fact=Fact("family.speaks_for_family")),
        Question("family.relation", "Stellung in der Familie", Choice.of(Relation), fact=Fact("member.relation")),
        Question("family.in_household", "Lebt im Haushalt?", YesNo(), fact=Fact("member.in_household")),
        Question("family.custody", "Sorgerecht", Choice.of(Custody), who=CHILD, origin=Origin.DOCUMENT,
                 fact=Fact("member.custody")),
        Question("family.marital_status", "Familienstand", Choice.of(MaritalStatus), who=ADULT, short=True,
                 fact=Fact("person.marital_status")),
        Question("family.childcare_gap", "Wann fehlt Kinderbetreuung?", Week(), who=FAMILY, short=True,
                 help="Diese Zeiten stehen einem Kurs oder einer Arbeit im Weg."),
        Question("family.care_duties", "Betreuungspflichten, die einen Kurs verhindern", Note(), who=ADULT,
                 fact=Fact("person.care_duties")),
        Question("family.care_relatives", "Gibt es pflegebedürftige Angehörige?", YesNo(), who=FAMILY,
                 protection=Protection.S2),
        Question("family.care_relatives_who", "Wer pflegt, wie oft?", Text(), who=FAMILY, protection=Protection.S2,
                 asked_if=when("family.care_relatives", True)),
        Question("family.pregnant", "Schwanger?", YesNo(), who=ADULT, protection=Protection.S3),
        Question("family.due_date", "Errechneter Geburtstermin", Day(), who=ADULT, protection=Protection.S3,
                 asked_if=when("family.pregnant", True)),
        Question("family.conflicts", "Rollen und Konflikte in der Familie", Note(), who=ADULT,
                 protection=Protection.S3,
                 help="Vertraulich: nur im eigenen Bereich dieser Person. Nur, was für den Plan nötig ist."),
    ),
    who=EVERY_PERSON,
)  # fmt: skip
