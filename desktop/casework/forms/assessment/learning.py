"""Domain 2.5 to 2.7: language, school and training, work."""

from __future__ import annotations

from desktop.casework.forms.choices import Choice, Many, OneCountry, OneLanguage, Week, options
from desktop.casework.forms.definition import ADULT, Fact, Question, Section, when
from desktop.casework.forms.kinds import ABILITY, Day, Note, Number, Tags, Text, YesNo
from desktop.casework.forms.tables import Column, Table
from desktop.person_terms import GermanLevel
from desktop.terms import Origin

PROOF = Choice(options(("original", "Original"), ("copy", "Kopie"), ("photo", "Foto"), ("none", "keiner")))

LANGUAGE = Section(
    "language", "Sprache", "languages", "sprache",
    (
        Question("language.german", "Deutsch insgesamt", Choice.of(GermanLevel), short=True, counted=True,
                 fact=Fact("person.german_level")),
        Question("language.listening", "Deutsch: Hören", Choice.of(GermanLevel), counted=True),
        Question("language.speaking", "Deutsch: Sprechen", Choice.of(GermanLevel), counted=True),
        Question("language.reading", "Deutsch: Lesen", Choice.of(GermanLevel), counted=True),
        Question("language.writing", "Deutsch: Schreiben", Choice.of(GermanLevel), counted=True),
        Question("language.basis", "Grundlage der Einstufung", Choice(options(
            ("certificate", "Zertifikat"), ("test", "Einstufungstest"), ("estimate", "Schätzung IM"),
            ("self", "Selbsteinschätzung")))),
        Question("language.certificates", "Zertifikate", Table((
            Column("certificate", "Zertifikat", Choice(options(
                ("dtz_a2", "DTZ A2"), ("dtz_b1", "DTZ B1"), ("telc", "telc"), ("goethe", "Goethe"), ("oesd", "ÖSD"),
                ("lid", "Test „Leben in Deutschland“"), ("other", "anderes")))),
            Column("date", "Datum", Day()),
            Column("provider", "Anbieter", Text())), "Zertifikat"), origin=Origin.DOCUMENT,
            asked_if=when("language.basis", "certificate")),
        Question("language.note", "Bemerkung zum Deutsch", Text(), fact=Fact("person.german_note")),
        Question("language.literacy", "Alphabetisierung", Choice(options(
            ("latin", "alphabetisiert in lateinischer Schrift"), ("second_script", "Zweitschriftlernende/r"),
            ("none", "primär nicht alphabetisiert"), ("functional", "funktional nicht alphabetisiert"))),
            short=True, counted=True),
        Question("language.others", "Weitere Sprachen", Table((
            Column("language", "Sprache", OneLanguage()),
            Column("level", "Niveau", Choice(options(("some", "etwas"), ("good", "gut"), ("fluent", "fließend")))),
            Column("interprets", "würde dolmetschen", YesNo())), "Sprache"),
            help="Wer dolmetschen würde, bringt eine Stärke mit."),
        Question("language.course", "Kurs zurzeit", Text(), short=True, help="Kurs und Träger."),
        Question("language.access", "Zugang zum Integrationskurs", Choice(options(
            ("44_1", "Anspruch § 44 Abs. 1"), ("44a_abh", "Verpflichtung § 44a durch die Ausländerbehörde"),
            ("44a_jobcenter", "Verpflichtung § 44a durch das Jobcenter"),
            ("44a_asylblg", "Verpflichtung § 44a durch die AsylbLG-Behörde"),
            ("44_4", "Zulassung § 44 Abs. 4, vor Februar 2026 erteilt"), ("none", "derzeit keiner"),
            ("self_payer", "Selbstzahler/in"))), counted=True, origin=Origin.DOCUMENT),
        Question("language.voucher", "Berechtigungsschein vorhanden?", YesNo(), origin=Origin.DOCUMENT),
        Question("language.voucher_until", "Berechtigungsschein gültig bis", Day(), origin=Origin.DOCUMENT,
                 asked_if=when("language.voucher", True)),
        Question("language.obstacles", "Was hindert am Kurs?", Many(options(
            ("childcare", "Kinderbetreuung"), ("shifts", "Schichtarbeit"), ("way", "Weg, Fahrkosten"),
            ("health", "Gesundheit"), ("no_place", "kein Kursplatz"), ("unused", "Lernen ungewohnt"))),
            short=True, counted=True),
        Question("language.practice", "Wo wird Deutsch geübt?", Many(options(
            ("cafe", "Sprachcafé"), ("tandem", "Tandem"), ("work", "Arbeit"), ("app", "App"), ("club", "Verein"),
            ("none", "nirgends")))),
    ),
    who=ADULT,
)  # fmt: skip

SCHOOLING = Section(
    "schooling", "Schule, Ausbildung, Studium", "graduation-cap", "ausbildung",
    (
        Question("schooling.years", "Schulbesuch", Number("Jahre", 0, 25), short=True),
        Question("schooling.handover", "Schule laut Übergabe", Text(), fact=Fact("person.school")),
        Question("schooling.degree", "Höchster Schulabschluss", Choice(options(
            ("none", "kein Abschluss"), ("primary", "Grundschule"), ("secondary_1", "Sekundarstufe I"),
            ("secondary_2", "Sekundarstufe II"), ("university_entrance", "Hochschulreife"))), counted=True),
        Question("schooling.country", "Land des Schulabschlusses", OneCountry()),
        Question("schooling.year", "Jahr des Schulabschlusses", Number("", 1940, 2100)),
        Question("schooling.proof", "Nachweis des Schulabschlusses", PROOF, origin=Origin.DOCUMENT),
        Question("schooling.training", "Ausbildung und Studium", Table((
            Column("kind", "Art", Choice(options(("training", "Ausbildung"), ("studies", "Studium")))),
            Column("subject", "Fach", Text()),
            Column("country", "Land", OneCountry()),
            Column("years", "Dauer (Jahre)", Number("Jahre", 0, 15, decimals=1)),
            Column("finished", "Abschluss", Choice(options(
                ("yes", "ja"), ("no", "nein"), ("broken_off", "abgebrochen")))),
            Column("proof", "Nachweis", PROOF)), "Ausbildung"), short=True),
        Question("schooling.experience", "Erfahrung mit dem Lernen", Note()),
        Question("schooling.wish", "Wunsch", Many(options(
            ("degree", "Schulabschluss nachholen"), ("training", "Ausbildung"), ("studies", "Studium"),
            ("none", "kein Wunsch"))), counted=True),
        Question("schooling.recognition", "Anerkennung ausländischer Abschlüsse", Choice(options(
            ("unchecked", "nicht geprüft"), ("advice", "Beratung"), ("applied", "Antrag gestellt"),
            ("full", "volle Gleichwertigkeit"), ("partial", "teilweise Gleichwertigkeit"), ("rejected", "abgelehnt"),
            ("analysis", "Qualifikationsanalyse"))), counted=True),
        Question("schooling.recognition_office", "Zuständige Stelle für die Anerkennung", Choice(options(
            ("ihk_fosa", "IHK FOSA"), ("hwk", "Handwerkskammer"), ("rp", "Regierungspräsidium Stuttgart"),
            ("zab", "ZAB"), ("other", "andere"))),
            asked_if=when("schooling.recognition", "advice", "applied", "partial", "rejected", "analysis")),
        Question("schooling.regulated", "Ist der Beruf reglementiert?", YesNo(),
                 help="Reglementierte Berufe brauchen die Anerkennung, andere nicht."),
    ),
    who=ADULT,
)  # fmt: skip

WORK = Section(
    "work", "Arbeit und Kompetenzen", "briefcase", "arbeit",
    (
        Question("work.activity", "Tätigkeit jetzt", Choice(options(
            ("full_time", "Arbeit, sozialversichert, Vollzeit"), ("part_time", "Arbeit, sozialversichert, Teilzeit"),
            ("minijob", "Minijob"), ("training", "Ausbildung"), ("internship", "Praktikum, Einstiegsqualifizierung"),
            ("self_employed", "selbstständig"), ("agh", "Arbeitsgelegenheit (AGH)"), ("course", "Kurs"),
            ("family", "Elternzeit, Familienarbeit"), ("unemployed", "arbeitslos"), ("unable", "arbeitsunfähig"),
            ("pension", "Rente"))), short=True, counted=True),
        Question("work.employer", "Arbeitgeber/in", Text(), asked_if=when(
            "work.activity", "full_time", "part_time", "minijob", "training", "internship", "agh")),
        Question("work.since", "Dort seit", Day(), asked_if=when(
            "work.activity", "full_time", "part_time", "minijob", "training", "internship", "self_employed", "agh")),
        Question("work.hours", "Arbeitszeit", Number("Stunden/Woche", 0, 80, decimals=1), asked_if=when(
            "work.activity", "full_time", "part_time", "minijob", "training", "internship", "self_employed", "agh")),
        Question("work.shifts", "Schichtarbeit?", YesNo(), asked_if=when(
            "work.activity", "full_time", "part_time", "minijob", "training", "internship")),
        Question("work.profession", "Beruf laut Übergabe", Text(), fact=Fact("person.profession")),
        Question("work.experience", "Berufserfahrung", Table((
            Column("activity", "Tätigkeit", Text()),
            Column("years", "Jahre", Number("Jahre", 0, 60, decimals=1)),
            Column("country", "Land", OneCountry()),
            Column("again", "gern wieder", YesNo())), "Tätigkeit"), short=True),
        Question("work.social_skills", "Soziale Stärken", Tags((
            "arbeitet gut mit anderen", "hört zu", "hilft anderen", "erklärt gut", "vermittelt bei Streit",
            "geht auf Menschen zu"))),
        Question("work.personal_skills", "Persönliche Stärken", Tags((
            "zuverlässig", "geduldig", "pünktlich", "lernt schnell", "packt an", "bleibt ruhig", "plant voraus"))),
        Question("work.technical_skills", "Können und Wissen", Tags((
            "kochen", "nähen", "handwerken", "Fahrzeuge reparieren", "pflegen", "mit Kindern arbeiten", "rechnen",
            "am Computer arbeiten", "verkaufen", "Landwirtschaft"))),
        Question("work.interests", "Interessen für die Arbeit", Tags((
            "mit Menschen", "mit den Händen", "im Freien", "im Büro", "mit Tieren", "mit Technik"))),
        Question("work.licence", "Führerschein", Choice(options(
            ("none", "keiner"), ("foreign", "ausländischer"), ("german", "deutscher"))), counted=True),
        Question("work.licence_until", "Umschreibung des Führerscheins bis", Day(),
                 asked_if=when("work.licence", "foreign"), origin=Origin.DOCUMENT),
        Question("work.licence_classes", "Führerscheinklassen", Many(options(
            ("B", "B"), ("BE", "BE"), ("C1", "C1"), ("C", "C"), ("CE", "CE"), ("D", "D"), ("A", "A"), ("L", "L"),
            ("T", "T"))), asked_if=when("work.licence", "foreign", "german")),
        Question("work.digital", "Umgang mit PC und Smartphone", ABILITY),
        Question("work.wish_soon", "Berufswunsch für bald", Text(), short=True, help="In eigenen Worten."),
        Question("work.wish_later", "Berufswunsch für später", Text(), help="In eigenen Worten."),
        Question("work.times", "Wann ist Arbeit möglich?", Week()),
        Question("work.office", "Zuständig", Choice(options(
            ("jobcenter", "Jobcenter"), ("agency", "Agentur für Arbeit"), ("none", "niemand")))),
        Question("work.office_contact", "Ansprechpartner/in dort", Text(),
                 asked_if=when("work.office", "jobcenter", "agency")),
        Question("work.obstacles", "Was hindert an der Arbeit?", Many(options(
            ("language", "Sprache"), ("permission", "Erlaubnis"), ("mobility", "Mobilität"), ("care", "Betreuung"),
            ("health", "Gesundheit"), ("papers", "Nachweise"), ("place", "Arbeitsort"))), counted=True),
    ),
    who=ADULT,
)  # fmt: skip
