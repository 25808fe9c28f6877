"""What an attempt to call somebody comes to: who answers, what is said, what is extracted."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ._dice import weighted
from ._filler import Filler, time_text
from ._people import announce, converse
from ._spec import Json, enum_values

_MACHINES = {
    "voicemail": "You have reached the mailbox of {first_name} {last_name}. Speak after the tone. Beep.",
    "IVR": "Welcome to {company}. For sales, press 1. For support, press 2. To hear this again, press 9.",
    "ios-screening-filter": "Hi, if you record your name and reason for calling, I will see if {first_name} "
    "is available.",
}
_RESULT_WEIGHTS = {"human": 10, "voicemail": 5, "IVR": 2}
_ERROR_WEIGHTS = {"no_answer": 5, "busy": 3}
_SECONDS_A_MESSAGE = 8
_NOBODY: Json = {}
_EXAMPLES: Mapping[str, Any] = {
    "string": "wants a demo",
    "number": 12.5,
    "boolean": True,
    "date": "2026-03-10",
    "datetime": "2026-03-10T14:30:00Z",
}


def make_attempt(
    filler: Filler,
    start: datetime,
    row: Json,
    language: str,
    *,
    is_answered: bool,
    assistant: Json = _NOBODY,
    script: Json = _NOBODY,
) -> Json:
    """Make a call attempt from its start to its end, with no fields but those of March 2026.

    Args:
        filler: Where its values come from.
        start: When the phone begins to ring.
        row: Who is called: `phone_number` and `input_data`.
        language: What is spoken there (ISO 639-1).
        is_answered: Whether somebody, or something, answers.
        assistant: The assistant that speaks.
        script: What it comes to, as far as that is settled: fields of the attempt.
    """
    dice = filler.dice
    attempt: Json = dict.fromkeys(("answered_at", "dial_error", "ended_at", "recording_url", "result"))
    attempt |= {"id": dice.uuid(), "phone_number": row["phone_number"], "started_at": time_text(start)}
    if not is_answered:
        attempt["dial_error"] = filler.deal("errors", weighted(enum_values("DialError"), _ERROR_WEIGHTS))
        end = start + timedelta(seconds=dice.between(20, 45))
        return attempt | {"status": "error", "ended_at": time_text(end)} | script
    answered = start + timedelta(seconds=dice.between(2, 12))
    result = script.get("result") or filler.deal("results", weighted(enum_values("CallResult"), _RESULT_WEIGHTS))
    if result == "human":
        sentence = assistant.get("first_sentence") if assistant.get("first_sentence_mode") == "static" else None
        attempt["transcript"] = script.get("transcript") or converse(filler, language, row["input_data"], sentence)
        attempt["structured_output"] = _extract(filler, assistant.get("structured_output_config") or [])
    elif result in _MACHINES:
        words = _MACHINES[result].format_map(defaultdict(str, row["input_data"]))
        attempt["transcript"] = announce(words, assistant.get("voicemail_message"))
    seconds = 12 + _SECONDS_A_MESSAGE * len(script.get("transcript", attempt.get("transcript")) or ())
    longest = assistant.get("max_call_duration_secs") or seconds
    attempt["ended_by"] = filler.deal("enders", ("agent", "agent", "agent", "user", "system"))
    attempt["end_reason"] = (
        filler.deal("reasons", enum_values("CallEndReason")) if attempt["ended_by"] == "agent" else None
    )
    if seconds > longest:
        attempt |= {"ended_by": "system", "end_reason": "max_duration"}
    return (
        attempt
        | {
            "status": "completed",
            "result": result,
            "answered_at": time_text(answered),
            "ended_at": time_text(answered + timedelta(seconds=min(seconds, longest))),
            "recording_url": f"https://recordings.example/{attempt['id']}.mp3",
        }
        | script
    )


def seen_while(status: str, attempt: Json) -> Json:
    """Return what can be seen of an attempt before it is over: while it is `queued`, `ringing` or `ongoing`."""
    hidden = {"dial_error", "ended_at", "recording_url", "result"}
    hidden |= {"answered_at"} if status != "ongoing" else set()
    hidden |= {"started_at"} if status == "queued" else set()
    later = {"transcript", "structured_output", "ended_by", "end_reason"}
    kept = {name: None if name in hidden else value for name, value in attempt.items() if name not in later}
    return kept | {"status": status}


def _extract(filler: Filler, config: list[Json]) -> Json:
    """Make up what was said, as the configuration of the assistant asks for it."""
    return {
        field["name"]: filler.dice.pick(field.get("enum_options") or [""])
        if field["type"] == "enum"
        else _EXAMPLES[field["type"]]
        for field in config
        if field["required"] or filler.dice.chance(0.5)
    }
