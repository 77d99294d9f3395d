"""Sentences in every print language, with the things that go wrong: names, numbers, brackets, joined letters."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "de": ("Ich melde mich bis 15.03.2026 beim Sprachkurs (A1) an.", "Größe, Übung, „Straße“: 100–600 € im Jobcenter."),
    "ar": (
        "أسجّل نفسي في دورة اللغة (A1) حتى 15.03.2026.",
        "هاتف الطبيب: 07000 12 34 56، التكلفة 100–600 €.",
        "الموعد في Bahnhofstraße 12، الغرفة 4.",
    ),
    "fa": (
        "تا 15.03.2026 در کلاس زبان (A1) ثبت‌نام می‌کنم.",
        "تلفن: 07000 12 34 56، هزینه 100–600 €.",
        "دورهٔ آموزش در Bahnhofstraße 12.",
    ),
    "fa_AF": ("تا 15.03.2026 در کورس زبان (A1) ثبت نام می‌کنم.", "تیلفون: 07000 12 34 56، مصرف 100–600 €."),
    "ps": (
        "زه به تر 15.03.2026 پورې په کورس (A1) کې نوم ولیکم.",
        "ټیلیفون: 07000 12 34 56، لګښت 100–600 €.",
        "ډاکټر، څانګه، ږغ، ښځه، ړوند، بڼه.",
    ),
    "ckb": (
        "تا 15.03.2026 لە خولی زمان (A1) ناوم دەنووسم.",
        "تەلەفۆن: 07000 12 34 56، تێچوو 100–600 €.",
        "گەڕان بەدوای ماڵێک لە شار.",
    ),
    "ku": (
        "Ez heta 15.03.2026 xwe li kursa ziman (A1) qeyd dikim.",
        "Şêwirmendî li Jobcenter: 100–600 €, çawa û kengî?",
    ),
    "tr": (
        "15.03.2026 tarihine kadar dil kursuna (A1) yazılıyorum.",
        "Çocuğum için İş Merkezi’ne gidiyorum: 100–600 €.",
    ),
    "uk": ("До 15.03.2026 я записуюся на мовний курс (A1).", "Їжа, ґанок, подвір’я: 100–600 € у Jobcenter."),
    "ru": ("До 15.03.2026 я запишусь на языковой курс (A1).", "Объявление о жилье: 100–600 €, ёлка, съезд."),
    "en": (
        "I will register for the language course (A1) by 15.03.2026.",
        "The flat at Bahnhofstraße 12 costs 100–600 €.",
    ),
    "fr": (
        "Je m’inscris au cours de langue (A1) avant le 15.03.2026.",
        "Où êtes-vous né ? Cœur, naïf, façade : 100–600 €.",
    ),
    "ti": ("ክሳብ 15.03.2026 ኣብ ኮርስ ቋንቋ (A1) ክምዝገብ እየ።", "ስልኪ፦ 07000 12 34 56፣ ዋጋ፦ 100–600 €።"),
    "am": ("እስከ 15.03.2026 ለቋንቋ ኮርስ (A1) እመዘገባለሁ።", "ስልክ፦ 07000 12 34 56፣ ዋጋ፦ 100–600 €።"),
    "so": (
        "Waxaan iska diiwaangelinayaa koorsada luqadda (A1) ilaa 15.03.2026.",
        "Taleefanka: 07000 12 34 56, 100–600 €.",
    ),
    "sq": (
        "Regjistrohem në kursin e gjuhës (A1) deri më 15.03.2026.",
        "Kërkoj banesë: çmimi 100–600 €, telefoni 07000 12 34 56.",
    ),
}
RIGHT_TO_LEFT = ("ar", "fa", "fa_AF", "ps", "ckb")
EVERY_SENTENCE = [(code, sentence) for code, sentences in SENTENCES.items() for sentence in sentences]
