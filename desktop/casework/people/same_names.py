"""Spellings of one given name that rules of sound would keep apart. Another tongue's own name (Mehmet) stays apart."""

from __future__ import annotations

from collections.abc import Mapping

_GROUPS = """
mohammed mohammad mohamed mohamad muhammad muhammed muhamed muhamad mohamet muhammet mahamed mahammad \
محمد мохаммед мухаммад мухаммед мохамед магомед መሐመድ መሃመድ ሙሐመድ
ahmed ahmad ahmet achmed ahmat احمد أحمد ахмед ахмад አሕመድ አህመድ
yusuf yousef youssef yusef yousuf yusif jusuf joussef youssouf يوسف یوسف юсуф юсеф
maryam mariam meryem miriam mariyam marjam miryam مريم مریم марьям мариам መርየም
abdullah abdallah abdulla abdalla abdoullah عبدالله абдулла абдуллах
ali aly علي علی али
suleiman sulaiman suleyman sleiman soliman solaiman sulayman suleman süleyman سليمان سلیمان сулейман
hussein hussain husain husein hossein hossain hussen حسين حسین хусейн хуссейн
hassan hasan hassane حسن хасан хассан ሐሰን
ramadan ramazan ramadhan رمضان рамазан рамадан
reza rida redha ridha رضا
omar umar omer عمر омар умар ዑመር
osman othman uthman usman ousman عثمان осман усман ዑስማን
ibrahim ebrahim ibraheem brahim ابراهيم إبراهيم ابراهیم ибрагим ኢብራሂም
ismail esmail ismael ismaeel إسماعيل اسماعيل اسماعیل исмаил
aisha ayesha aischa aicha aysha عائشة عايشه عایشه аиша
zahra zahraa sahra zehra زهراء زهرا захра
fatima fatemeh fatma fatimah fateme fatime fatemah فاطمة فاطمه фатима ፋጡማ
khadija khadijah khadidja chadidscha hadija khadijeh خديجة خدیجه хадиджа
oleksandr olexandr alexander aleksandr alexandr олександр александр
mykola nikolai nikolay nikolaj mikola микола николай
andrii andriy andrij andrei andrey andrej андрій андрей
serhii serhiy sergii sergei sergey sergej serhij сергій сергей
yevhen yevhenii evgeny evgenij evgeni jewgeni jewhen eugen yevgeny євген євгеній евгений
volodymyr wolodymyr vladimir wladimir володимир владимир
dmytro dmitri dmitry dmitrij dmytrii dimitri дмитро дмитрий
yuliia julija yulia julia iuliia juliia юлія юлия
nataliia natalia natalya natalija natalja наталія наталия наталья
tetiana tatiana tatjana tetjana tatyana тетяна татьяна
olena elena helena jelena yelena олена елена
anastasiia anastasia anastasija anastasiya анастасія анастасия
mariia maria marija mariya марія мария
kateryna katerina ekaterina jekaterina yekaterina катерина екатерина
oleh oleg олег
ihor igor ігор игорь
haile hayle haileh ሃይለ ሀይለ
tesfay tesfai tesfaye ተስፋይ ተስፋዬ
gebre gebreh ገብረ
yohannes johannes yohanes ዮሃንስ ዮሐንስ
"""


def _numbered() -> dict[str, int]:
    """The number of the group of each spelling; the first is 1."""
    return {name: number + 1 for number, group in enumerate(_GROUPS.strip().splitlines()) for name in group.split()}


SAME: Mapping[str, int] = _numbered()
"""Group of each curated spelling, in small letters."""
