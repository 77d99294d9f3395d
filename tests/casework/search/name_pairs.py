"""Pairs of spellings, one pair between two bars."""

from __future__ import annotations

SAME_NAME = """
Mohammed = Muhammad | Mohammed = Mohamad | Mohamed = Muhammed | Mohammed = محمد | Мухаммад = Mohammed | Ahmed = Ahmad
Ahmed = أحمد | احمد = Ahmad | Achmed = Ahmed | Ахмад = Ahmad | Mueller = Müller | Muller = Müller | Мюллер = Müller
Yilmaz = Yılmaz | Şahin = Schahin | شاهین = Shahin | Čapek = Tschapek | Meier = Maier | Meyer = Meier
Коваленко = Kovalenko | Kowalenko = Kovalenko | Kowalenko = Коваленко | Selenskyj = Zelensky | Selenskyj = Зеленський
Zelenskyi = Зеленський | Zelenskyy = Zelenskyi | Charkiw = Харків | Kharkiv = Харків | Хамид = Hamid
Шевченко = Schewtschenko | Shevchenko = Schewtschenko | Шевченко = Shevchenko | Щербак = Schtscherbak
Щербак = Shcherbak | Жуков = Schukow | Жуков = Zhukov | Julija = Yuliia | Юлія = Julia | Юлия = Yulia
Kuznetsov = Kusnezow | Кузнецов = Kusnezow | Кузнецов = Kuznetsov | Кравець = Krawez | Kravets = Krawez
Petrenko = Петренко | Bondarenko = Бондаренко | Ткачук = Tkatschuk | Tkachuk = Ткачук | Ivanenko = Іваненко
Hryhorii = Григорій | Grigori = Григорий | Мельник = Melnyk | Melnik = Melnyk | Бойко = Boyko | Boiko = Boyko
Boiko = Бойко | Лисенко = Lysenko | Lissenko = Lysenko | Савченко = Sawtschenko | Savchenko = Sawtschenko
Олександр = Oleksandr | Oleksandr = Alexander | Микола = Mykola | Mykola = Nikolai | Андрій = Andrii | Andriy = Andrej
Сергій = Serhii | Serhiy = Sergej | Євген = Yevhen | Evgenij = Jewgeni | Volodymyr = Wladimir | Дмитро = Dmytro
Наталія = Nataliia | Natalija = Natalya | Тетяна = Tetiana | Olena = Олена | Катерина = Kateryna | Марія = Mariia
Ivan = Иван | Iwan = Ivan | Богдан = Bohdan | Bogdan = Богдан | Тарас = Taras | Назар = Nazar | Iryna = Ірина
Irina = Iryna | Оксана = Oksana | Oxana = Oksana | Ганна = Hanna | Джамал = Dschamal | Jamal = Djamal | جمال = Jamal
Gamal = جمال | Dschamal = Jamal | جميل = Jamil | محمود = Mahmoud | Mahmud = Mahmoud | Mahmood = Mahmoud
Махмуд = Mahmoud | خالد = Khaled | خالد = Khalid | Chalid = Khalid | Халид = Chaled | الخطيب = Al-Khatib
الخطيب = Khatib | Alkhatib = Al-Khatib | Al-Khatib = al Khatib | El-Khatib = Al-Khatib | حسن = Hassan | Hasan = Hassan
Хасан = Hassan | Hussein = Husain | Hossein = حسين | Хусейн = Hussain | نور = Nour | Nur = Nour | قاسم = Qasim
قاسم = Ghasem | Qasem = Kasem | عثمان = Osman | Othman = Osman | كريم = Karim | Karim = Kareem | Kerim = Karim
شمس = Shams | Schams = Shams | شيماء = Shaima | Schaima = Shaima | سعيد = Said | Saeed = Said | Said = Saied
ليلى = Leila | Layla = Laila | Lejla = Laila | زينب = Zainab | Zeinab = Zaynab | Daoud = Dawud | داود = Daoud
طاهر = Tahir | Taher = Tahir | صالح = Saleh | Salih = Saleh | Abdulrahman = Abdurrahman | Abdulrahman = Abdel-Rahman
عبدالرحمن = Abdulrahman | عبد الرحمن = Abdul-Rahman | Abd al-Rahman = Abdulrahman | Abdullah = Abdallah
عبدالله = Abdullah | Абдулла = Abdullah | Abdelkader = Abdulkader | Abdul Kader = Abdelkader | Fatima = Fatemeh
فاطمة = Fatima | فاطمه = Fateme | Khadija = Chadidscha | خديجة = Khadija | Aisha = Ayesha | عائشة = Aischa
Yusuf = Youssef | يوسف = Yousef | Юсуф = Yusuf | Joussef = Yusuf | Maryam = Mariam | مريم = Maryam | Марьям = Maryam
Ibrahim = Ebrahim | إبراهيم = Ibrahim | Ismail = Esmail | إسماعيل = Ismail | Suleiman = Sulaiman | سليمان = Suleiman
Omar = Umar | عمر = Omar | Ali = Aly | علي = Ali | Али = Ali | Reza = Rida | رضا = Reza | Ramadan = Ramazan
رمضان = Ramazan | رشيد = Rashid | Raschid = Rashid | Haschemi = Hashemi | هاشمی = Hashemi | احمدی = Ahmadi
Ahmady = Ahmadi | رحیمی = Rahimi | Sharif = Scharif | شریف = Sharif | Chaudhry = Choudhry | Bakir = Baker
نجار = Najjar | Nadschar = Najjar | Haidar = Heidar | حيدر = Haidar | Heydar = Haidar | Yasin = Jassin | ياسين = Yasin
Jusuf = Yusuf | وليد = Walid | Valid = Walid | Ayoub = Ayub | أيوب = Ayoub | Ajub = Ayub | منير = Munir
Mounir = Munir | Mustafa = Mostafa | مصطفى = Mustafa | Мустафа = Moustafa | ተስፋይ = Tesfay | ገብረ = Gebre
ሃይለ = Haile | ሚካኤል = Mikael | ኪዳነ = Kidane | ሰላም = Selam | ብርሃነ = Berhane | ተክለ = Tekle | መሐመድ = Mohammed
O’Brien = OBrien | Łukasz = Lukasz | Đorđe = Dorde
"""

DIFFERENT = """
Mohammed = Mehmet | محمد = Mehmet | Muhammad = Mehmet | Mohammed = Mahmoud | محمود = Mohammed | محمد = Mahmoud
Mohammed = Hamid | Ahmed = Mohammed | Ahmed = Hamid | Ahmad = Ahmadi | Ahmed = Amed | Jamal = Jamil | جمال = Jamil
جميل = Jamal | Jamal = Kamal | Jamila = Jamil | Salim = Salam | Salma = Salim | Salma = Salam | Selim = Salma
Karim = Akram | Karim = Karima | Karim = Rahim | Amir = Omar | Amir = Amira | Amin = Amina
Amin = Yamin | Samir = Samira | Samir = Amir | Hassan = Hussein | حسن = Hussein | حسين = Hassan | Hassan = Hassani
Hasan = Ihsan | Said = Saad | Said = Saida | Nasir = Nazir | Nasser = Nasrin | Rashid = Rashad | Rashid = Rashida
Majid = Amjad | Khalid = Walid | Khalil = Khalid | خالد = Khalil | Farid = Farida | Farid = Farhad | Fatima = Fatih
Fadi = Fadia | Nadia = Nadim | Nabil = Nabila | Rami = Rima | Rana = Rina | Yusuf = Yasin | Yasin = Yasmin
Leila = Layal | Zainab = Zain | Daoud = Dawid | Ali = Alia | Ali = Lea | Omar = Amro | Osman = Usama | Ibrahim = Abraham
Ismail = Samuel | Reza = Rosa | Rida = Rodo | Maryam = Marwan | Maryam = Marina | Marwan = Imran | Imran = Amran
Huda = Hadi | Hadi = Hadia | Mahdi = Mahmoud | Mahdi = Hadi | Tarik = Tahir | Tahir = Zahir | Zahra = Zahir
Munir = Mina | Mona = Amin | Sami = Samia | Sami = Asma | Asma = Isam | Jawad = Javid | Wafa = Wafi | Ayoub = Yakub
Müller = Möller | Müller = Miller | Müller = Mahler | Müller = Mulla | Schmidt = Schmitz | Schmidt = Schmied
Weber = Webersik | Wagner = Wigner | Becker = Bucher | Hofmann = Hermann | Lang = Lange | Klein = Kleine
Коваленко = Kovalchuk | Kovalenko = Kovalova | Ivan = Ivanna | Ivanov = Ivanova | Іван = Ivanna | Петренко = Petrov
Bondarenko = Bondar | Шевченко = Shevchuk | Shevchenko = Savchenko | Melnyk = Melnychuk | Олена = Olga | Oleh = Olha
Oleksandr = Oleksandra | Andrii = Andrea | Iryna = Arina | Taras = Tereza | Dmytro = Dmytra | Serhii = Serhiivna
Tesfay = Tsehay | Gebre = Gabriel | Haile = Hailu | Selam = Solomon | ሰላም = Salim | Berhane = Brahim | Abdullah = Abdul
Abdulrahman = Abdulkarim | عبدالرحمن = عبدالكريم | Abdelkader = Abdelkarim | Khatib = Katib | Yilmaz = Yildiz
Kaya = Koya | Nguyen = Nguyet | Tran = Trang | Albert = Berat | Elena = Ulla | Noor = Nora | Nour = Nouri
"""


def pairs(table: str) -> list[tuple[str, str]]:
    """The two names of each pair."""
    entries = (entry.split("=") for entry in table.replace("\n", "|").split("|") if entry.strip())
    return [(one.strip(), other.strip()) for one, other in entries]
