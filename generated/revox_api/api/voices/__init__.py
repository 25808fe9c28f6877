# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The voices that assistants can have."""

from collections.abc import Mapping
from typing import Literal

import httpx

from ... import models
from ...runtime.arguments import Omit, omit
from ...runtime.operations import Request as Request
from ...runtime.operations import RequestOptions
from ...runtime.resources import AsyncExecutor, Executor, raw_method, raw_method_async
from ...runtime.resources import AsyncItemIterator as AsyncItemIterator
from ...runtime.resources import AsyncPageIterator as AsyncPageIterator
from ...runtime.resources import ItemIterator as ItemIterator
from ...runtime.resources import Keys as Keys
from ...runtime.resources import PageIterator as PageIterator
from ...runtime.resources import Paging as Paging
from ...runtime.resources import raw_pages as raw_pages
from ...runtime.resources import raw_pages_async as raw_pages_async
from . import clone as _clone
from . import delete as _delete
from . import list_ as _list
from . import preview as _preview
from . import retrieve as _retrieve


class Voices:
    """The voices that assistants can have."""

    def __init__(self, executor: Executor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "VoicesWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return VoicesWithRawResponse(Voices(self._executor, raw=True))

    def clone(
        self,
        *,
        audio: str,
        content_type: models.RecordingType
        | Literal["audio/webm", "audio/wav", "audio/mpeg", "audio/ogg", "audio/mp4", "video/webm"],
        language: models.VoiceLanguage | Literal["en", "fr", "es", "de", "it", "pt", "ru", "zh"] | str,
        name: str,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.VoiceDetails:
        """Clone a voice. `POST /voices/clone`.

        Makes a voice of a recording.

        This costs money.

        Args:
            audio: The recording in Base64, at most about 7.5 MB of it.
            content_type: The kind of a recording.
            language: The language of a voice.
            name: A name for the voice.
            extra_body: Further fields of the body; they replace fields of the same name and are not checked.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            A voice: one that there is, or one that was cloned.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _clone.build_request(
                audio=audio, content_type=content_type, language=language, name=name, extra_body=extra_body
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def delete(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """Delete a cloned voice. `DELETE /voices/{id}`.

        Only voices that were cloned can be deleted, and only while no assistant has them.

        Args:
            id: The ID of the voice.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            Whether it was done.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _delete.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def list(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.VoiceList:
        """List voices. `GET /voices`.

        All voices there are, and those that the organization has cloned.

        Args:
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            All voices.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _list.build_request(), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def preview(
        self,
        *,
        provider: models.VoiceProvider | Literal["cartesia", "elevenlabs", "gradium"],
        voice_id: str,
        model: models.VoiceModel | Literal["sonic-3", "sonic-3.5"] | Omit = omit,
        speed: float | Omit = omit,
        text: str | Omit = omit,
        volume: float | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> bytes:
        """Hear a voice. `POST /voices/preview`.

        A short sound that shows how a voice speaks.

        This costs money.

        Args:
            provider: The company that makes the voice. `gradium` came after March 2026.
            voice_id: The ID of the voice.
            model: The model that speaks; `sonic-3` by default. For Cartesia only.
            speed: How fast the voice speaks, 1.0 by default.
            text: What to say; a standard text by default.
            volume: How loud the voice is, from 0.5 to 2.0. For Cartesia only.
            extra_body: Further fields of the body; they replace fields of the same name and are not checked.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            The sound.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _preview.build_request(
                provider=provider,
                voice_id=voice_id,
                model=model,
                speed=speed,
                text=text,
                volume=volume,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    def retrieve(
        self,
        id: str,
        *,
        provider: models.VoiceProvider | Literal["cartesia", "elevenlabs", "gradium"],
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.VoiceResponse:
        """Get a voice. `GET /voices/{id}`.

        The name of a voice, and what it is like.

        Args:
            id: The ID of the voice.
            provider: The company that makes the voice. `gradium` came after March 2026.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            A voice.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _retrieve.build_request(id=id, provider=provider),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class VoicesWithRawResponse:
    """The methods of `Voices`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: Voices) -> None:
        self.clone = raw_method(resource.clone)
        self.delete = raw_method(resource.delete)
        self.list = raw_method(resource.list)
        self.preview = raw_method(resource.preview)
        self.retrieve = raw_method(resource.retrieve)


class AsyncVoices:
    """The voices that assistants can have."""

    def __init__(self, executor: AsyncExecutor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "AsyncVoicesWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return AsyncVoicesWithRawResponse(AsyncVoices(self._executor, raw=True))

    async def clone(
        self,
        *,
        audio: str,
        content_type: models.RecordingType
        | Literal["audio/webm", "audio/wav", "audio/mpeg", "audio/ogg", "audio/mp4", "video/webm"],
        language: models.VoiceLanguage | Literal["en", "fr", "es", "de", "it", "pt", "ru", "zh"] | str,
        name: str,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.VoiceDetails:
        """See `Voices.clone`."""
        return await self._executor.execute(
            _clone.build_request(
                audio=audio, content_type=content_type, language=language, name=name, extra_body=extra_body
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    async def delete(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Success:
        """See `Voices.delete`."""
        return await self._executor.execute(
            _delete.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def list(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.VoiceList:
        """See `Voices.list`."""
        return await self._executor.execute(
            _list.build_request(), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def preview(
        self,
        *,
        provider: models.VoiceProvider | Literal["cartesia", "elevenlabs", "gradium"],
        voice_id: str,
        model: models.VoiceModel | Literal["sonic-3", "sonic-3.5"] | Omit = omit,
        speed: float | Omit = omit,
        text: str | Omit = omit,
        volume: float | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> bytes:
        """See `Voices.preview`."""
        return await self._executor.execute(
            _preview.build_request(
                provider=provider,
                voice_id=voice_id,
                model=model,
                speed=speed,
                text=text,
                volume=volume,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )

    async def retrieve(
        self,
        id: str,
        *,
        provider: models.VoiceProvider | Literal["cartesia", "elevenlabs", "gradium"],
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.VoiceResponse:
        """See `Voices.retrieve`."""
        return await self._executor.execute(
            _retrieve.build_request(id=id, provider=provider),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class AsyncVoicesWithRawResponse:
    """The methods of `AsyncVoices`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: AsyncVoices) -> None:
        self.clone = raw_method_async(resource.clone)
        self.delete = raw_method_async(resource.delete)
        self.list = raw_method_async(resource.list)
        self.preview = raw_method_async(resource.preview)
        self.retrieve = raw_method_async(resource.retrieve)
