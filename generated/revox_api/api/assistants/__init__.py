# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The voice agents that speak in calls."""

from collections.abc import Mapping, Sequence
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
from . import create as _create
from . import delete as _delete
from . import list_ as _list
from . import retrieve as _retrieve
from . import update as _update


class Assistants:
    """The voice agents that speak in calls."""

    def __init__(self, executor: Executor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "AssistantsWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return AssistantsWithRawResponse(Assistants(self._executor, raw=True))

    def clone(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.AssistantResponse:
        """Copy an assistant. `POST /assistants/{id}/clone`.

        The copy has the whole configuration, with "(Copy)" behind its name and a key of its own.

        Args:
            id: The ID of the assistant.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            An assistant.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _clone.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def create(
        self,
        *,
        name: str,
        prompt: str,
        after_call_sms_outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ]
        | None
        | Omit = omit,
        after_call_sms_prompt: str | None | Omit = omit,
        background_sound: models.BackgroundSound | Literal["audio/office.ogg"] | None | Omit = omit,
        background_sound_volume: float | Omit = omit,
        calendly: models.CalendlyConnection | Mapping[str, object] | None | Omit = omit,
        call_retry_config: models.CallRetryConfig | Mapping[str, object] | Omit = omit,
        cartesia_dictionary_pronunciation_id: str | None | Omit = omit,
        custom_tools: Sequence[models.CustomTool | Mapping[str, object]] | None | Omit = omit,
        email_notification_address: str | None | Omit = omit,
        email_notification_outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ]
        | None
        | Omit = omit,
        end_of_call_sentence: str | Omit = omit,
        faq_items: Sequence[models.FaqItem | Mapping[str, object]] | Omit = omit,
        first_sentence: str | Omit = omit,
        first_sentence_delay_ms: int | Omit = omit,
        first_sentence_mode: models.FirstSentenceMode | Literal["generated", "static", "none"] | Omit = omit,
        from_phone_number: str | None | Omit = omit,
        human_transfer_mode: models.HumanTransferMode | Literal["warm", "cold"] | None | Omit = omit,
        ivr_navigation_enabled: bool | Omit = omit,
        llm_model: models.DedicatedLlmModel
        | Mapping[str, object]
        | models.OpenRouterLlmModel
        | models.CustomLlmModel
        | models.RealtimeLlmModel
        | Omit = omit,
        logo_url: str | None | Omit = omit,
        max_call_duration_secs: float | Omit = omit,
        max_duration_end_message: str | None | Omit = omit,
        position: Mapping[str, object] | None | Omit = omit,
        precall_lookup_url: str | None | Omit = omit,
        prompt_flow: Mapping[str, object] | None | Omit = omit,
        slack: models.SlackNotification | Mapping[str, object] | None | Omit = omit,
        sms_enabled: bool | Omit = omit,
        sms_template: str | None | Omit = omit,
        structured_output_config: Sequence[models.StructuredOutputField | Mapping[str, object]] | Omit = omit,
        structured_output_prompt: str | None | Omit = omit,
        stt_context: models.SpeechContext | Mapping[str, object] | None | Omit = omit,
        stt_model: models.SpeechModel | Literal["stt-rt-v4", "stt-rt-v5"] | Omit = omit,
        thinking_sound: models.ThinkingSound
        | Literal[
            "city-ambience.ogg",
            "forest-ambience.ogg",
            "office-ambience.ogg",
            "crowded-room.ogg",
            "keyboard-typing.ogg",
            "keyboard-typing2.ogg",
            "hold_music.ogg",
        ]
        | None
        | Omit = omit,
        thinking_sound_probability: float | Omit = omit,
        thinking_sound_volume: float | Omit = omit,
        transfer_destinations: Sequence[models.TransferDestination | Mapping[str, object]] | None | Omit = omit,
        type: models.AssistantType | Literal["standalone", "multi-step", "sub-assistant"] | Omit = omit,
        voice: models.Voice | Mapping[str, object] | Omit = omit,
        voicemail_message: str | None | Omit = omit,
        voicemail_sms_prompt: str | None | Omit = omit,
        warm_transfer_summary_instructions: str | None | Omit = omit,
        webhook_url: str | Omit = omit,
        zoho: models.ZohoExport | Mapping[str, object] | None | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.AssistantResponse:
        """Create an assistant. `POST /assistants`.

        An assistant is what speaks in calls: a prompt, a voice, and how to behave. Calls and campaigns refer to it
        by its ID.

        Args:
            name: The name of the assistant.
            prompt: The instructions to the language model.
            after_call_sms_outcomes: After which outcomes a text message is sent; none where this is empty or null.
            after_call_sms_prompt: How to write the text message after a call. It can hold {{variables}}.
            background_sound: A sound to play behind the voice.
            background_sound_volume: How loud the background sound is, from 0 (silent) to 1.
            calendly: The Calendly account in which the agent can book events.
            call_retry_config: When and how often a call is tried again.
            cartesia_dictionary_pronunciation_id: The ID of a pronunciation dictionary at Cartesia; null takes it away.
            custom_tools: Calls of other APIs that the agent can make during a conversation.
            email_notification_address: Who gets an email after a call: one address, or several with commas between them.
            email_notification_outcomes: After which outcomes an email is sent.
            end_of_call_sentence: What the agent says before it hangs up.
            faq_items: Questions that the agent knows an answer to. They replace all that there are.
            first_sentence: What the agent says first, or what it is told to say.
            first_sentence_delay_ms: How long to wait before the first sentence, in milliseconds. 400 by default.
            first_sentence_mode: Whether the first sentence is generated, fixed, or left to the contact.
            from_phone_number: The phone number that calls, one of the organization's in E.164 format; its standard one where this is null.
            human_transfer_mode: How calls are transferred to a human, where there are `transfer_destinations`.
            ivr_navigation_enabled: Whether the agent can find its way through a phone menu, by sending tones and skipping turns.
            llm_model: The language model that drives the conversation.
            logo_url: The URL of the logo on the page that demonstrates the assistant; null takes it away.
            max_call_duration_secs: How long a call can last at most, in seconds.
            max_duration_end_message: What the agent says when a call reaches its longest duration.
            position: Where the assistant stands in the editor of flows.
            precall_lookup_url: A URL that is read before an incoming call is answered, with `{{phone}}` in the place of the caller's
                number. It answers with the values of the prompt's variables.
            prompt_flow: The prompt as the visual editor has it: an object of its own, with nodes and edges. It changes nothing about
                calls.
            slack: Which Slack channels are told of a call.
            sms_enabled: Whether the agent can send text messages during a call.
            sms_template: The exact text of such a message. It can hold {{variables}}.
            structured_output_config: The data to extract from a call, such as an email address or a name.
            structured_output_prompt: How to extract data from a call.
            stt_context: Words and facts that help to recognize speech.
            stt_model: The model that recognizes speech; the newest by default.
            thinking_sound: A sound to play while the agent prepares its answer.
            thinking_sound_probability: How often that sound is played, from 0 to 1.
            thinking_sound_volume: How loud that sound is, from 0 (silent) to 1.
            transfer_destinations: Where calls can be transferred to when somebody asks for a human. Of several, the agent picks one by the
                rules of its prompt.
            type: Whether an assistant stands alone, leads through several steps, or is one of those steps.
            voice: The voice of the agent; `voices.list` has those that there are.
            voicemail_message: What to say to a voicemail before hanging up; the agent hangs up at once where this is null.
            voicemail_sms_prompt: How to write a text message when a voicemail answers; none is sent where this is null.
            warm_transfer_summary_instructions: How to brief the human to whom a call is transferred.
            webhook_url: The URL to call when the call has completed.
            zoho: How a call is recorded in Zoho CRM.
            extra_body: Further fields of the body; they replace fields of the same name and are not checked.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            An assistant.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _create.build_request(
                name=name,
                prompt=prompt,
                after_call_sms_outcomes=after_call_sms_outcomes,
                after_call_sms_prompt=after_call_sms_prompt,
                background_sound=background_sound,
                background_sound_volume=background_sound_volume,
                calendly=calendly,
                call_retry_config=call_retry_config,
                cartesia_dictionary_pronunciation_id=cartesia_dictionary_pronunciation_id,
                custom_tools=custom_tools,
                email_notification_address=email_notification_address,
                email_notification_outcomes=email_notification_outcomes,
                end_of_call_sentence=end_of_call_sentence,
                faq_items=faq_items,
                first_sentence=first_sentence,
                first_sentence_delay_ms=first_sentence_delay_ms,
                first_sentence_mode=first_sentence_mode,
                from_phone_number=from_phone_number,
                human_transfer_mode=human_transfer_mode,
                ivr_navigation_enabled=ivr_navigation_enabled,
                llm_model=llm_model,
                logo_url=logo_url,
                max_call_duration_secs=max_call_duration_secs,
                max_duration_end_message=max_duration_end_message,
                position=position,
                precall_lookup_url=precall_lookup_url,
                prompt_flow=prompt_flow,
                slack=slack,
                sms_enabled=sms_enabled,
                sms_template=sms_template,
                structured_output_config=structured_output_config,
                structured_output_prompt=structured_output_prompt,
                stt_context=stt_context,
                stt_model=stt_model,
                thinking_sound=thinking_sound,
                thinking_sound_probability=thinking_sound_probability,
                thinking_sound_volume=thinking_sound_volume,
                transfer_destinations=transfer_destinations,
                type=type,
                voice=voice,
                voicemail_message=voicemail_message,
                voicemail_sms_prompt=voicemail_sms_prompt,
                warm_transfer_summary_instructions=warm_transfer_summary_instructions,
                webhook_url=webhook_url,
                zoho=zoho,
                extra_body=extra_body,
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
        """Delete an assistant. `DELETE /assistants/{id}`.

        Future calls that refer to it fail; calls that were made stay as they are. It cannot be undone.

        Args:
            id: The ID of the assistant.
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
    ) -> models.AssistantList:
        """List assistants. `GET /assistants`.

        All assistants of the organization, with their whole configuration.

        Args:
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            All assistants.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _list.build_request(), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def retrieve(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Assistant:
        """Get an assistant. `GET /assistants/{id}`.

        The whole configuration of an assistant.

        Args:
            id: The ID of the assistant.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            The voice agent that makes the call, and how it behaves.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _retrieve.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    def update(
        self,
        id: str,
        *,
        name: str | Omit = omit,
        prompt: str | Omit = omit,
        after_call_sms_outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ]
        | None
        | Omit = omit,
        after_call_sms_prompt: str | None | Omit = omit,
        background_sound: models.BackgroundSound | Literal["audio/office.ogg"] | None | Omit = omit,
        background_sound_volume: float | Omit = omit,
        calendly: models.CalendlyConnection | Mapping[str, object] | None | Omit = omit,
        call_retry_config: models.CallRetryConfig | Mapping[str, object] | Omit = omit,
        cartesia_dictionary_pronunciation_id: str | None | Omit = omit,
        custom_tools: Sequence[models.CustomTool | Mapping[str, object]] | None | Omit = omit,
        email_notification_address: str | None | Omit = omit,
        email_notification_outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ]
        | None
        | Omit = omit,
        end_of_call_sentence: str | Omit = omit,
        faq_items: Sequence[models.FaqItem | Mapping[str, object]] | Omit = omit,
        first_sentence: str | Omit = omit,
        first_sentence_delay_ms: int | Omit = omit,
        first_sentence_mode: models.FirstSentenceMode | Literal["generated", "static", "none"] | Omit = omit,
        from_phone_number: str | None | Omit = omit,
        human_transfer_mode: models.HumanTransferMode | Literal["warm", "cold"] | None | Omit = omit,
        ivr_navigation_enabled: bool | Omit = omit,
        llm_model: models.DedicatedLlmModel
        | Mapping[str, object]
        | models.OpenRouterLlmModel
        | models.CustomLlmModel
        | models.RealtimeLlmModel
        | Omit = omit,
        logo_url: str | None | Omit = omit,
        max_call_duration_secs: float | Omit = omit,
        max_duration_end_message: str | None | Omit = omit,
        position: Mapping[str, object] | None | Omit = omit,
        precall_lookup_url: str | None | Omit = omit,
        prompt_flow: Mapping[str, object] | None | Omit = omit,
        slack: models.SlackNotification | Mapping[str, object] | None | Omit = omit,
        sms_enabled: bool | Omit = omit,
        sms_template: str | None | Omit = omit,
        structured_output_config: Sequence[models.StructuredOutputField | Mapping[str, object]] | Omit = omit,
        structured_output_prompt: str | None | Omit = omit,
        stt_context: models.SpeechContext | Mapping[str, object] | None | Omit = omit,
        stt_model: models.SpeechModel | Literal["stt-rt-v4", "stt-rt-v5"] | Omit = omit,
        thinking_sound: models.ThinkingSound
        | Literal[
            "city-ambience.ogg",
            "forest-ambience.ogg",
            "office-ambience.ogg",
            "crowded-room.ogg",
            "keyboard-typing.ogg",
            "keyboard-typing2.ogg",
            "hold_music.ogg",
        ]
        | None
        | Omit = omit,
        thinking_sound_probability: float | Omit = omit,
        thinking_sound_volume: float | Omit = omit,
        transfer_destinations: Sequence[models.TransferDestination | Mapping[str, object]] | None | Omit = omit,
        type: models.AssistantType | Literal["standalone", "multi-step", "sub-assistant"] | Omit = omit,
        voice: models.Voice | Mapping[str, object] | Omit = omit,
        voicemail_message: str | None | Omit = omit,
        voicemail_sms_prompt: str | None | Omit = omit,
        warm_transfer_summary_instructions: str | None | Omit = omit,
        webhook_url: str | Omit = omit,
        zoho: models.ZohoExport | Mapping[str, object] | None | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.AssistantResponse:
        """Change an assistant. `PATCH /assistants/{id}`.

        Only what is given is changed.

        Args:
            id: The ID of the assistant.
            name: The name of the assistant.
            prompt: The instructions to the language model.
            after_call_sms_outcomes: After which outcomes a text message is sent; none where this is empty or null.
            after_call_sms_prompt: How to write the text message after a call. It can hold {{variables}}.
            background_sound: A sound to play behind the voice.
            background_sound_volume: How loud the background sound is, from 0 (silent) to 1.
            calendly: The Calendly account in which the agent can book events.
            call_retry_config: When and how often a call is tried again.
            cartesia_dictionary_pronunciation_id: The ID of a pronunciation dictionary at Cartesia; null takes it away.
            custom_tools: Calls of other APIs that the agent can make during a conversation.
            email_notification_address: Who gets an email after a call: one address, or several with commas between them.
            email_notification_outcomes: After which outcomes an email is sent.
            end_of_call_sentence: What the agent says before it hangs up.
            faq_items: Questions that the agent knows an answer to. They replace all that there are.
            first_sentence: What the agent says first, or what it is told to say.
            first_sentence_delay_ms: How long to wait before the first sentence, in milliseconds. 400 by default.
            first_sentence_mode: Whether the first sentence is generated, fixed, or left to the contact.
            from_phone_number: The phone number that calls, one of the organization's in E.164 format; its standard one where this is null.
            human_transfer_mode: How calls are transferred to a human, where there are `transfer_destinations`.
            ivr_navigation_enabled: Whether the agent can find its way through a phone menu, by sending tones and skipping turns.
            llm_model: The language model that drives the conversation.
            logo_url: The URL of the logo on the page that demonstrates the assistant; null takes it away.
            max_call_duration_secs: How long a call can last at most, in seconds.
            max_duration_end_message: What the agent says when a call reaches its longest duration.
            position: Where the assistant stands in the editor of flows.
            precall_lookup_url: A URL that is read before an incoming call is answered, with `{{phone}}` in the place of the caller's
                number. It answers with the values of the prompt's variables.
            prompt_flow: The prompt as the visual editor has it: an object of its own, with nodes and edges. It changes nothing about
                calls.
            slack: Which Slack channels are told of a call.
            sms_enabled: Whether the agent can send text messages during a call.
            sms_template: The exact text of such a message. It can hold {{variables}}.
            structured_output_config: The data to extract from a call, such as an email address or a name.
            structured_output_prompt: How to extract data from a call.
            stt_context: Words and facts that help to recognize speech.
            stt_model: The model that recognizes speech; the newest by default.
            thinking_sound: A sound to play while the agent prepares its answer.
            thinking_sound_probability: How often that sound is played, from 0 to 1.
            thinking_sound_volume: How loud that sound is, from 0 (silent) to 1.
            transfer_destinations: Where calls can be transferred to when somebody asks for a human. Of several, the agent picks one by the
                rules of its prompt.
            type: Whether an assistant stands alone, leads through several steps, or is one of those steps.
            voice: The voice of the agent; `voices.list` has those that there are.
            voicemail_message: What to say to a voicemail before hanging up; the agent hangs up at once where this is null.
            voicemail_sms_prompt: How to write a text message when a voicemail answers; none is sent where this is null.
            warm_transfer_summary_instructions: How to brief the human to whom a call is transferred.
            webhook_url: The URL to call when the call has completed.
            zoho: How a call is recorded in Zoho CRM.
            extra_body: Further fields of the body; they replace fields of the same name and are not checked.
            extra_headers: Headers to send as well; they replace headers of the same name.
            extra_query: Query parameters to send as well; they replace arguments of the same name and are not checked.
            timeout: How long to wait, in seconds; what the client was made with by default, None for ever.

        Returns:
            An assistant.

        Raises:
            ArgumentError: An argument is not what the spec allows; nothing was sent.
            APIError: The call failed; its subclasses say how.
        """
        return self._executor.execute(
            _update.build_request(
                id=id,
                name=name,
                prompt=prompt,
                after_call_sms_outcomes=after_call_sms_outcomes,
                after_call_sms_prompt=after_call_sms_prompt,
                background_sound=background_sound,
                background_sound_volume=background_sound_volume,
                calendly=calendly,
                call_retry_config=call_retry_config,
                cartesia_dictionary_pronunciation_id=cartesia_dictionary_pronunciation_id,
                custom_tools=custom_tools,
                email_notification_address=email_notification_address,
                email_notification_outcomes=email_notification_outcomes,
                end_of_call_sentence=end_of_call_sentence,
                faq_items=faq_items,
                first_sentence=first_sentence,
                first_sentence_delay_ms=first_sentence_delay_ms,
                first_sentence_mode=first_sentence_mode,
                from_phone_number=from_phone_number,
                human_transfer_mode=human_transfer_mode,
                ivr_navigation_enabled=ivr_navigation_enabled,
                llm_model=llm_model,
                logo_url=logo_url,
                max_call_duration_secs=max_call_duration_secs,
                max_duration_end_message=max_duration_end_message,
                position=position,
                precall_lookup_url=precall_lookup_url,
                prompt_flow=prompt_flow,
                slack=slack,
                sms_enabled=sms_enabled,
                sms_template=sms_template,
                structured_output_config=structured_output_config,
                structured_output_prompt=structured_output_prompt,
                stt_context=stt_context,
                stt_model=stt_model,
                thinking_sound=thinking_sound,
                thinking_sound_probability=thinking_sound_probability,
                thinking_sound_volume=thinking_sound_volume,
                transfer_destinations=transfer_destinations,
                type=type,
                voice=voice,
                voicemail_message=voicemail_message,
                voicemail_sms_prompt=voicemail_sms_prompt,
                warm_transfer_summary_instructions=warm_transfer_summary_instructions,
                webhook_url=webhook_url,
                zoho=zoho,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class AssistantsWithRawResponse:
    """The methods of `Assistants`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: Assistants) -> None:
        self.clone = raw_method(resource.clone)
        self.create = raw_method(resource.create)
        self.delete = raw_method(resource.delete)
        self.list = raw_method(resource.list)
        self.retrieve = raw_method(resource.retrieve)
        self.update = raw_method(resource.update)


class AsyncAssistants:
    """The voice agents that speak in calls."""

    def __init__(self, executor: AsyncExecutor, *, raw: bool = False) -> None:
        self._executor = executor
        self._raw = raw

    @property
    def with_raw_response(self) -> "AsyncAssistantsWithRawResponse":
        """The same methods; they return the response before it is read, an `APIResponse`."""
        return AsyncAssistantsWithRawResponse(AsyncAssistants(self._executor, raw=True))

    async def clone(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.AssistantResponse:
        """See `Assistants.clone`."""
        return await self._executor.execute(
            _clone.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def create(
        self,
        *,
        name: str,
        prompt: str,
        after_call_sms_outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ]
        | None
        | Omit = omit,
        after_call_sms_prompt: str | None | Omit = omit,
        background_sound: models.BackgroundSound | Literal["audio/office.ogg"] | None | Omit = omit,
        background_sound_volume: float | Omit = omit,
        calendly: models.CalendlyConnection | Mapping[str, object] | None | Omit = omit,
        call_retry_config: models.CallRetryConfig | Mapping[str, object] | Omit = omit,
        cartesia_dictionary_pronunciation_id: str | None | Omit = omit,
        custom_tools: Sequence[models.CustomTool | Mapping[str, object]] | None | Omit = omit,
        email_notification_address: str | None | Omit = omit,
        email_notification_outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ]
        | None
        | Omit = omit,
        end_of_call_sentence: str | Omit = omit,
        faq_items: Sequence[models.FaqItem | Mapping[str, object]] | Omit = omit,
        first_sentence: str | Omit = omit,
        first_sentence_delay_ms: int | Omit = omit,
        first_sentence_mode: models.FirstSentenceMode | Literal["generated", "static", "none"] | Omit = omit,
        from_phone_number: str | None | Omit = omit,
        human_transfer_mode: models.HumanTransferMode | Literal["warm", "cold"] | None | Omit = omit,
        ivr_navigation_enabled: bool | Omit = omit,
        llm_model: models.DedicatedLlmModel
        | Mapping[str, object]
        | models.OpenRouterLlmModel
        | models.CustomLlmModel
        | models.RealtimeLlmModel
        | Omit = omit,
        logo_url: str | None | Omit = omit,
        max_call_duration_secs: float | Omit = omit,
        max_duration_end_message: str | None | Omit = omit,
        position: Mapping[str, object] | None | Omit = omit,
        precall_lookup_url: str | None | Omit = omit,
        prompt_flow: Mapping[str, object] | None | Omit = omit,
        slack: models.SlackNotification | Mapping[str, object] | None | Omit = omit,
        sms_enabled: bool | Omit = omit,
        sms_template: str | None | Omit = omit,
        structured_output_config: Sequence[models.StructuredOutputField | Mapping[str, object]] | Omit = omit,
        structured_output_prompt: str | None | Omit = omit,
        stt_context: models.SpeechContext | Mapping[str, object] | None | Omit = omit,
        stt_model: models.SpeechModel | Literal["stt-rt-v4", "stt-rt-v5"] | Omit = omit,
        thinking_sound: models.ThinkingSound
        | Literal[
            "city-ambience.ogg",
            "forest-ambience.ogg",
            "office-ambience.ogg",
            "crowded-room.ogg",
            "keyboard-typing.ogg",
            "keyboard-typing2.ogg",
            "hold_music.ogg",
        ]
        | None
        | Omit = omit,
        thinking_sound_probability: float | Omit = omit,
        thinking_sound_volume: float | Omit = omit,
        transfer_destinations: Sequence[models.TransferDestination | Mapping[str, object]] | None | Omit = omit,
        type: models.AssistantType | Literal["standalone", "multi-step", "sub-assistant"] | Omit = omit,
        voice: models.Voice | Mapping[str, object] | Omit = omit,
        voicemail_message: str | None | Omit = omit,
        voicemail_sms_prompt: str | None | Omit = omit,
        warm_transfer_summary_instructions: str | None | Omit = omit,
        webhook_url: str | Omit = omit,
        zoho: models.ZohoExport | Mapping[str, object] | None | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.AssistantResponse:
        """See `Assistants.create`."""
        return await self._executor.execute(
            _create.build_request(
                name=name,
                prompt=prompt,
                after_call_sms_outcomes=after_call_sms_outcomes,
                after_call_sms_prompt=after_call_sms_prompt,
                background_sound=background_sound,
                background_sound_volume=background_sound_volume,
                calendly=calendly,
                call_retry_config=call_retry_config,
                cartesia_dictionary_pronunciation_id=cartesia_dictionary_pronunciation_id,
                custom_tools=custom_tools,
                email_notification_address=email_notification_address,
                email_notification_outcomes=email_notification_outcomes,
                end_of_call_sentence=end_of_call_sentence,
                faq_items=faq_items,
                first_sentence=first_sentence,
                first_sentence_delay_ms=first_sentence_delay_ms,
                first_sentence_mode=first_sentence_mode,
                from_phone_number=from_phone_number,
                human_transfer_mode=human_transfer_mode,
                ivr_navigation_enabled=ivr_navigation_enabled,
                llm_model=llm_model,
                logo_url=logo_url,
                max_call_duration_secs=max_call_duration_secs,
                max_duration_end_message=max_duration_end_message,
                position=position,
                precall_lookup_url=precall_lookup_url,
                prompt_flow=prompt_flow,
                slack=slack,
                sms_enabled=sms_enabled,
                sms_template=sms_template,
                structured_output_config=structured_output_config,
                structured_output_prompt=structured_output_prompt,
                stt_context=stt_context,
                stt_model=stt_model,
                thinking_sound=thinking_sound,
                thinking_sound_probability=thinking_sound_probability,
                thinking_sound_volume=thinking_sound_volume,
                transfer_destinations=transfer_destinations,
                type=type,
                voice=voice,
                voicemail_message=voicemail_message,
                voicemail_sms_prompt=voicemail_sms_prompt,
                warm_transfer_summary_instructions=warm_transfer_summary_instructions,
                webhook_url=webhook_url,
                zoho=zoho,
                extra_body=extra_body,
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
        """See `Assistants.delete`."""
        return await self._executor.execute(
            _delete.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def list(
        self,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.AssistantList:
        """See `Assistants.list`."""
        return await self._executor.execute(
            _list.build_request(), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def retrieve(
        self,
        id: str,
        *,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.Assistant:
        """See `Assistants.retrieve`."""
        return await self._executor.execute(
            _retrieve.build_request(id=id), RequestOptions(extra_headers, extra_query, timeout, self._raw)
        )

    async def update(
        self,
        id: str,
        *,
        name: str | Omit = omit,
        prompt: str | Omit = omit,
        after_call_sms_outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ]
        | None
        | Omit = omit,
        after_call_sms_prompt: str | None | Omit = omit,
        background_sound: models.BackgroundSound | Literal["audio/office.ogg"] | None | Omit = omit,
        background_sound_volume: float | Omit = omit,
        calendly: models.CalendlyConnection | Mapping[str, object] | None | Omit = omit,
        call_retry_config: models.CallRetryConfig | Mapping[str, object] | Omit = omit,
        cartesia_dictionary_pronunciation_id: str | None | Omit = omit,
        custom_tools: Sequence[models.CustomTool | Mapping[str, object]] | None | Omit = omit,
        email_notification_address: str | None | Omit = omit,
        email_notification_outcomes: Sequence[
            models.OutcomeFilter
            | Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]
        ]
        | None
        | Omit = omit,
        end_of_call_sentence: str | Omit = omit,
        faq_items: Sequence[models.FaqItem | Mapping[str, object]] | Omit = omit,
        first_sentence: str | Omit = omit,
        first_sentence_delay_ms: int | Omit = omit,
        first_sentence_mode: models.FirstSentenceMode | Literal["generated", "static", "none"] | Omit = omit,
        from_phone_number: str | None | Omit = omit,
        human_transfer_mode: models.HumanTransferMode | Literal["warm", "cold"] | None | Omit = omit,
        ivr_navigation_enabled: bool | Omit = omit,
        llm_model: models.DedicatedLlmModel
        | Mapping[str, object]
        | models.OpenRouterLlmModel
        | models.CustomLlmModel
        | models.RealtimeLlmModel
        | Omit = omit,
        logo_url: str | None | Omit = omit,
        max_call_duration_secs: float | Omit = omit,
        max_duration_end_message: str | None | Omit = omit,
        position: Mapping[str, object] | None | Omit = omit,
        precall_lookup_url: str | None | Omit = omit,
        prompt_flow: Mapping[str, object] | None | Omit = omit,
        slack: models.SlackNotification | Mapping[str, object] | None | Omit = omit,
        sms_enabled: bool | Omit = omit,
        sms_template: str | None | Omit = omit,
        structured_output_config: Sequence[models.StructuredOutputField | Mapping[str, object]] | Omit = omit,
        structured_output_prompt: str | None | Omit = omit,
        stt_context: models.SpeechContext | Mapping[str, object] | None | Omit = omit,
        stt_model: models.SpeechModel | Literal["stt-rt-v4", "stt-rt-v5"] | Omit = omit,
        thinking_sound: models.ThinkingSound
        | Literal[
            "city-ambience.ogg",
            "forest-ambience.ogg",
            "office-ambience.ogg",
            "crowded-room.ogg",
            "keyboard-typing.ogg",
            "keyboard-typing2.ogg",
            "hold_music.ogg",
        ]
        | None
        | Omit = omit,
        thinking_sound_probability: float | Omit = omit,
        thinking_sound_volume: float | Omit = omit,
        transfer_destinations: Sequence[models.TransferDestination | Mapping[str, object]] | None | Omit = omit,
        type: models.AssistantType | Literal["standalone", "multi-step", "sub-assistant"] | Omit = omit,
        voice: models.Voice | Mapping[str, object] | Omit = omit,
        voicemail_message: str | None | Omit = omit,
        voicemail_sms_prompt: str | None | Omit = omit,
        warm_transfer_summary_instructions: str | None | Omit = omit,
        webhook_url: str | Omit = omit,
        zoho: models.ZohoExport | Mapping[str, object] | None | Omit = omit,
        extra_body: Mapping[str, object] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | None | Omit = omit,
    ) -> models.AssistantResponse:
        """See `Assistants.update`."""
        return await self._executor.execute(
            _update.build_request(
                id=id,
                name=name,
                prompt=prompt,
                after_call_sms_outcomes=after_call_sms_outcomes,
                after_call_sms_prompt=after_call_sms_prompt,
                background_sound=background_sound,
                background_sound_volume=background_sound_volume,
                calendly=calendly,
                call_retry_config=call_retry_config,
                cartesia_dictionary_pronunciation_id=cartesia_dictionary_pronunciation_id,
                custom_tools=custom_tools,
                email_notification_address=email_notification_address,
                email_notification_outcomes=email_notification_outcomes,
                end_of_call_sentence=end_of_call_sentence,
                faq_items=faq_items,
                first_sentence=first_sentence,
                first_sentence_delay_ms=first_sentence_delay_ms,
                first_sentence_mode=first_sentence_mode,
                from_phone_number=from_phone_number,
                human_transfer_mode=human_transfer_mode,
                ivr_navigation_enabled=ivr_navigation_enabled,
                llm_model=llm_model,
                logo_url=logo_url,
                max_call_duration_secs=max_call_duration_secs,
                max_duration_end_message=max_duration_end_message,
                position=position,
                precall_lookup_url=precall_lookup_url,
                prompt_flow=prompt_flow,
                slack=slack,
                sms_enabled=sms_enabled,
                sms_template=sms_template,
                structured_output_config=structured_output_config,
                structured_output_prompt=structured_output_prompt,
                stt_context=stt_context,
                stt_model=stt_model,
                thinking_sound=thinking_sound,
                thinking_sound_probability=thinking_sound_probability,
                thinking_sound_volume=thinking_sound_volume,
                transfer_destinations=transfer_destinations,
                type=type,
                voice=voice,
                voicemail_message=voicemail_message,
                voicemail_sms_prompt=voicemail_sms_prompt,
                warm_transfer_summary_instructions=warm_transfer_summary_instructions,
                webhook_url=webhook_url,
                zoho=zoho,
                extra_body=extra_body,
            ),
            RequestOptions(extra_headers, extra_query, timeout, self._raw),
        )


class AsyncAssistantsWithRawResponse:
    """The methods of `AsyncAssistants`; they return an `APIResponse`, or pages before they are read."""

    def __init__(self, resource: AsyncAssistants) -> None:
        self.clone = raw_method_async(resource.clone)
        self.create = raw_method_async(resource.create)
        self.delete = raw_method_async(resource.delete)
        self.list = raw_method_async(resource.list)
        self.retrieve = raw_method_async(resource.retrieve)
        self.update = raw_method_async(resource.update)
