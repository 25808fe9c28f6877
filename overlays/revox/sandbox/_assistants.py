"""The voice agents of a campaign, one with everything and two with gaps."""

from ._dice import Dice
from ._spec import Json, enum_values

LLM_MODELS: tuple[Json, ...] = (
    *({"type": "dedicated-instance", "name": name} for name in enum_values("DedicatedLlmModelName")),
    {"type": "openrouter", "openrouter_model_id": "openai/gpt-4.1", "openrouter_provider": "azure"},
)
_WINDOWS = [
    {"calling_window_start_time": start, "calling_window_end_time": end, "retry_delay_seconds": delay}
    for start, end, delay in (("09:00", "12:00", 3600), ("2pm", "6pm", 7200), ("10:00", "18:00", 900))
]
RETRY_CONFIGS: tuple[Json | None, ...] = (
    None,
    {"calling_windows": _WINDOWS[:2], "max_retry_attempts": 3, "timezone": "Europe/Paris"},
    {"calling_windows": [], "max_retry_attempts": 1, "timezone": None},
    {"calling_windows": _WINDOWS[2:], "max_retry_attempts": 5},
)

_INTRODUCTION = """# Role
You are Ava, a friendly and patient voice assistant of Northwind. You call people who asked for an offer.

# Rules
- Say at once that you are an AI assistant, and keep every answer under two sentences.
- Names are spelled in many ways: « Zoë », "Łukasz", 佐藤, Анна. Read them out as they are written.
"""
_GUIDANCE = """
# When the price is too high, or a machine answers
Ask what they pay today. Offer twelve percent for a two-year contract, never more, and do not haggle.
Wait for the tone, leave the message once, and hang up. Outside of office hours, offer to be called back.
"""


def make_assistants(dice: Dice, organization_id: str) -> list[Json]:
    """Make up an assistant with every field filled, one with half of them, and one with nulls and gaps."""
    return [
        assistant | {"organization_id": organization_id} for assistant in (_complete(dice), _partial(dice), _bare(dice))
    ]


def _complete(dice: Dice) -> Json:
    return {
        "id": dice.uuid(),
        "name": "Ava, offers ✨",
        "background_sound": enum_values("BackgroundSound")[0],
        "calendly": {
            "connection_id": dice.uuid(),
            "event_type_id": f"https://api.calendly.com/event_types/{dice.uuid()}",
        },
        "call_retry_config": RETRY_CONFIGS[1],
        "created_at": "2026-01-12T10:00:00.000Z",
        "end_of_call_sentence": "Thank you for your time, goodbye!",
        "first_sentence": "Hi {{first_name}}, this is Ava from Northwind.",
        "first_sentence_delay_ms": 400,
        "first_sentence_mode": "static",
        "ivr_navigation_enabled": True,
        "llm_model": LLM_MODELS[0],
        "max_call_duration_secs": 600,
        "prompt": _INTRODUCTION + _GUIDANCE * 8,
        "structured_output_config": _output_fields(),
        "transfer_phone_number": "+15550100000",
        "updated_at": "2026-02-20T16:30:12.345Z",
        "voice": {"id": "ava-warm", "provider": "cartesia", "speed": 1.1},
        "voicemail_message": "Hello, this is Ava from Northwind. I will call again.",
        "webhook_url": "https://hooks.example/revox",
        "faq_items": _faq_items(dice),
        "pending_faq_count": 1,
    }


def _partial(dice: Dice) -> Json:
    return _complete(dice) | {
        "name": "Ава (тест)",
        "background_sound": None,
        "call_retry_config": RETRY_CONFIGS[2],
        "first_sentence_mode": "generated",
        "first_sentence": None,
        "llm_model": LLM_MODELS[-1],
        "prompt": _INTRODUCTION + _GUIDANCE,
        "structured_output_config": [],
        "voice": {"id": "21m00Tcm4TlvDq8ikWAM", "provider": "elevenlabs"},
        "faq_items": [],
        "pending_faq_count": 0,
    }


def _bare(dice: Dice) -> Json:
    nulls = "background_sound calendly call_retry_config end_of_call_sentence first_sentence structured_output_config"
    more_nulls = "transfer_phone_number voice voicemail_message webhook_url"
    return {
        "id": dice.uuid(),
        "name": "",
        "created_at": "2026-03-01T00:00:00.000Z",
        "first_sentence_delay_ms": 0,
        "first_sentence_mode": "none",
        "ivr_navigation_enabled": False,
        "llm_model": LLM_MODELS[1],
        "max_call_duration_secs": 90.5,
        "prompt": _INTRODUCTION,
        "updated_at": "2026-03-01T00:00:00.000Z",
        **dict.fromkeys([*nulls.split(), *more_nulls.split()]),
    }


def _output_fields() -> list[Json]:
    fields: list[Json] = [
        {"name": f"{kind}_answer", "required": index % 2 == 0, "type": kind}
        for index, kind in enumerate(enum_values("StructuredOutputFieldType"))
    ]
    fields[0]["description"] = "What the person wants, in their own words."
    options = {"name": "interest", "required": True, "type": "enum"}
    return [*fields, options | {"enum_options": ["yes", "no", "later"]}]


def _faq_items(dice: Dice) -> list[Json]:
    sources = [
        {"id": dice.uuid(), "question": "Is it free?", "answer": "The trial is.", "source": source}
        for source in enum_values("FaqSource")
    ]
    return [*sources, {"question": "Do you ship to Åland?", "answer": "", "needs_human_answer": True}]
