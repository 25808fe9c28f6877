"""The voice agents of a campaign, one with everything and two with gaps."""

from typing import Any

from revox_api.models import (
    BackgroundSound,
    DedicatedLlmModelName,
    FaqSource,
    FirstSentenceMode,
    StructuredOutputFieldType,
    VoiceProvider,
)

from ._dice import Dice

LLM_MODELS: tuple[dict[str, Any], ...] = (
    *({"type": "dedicated-instance", "name": name.value} for name in DedicatedLlmModelName),
    {"type": "openrouter", "openrouter_model_id": "openai/gpt-4.1", "openrouter_provider": "azure"},
)
RETRY_CONFIGS: tuple[dict[str, Any] | None, ...] = (
    None,
    {
        "calling_windows": [
            {"calling_window_start_time": "09:00", "calling_window_end_time": "12:00", "retry_delay_seconds": 3600},
            {"calling_window_start_time": "2pm", "calling_window_end_time": "6pm", "retry_delay_seconds": 7200},
        ],
        "max_retry_attempts": 3,
        "timezone": "Europe/Paris",
    },
    {"calling_windows": [], "max_retry_attempts": 1, "timezone": None},
    {
        "calling_windows": [
            {"calling_window_start_time": "10:00", "calling_window_end_time": "18:00", "retry_delay_seconds": 900}
        ],
        "max_retry_attempts": 5,
    },
)

_INTRODUCTION = """# Role
You are Ava, a friendly and patient voice assistant of Northwind. You call people who asked for an offer.

# Rules
- Say at once that you are an AI assistant, and never claim anything else.
- Keep every answer under two sentences; the other person is on the phone.
- If somebody asks not to be called again, apologise, confirm it, and use the tool end_call.
- Names are spelled in many ways: « Zoë », "Łukasz", 佐藤, Анна. Read them out as they are written.
"""
_GUIDANCE = """
# When the price is too high
Ask what they pay today. Offer twelve percent for a two-year contract, never more, and do not haggle.

# When a machine answers
Wait for the tone, leave the message once, and hang up.

# When somebody wants a human
Say that you are putting them through, then use the tool transfer. Outside of office hours, offer to be called back.
"""


def make_assistants(dice: Dice) -> list[dict[str, Any]]:
    """Make up the assistants of a campaign, in the documented shape but without `organization_id`.

    Args:
        dice: Where the IDs come from.

    Returns:
        One with every field filled, one with half of them, one in which all that can be is null or absent.
    """
    return [_complete(dice), _partial(dice), _bare(dice)]


def _complete(dice: Dice) -> dict[str, Any]:
    return {
        "id": dice.uuid(),
        "name": "Ava, offers ✨",
        "background_sound": next(iter(BackgroundSound)).value,
        "calendly": {
            "connection_id": dice.uuid(),
            "event_type_id": f"https://api.calendly.com/event_types/{dice.uuid()}",
        },
        "call_retry_config": RETRY_CONFIGS[1],
        "created_at": "2026-01-12T10:00:00.000Z",
        "end_of_call_sentence": "Thank you for your time, goodbye!",
        "first_sentence": "Hi {{first_name}}, this is Ava from Northwind.",
        "first_sentence_delay_ms": 400,
        "first_sentence_mode": FirstSentenceMode.STATIC.value,
        "ivr_navigation_enabled": True,
        "llm_model": LLM_MODELS[0],
        "max_call_duration_secs": 600,
        "prompt": _INTRODUCTION + _GUIDANCE * 5,
        "structured_output_config": _output_fields(),
        "transfer_phone_number": "+15550100000",
        "updated_at": "2026-02-20T16:30:12.345Z",
        "voice": {"id": "ava-warm", "provider": VoiceProvider.CARTESIA.value, "speed": 1.1},
        "voicemail_message": "Hello, this is Ava from Northwind. I will call again.",
        "webhook_url": "https://hooks.example/revox",
        "faq_items": _faq_items(dice),
        "pending_faq_count": 1,
    }


def _partial(dice: Dice) -> dict[str, Any]:
    return _complete(dice) | {
        "name": "Ава (тест)",
        "background_sound": None,
        "call_retry_config": RETRY_CONFIGS[2],
        "first_sentence_mode": FirstSentenceMode.GENERATED.value,
        "first_sentence": None,
        "llm_model": LLM_MODELS[-1],
        "prompt": _INTRODUCTION + _GUIDANCE,
        "structured_output_config": [],
        "voice": {"id": "21m00Tcm4TlvDq8ikWAM", "provider": VoiceProvider.ELEVENLABS.value},
        "faq_items": [],
        "pending_faq_count": 0,
    }


def _bare(dice: Dice) -> dict[str, Any]:
    return {
        "id": dice.uuid(),
        "name": "",
        "background_sound": None,
        "calendly": None,
        "call_retry_config": None,
        "created_at": "2026-03-01T00:00:00.000Z",
        "end_of_call_sentence": None,
        "first_sentence": None,
        "first_sentence_delay_ms": 0,
        "first_sentence_mode": FirstSentenceMode.NONE.value,
        "ivr_navigation_enabled": False,
        "llm_model": LLM_MODELS[1],
        "max_call_duration_secs": 90.5,
        "prompt": _INTRODUCTION * 2,
        "structured_output_config": None,
        "transfer_phone_number": None,
        "updated_at": "2026-03-01T00:00:00.000Z",
        "voice": None,
        "voicemail_message": None,
        "webhook_url": None,
    }


def _output_fields() -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = [
        {"name": f"{kind.value}_answer", "required": index % 2 == 0, "type": kind.value}
        for index, kind in enumerate(StructuredOutputFieldType)
    ]
    fields[0]["description"] = "What the person wants, in their own words."
    options = {"name": "interest", "required": True, "type": StructuredOutputFieldType.ENUM.value}
    return [*fields, options | {"enum_options": ["yes", "no", "later"]}]


def _faq_items(dice: Dice) -> list[dict[str, Any]]:
    sources = [
        {"id": dice.uuid(), "question": "Is it free?", "answer": "The trial is.", "source": source.value}
        for source in FaqSource
    ]
    return [*sources, {"question": "Do you ship to Åland?", "answer": "", "needs_human_answer": True}]
