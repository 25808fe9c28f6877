"""The contacts that are called: people of many scripts, with the cells that break a spreadsheet."""

# Letters of other scripts are what this module is about.
# ruff: noqa: RUF001

from collections.abc import Callable

from attrs import frozen

from ._dice import Deck, Dice

PHONE_RANGES = ("+1555{:07d}", "+3319900{:04d}", "+3363998{:04d}", "+442079460{:03d}", "+447700900{:03d}")
"""Numbers that regulators keep free for fiction, in E.164 format."""

_COMPANIES = (
    *("Northwind", "Contoso, Ltd.", 'The "Corner" Shop', "Müller & Söhne GmbH", "L'Atelier d'Été", "ООО «Ромашка»"),
    *("株式会社あおぞら", "شركة النخيل", "Ελιά Α.Ε.", "한빛상사", "Ōkami\u200dTech 🚀", "O'Hara+Daughters"),
    *("", "-", "@home"),
)


@frozen
class Persona:
    """People of one place.

    Attributes:
        language: The language they speak on the phone, as an ISO 639-1 code.
        first_names: What they are called.
        last_names: Their families.
        cities: Where they live.
    """

    language: str
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    cities: tuple[str, ...]


PERSONAS = (
    Persona("en", ("Alice", "Bob", "Grace", "Noah"), ("Smith", "O'Neill", "Lee-Ward"), ("Austin", "Leeds", "Cork")),
    Persona("en", ("Maria", "James", "Priya"), ("Jones", "D'Souza", "van der Berg"), ("St. John's", "Perth", "")),
    Persona("fr", ("Élodie", "François", "Zoë"), ("Lefèvre", "Nuñez", "Garçon"), ("Orléans", "Nîmes", "L'Haÿ")),
    Persona("de", ("Jürgen", "Käthe", "Björn"), ("Größer", "Weiß", "Müller"), ("Köln", "Zürich", "Gießen")),
    Persona("es", ("Íñigo", "Begoña", "José"), ("Peña", "Ibáñez", "Güell"), ("A Coruña", "Cádiz", "Logroño")),
    Persona("pl", ("Łukasz", "Żaneta"), ("Wójcik", "Źrebiec"), ("Łódź", "Gdańsk")),
    Persona("tr", ("İrem", "Işık", "Çağla"), ("Şahin", "Öztürk"), ("İstanbul", "Muğla")),
    Persona("vi", ("Nguye\u0302\u0303n", "A\u0301nh"), ("Tra\u0302\u0300n", "Vo\u0303"), ("Hue\u0302\u0301",)),
    Persona("ru", ("Анна", "Дмитрий", "Фёдор"), ("Щербакова", "Ёлкин"), ("Санкт-Петербург", "Орёл")),
    Persona("el", ("Γιώργος", "Ελένη"), ("Παπαδόπουλος", "Ξένου"), ("Αθήνα", "Πάτρα")),
    Persona("ar", ("محمد", "ليلى"), ("الخطيب", "عبد الله"), ("القاهرة", "الدار البيضاء")),
    Persona("he", ("נועה", "יוסף"), ("כהן", "בן־דוד"), ("תל אביב", "חיפה")),
    Persona("zh", ("伟", "秀英"), ("王", "歐陽"), ("北京", "台北")),
    Persona("ja", ("さくら", "健太"), ("佐藤", "髙橋"), ("東京", "大阪")),
    Persona("ko", ("민준", "서연"), ("김", "남궁"), ("서울", "부산")),
    Persona("en", ("Sam 🎧", "Jo 👩🏽\u200d💻"), ("Q. 🦊", "Zed"), ("Reykjavík 🇮🇸",)),
)

_NOTES: tuple[Callable[[Dice], str], ...] = (
    *(lambda _: "",) * 6,
    lambda dice: f"Asked for an offer, about {dice.between(2, 90) * 100} €.",
    lambda dice: f"Called us {dice.between(1, 9)} times; prefers the morning.",
    lambda dice: f"=SUM(A1:A{dice.between(2, 99)})",
    lambda _: '=HYPERLINK("https://shop.example/?q=1","click")',
    lambda dice: f"+{dice.between(1, 20)} % since last year",
    lambda dice: f"-{dice.between(1, 20)} % if paid at once",
    lambda dice: f"@team please call back, case {dice.between(1000, 9999)}",
    lambda _: 'Said "not now", then hung up; wants: price, terms, a demo',
    lambda _: "First line\nSecond line, after a newline\r\n\tthird, with a tab",
    lambda _: "50% off? snake_case_id, C:\\temp\\new, it's {fine} & <b>bold</b>",
    lambda _: "  leading and trailing spaces  ",
    lambda _: "Zalgo: Z̵̡̛a̴l̷g̸o̶ — e\u0301 is not \u00e9; straße, ΣΊΣΥΦΟΣ, ﬁn 🎉👨\u200d👩\u200d👧",
    lambda dice: "Long story. " * dice.between(60, 200),
)


@frozen
class Contact:
    """A person to call.

    Attributes:
        language: The language to speak, as an ISO 639-1 code.
        phone_number: Where to call, in E.164 format.
        columns: What was uploaded about them, by column name.
    """

    language: str
    phone_number: str
    columns: dict[str, str]


class Contacts:
    """An endless row of contacts."""

    def __init__(self, dice: Dice) -> None:
        """Shuffle everything that a contact can be."""
        self._dice = dice
        self._personas = Deck(dice, PERSONAS)
        self._companies = Deck(dice, _COMPANIES)
        self._notes = Deck(dice, _NOTES)

    def next(self, index: int) -> Contact:
        """Make up a contact, with this number in its email address."""
        dice, persona = self._dice, self._personas.deal()
        number_range = dice.pick(PHONE_RANGES)
        phone_number = number_range.format(dice.between(0, 10 ** int(number_range[-3]) - 1))
        columns = {
            "first_name": dice.pick(persona.first_names),
            "last_name": dice.pick(persona.last_names),
            "company": self._companies.deal(),
            "city": dice.pick(persona.cities),
            "email": f"contact{index}@{persona.language}.example" if dice.chance(0.9) else "",
            "notes": self._notes.deal()(dice),
        }
        return Contact(persona.language, phone_number, columns)
