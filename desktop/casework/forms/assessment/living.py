"""Domain 2.8 to 2.11: money and offices, health (S3), everyday life, participation and resources."""

from __future__ import annotations

from desktop.casework.forms.choices import Choice, Many, options
from desktop.casework.forms.definition import ADULT, Question, Section, when
from desktop.casework.forms.kinds import ABILITY, Day, Note, Scale, Tags, Text, YesNo
from desktop.casework.forms.tables import Column, Table
from desktop.terms import Origin, Protection

HELPED = Choice(options(("alone", "selbst"), ("helped", "mit Hilfe"), ("not", "nicht")))
PRESENT = Choice(options(("yes", "ja"), ("no", "nein"), ("searching", "wird gesucht")))

INDEPENDENCE = ("everyday.shopping", "everyday.appointments", "everyday.letters", "everyday.phone")
"""The four scales whose sum is the Selbstständigkeits-Index, 0 to 12 (domain 2.10)."""

MONEY = Section(
    "money", "Geld und Behörden", "wallet", "geld",
    (
        Question("money.benefits", "Leistungen und Einkommen", Many(options(
            ("asylblg_3", "AsylbLG § 3"), ("asylblg_2", "AsylbLG § 2"), ("sgb2", "Grundsicherung SGB II (Bürgergeld)"),
            ("sgb12", "SGB XII"), ("housing_benefit", "Wohngeld"), ("child_benefit", "Kindergeld"),
            ("child_supplement", "Kinderzuschlag"), ("parental", "Elterngeld"), ("bafoeg", "BAföG, BAB"),
            ("alg1", "Arbeitslosengeld (ALG I)"), ("wage", "Lohn"), ("advance", "Unterhaltsvorschuss"),
            ("but", "Bildung und Teilhabe (BuT)"))), short=True, counted=True),
        Question("money.benefits_until", "Bescheid gültig bis", Day(), origin=Origin.DOCUMENT,
                 asked_if=when("money.benefits")),
        Question("money.account", "Konto", Choice(options(
            ("yes", "ja"), ("basic", "Basiskonto"), ("card", "Bezahlkarte"), ("no", "nein")))),
        Question("money.health_insurance", "Krankenversicherung", Choice(options(
            ("insured", "Krankenkasse, elektronische Karte"), ("card_asylblg", "elektronische Karte nach AsylbLG"),
            ("voucher", "Behandlungsschein"), ("none", "keine")))),
        Question("money.health_insurer", "Name der Krankenkasse", Text(),
                 asked_if=when("money.health_insurance", "insured", "card_asylblg")),
        Question("money.debts", "Schulden", Choice(options(
            ("no", "nein"), ("manageable", "überschaubar"), ("advice", "Beratung nötig")))),
        Question("money.contracts", "Laufende Verträge", Many(options(
            ("phone", "Handy"), ("power", "Strom"), ("broadcast", "Rundfunkbeitrag"), ("other", "andere")))),
        Question("money.tax_id", "Steuer-ID vorhanden?", YesNo(), help="Nur ob, nicht welche."),
        Question("money.social_number", "Sozialversicherungsnummer vorhanden?", YesNo(), help="Nur ob, nicht welche."),
        Question("money.folder", "Wird ein Ordner mit Unterlagen geführt?", Choice(options(
            ("yes", "ja"), ("partly", "teilweise"), ("no", "nein")))),
        Question("money.mail", "Wird die Post verstanden?", HELPED, short=True),
    ),
    who=ADULT, protection=Protection.S2,
)  # fmt: skip

HEALTH = Section(
    "health", "Gesundheit und Belastung", "heart-pulse", "gesundheit",
    (
        Question("health.doctor", "Hausärztin oder Hausarzt vorhanden?", PRESENT),
        Question("health.paediatrician", "Kinderärztin oder Kinderarzt vorhanden?", PRESENT,
                 help="Nur wenn Kinder im Haushalt leben."),
        Question("health.dentist", "Zahnärztin oder Zahnarzt vorhanden?", PRESENT),
        Question("health.limits", "Gesundheitliche Einschränkung, die den Plan betrifft?", YesNo(), short=True),
        Question("health.limits_word", "Stichwort zur Einschränkung", Text(), asked_if=when("health.limits", True),
                 help="Was bedeutet sie für Kurs, Arbeit und Alltag? Keine Diagnose."),
        Question("health.degree", "Grad der Behinderung, Pflegegrad", Text(60), origin=Origin.DOCUMENT),
        Question("health.strain", "Belastung", Choice(options(
            ("green", "grün – wenig belastet"), ("yellow", "gelb – belastet"), ("red", "rot – stark belastet"))),
            origin=Origin.ESTIMATE, help="Einschätzung, keine Diagnose."),
        Question("health.sleep", "Schlaf und Alltag", Scale(("sehr schlecht", "eher schlecht", "eher gut", "gut"))),
        Question("health.support", "Anbindung", Many(options(
            ("psz", "Psychosoziales Zentrum (PSZ)"), ("advice", "Beratungsstelle"), ("bw_schuetzt", "„BW schützt!“"),
            ("specialist", "Facharzt oder Fachärztin")))),
        Question("health.addiction", "Sucht: wird Unterstützung gewünscht?", YesNo()),
        Question("health.protection", "Besonderer Schutzbedarf", Many(options(
            ("violence", "Gewalt"), ("trafficking", "Menschenhandel"), ("lsbttiq", "LSBTTIQ"),
            ("disability", "Behinderung"), ("woman_alone", "alleinreisende Frau"),
            ("former_minor", "ehemals unbegleitet minderjährig"), ("old", "hohes Alter")))),
        Question("health.crisis", "Akute Krise?", YesNo(), origin=Origin.ESTIMATE,
                 help="Bei „ja“ sofort handeln und im Feld darunter festhalten, was geschehen ist."),
        Question("health.crisis_record", "Krisenprotokoll: was, wann, wer wurde eingeschaltet", Note(),
                 asked_if=when("health.crisis", True), origin=Origin.ESTIMATE),
    ),
    who=ADULT, protection=Protection.S3,
    hint="Nur grob und nur, was für den Plan nötig ist. Keine Diagnosen.",
)  # fmt: skip

EVERYDAY = Section(
    "everyday", "Alltag, Mobilität, Digitales", "bus", "alltag",
    (
        Question("everyday.shopping", "Einkaufen", ABILITY, short=True, counted=True),
        Question("everyday.appointments", "Termine selbst vereinbaren", ABILITY, short=True, counted=True),
        Question("everyday.letters", "Briefe lesen", ABILITY, short=True, counted=True),
        Question("everyday.phone", "Telefonieren auf Deutsch", ABILITY, short=True, counted=True),
        Question("everyday.transport", "Bus und Bahn", HELPED),
        Question("everyday.ticket", "Fahrkarte", Text(), help="Welche, bis wann."),
        Question("everyday.bicycle", "Fahrrad vorhanden?", YesNo()),
        Question("everyday.stop", "Nächste Haltestelle", Text()),
        Question("everyday.online", "Smartphone und Internet", Many(options(
            ("smartphone", "Smartphone"), ("computer", "Computer oder Tablet"), ("wifi", "Internet zu Hause"),
            ("none", "nichts davon")))),
        Question("everyday.mail_account", "Eigenes E-Mail-Konto?", YesNo()),
        Question("everyday.online_forms", "Online-Formulare", HELPED),
        Question("everyday.house_rules", "Sind Mülltrennung und Hausordnung bekannt?", Choice(options(
            ("yes", "ja"), ("partly", "teilweise"), ("no", "nein")))),
    ),
    who=ADULT,
)  # fmt: skip

PARTICIPATION = Section(
    "participation", "Teilhabe und Ressourcen", "hand-heart", "teilhabe",
    (
        Question("participation.hobbies", "Hobbys und Interessen", Tags((
            "Fußball", "Kochen", "Musik", "Nähen", "Schwimmen", "Garten", "Lesen", "Tanzen", "Rad fahren")),
            short=True),
        Question("participation.club", "Verein oder Gruppe", Text()),
        Question("participation.locals", "Kontakte zu Einheimischen", Choice(options(
            ("none", "keine"), ("some", "einige"), ("many", "viele"))), counted=True),
        Question("participation.volunteers", "Kontakt zu Ehrenamtlichen", Text(),
                 help="Namen nur, wenn die Ehrenamtlichen einverstanden sind."),
        Question("participation.engagement", "Eigenes Engagement", Choice(options(
            ("none", "kein Thema"), ("wish", "gewünscht"), ("active", "aktiv"))), counted=True),
        # PRIVACY: religion is never asked; this notes a community the person names as a support of their own accord.
        Question("participation.community", "Gemeinschaft, die die Person von sich aus als Stütze nennt", Text(),
                 protection=Protection.S3, help="Nicht danach fragen. Nur wenn die Person es selbst einbringt."),
        Question("participation.resources", "Ressourcen", Table((
            Column("kind", "Art", Choice(options(
                ("strength", "Stärke"), ("knowledge", "Wissen"), ("supporter", "Unterstützer/in"),
                ("language", "Sprache"), ("means", "Geld, Besitz"), ("motivation", "Motivation"),
                ("success", "gelungener Schritt")))),
            Column("text", "Was", Text())), "Ressource"), short=True,
            help="Was die Person mitbringt und was schon gelungen ist."),
    ),
    who=ADULT,
)  # fmt: skip
