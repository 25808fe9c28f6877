"""What is said in a call, turn by turn, with the tools that the agent uses."""

# Letters of other scripts are what this module is about.
# ruff: noqa: RUF001

from collections.abc import Iterator
from typing import Any

import msgspec
from revox_api.models import TranscriptRole

from ._dice import Deck, Dice

Message = tuple[str, str, str | None, bool | None, str | None]
"""Role, content, tool name, whether the tool failed, and its arguments as JSON; None stands for absent."""

LONGEST = 160

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
    (
        "Well, we had somebody else on the phone last week, and they told us the whole thing would take three months "
        "and that we would have to change all of our contracts first. Is that so with you as well?",
        "No, it is not. With us it takes about two weeks: in the first one we look at what you have, in the second one "
        "we set everything up together. Your contracts stay as they are, and you can go back at any time.",
    ),
    (
        "And what does it cost in the end? I mean with everything: the installation, the training, the support?",
        "For a company of your size it is usually between four hundred and six hundred euros a month, with everything "
        "included. I can send you the exact price list, {name}, if you tell me where to.",
    ),
    (
        "My colleague decides that, not me. She is on holiday until the sixteenth, I think, or maybe the seventeenth.",
        "Thank you for telling me. Shall I call again in the week after that, or would she like to have something to "
        "read in the meantime? Either is fine, and nothing is lost if you decide against it.",
    ),
    ("Tomorrow is fine, but not before noon, and please not on my mobile.", "Noted: tomorrow after noon, landline."),
)
_TOOLS: tuple[tuple[str, bool | None, Any, str], ...] = (
    ("check_calendar", False, {"from": "2026-03-09", "days": 5, "time_zone": None}, '{"free":["10:00","14:30"]}'),
    ("book_meeting", False, {"slot": "2026-03-10T14:30", "guests": ["ava", "Zoë"], "online": True}, "booked"),
    ("book_meeting", True, '{"slot": "2026-03-10T', "The arguments are not JSON."),
    ("lookup_customer", None, None, "not found"),
    ("send_summary", False, msgspec.UNSET, ""),
    ("press_digit", None, "1", "pressed 1"),
)
_TOOL_MESSAGES: tuple[Message, ...] = tuple(
    (
        TranscriptRole.TOOL.value,
        content,
        name,
        failed,
        None if arguments is msgspec.UNSET else msgspec.json.encode(arguments).decode(),
    )
    for name, failed, arguments, content in _TOOLS
)
_USER, _ASSISTANT = TranscriptRole.USER.value, TranscriptRole.ASSISTANT.value


class Dialogues:
    """An endless row of conversations."""

    def __init__(self, dice: Dice) -> None:
        """Shuffle the tools and the lengths."""
        self._dice = dice
        self._tools = Deck(dice, _TOOL_MESSAGES)
        self._is_long = Deck(dice, [True] + [False] * 39)

    def conversation(self, language: str, columns: dict[str, str]) -> list[Message]:
        """Make up a conversation with a person, of 4 to 30 messages, now and then of more than 100."""
        dice = self._dice
        length = dice.between(101, LONGEST) if self._is_long.deal() else dice.between(4, 30)
        greeting = _GREETINGS[language].format(name=columns["first_name"])
        messages: list[Message] = [_say(_ASSISTANT, greeting)]
        turns = self._turns(columns)
        while len(messages) < length:
            messages.append(next(turns))
        return messages

    def announcement(self, words: str) -> list[Message]:
        """Write down what a machine said, and what the agent left behind."""
        return [_say(_USER, words), _say(_ASSISTANT, "Hello, this is Ava from Northwind. I will call again. Goodbye.")]

    def _turns(self, columns: dict[str, str]) -> Iterator[Message]:
        name, city = columns["first_name"], columns["city"] or "my town"
        while True:
            question, answer = self._dice.pick(_EXCHANGES)
            yield _say(_USER, question.format(city=city))
            if self._dice.chance(0.15):
                yield self._tools.deal()
            yield _say(_ASSISTANT, answer.format(name=name, city=city))


def _say(role: str, words: str) -> Message:
    return role, words, None, None, None
