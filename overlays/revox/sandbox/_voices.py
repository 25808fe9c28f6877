"""The operations on voices that are not the same for every resource."""

from typing import Any

from . import _resources
from ._filler import time_text
from ._resources import Asked, conflict, new_document

_SILENCE = b"\xff\xfb\x90\x00" + bytes(413)
"""A frame of MP3."""


def clone(asked: Asked) -> Any:
    """Make a voice of a recording."""
    voice = new_document(asked, isCloned=True, createdAt=time_text(asked.now), cartesiaVoiceId=asked.records.new_id())
    return asked.answer(asked.records.save(asked.resource, voice))


def delete(asked: Asked) -> Any:
    """Delete a voice that was cloned, and that no assistant has."""
    if not asked.document.get("isCloned"):
        raise conflict("Only voices that were cloned can be deleted.")
    if any((one["voice"] or {}).get("id") == asked.path["id"] for one in asked.records.all("assistants")):
        raise conflict("An assistant has this voice.")
    return _resources.delete(asked)


def preview(_: Asked) -> bytes:
    """Answer a short sound."""
    return _SILENCE * 8
