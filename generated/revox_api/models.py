# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The models of the spec, written by datamodel-code-generator."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType

from revox_api.runtime.enums import OpenStrEnum
from revox_api.runtime.models import Model, RawModel


class Assistant(Model, kw_only=True):
    """The voice agent that makes the call, and how it behaves."""

    id: str
    """The ID of the assistant."""
    background_sound: BackgroundSound | None
    """A sound to play behind the voice, so that the agent seems to sit in an office."""
    calendly: CalendlyConnection | None
    """The Calendly account in which the agent can book events."""
    call_retry_config: CallRetryConfig | None
    """When and how often a call is tried again; defaults apply where it is null."""
    created_at: Any
    """When the assistant was created. The form of times is not documented."""
    end_of_call_sentence: str | None
    """What the agent says before it hangs up."""
    first_sentence: str | None
    """What the agent says first."""
    first_sentence_delay_ms: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    """How long to wait before the first sentence, in milliseconds. 400 by default."""
    first_sentence_mode: FirstSentenceMode
    """Whether the first sentence is generated, fixed, or left to the contact."""
    ivr_navigation_enabled: bool
    """Whether the agent can find its way through a phone menu, by sending tones and skipping turns."""
    llm_model: LlmModel
    """The language model that drives the conversation."""
    max_call_duration_secs: int | float
    """How long a call can last at most, in seconds."""
    name: str
    """The name of the assistant."""
    organization_id: str
    """The ID of the organization that the assistant belongs to."""
    prompt: str
    """The instructions to the language model."""
    structured_output_config: list[StructuredOutputField] | None
    """The data to extract from a call, such as an email address or a name."""
    transfer_phone_number: str | None
    """The phone number to transfer the call to when somebody asks for a human."""
    updated_at: Any
    """When the assistant was last changed. The form of times is not documented."""
    voice: Voice | None
    """The voice of the agent."""
    voicemail_message: str | None
    """What to say to a voicemail before hanging up; the agent hangs up at once where this is null."""
    webhook_url: str | None
    """The URL to call when the call has completed."""
    faq_items: list[FaqItem] | None = None
    """Questions that the agent knows an answer to."""
    pending_faq_count: int | float | None = None
    """How many questions still wait for an answer."""


class BackgroundSound(OpenStrEnum):
    """A sound that plays behind the voice."""

    AUDIO_OFFICE_OGG = "audio/office.ogg"


class CalendlyConnection(Model, kw_only=True):
    """A Calendly account, and the event to book in it."""

    connection_id: str
    """The ID of the link between the Calendly account and Revox."""
    event_type_id: str
    """The Calendly URL of the event type to book, which begins with https://api.calendly.com/event_types/."""


class Call(Model, kw_only=True):
    """A call that was ordered. It can take several call attempts, over up to a few days, until it is resolved."""

    id: str
    """The ID of the call."""
    assistant: Assistant | None
    """The assistant that speaks in the call."""
    call_attempts: list[CallAttempt]
    """All attempts of the call, the most recent first."""
    call_retry_config: CallRetryConfig | None
    """When and how often the call is tried again; defaults apply where it is null."""
    calls_count: int | float
    """How many call attempts were made."""
    campaign: CampaignReference | None
    """The campaign that the call belongs to."""
    created_at: Any
    """When the call was ordered. The form of times is not documented."""
    direction: CallDirection
    """Whether the call comes in or goes out."""
    first_sentence_delay_ms: Annotated[int, Meta(ge=-9007199254740991, le=9007199254740991)]
    """How long to wait before the first sentence, in milliseconds. 400 by default."""
    from_phone_number: str
    """The phone number that calls, in E.164 format, such as +1234567890."""
    is_cancelled: bool
    """Deprecated. Whether the call was cancelled. Use `status` instead, from which this is derived."""
    is_completed: bool
    """Deprecated. Whether the call has completed. Use `status` instead, from which this is derived."""
    last_call_attempt: CallAttempt | None
    """The most recent attempt of the call."""
    llm_model: LlmModel
    """The language model that drives the conversation."""
    metadata: dict[str, str] | None
    """What the caller of the API stored with the call."""
    organization_id: str
    """The ID of the organization that the call belongs to."""
    scheduled_at: Any
    """When the call is due to start. The form of times is not documented."""
    status: CallStatus
    """How far a call has come."""
    to_phone_number: str
    """The phone number that is called, in E.164 format, such as +1234567890."""


class CallAttempt(Model, kw_only=True):
    """One attempt to resolve a call, a single ringing of the contact's phone."""

    id: str
    """The ID of the call attempt."""
    answered_at: Any
    """When the call was answered. The form of times is not documented."""
    dial_error: DialError | None
    """The SIP error that the attempt ran into."""
    ended_at: Any
    """When the call ended. The form of times is not documented."""
    phone_number: str
    """The phone number that was called, in E.164 format, such as +1234567890."""
    recording_url: str | None
    """Where the audio recording of the call is."""
    result: CallResult | None
    """Who or what answered."""
    started_at: Any
    """When the call started. The form of times is not documented."""
    status: CallAttemptStatus
    """How far a call attempt has come."""
    end_reason: str | None = None
    """Why the agent ended the call (see `ended_by`), for example tool_end_call, voicemail, transfer or ivr_no_navigate."""
    ended_by: EndedBy | None = None
    """Who ended the call."""
    structured_output: dict[str, Any] | None = None
    """What was extracted from the call, as the assistant's `structured_output_config` asks for."""
    transcript: list[TranscriptMessage] | None = None
    """What was said in the call, and the tools that were used."""


class CallAttemptStatus(OpenStrEnum):
    """How far a call attempt has come."""

    QUEUED = "queued"
    RINGING = "ringing"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    ERROR = "error"


class CallDirection(OpenStrEnum):
    """Whether the call comes in or goes out."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class CallResult(OpenStrEnum):
    """Who or what answered a call attempt."""

    IVR = "IVR"
    VOICEMAIL = "voicemail"
    HUMAN = "human"
    UNKNOWN = "unknown"
    IOS_SCREENING_FILTER = "ios-screening-filter"


class CallRetryConfig(Model, kw_only=True):
    """When a call may be made, and how often and how soon it is tried again."""

    calling_windows: list[CallingWindow]
    """The times of day at which the contact may be called."""
    max_retry_attempts: Annotated[int, Meta(gt=0, le=9007199254740991)]
    """How often a call is tried again at most. 3 by default."""
    timezone: str | None = None
    """The IANA time zone that the windows are in, such as Europe/Paris. Without it, the country code of the contact's phone number decides."""


class CallStatus(OpenStrEnum):
    """How far a call has come."""

    INITIALIZING = "initializing"
    QUEUED_FOR_CALLING = "queued_for_calling"
    CALLING = "calling"
    SCHEDULED = "scheduled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    ERRORED = "errored"


class CallingWindow(Model, kw_only=True):
    """A time of day at which the contact may be called."""

    calling_window_end_time: str
    """The end of the window in the contact's time zone, such as 17:00 or 6pm. 18:00 by default."""
    calling_window_start_time: str
    """The start of the window in the contact's time zone, such as 09:00 or 10am. 10:00 by default."""
    retry_delay_seconds: Annotated[int, Meta(gt=0, le=9007199254740991)]
    """How long to wait between two attempts, in seconds. 7200 (2 hours) by default."""


class CampaignReference(Model, kw_only=True):
    """A campaign, by ID and name."""

    id: str
    """The ID of the campaign."""
    name: str
    """The name of the campaign."""


class CampaignsGetRowsParametersQuery(Model, kw_only=True):
    page: float | UnsetType = UNSET
    page_size: float | UnsetType = UNSET
    query: str | UnsetType = UNSET
    result: RowResultFilter | UnsetType = UNSET
    statuses: str | list[str] | UnsetType = UNSET


class DedicatedLlmModel(Model, kw_only=True, tag_field="type", tag="dedicated-instance"):
    """A language model on an instance of its own."""

    name: DedicatedLlmModelName
    """The language models that run on an instance of their own."""
    type: ClassVar[Literal["dedicated-instance"]] = "dedicated-instance"
    """The kind of the language model."""


class DedicatedLlmModelName(OpenStrEnum):
    """The language models that run on an instance of their own."""

    GPT_4_1 = "gpt-4.1"
    MINISTRAL_3_8B_INSTRUCT = "ministral-3-8b-instruct"


class DialError(OpenStrEnum):
    """Why a number could not be dialled."""

    NUMBER_NON_ATTRIBUTED = "number_non_attributed"
    TOO_MANY_CALLS = "too_many_calls"
    BUSY = "busy"
    TEMPORARILY_UNAVAILABLE = "temporarily_unavailable"
    NO_ANSWER = "no_answer"
    NO_INTERNATIONAL_PERMISSION = "no_international_permission"
    PRECONDITION_FAILED = "precondition_failed"
    NON_CLASSIFIED_ERROR = "non_classified_error"


class EndedBy(OpenStrEnum):
    """Who ended a call: the AI agent, the person on the phone, or the system (for example at the longest duration)."""

    AGENT = "agent"
    USER = "user"
    SYSTEM = "system"


class FaqItem(Model, kw_only=True):
    """A question that the agent knows an answer to."""

    answer: str
    """The answer."""
    question: str
    """The question."""
    id: str | None = None
    """The ID of the item."""
    needs_human_answer: bool | None = None
    """Whether a human still has to answer."""
    source: FaqSource | None = None
    """Who wrote the answer."""


class FaqSource(OpenStrEnum):
    """Who wrote the answer."""

    HUMAN = "human"
    AI = "ai"


class FirstSentenceMode(OpenStrEnum):
    """Whether the first sentence is generated, fixed, or left to the contact."""

    GENERATED = "generated"
    STATIC = "static"
    NONE = "none"


class OpenRouterLlmModel(Model, kw_only=True, tag_field="type", tag="openrouter"):
    """A language model that is reached through OpenRouter."""

    openrouter_model_id: str
    """The name of the model at OpenRouter, such as openai/gpt-4.1."""
    openrouter_provider: str
    """The provider that OpenRouter asks, such as nebius, openai or azure."""
    type: ClassVar[Literal["openrouter"]] = "openrouter"
    """The kind of the language model."""


LlmModel: TypeAlias = Annotated[
    DedicatedLlmModel | OpenRouterLlmModel, Meta(description="The language model that drives the conversation.")
]


class Row(Model, kw_only=True):
    """A contact of a campaign."""

    id: str
    """The ID of the row."""
    input_data: dict[str, str]
    """What was uploaded for this contact, by column name."""
    phone_number: str
    """The phone number of the contact."""
    row_index: int | float
    """The position of the row in its campaign."""
    call: Call | None = None
    """The call to this contact. Absent as long as there is none."""


class RowResultFilter(OpenStrEnum):
    """A result to filter rows by; `all` keeps every row, `none` those without a result."""

    IVR = "IVR"
    VOICEMAIL = "voicemail"
    HUMAN = "human"
    UNKNOWN = "unknown"
    IOS_SCREENING_FILTER = "ios-screening-filter"
    ALL = "all"
    NONE = "none"


class RowsPage(RawModel, kw_only=True):
    """One page of the rows of a campaign."""

    page: int | float
    """The number of this page."""
    page_size: int | float
    """How many rows a page holds at most."""
    rows: list[Row]
    """The rows of this page."""
    total: int | float
    """How many rows there are over all pages."""


SpeedInteger: TypeAlias = Annotated[int, Meta(ge=1, le=1)]


SpeedNumber: TypeAlias = Annotated[float, Meta(ge=0.6, le=1.5)]


class StructuredOutputField(Model, kw_only=True):
    """One piece of data to extract from a call."""

    name: Annotated[str, Meta(min_length=1)]
    """The name of the field."""
    required: bool
    """Whether the field must be filled."""
    type: StructuredOutputFieldType
    """The type of a piece of data to extract."""
    description: str | None = None
    """What the field is about, for the language model."""
    enum_options: list[str] | None = None
    """The values to choose from, where the type is `enum`."""


class StructuredOutputFieldType(OpenStrEnum):
    """The type of a piece of data to extract."""

    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ENUM = "enum"
    DATE = "date"
    DATETIME = "datetime"


class TranscriptMessage(Model, kw_only=True):
    """One turn of a conversation, or one use of a tool."""

    content: str
    """The words, or what the tool answered."""
    role: TranscriptRole
    """Who speaks in a transcript."""
    tool_arguments: dict[str, Any] | str | None = None
    """What the tool was called with."""
    tool_is_error: bool | None = None
    """Whether the tool failed."""
    tool_name: str | None = None
    """The name of the tool."""


class TranscriptRole(OpenStrEnum):
    """Who speaks in a transcript."""

    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


class Voice(Model, kw_only=True):
    """The voice of an agent."""

    id: Annotated[str, Meta(min_length=1)]
    """The ID of the voice."""
    provider: VoiceProvider
    """The company that makes the voice."""
    speed: SpeedInteger | SpeedNumber | None = None
    """How fast the voice speaks, 1.0 by default. Cartesia takes 0.6 to 1.5, ElevenLabs 0.7 to 1.2."""


class VoiceProvider(OpenStrEnum):
    """The company that makes the voice."""

    CARTESIA = "cartesia"
    ELEVENLABS = "elevenlabs"
