# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""PATCH /assistants/{id}: builds the request and knows how to read the response."""

from collections.abc import Mapping, Sequence
from typing import Final

from ... import models
from ...runtime import Effect, Omit, Operation, Payload, Request, ResponseType, omit

OPERATION: Final[Operation[models.AssistantResponse]] = Operation(
    name="assistants.update",
    method="PATCH",
    path="/assistants/{id}",
    responses=(ResponseType(200, 200, Payload.JSON, models.AssistantResponse),),
    effect=Effect.WRITES,
    body_type=models.AssistantsUpdateParametersBody,
    content_type="application/json",
    is_body_required=True,
)


def build_request(
    id: str,
    *,
    name: str | Omit = omit,
    prompt: str | Omit = omit,
    after_call_sms_outcomes: Sequence[models.OutcomeFilter | str] | None | Omit = omit,
    after_call_sms_prompt: str | None | Omit = omit,
    background_sound: models.BackgroundSound | str | None | Omit = omit,
    background_sound_volume: float | Omit = omit,
    calendly: models.CalendlyConnection | Mapping[str, object] | None | Omit = omit,
    call_retry_config: models.CallRetryConfig | Mapping[str, object] | Omit = omit,
    cartesia_dictionary_pronunciation_id: str | None | Omit = omit,
    custom_tools: Sequence[models.CustomTool | Mapping[str, object]] | None | Omit = omit,
    email_notification_address: str | None | Omit = omit,
    email_notification_outcomes: Sequence[models.OutcomeFilter | str] | None | Omit = omit,
    end_of_call_sentence: str | Omit = omit,
    faq_items: Sequence[models.FaqItem | Mapping[str, object]] | Omit = omit,
    first_sentence: str | Omit = omit,
    first_sentence_delay_ms: int | Omit = omit,
    first_sentence_mode: models.FirstSentenceMode | str | Omit = omit,
    from_phone_number: str | None | Omit = omit,
    human_transfer_mode: models.HumanTransferMode | str | None | Omit = omit,
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
    stt_model: models.SpeechModel | str | Omit = omit,
    thinking_sound: models.ThinkingSound | str | None | Omit = omit,
    thinking_sound_probability: float | Omit = omit,
    thinking_sound_volume: float | Omit = omit,
    transfer_destinations: Sequence[models.TransferDestination | Mapping[str, object]] | None | Omit = omit,
    type: models.AssistantType | str | Omit = omit,
    voice: models.Voice | Mapping[str, object] | Omit = omit,
    voicemail_message: str | None | Omit = omit,
    voicemail_sms_prompt: str | None | Omit = omit,
    warm_transfer_summary_instructions: str | None | Omit = omit,
    webhook_url: str | Omit = omit,
    zoho: models.ZohoExport | Mapping[str, object] | None | Omit = omit,
    extra_body: Mapping[str, object] | None = None,
) -> Request[models.AssistantResponse]:
    """Build a request for `assistants.update`; an argument that the spec does not allow is an `ArgumentError`."""
    return OPERATION.request(
        path={"id": id},
        fields={
            "name": name,
            "prompt": prompt,
            "after_call_sms_outcomes": after_call_sms_outcomes,
            "after_call_sms_prompt": after_call_sms_prompt,
            "background_sound": background_sound,
            "background_sound_volume": background_sound_volume,
            "calendly": calendly,
            "call_retry_config": call_retry_config,
            "cartesia_dictionary_pronunciation_id": cartesia_dictionary_pronunciation_id,
            "custom_tools": custom_tools,
            "email_notification_address": email_notification_address,
            "email_notification_outcomes": email_notification_outcomes,
            "end_of_call_sentence": end_of_call_sentence,
            "faq_items": faq_items,
            "first_sentence": first_sentence,
            "first_sentence_delay_ms": first_sentence_delay_ms,
            "first_sentence_mode": first_sentence_mode,
            "from_phone_number": from_phone_number,
            "human_transfer_mode": human_transfer_mode,
            "ivr_navigation_enabled": ivr_navigation_enabled,
            "llm_model": llm_model,
            "logo_url": logo_url,
            "max_call_duration_secs": max_call_duration_secs,
            "max_duration_end_message": max_duration_end_message,
            "position": position,
            "precall_lookup_url": precall_lookup_url,
            "prompt_flow": prompt_flow,
            "slack": slack,
            "sms_enabled": sms_enabled,
            "sms_template": sms_template,
            "structured_output_config": structured_output_config,
            "structured_output_prompt": structured_output_prompt,
            "stt_context": stt_context,
            "stt_model": stt_model,
            "thinking_sound": thinking_sound,
            "thinking_sound_probability": thinking_sound_probability,
            "thinking_sound_volume": thinking_sound_volume,
            "transfer_destinations": transfer_destinations,
            "type": type,
            "voice": voice,
            "voicemail_message": voicemail_message,
            "voicemail_sms_prompt": voicemail_sms_prompt,
            "warm_transfer_summary_instructions": warm_transfer_summary_instructions,
            "webhook_url": webhook_url,
            "zoho": zoho,
        },
        extra_body=extra_body,
    )
