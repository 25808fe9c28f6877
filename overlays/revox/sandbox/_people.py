"""The people who are called, in many scripts and with the cells that break a spreadsheet, and what they say."""

# Letters of other scripts are what this module is about.
# ruff: noqa: RUF001

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from ._filler import Filler

Message = dict[str, Any]

PHONE_RANGES = ("+1555{:07d}", "+3319900{:04d}", "+3363998{:04d}", "+442079460{:03d}", "+447700900{:03d}")
"""Numbers that regulators keep free for fiction, in E.164 format."""

_COMPANIES = (
    *("Northwind", "Contoso, Ltd.", 'The "Corner" Shop', "Müller & Söhne GmbH", "L'Atelier d'Été", "ООО «Ромашка»"),
    *("株式会社あおぞら", "شركة النخيل", "Ελιά Α.Ε.", "한빛상사", "Ōkami\u200dTech 🚀", "O'Hara+Daughters"),
    *("", "-", "@home"),
)


@frozen
class Persona:
    """People of one place: the language they speak on the phone (ISO 639-1), their names, and where they live."""

    language: str
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    cities: tuple[str, ...]


PERSONAS = (
    Persona("en", ("Alice", "Bob", "Grace", "Noah"), ("Smith", "O'Neill", "Lee-Ward"), ("Austin", "Leeds", "Cork")),
    Persona("fr", ("Élodie", "François", "Zoë"), ("Lefèvre", "Nuñez", "Garçon"), ("Orléans", "Nîmes", "L'Haÿ")),
    Persona("de", ("Jürgen", "Käthe", "Björn"), ("Größer", "Weiß", "Müller"), ("Köln", "Zürich", "Gießen")),
    Persona("es", ("Íñigo", "Begoña", "José"), ("Peña", "Ibáñez", "Güell"), ("A Coruña", "Cádiz", "")),
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

_NOTES = (
    *("",) * 6,
    "Asked for an offer, about {number}00 €.",
    "=SUM(A1:A{number})",
    '=HYPERLINK("https://shop.example/?q=1","click")',
    "+{number} % since last year",
    "-{number} % if paid at once",
    "@team please call back, case {number}",
    'Said "not now", then hung up; wants: price, terms, a demo',
    "First line\nSecond line, after a newline\r\n\tthird, with a tab",
    "50% off? snake_case_id, C:\\temp\\new, it's <b>bold</b>",
    "  leading and trailing spaces  ",
    "Zalgo: Z̵̡̛a̴l̷g̸o̶ — e\u0301 is not \u00e9; straße, ΣΊΣΥΦΟΣ, ﬁn 🎉👨\u200d👩\u200d👧",
    "Long story. " * 120,
)

_LONGEST = 160

_GREETINGS = {
    "en": "Hi {name}, this is Ava from Northwind. I am an AI assistant. Do you have a minute?",
    "fr": "Bonjour {name}, ici Ava de Northwind. Je suis une assistante virtuelle. Avez-vous une minute ?",
    "de": "Guten Tag {name}, hier ist Ava von Northwind. Ich bin eine KI-Assistentin. Passt es Ihnen gerade?",
    "es": "Hola {name}, soy Ava de Northwind, una asistente virtual. ¿Tiene un minuto?",
    "ru": "Здравствуйте, {name}! Это Ава из Northwind, виртуальный ассистент. Есть минутка?",
    "ar": "مرحبًا {name}، معك آفا من نورث ويند، مساعدة افتراضية. هل لديك دقيقة؟",
    "ja": "{name}様、Northwind の AI アシスタント、エヴァと申します。今お時間よろしいでしょうか。",
}
_EXCHANGES = (
    ("What is this about?", "You asked us for an offer last month, and I would like to know whether it is still open."),
    ("Mostly the price, to be honest.", "Understood. For a two-year contract we can take off twelve percent."),
    ("Do you deliver to {city}?", "Yes, we deliver to {city} on weekdays, usually between nine and one o'clock."),
    ("¿Cómo? Perdón, no he oído bien.", "No hay problema, lo repito: le enviamos la oferta por correo hoy mismo."),
    ("On est combien à attendre ?", "Vous êtes la première personne sur ma liste, {name}."),
    ("Are you a robot?", "I am an AI assistant. I can put you through to a colleague whenever you want."),
    ("OK.", "Great."),
    ("And what does it cost in the end?", "Between four and six hundred euros a month. Where can I send you the list?"),
)
_MEETING = {"slot": "2026-03-10T14:30", "guests": ["ava", "Zoë"], "online": True}
_TOOLS: tuple[Message, ...] = tuple(
    {"role": "tool", "tool_name": name, "content": content, **more}
    for name, content, more in (
        ("check_calendar", '{"free":["10:00"]}', {"tool_is_error": False, "tool_arguments": {"days": 5, "zone": None}}),
        ("book_meeting", "booked", {"tool_is_error": False, "tool_arguments": _MEETING}),
        ("book_meeting", "This is no JSON.", {"tool_is_error": True, "tool_arguments": '{"slot": "2026-03-10T'}),
        ("lookup_customer", "not found", {"tool_arguments": None}),
        ("send_summary", "", {"tool_is_error": False}),
        ("press_digit", "pressed 1", {"tool_arguments": "1"}),
    )
)


def make_contact(filler: Filler, index: int) -> tuple[str, str, dict[str, str]]:
    """Make up a contact: a language, a phone number, and columns, with this number in the email address."""
    dice, persona = filler.dice, filler.deal("personas", PERSONAS)
    number_range = dice.pick(PHONE_RANGES)
    phone_number = number_range.format(dice.between(0, 10 ** int(number_range[-3]) - 1))
    columns = {
        "first_name": dice.pick(persona.first_names),
        "last_name": dice.pick(persona.last_names),
        "company": filler.deal("companies", _COMPANIES),
        "city": dice.pick(persona.cities),
        "email": f"contact{index}@{persona.language}.example" if dice.chance(0.9) else "",
        "notes": filler.deal("notes", _NOTES).format(number=dice.between(2, 90)),
    }
    return persona.language, phone_number, columns


def converse(filler: Filler, language: str, columns: Mapping[str, str], first_sentence: str | None) -> list[Message]:
    """Make up a conversation with a person, of 4 to 30 messages, now and then of more than 100."""
    dice, name = filler.dice, columns.get("first_name", "")
    is_long = filler.deal("long conversations", [False] * 39 + [True])
    length = dice.between(101, _LONGEST) if is_long else dice.between(4, 30)
    messages = [_say("assistant", first_sentence or _GREETINGS.get(language, _GREETINGS["en"]).format(name=name))]
    while len(messages) < length:
        question, answer = dice.pick(_EXCHANGES)
        city = columns.get("city") or "my town"
        messages.append(_say("user", question.format(city=city)))
        if dice.chance(0.15):
            messages.append(filler.deal("tools", _TOOLS))
        messages.append(_say("assistant", answer.format(name=name, city=city)))
    return messages[:length]


def announce(words: str, message: str | None) -> list[Message]:
    """Write down what a machine said, and what the agent left behind."""
    return [_say("user", words), *([_say("assistant", message)] if message else [])]


def _say(role: str, words: str) -> Message:
    return {"role": role, "content": words}
