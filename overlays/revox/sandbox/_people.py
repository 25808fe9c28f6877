"""The people who are called, in many scripts and with the cells that break a spreadsheet, and what they say."""

# Letters of other scripts are what this module is about.
# ruff: noqa: RUF001

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from ._dice import Dice
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

_LONGEST = 160

_GREETINGS = {
    "en": "Hi {name}, this is Ava from Northwind. I am an AI assistant. Do you have a minute?",
    "fr": "Bonjour {name}, ici Ava de Northwind. Je suis une assistante virtuelle. Avez-vous une minute ?",
    "de": "Guten Tag {name}, hier ist Ava von Northwind. Ich bin eine KI-Assistentin. Passt es Ihnen gerade?",
    "es": "Hola {name}, soy Ava de Northwind, una asistente virtual. ¿Tiene un minuto?",
    "pl": "Dzień dobry {name}, tu Ava z Northwind. Jestem asystentką AI. Czy mogę zająć chwilę?",
    "tr": "Merhaba {name}, ben Northwind'den Ava, bir yapay zekâ asistanıyım. Bir dakikanız var mı?",
    "vi": "Chào {name}, tôi là Ava từ Northwind, một trợ lý AI. Anh chị có rảnh một phút không?",
    "ru": "Здравствуйте, {name}! Это Ава из Northwind, виртуальный ассистент. Есть минутка?",
    "el": "Γεια σας {name}, είμαι η Άβα από τη Northwind, μια ψηφιακή βοηθός. Έχετε ένα λεπτό;",
    "ar": "مرحبًا {name}، معك آفا من نورث ويند، مساعدة افتراضية. هل لديك دقيقة؟",
    "he": "שלום {name}, מדברת אווה מנורת'ווינד, עוזרת וירטואלית. יש לך רגע?",
    "zh": "您好{name}，我是 Northwind 的智能助理小娃。请问您现在方便吗？",
    "ja": "{name}様、Northwind の AI アシスタント、エヴァと申します。今お時間よろしいでしょうか。",
    "ko": "{name}님, 안녕하세요. Northwind의 AI 상담원 에바입니다. 잠시 통화 괜찮으실까요?",
}
_EXCHANGES = (
    ("What is this about?", "You asked us for an offer last month, and I would like to know whether it is still open."),
    (
        "Oh, right. Yes, it is, but I have not decided.",
        "I see. What would help you to decide? The price, or the terms?",
    ),
    ("Mostly the price, to be honest.", "Understood. For a two-year contract we can take off twelve percent."),
    ("Hmm, um, let me think…", "Take your time. I can also send you everything in writing."),
    ("Do you deliver to {city}?", "Yes, we deliver to {city} on weekdays, usually between nine and one o'clock."),
    ("Sorry, the line is bad, could you say that again?", "Of course. I said that we could call back tomorrow at ten."),
    ("¿Cómo? Perdón, no he oído bien.", "No hay problema, lo repito: le enviamos la oferta por correo hoy mismo."),
    ("On est combien à attendre ?", "Vous êtes la première personne sur ma liste, {name}."),
    ("How did you get my number?", "You left it in the form on our website. I can delete it if you like; just say so."),
    ("Are you a robot?", "I am an AI assistant. I can put you through to a colleague whenever you want."),
    ("OK.", "Great."),
    ("And what does it cost in the end?", "Between four and six hundred euros a month. Where can I send you the list?"),
    ("My colleague decides that, not me.", "Thank you for telling me. Shall I call again in the week after that?"),
    ("Tomorrow is fine, but not before noon, and please not on my mobile.", "Noted: tomorrow after noon, landline."),
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


@frozen
class Contact:
    """A person to call: the language to speak (ISO 639-1), a number in E.164 format, and what was uploaded."""

    language: str
    phone_number: str
    columns: dict[str, str]


def make_contact(filler: Filler, index: int) -> Contact:
    """Make up a contact, with this number in its email address."""
    dice, persona = filler.dice, filler.deal("personas", PERSONAS)
    number_range = dice.pick(PHONE_RANGES)
    phone_number = number_range.format(dice.between(0, 10 ** int(number_range[-3]) - 1))
    columns = {
        "first_name": dice.pick(persona.first_names),
        "last_name": dice.pick(persona.last_names),
        "company": filler.deal("companies", _COMPANIES),
        "city": dice.pick(persona.cities),
        "email": f"contact{index}@{persona.language}.example" if dice.chance(0.9) else "",
        "notes": filler.deal("notes", _NOTES)(dice),
    }
    return Contact(persona.language, phone_number, columns)


def converse(filler: Filler, language: str, columns: Mapping[str, str], first_sentence: str | None) -> list[Message]:
    """Make up a conversation with a person, of 4 to 30 messages, now and then of more than 100."""
    dice, name = filler.dice, columns.get("first_name", "")
    is_long = filler.deal("long conversations", [False] * 39 + [True])
    length = dice.between(101, _LONGEST) if is_long else dice.between(4, 30)
    messages = [_say("assistant", first_sentence or _GREETINGS[language].format(name=name))]
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
