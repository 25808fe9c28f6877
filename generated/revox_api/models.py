# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The models of the spec, written by datamodel-code-generator."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType

from revox_api.runtime.enums import ExtensibleStrEnum, OpenStrEnum
from revox_api.runtime.models import Model, RawModel


class Assistant(RawModel, kw_only=True):
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
    updated_at: Any
    """When the assistant was last changed. The form of times is not documented."""
    voice: Voice | None
    """The voice of the agent."""
    voicemail_message: str | None
    """What to say to a voicemail before hanging up; the agent hangs up at once where this is null."""
    webhook_url: str | None
    """The URL to call when the call has completed."""
    transfer_phone_number: str | None = None
    """The phone number to transfer the call to when somebody asks for a human. Until March 2026; later `transfer_destinations`."""
    faq_items: list[FaqItem] | None = None
    """Questions that the agent knows an answer to."""
    pending_faq_count: int | float | None = None
    """How many questions still wait for an answer."""
    after_call_sms_outcomes: list[OutcomeFilter] | None = None
    """After which outcomes a text message is sent; none where this is empty or null."""
    after_call_sms_prompt: str | None = None
    """How to write the text message after a call. It can hold {{variables}}."""
    background_sound_volume: int | float | None = None
    """How loud the background sound is, from 0 (silent) to 1."""
    cartesia_dictionary_pronunciation_id: str | None = None
    """The ID of a pronunciation dictionary at Cartesia."""
    created_by: User | None = None
    """Who created the assistant."""
    custom_tools: list[CustomTool] | None = None
    """Calls of other APIs that the agent can make during a conversation."""
    email_notification_address: str | None = None
    """Who gets an email after a call: one address, or several with commas between them."""
    email_notification_outcomes: list[OutcomeFilter] | None = None
    """After which outcomes an email is sent."""
    from_phone_number: str | None = None
    """The phone number that calls; the organization's own where this is null."""
    human_transfer_mode: HumanTransferMode | None = None
    """How calls are transferred to a human; null where they are not."""
    is_inbound_receptionist: bool | None = None
    """Whether the assistant answers the phone of an organization."""
    is_realestate_assistant: bool | None = None
    """Whether the assistant is one for real estate."""
    logo_url: str | None = None
    """The URL of the logo on the page that demonstrates the assistant."""
    max_duration_end_message: str | None = None
    """What the agent says when a call reaches its longest duration; nothing where this is null."""
    position: dict[str, int | float] | None = None
    """Where the assistant stands in the editor of flows."""
    precall_lookup_url: str | None = None
    """A URL that is read before an incoming call is answered, for the values of the prompt's variables."""
    prompt_flow: dict[str, Any] | None = None
    """The prompt as the visual editor has it: an object of its own, with nodes and edges. It changes nothing about calls."""
    slack: SlackNotification | None = None
    """Which Slack channels are told of a call."""
    sms_enabled: bool | None = None
    """Whether the agent can send text messages during a call."""
    sms_template: str | None = None
    """The exact text of such a message. It can hold {{variables}}."""
    structured_output_prompt: str | None = None
    """How to extract data from a call; a standard prompt where this is null."""
    stt_context: SpeechContext | None = None
    """Words and facts that help to recognize speech."""
    stt_model: SpeechModel | None = None
    """The model that recognizes speech."""
    thinking_sound: ThinkingSound | None = None
    """A sound to play while the agent prepares its answer."""
    thinking_sound_probability: int | float | None = None
    """How often that sound is played, from 0 to 1."""
    thinking_sound_volume: int | float | None = None
    """How loud that sound is, from 0 (silent) to 1."""
    transfer_destinations: list[TransferDestination] | None = None
    """Where calls can be transferred to when somebody asks for a human."""
    type: AssistantType | None = None
    """Whether an assistant stands alone, leads through several steps, or is one of those steps."""
    voicemail_sms_prompt: str | None = None
    """How to write a text message when a voicemail answers; none is sent where this is null."""
    warm_transfer_summary_instructions: str | None = None
    """How to brief the human to whom a call is transferred."""
    zoho: ZohoExport | None = None
    """How a call is recorded in Zoho CRM."""


class AssistantList(RawModel, kw_only=True):
    """All assistants."""

    assistants: list[Assistant]
    """The assistants."""


class AssistantResponse(RawModel, kw_only=True):
    """An assistant."""

    assistant: Assistant
    """The voice agent that makes the call, and how it behaves."""
    unpatchedCallsNotice: UnpatchedCalls | None = None
    """The calls that go on with the assistant as it was before. Only after a change."""


class AssistantSettings(Model, kw_only=True):
    """The behaviour of an assistant, as it is created or changed. What is left out stays as it is, or takes its default."""

    name: str | None = None
    """The name of the assistant."""
    prompt: str | None = None
    """The instructions to the language model."""
    after_call_sms_outcomes: list[OutcomeFilter] | None = None
    """After which outcomes a text message is sent; none where this is empty or null."""
    after_call_sms_prompt: str | None = None
    """How to write the text message after a call. It can hold {{variables}}."""
    background_sound: BackgroundSound | None = None
    """A sound to play behind the voice."""
    background_sound_volume: int | float | None = None
    """How loud the background sound is, from 0 (silent) to 1."""
    calendly: CalendlyConnection | None = None
    """The Calendly account in which the agent can book events."""
    call_retry_config: CallRetryConfig | None = None
    """When and how often a call is tried again."""
    cartesia_dictionary_pronunciation_id: str | None = None
    """The ID of a pronunciation dictionary at Cartesia; null takes it away."""
    custom_tools: list[CustomTool] | None = None
    """Calls of other APIs that the agent can make during a conversation."""
    email_notification_address: str | None = None
    """Who gets an email after a call: one address, or several with commas between them."""
    email_notification_outcomes: list[OutcomeFilter] | None = None
    """After which outcomes an email is sent."""
    end_of_call_sentence: str | None = None
    """What the agent says before it hangs up."""
    faq_items: list[FaqItem] | None = None
    """Questions that the agent knows an answer to. They replace all that there are."""
    first_sentence: str | None = None
    """What the agent says first, or what it is told to say."""
    first_sentence_delay_ms: int | None = None
    """How long to wait before the first sentence, in milliseconds. 400 by default."""
    first_sentence_mode: FirstSentenceMode | None = None
    """Whether the first sentence is generated, fixed, or left to the contact."""
    from_phone_number: str | None = None
    """The phone number that calls, one of the organization's in E.164 format; its standard one where this is null."""
    human_transfer_mode: HumanTransferMode | None = None
    """How calls are transferred to a human, where there are `transfer_destinations`."""
    ivr_navigation_enabled: bool | None = None
    """Whether the agent can find its way through a phone menu, by sending tones and skipping turns."""
    llm_model: LlmModel | None = None
    """The language model that drives the conversation."""
    logo_url: str | None = None
    """The URL of the logo on the page that demonstrates the assistant; null takes it away."""
    max_call_duration_secs: int | float | None = None
    """How long a call can last at most, in seconds."""
    max_duration_end_message: str | None = None
    """What the agent says when a call reaches its longest duration."""
    position: dict[str, int | float] | None = None
    """Where the assistant stands in the editor of flows."""
    precall_lookup_url: str | None = None
    """A URL that is read before an incoming call is answered, with `{{phone}}` in the place of the caller's number. It answers with the values of the prompt's variables."""
    prompt_flow: dict[str, Any] | None = None
    """The prompt as the visual editor has it: an object of its own, with nodes and edges. It changes nothing about calls."""
    slack: SlackNotification | None = None
    """Which Slack channels are told of a call."""
    sms_enabled: bool | None = None
    """Whether the agent can send text messages during a call."""
    sms_template: str | None = None
    """The exact text of such a message. It can hold {{variables}}."""
    structured_output_config: list[StructuredOutputField] | None = None
    """The data to extract from a call, such as an email address or a name."""
    structured_output_prompt: str | None = None
    """How to extract data from a call."""
    stt_context: SpeechContext | None = None
    """Words and facts that help to recognize speech."""
    stt_model: SpeechModel | None = None
    """The model that recognizes speech; the newest by default."""
    thinking_sound: ThinkingSound | None = None
    """A sound to play while the agent prepares its answer."""
    thinking_sound_probability: int | float | None = None
    """How often that sound is played, from 0 to 1."""
    thinking_sound_volume: int | float | None = None
    """How loud that sound is, from 0 (silent) to 1."""
    transfer_destinations: list[TransferDestination] | None = None
    """Where calls can be transferred to when somebody asks for a human. Of several, the agent picks one by the rules of its prompt."""
    type: AssistantType | None = None
    """Whether an assistant stands alone, leads through several steps, or is one of those steps."""
    voice: Voice | None = None
    """The voice of the agent; `voices.list` has those that there are."""
    voicemail_message: str | None = None
    """What to say to a voicemail before hanging up; the agent hangs up at once where this is null."""
    voicemail_sms_prompt: str | None = None
    """How to write a text message when a voicemail answers; none is sent where this is null."""
    warm_transfer_summary_instructions: str | None = None
    """How to brief the human to whom a call is transferred."""
    webhook_url: str | None = None
    """The URL to call when the call has completed."""
    zoho: ZohoExport | None = None
    """How a call is recorded in Zoho CRM."""


class AssistantType(OpenStrEnum):
    """Whether an assistant stands alone, leads through several steps, or is one of those steps."""

    STANDALONE = "standalone"
    MULTI_STEP = "multi-step"
    SUB_ASSISTANT = "sub-assistant"


class AssistantsCreateParametersBody(Model, kw_only=True):
    name: str
    prompt: str
    after_call_sms_outcomes: list[OutcomeFilter] | None | UnsetType = UNSET
    after_call_sms_prompt: str | None | UnsetType = UNSET
    background_sound: BackgroundSound | None | UnsetType = UNSET
    background_sound_volume: float | UnsetType = UNSET
    calendly: CalendlyConnection | None | UnsetType = UNSET
    call_retry_config: CallRetryConfig | UnsetType = UNSET
    cartesia_dictionary_pronunciation_id: str | None | UnsetType = UNSET
    custom_tools: list[CustomTool] | None | UnsetType = UNSET
    email_notification_address: str | None | UnsetType = UNSET
    email_notification_outcomes: list[OutcomeFilter] | None | UnsetType = UNSET
    end_of_call_sentence: str | UnsetType = UNSET
    faq_items: list[FaqItem] | UnsetType = UNSET
    first_sentence: str | UnsetType = UNSET
    first_sentence_delay_ms: int | UnsetType = UNSET
    first_sentence_mode: FirstSentenceMode | UnsetType = UNSET
    from_phone_number: str | None | UnsetType = UNSET
    human_transfer_mode: HumanTransferMode | None | UnsetType = UNSET
    ivr_navigation_enabled: bool | UnsetType = UNSET
    llm_model: LlmModel | UnsetType = UNSET
    logo_url: str | None | UnsetType = UNSET
    max_call_duration_secs: float | UnsetType = UNSET
    max_duration_end_message: str | None | UnsetType = UNSET
    position: dict[str, float] | None | UnsetType = UNSET
    precall_lookup_url: str | None | UnsetType = UNSET
    prompt_flow: dict[str, Any] | None | UnsetType = UNSET
    slack: SlackNotification | None | UnsetType = UNSET
    sms_enabled: bool | UnsetType = UNSET
    sms_template: str | None | UnsetType = UNSET
    structured_output_config: list[StructuredOutputField] | UnsetType = UNSET
    structured_output_prompt: str | None | UnsetType = UNSET
    stt_context: SpeechContext | None | UnsetType = UNSET
    stt_model: SpeechModel | UnsetType = UNSET
    thinking_sound: ThinkingSound | None | UnsetType = UNSET
    thinking_sound_probability: float | UnsetType = UNSET
    thinking_sound_volume: float | UnsetType = UNSET
    transfer_destinations: list[TransferDestination] | None | UnsetType = UNSET
    type: AssistantType | UnsetType = UNSET
    voice: Voice | UnsetType = UNSET
    voicemail_message: str | None | UnsetType = UNSET
    voicemail_sms_prompt: str | None | UnsetType = UNSET
    warm_transfer_summary_instructions: str | None | UnsetType = UNSET
    webhook_url: str | UnsetType = UNSET
    zoho: ZohoExport | None | UnsetType = UNSET


class AssistantsUpdateParametersBody(Model, kw_only=True):
    name: str | UnsetType = UNSET
    prompt: str | UnsetType = UNSET
    after_call_sms_outcomes: list[OutcomeFilter] | None | UnsetType = UNSET
    after_call_sms_prompt: str | None | UnsetType = UNSET
    background_sound: BackgroundSound | None | UnsetType = UNSET
    background_sound_volume: float | UnsetType = UNSET
    calendly: CalendlyConnection | None | UnsetType = UNSET
    call_retry_config: CallRetryConfig | UnsetType = UNSET
    cartesia_dictionary_pronunciation_id: str | None | UnsetType = UNSET
    custom_tools: list[CustomTool] | None | UnsetType = UNSET
    email_notification_address: str | None | UnsetType = UNSET
    email_notification_outcomes: list[OutcomeFilter] | None | UnsetType = UNSET
    end_of_call_sentence: str | UnsetType = UNSET
    faq_items: list[FaqItem] | UnsetType = UNSET
    first_sentence: str | UnsetType = UNSET
    first_sentence_delay_ms: int | UnsetType = UNSET
    first_sentence_mode: FirstSentenceMode | UnsetType = UNSET
    from_phone_number: str | None | UnsetType = UNSET
    human_transfer_mode: HumanTransferMode | None | UnsetType = UNSET
    ivr_navigation_enabled: bool | UnsetType = UNSET
    llm_model: LlmModel | UnsetType = UNSET
    logo_url: str | None | UnsetType = UNSET
    max_call_duration_secs: float | UnsetType = UNSET
    max_duration_end_message: str | None | UnsetType = UNSET
    position: dict[str, float] | None | UnsetType = UNSET
    precall_lookup_url: str | None | UnsetType = UNSET
    prompt_flow: dict[str, Any] | None | UnsetType = UNSET
    slack: SlackNotification | None | UnsetType = UNSET
    sms_enabled: bool | UnsetType = UNSET
    sms_template: str | None | UnsetType = UNSET
    structured_output_config: list[StructuredOutputField] | UnsetType = UNSET
    structured_output_prompt: str | None | UnsetType = UNSET
    stt_context: SpeechContext | None | UnsetType = UNSET
    stt_model: SpeechModel | UnsetType = UNSET
    thinking_sound: ThinkingSound | None | UnsetType = UNSET
    thinking_sound_probability: float | UnsetType = UNSET
    thinking_sound_volume: float | UnsetType = UNSET
    transfer_destinations: list[TransferDestination] | None | UnsetType = UNSET
    type: AssistantType | UnsetType = UNSET
    voice: Voice | UnsetType = UNSET
    voicemail_message: str | None | UnsetType = UNSET
    voicemail_sms_prompt: str | None | UnsetType = UNSET
    warm_transfer_summary_instructions: str | None | UnsetType = UNSET
    webhook_url: str | UnsetType = UNSET
    zoho: ZohoExport | None | UnsetType = UNSET


class AuthStatus(RawModel, kw_only=True):
    """Whether the API key is valid."""

    authenticated: bool
    """Whether the API key is valid."""


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
    campaign: CampaignSummary | None
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
    """How far a call has come. `post_processing`, `not_launched` and `paused` came after March 2026."""
    to_phone_number: str
    """The phone number that is called, in E.164 format, such as +1234567890."""
    assignee: User | None = None
    """Who follows up on the call."""
    contact: Contact | None = None
    """Who is called, as far as the data of the call and its transcript tell."""
    follow_up_emails: list[str] | None = None
    """Who else gets an email about the call, by the rules of the prompt; null where it has none."""
    outcome: CallOutcome | None = None
    """What came of the call; null where that is not known."""
    outcome_summary: str | None = None
    """Why the outcome is what it is, in words."""
    prompt_variables: dict[str, str] | None = None
    """The values of the prompt's variables."""
    slack_channel_ids: list[str] | None = None
    """Which Slack channels are told of the call, by the rules of the prompt; null where it has none."""
    updated_at: Any | None = None
    """When the call last changed. The form of times is not documented."""


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
    end_reason: CallEndReason | None = None
    """Why the agent ended the call (see `ended_by`)."""
    ended_by: CallParty | None = None
    """Who ended the call."""
    structured_output: dict[str, Any] | None = None
    """What was extracted from the call, as the assistant's `structured_output_config` asks for."""
    transcript: list[TranscriptMessage] | None = None
    """What was said in the call, and the tools that were used."""
    assistants_used: list[str] | None = None
    """Which steps of a flow the call went through, in order."""
    email_log: list[SentEmail] | None = None
    """The emails about the call, the oldest first."""
    handled_by_ai: bool | None = None
    """Whether the AI agent led the conversation."""
    handled_by_human: bool | None = None
    """Whether a human led the conversation, or a part of it."""
    handled_by_user: User | None = None
    """The human who did."""
    post_call_transcript: list[TranscriptMessage] | None = None
    """A better transcript, made after the call; null until then, or where there is no recording."""
    sms_log: list[SentSms] | None = None
    """The text messages after the call, the oldest first. Those during the call are in the transcript."""
    speech_events: list[SpeechEvent] | None = None
    """When somebody spoke, and how long the parts of the agent took."""


class CallAttemptStatus(OpenStrEnum):
    """How far a call attempt has come."""

    QUEUED = "queued"
    RINGING = "ringing"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    ERROR = "error"


class CallCreateParametersBody(Model, kw_only=True):
    phone_number: str
    assistant: AssistantSettings | UnsetType = UNSET
    assistant_id: str | UnsetType = UNSET
    concurrency: Concurrency | UnsetType = UNSET
    from_phone_number: str | UnsetType = UNSET
    metadata: dict[str, str] | UnsetType = UNSET
    prompt_variables: dict[str, str] | UnsetType = UNSET
    scheduled_at: Any | UnsetType = UNSET
    skip_calling_window: bool | UnsetType = UNSET


class CallDirection(OpenStrEnum):
    """Whether the call comes in or goes out."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class CallEndReason(ExtensibleStrEnum):
    """Why an agent ended a call."""

    CLIENT_INITIATED = "client_initiated"
    CONNECTION_TIMEOUT = "connection_timeout"
    HUMAN_TAKEOVER = "human_takeover"
    IVR_NO_NAVIGATE = "ivr_no_navigate"
    MAX_DURATION = "max_duration"
    PARTICIPANT_REMOVED = "participant_removed"
    TOOL_END_CALL = "tool_end_call"
    TRANSFER = "transfer"
    USER_INACTIVE = "user_inactive"
    USER_REJECTED = "user_rejected"
    USER_UNAVAILABLE = "user_unavailable"
    VOICEMAIL = "voicemail"
    SPEED_DIAL_ABANDONED = "speed_dial_abandoned"
    SPEED_DIAL_OPERATOR_MISSED = "speed_dial_operator_missed"
    SPEED_DIAL_TIMEOUT = "speed_dial_timeout"
    SPEED_DIAL_HANGUP = "speed_dial_hangup"


class CallExportParametersBody(Model, kw_only=True):
    filters: CallFilter
    include_metadata: bool | UnsetType = UNSET
    include_structured_output_fields: bool | UnsetType = UNSET


class CallFilter(Model, kw_only=True):
    """Which calls are meant. An empty list keeps all."""

    assignee_ids: list[str]
    """Keep the calls that these people follow up on."""
    directions: list[CallDirection]
    """Keep the calls in these directions."""
    outcomes: list[OutcomeFilter]
    """Keep the calls with these outcomes."""
    results: list[ResultFilter]
    """Keep the calls with these results."""
    statuses: list[CallStatus]
    """Keep the calls with these statuses."""
    assistant_ids: list[str] | None = None
    """Keep the calls of these assistants."""
    campaign_ids: list[str] | None = None
    """Keep the calls of these campaigns."""
    from_phone_numbers: list[str] | None = None
    """Keep the calls from these phone numbers."""
    page: int | None = None
    """Which page to read."""
    page_size: int | None = None
    """How many calls a page holds at most."""
    call_ids: list[str] | None = None
    """Keep these calls."""
    query: str | None = None
    """Keep the calls that contain this text."""
    sort_by: str | None = None
    """What to sort by."""
    sort_direction: SortDirection | None = None
    """Whether to sort upwards or downwards."""
    to_phone_number: str | None = None
    """Keep the calls to this phone number."""


class CallOutcome(OpenStrEnum):
    """What came of a call."""

    NOT_INTERESTED = "not_interested"
    INTERESTED = "interested"
    COMPLETED = "completed"
    REQUESTED_CALLBACK_LATER = "requested_callback_later"


class CallParty(OpenStrEnum):
    """A side of a call: the AI agent, the person on the phone, or the system (which ends a call at its longest duration, but never speaks)."""

    AGENT = "agent"
    USER = "user"
    SYSTEM = "system"


class CallResponse(RawModel, kw_only=True):
    """A call."""

    call: Call
    """A call that was ordered. It can take several call attempts, over up to a few days, until it is resolved."""


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
    allowed_days: list[Weekday] | None = None
    """The days on which the contact may be called; Monday to Friday by default. The API of August 2026 wants it in requests."""
    call_twice_in_a_row: bool | None = None
    """Whether the second attempt follows at once when the first one did not reach a human. False by default. The API of August 2026 wants it in requests."""


class CallSearchParametersBody(Model, kw_only=True):
    assignee_ids: list[str]
    directions: list[CallDirection]
    outcomes: list[OutcomeFilter]
    results: list[ResultFilter]
    statuses: list[CallStatus]
    assistant_ids: list[str]
    campaign_ids: list[str]
    from_phone_numbers: list[str]
    page: int
    page_size: int
    call_ids: list[str] | UnsetType = UNSET
    query: str | UnsetType = UNSET
    sort_by: str | UnsetType = UNSET
    sort_direction: SortDirection | UnsetType = UNSET
    to_phone_number: str | UnsetType = UNSET


class CallStatus(OpenStrEnum):
    """How far a call has come. `post_processing`, `not_launched` and `paused` came after March 2026."""

    INITIALIZING = "initializing"
    QUEUED_FOR_CALLING = "queued_for_calling"
    CALLING = "calling"
    SCHEDULED = "scheduled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    ERRORED = "errored"
    POST_PROCESSING = "post_processing"
    NOT_LAUNCHED = "not_launched"
    PAUSED = "paused"


class CallVolume(Model, kw_only=True):
    """How many calls a campaign took, or how many people called back."""

    calls_total: int | float | None = None
    """How many calls there were."""
    inbound_calls: int | float | None = None
    """How many calls came in."""
    outbound_attempts: int | float | None = None
    """How many times a contact was called."""
    unique_callers: int | float | None = None
    """How many different people."""


class CallingWindow(Model, kw_only=True):
    """A time of day at which the contact may be called."""

    calling_window_end_time: str
    """The end of the window in the contact's time zone, such as 17:00 or 6pm. 18:00 by default."""
    calling_window_start_time: str
    """The start of the window in the contact's time zone, such as 09:00 or 10am. 10:00 by default."""
    retry_delay_seconds: Annotated[int, Meta(gt=0, le=9007199254740991)]
    """How long to wait between two attempts, in seconds. 7200 (2 hours) by default."""


class CallsPage(RawModel, kw_only=True):
    """One page of calls."""

    calls: list[Call]
    """The calls of this page."""
    total_count: int | float
    """How many calls there are over all pages."""


class Campaign(Model, kw_only=True):
    """A list of contacts that an assistant calls, and how far that is."""

    id: str
    """The ID of the campaign."""
    assistant_id: str
    """The ID of the assistant that calls."""
    created_at: Any
    """When the campaign was created. The form of times is not documented."""
    is_cancelled: bool
    """Whether the campaign was cancelled."""
    name: str
    """The name of the campaign."""
    organization_id: str
    """The ID of the organization that the campaign belongs to."""
    status: CampaignStatus
    """How far a campaign has come."""
    updated_at: Any
    """When the campaign was last changed. The form of times is not documented."""
    assistant: Assistant | None = None
    """The assistant that calls."""
    call_retry_config: CallRetryConfig | None = None
    """When and how often calls are tried again; the assistant's own where it is null."""
    created_by: User | None = None
    """Who created the campaign."""
    from_phone_number: str | None = None
    """The phone number that calls."""
    funnel_stats: FunnelCounts | None = None
    """How many contacts became leads."""
    max_concurrent_calls: int | float | None = None
    """How many calls there can be at a time."""
    metadata_keys: list[str] | None = None
    """The columns that were uploaded with the contacts."""
    row_stats: RowCounts | None = None
    """How many contacts are in which state."""
    scheduled_at: Any | None = None
    """When the campaign is due to start. The form of times is not documented."""
    structured_output_extraction: ExtractionStatus | None = None
    """How far the extraction of data from the calls is."""


class CampaignContact(Model, kw_only=True):
    """Somebody to call."""

    prompt_variables: dict[str, Any]
    """The values of the prompt's variables."""
    to_phone_number: str
    """The phone number to call."""


class CampaignList(RawModel, kw_only=True):
    """All campaigns."""

    campaigns: list[Campaign]
    """The campaigns."""


class CampaignResponse(RawModel, kw_only=True):
    """A campaign."""

    campaign: Campaign
    """A list of contacts that an assistant calls, and how far that is."""


class CampaignStatistics(Model, kw_only=True):
    """What came of a campaign."""

    campaign: CampaignSummary
    """A campaign in short: by ID and name alone, or, with its statistics, with what happened in it."""
    effort: CallVolume
    """How many calls a campaign took, or how many people called back."""
    funnel: Funnel
    """How many contacts got how far."""
    hot_lead_outcomes: list[str]
    """The outcomes that make a hot lead."""
    inbound: CallVolume
    """How many calls a campaign took, or how many people called back."""
    jump_in: JumpInStatistics
    """How often humans joined calls."""
    leads: Leads
    """The contacts who want to hear more."""
    outcome_breakdown: list[OutcomeCount]
    """How many contacts had which outcome."""
    data_extraction: DataExtraction | None = None
    """Which data was extracted."""


class CampaignStatisticsResponse(RawModel, kw_only=True):
    """The statistics of a campaign."""

    statistics: CampaignStatistics
    """What came of a campaign."""


class CampaignStatus(OpenStrEnum):
    """How far a campaign has come."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    COMPLETED = "completed"


class CampaignSummary(Model, kw_only=True):
    """A campaign in short: by ID and name alone, or, with its statistics, with what happened in it."""

    id: str
    """The ID of the campaign."""
    name: str
    """The name of the campaign."""
    first_activity_at: Any | None = None
    """When there was first a call. The form of times is not documented."""
    has_activity: bool | None = None
    """Whether there was any call."""
    is_cancelled: bool | None = None
    """Whether the campaign was cancelled."""
    last_activity_at: Any | None = None
    """When there was last a call. The form of times is not documented."""
    status: CampaignStatus | None = None
    """How far a campaign has come."""
    timezone: str | None = None
    """The IANA time zone of the campaign."""
    agent_name: str | None = None
    """The name of the assistant."""
    max_attempts_per_contact: int | float | None = None
    """How often a contact is called at most."""


class CampaignsCreateParametersBody(Model, kw_only=True):
    assistant_id: str
    contacts: list[CampaignContact]
    name: str
    call_retry_config: CallRetryConfig | UnsetType = UNSET
    from_phone_number: str | UnsetType = UNSET
    max_concurrent_calls: float | UnsetType = UNSET


class CampaignsGetRowsParametersQuery(Model, kw_only=True):
    page: float | UnsetType = UNSET
    page_size: float | UnsetType = UNSET
    query: str | UnsetType = UNSET
    result: ResultFilter | UnsetType = UNSET
    statuses: str | list[str] | UnsetType = UNSET


class CampaignsLaunchParametersBody(Model, kw_only=True):
    mode: LaunchMode
    selection: LaunchSelection
    scheduled_at: str | UnsetType = UNSET


class CampaignsUpdateParametersBody(Model, kw_only=True):
    call_retry_config: CallRetryConfig | None | UnsetType = UNSET
    from_phone_number: str | None | UnsetType = UNSET
    max_concurrent_calls: float | None | UnsetType = UNSET
    name: str | UnsetType = UNSET


class Concurrency(Model, kw_only=True):
    """Which calls count together towards a limit."""

    key: str
    """A text that these calls share."""


class Contact(Model, kw_only=True):
    """Who is called."""

    company: str | None = None
    """The company of the contact."""
    email: str | None = None
    """The email address of the contact."""
    first_name: str | None = None
    """The first name of the contact."""
    job_title: str | None = None
    """The job of the contact."""
    last_name: str | None = None
    """The last name of the contact."""


class CsvFile(RawModel, kw_only=True):
    """A file with comma-separated values."""

    csv: str
    """The text of the file."""
    filename: str
    """A name for the file."""


class CustomLlmModel(Model, kw_only=True, tag_field="type", tag="custom"):
    """A language model behind an endpoint of your own that speaks the chat completions API of OpenAI."""

    api_key: str
    """The key that the endpoint is called with."""
    api_url: str
    """The base URL of the endpoint, such as https://api.together.xyz/v1."""
    model_name: str
    """The name of the model at the endpoint, such as meta-llama/llama-3-70b."""
    type: ClassVar[Literal["custom"]] = "custom"
    """The kind of the language model."""


class CustomTool(Model, kw_only=True):
    """A call of another API that the agent can make during a conversation."""

    name: str
    """The name of the tool, in lower case with underscores, such as check_inventory."""
    description: str
    """What the tool does, by which the language model decides when to use it."""
    method: HttpMethod
    """An HTTP method."""
    url: str
    """The URL of the endpoint. It can hold {{variables}}."""
    headers: list[KeyValue]
    """The headers of the request. Values can hold {{variables}}."""
    query_params: list[KeyValue]
    """The query parameters. Values can hold {{variables}}."""
    input_schema: list[StructuredOutputField]
    """What the language model has to find out in the conversation, to pass it on."""
    body_template: str | None = None
    """The JSON body of the request, with {{variables}} in quotes."""


class DataExtraction(Model, kw_only=True):
    """Which data was extracted from calls."""

    fields: list[str]
    """The names of the data."""
    intro: str
    """What is said of it."""


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


class DialSession(Model, kw_only=True):
    """A session in which an operator speaks with the contacts who answer."""

    id: str
    """The ID of the session."""
    campaign_id: str
    """The ID of the campaign."""
    connected_count: int | float
    """How many contacts the operator spoke with."""
    created_at: Any
    """When the session began. The form of times is not documented."""
    dialed_count: int | float
    """How many contacts were called."""
    in_flight_calls: list[Call]
    """The calls that go on."""
    outcome_filter: list[CallOutcome]
    """The outcomes that contacts were selected by."""
    status: DialSessionStatus
    """How far a session has come."""
    total_targets: int | float
    """How many contacts are to be called."""
    current_call_id: str | None = None
    """The ID of the call that the operator is in."""
    ended_at: Any | None = None
    """When the session ended. The form of times is not documented."""


class DialSessionStatus(OpenStrEnum):
    """How far a session has come."""

    DIALING = "dialing"
    CONNECTED = "connected"
    COMPLETED = "completed"
    STOPPED = "stopped"
    ERRORED = "errored"


class ExtractionStatus(OpenStrEnum):
    """How far the extraction of data is."""

    NONE = "none"
    RUNNING = "running"
    COMPLETED = "completed"


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


class Funnel(Model, kw_only=True):
    """How many contacts got how far."""

    called: FunnelStage
    """How many contacts got as far as a stage."""
    hot_leads: FunnelStage
    """How many contacts got as far as a stage."""
    reached: FunnelStage
    """How many contacts got as far as a stage."""
    real_exchanges: FunnelStage
    """How many contacts got as far as a stage."""


class FunnelCounts(Model, kw_only=True):
    """How many contacts became leads."""

    hot: int | float
    """How many are hot leads."""
    talked_to_human: int | float
    """How many were spoken with."""
    total_leads: int | float
    """How many leads there are."""


class FunnelStage(Model, kw_only=True):
    """How many contacts got as far as a stage."""

    count: int | float
    """How many contacts."""
    imported_rows: int | float | None = None
    """How many there are in all. For those who were called."""
    inbound: int | float | None = None
    """How many of them called. For those who were reached."""
    outbound: int | float | None = None
    """How many of them were called. For those who were reached."""
    overlap: int | float | None = None
    """How many of them both. For those who were reached."""
    pct_of_called: int | float | None = None
    """How many percent of those who were called. For those who were reached."""
    pct_of_reached: int | float | None = None
    """How many percent of those who were reached. For what comes after that."""


class HttpMethod(OpenStrEnum):
    """An HTTP method."""

    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"
    DELETE = "DELETE"


class HumanTransferMode(OpenStrEnum):
    """Whether the agent introduces the call to the human (warm), or hands it over at once (cold)."""

    WARM = "warm"
    COLD = "cold"


class JumpInStatistics(Model, kw_only=True):
    """How often humans joined calls."""

    joined_calls: int | float
    """How many calls were joined."""
    median_conversation_seconds: int | float | None = None
    """How long such conversations took, in seconds; the median."""
    median_time_to_join_seconds: int | float | None = None
    """How long it took to join, in seconds; the median."""


class KeyValue(Model, kw_only=True):
    """A name and its value."""

    key: str
    """The name."""
    value: str
    """The value."""


class LaunchMode(OpenStrEnum):
    """Whether the AI agent calls, or an operator speaks with those who answer."""

    AI_FIRST = "ai_first"
    SPEED_DIAL = "speed_dial"


class LaunchResult(RawModel, kw_only=True):
    """What became of a launch."""

    launched: int | float
    """How many calls were launched."""
    skipped: SkippedCalls
    """How many calls were not launched."""
    session: DialSession | None = None
    """The session of the operator."""


class LaunchRows(Model, kw_only=True):
    """Which calls of those that a filter keeps."""

    call_ids: list[str]
    """The IDs of calls."""
    mode: RowsMode
    """Whether the calls that are listed are launched, or all others."""


class LaunchSelection(Model, kw_only=True):
    """Which calls to launch."""

    filters: CallFilter
    """Which calls are meant. An empty list keeps all."""
    rows: LaunchRows
    """Which calls of those that a filter keeps."""


class Lead(Model, kw_only=True):
    """A contact who wants to hear more."""

    call_id: str
    """The ID of the call."""
    direction: CallDirection
    """Whether the call comes in or goes out."""
    last_activity_at: Any
    """When there was last a call. The form of times is not documented."""
    name: str
    """The name of the contact."""
    phone: str
    """The phone number of the contact."""
    attempt_id: str | None = None
    """The ID of the call attempt."""
    email: str | None = None
    """The email address of the contact."""
    summary: str | None = None
    """What was said, in short."""


class Leads(Model, kw_only=True):
    """The contacts who want to hear more."""

    callback_requested: list[Lead]
    """Those who want to be called back."""
    interested: list[Lead]
    """Those who are interested."""


class OpenRouterLlmModel(Model, kw_only=True, tag_field="type", tag="openrouter"):
    """A language model that is reached through OpenRouter."""

    openrouter_model_id: str
    """The name of the model at OpenRouter, such as openai/gpt-4.1."""
    openrouter_provider: str
    """The provider that OpenRouter asks, such as nebius, openai or azure."""
    type: ClassVar[Literal["openrouter"]] = "openrouter"
    """The kind of the language model."""


class OutcomeCount(Model, kw_only=True):
    """How many contacts had an outcome."""

    count: int | float
    """How many contacts."""
    label: str
    """The outcome, for people."""
    outcome: str
    """The outcome."""


class OutcomeFilter(OpenStrEnum):
    """An outcome to select calls by; `none` stands for calls without one."""

    NOT_INTERESTED = "not_interested"
    INTERESTED = "interested"
    COMPLETED = "completed"
    REQUESTED_CALLBACK_LATER = "requested_callback_later"
    NONE = "none"


class PhoneHistories(RawModel, kw_only=True):
    """The history of each phone number that was called."""

    phone_history: dict[str, PhoneHistory]
    """The histories, by phone number."""


class PhoneHistory(Model, kw_only=True):
    """What became of the calls to a phone number."""

    campaigns: list[CampaignSummary]
    """The campaigns that called it."""
    count: int | float
    """How many calls there were."""
    do_not_contact: bool
    """Whether it must not be called again."""
    hot: bool
    """Whether it belongs to a hot lead."""
    reached_human: bool
    """Whether a human was reached."""
    last_called_at: str | None = None
    """When it was last called. The form of times is not documented."""
    last_outcome: CallOutcome | None = None
    """What came of the last call."""


class PhoneNumber(Model, kw_only=True):
    """A phone number of the organization."""

    id: str
    """The ID of the phone number."""
    created_at: Any
    """When it was added. The form of times is not documented."""
    phone_number: str
    """The phone number."""
    provider: TelephonyProvider
    """A company that carries calls or text messages. Phone numbers have `twilio`, `telnyx` or `sip`, text messages `twilio` or `vonage`."""
    source: PhoneNumberSource
    """Where a phone number comes from."""
    type: PhoneNumberType
    """Whether a phone number is owned, or only shown to those who are called."""
    created_by: User | None = None
    """Who added it."""
    inbound_assistant: Assistant | None = None
    """The assistant that answers calls to it."""
    inbound_sip_uri: str | None = None
    """The SIP address that calls to it arrive at."""
    label: str | None = None
    """What it is called."""
    livekit_outbound_trunk_id: str | None = None
    """The ID of the line that calls from it go over."""


class PhoneNumberList(RawModel, kw_only=True):
    """All phone numbers."""

    phone_numbers: list[PhoneNumber]
    """The phone numbers."""


class PhoneNumberResponse(RawModel, kw_only=True):
    """A phone number."""

    phone_number: PhoneNumber
    """A phone number of the organization."""


class PhoneNumberSource(OpenStrEnum):
    """Where a phone number comes from."""

    USER_IMPORTED = "user_imported"
    REVOX_PROVISIONED = "revox_provisioned"
    REVOX_PURCHASED = "revox_purchased"


class PhoneNumberType(OpenStrEnum):
    """Whether a phone number is owned, or only shown to those who are called."""

    OWNED_NUMBER = "owned_number"
    VERIFIED_CALLER_ID = "verified_caller_id"


class PhoneNumbersUpdateParametersBody(Model, kw_only=True):
    inbound_assistant_id: str | None | UnsetType = UNSET
    label: str | None | UnsetType = UNSET


class RealtimeLlmModel(Model, kw_only=True, tag_field="type", tag="realtime"):
    """A language model that hears and speaks itself."""

    provider: RealtimeProvider
    """The company that runs a realtime model."""
    realtime_model_id: str
    """The name of the model at the provider."""
    type: ClassVar[Literal["realtime"]] = "realtime"
    """The kind of the language model."""
    realtime_voice_id: str | None = None
    """The voice of the model, such as marin (OpenAI) or Puck (Gemini)."""


LlmModel: TypeAlias = Annotated[
    DedicatedLlmModel | OpenRouterLlmModel | CustomLlmModel | RealtimeLlmModel,
    Meta(description="The language model that drives the conversation."),
]


class RealtimeProvider(OpenStrEnum):
    """The company that runs a realtime model."""

    OPENAI = "openai"
    GOOGLE = "google"


class RecordingType(OpenStrEnum):
    """The kind of a recording."""

    AUDIO_WEBM = "audio/webm"
    AUDIO_WAV = "audio/wav"
    AUDIO_MPEG = "audio/mpeg"
    AUDIO_OGG = "audio/ogg"
    AUDIO_MP4 = "audio/mp4"
    VIDEO_WEBM = "video/webm"


class ResultFilter(OpenStrEnum):
    """A result to filter by; `all` keeps everything (for rows only), `none` what has no result."""

    IVR = "IVR"
    VOICEMAIL = "voicemail"
    HUMAN = "human"
    UNKNOWN = "unknown"
    IOS_SCREENING_FILTER = "ios-screening-filter"
    ALL = "all"
    NONE = "none"


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


class RowCounts(Model, kw_only=True):
    """How many contacts are in which state."""

    calling: int | float
    """How many are being called."""
    completed: int | float
    """How many are done."""
    failed: int | float
    """How many could not be called."""
    pending: int | float
    """How many wait for their call."""
    retry: int | float
    """How many wait for another call."""
    total: int | float
    """How many there are."""
    not_launched: int | float | None = None
    """How many are not launched."""
    skipped: int | float | None = None
    """How many were skipped."""


class RowsMode(OpenStrEnum):
    """Whether the calls that are listed are launched, or all others."""

    ALL_EXCEPT = "all_except"
    ONLY = "only"


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


class SentEmail(Model, kw_only=True):
    """An email about a call."""

    id: str
    """The ID of the email."""
    created_at: Any
    """When it was sent. The form of times is not documented."""
    from_address: str
    """Who sent it."""
    subject: str
    """Its subject."""
    to_emails: list[str]
    """Who got it."""
    resend_message_id: str | None = None
    """Its ID at the service that sent it."""


class SentSms(Model, kw_only=True):
    """A text message about a call."""

    id: str
    """The ID of the message."""
    created_at: Any
    """When it was sent. The form of times is not documented."""
    message_body: str
    """Its text."""
    provider: TelephonyProvider
    """A company that carries calls or text messages. Phone numbers have `twilio`, `telnyx` or `sip`, text messages `twilio` or `vonage`."""
    to_phone_number: str
    """Who got it."""
    type: SmsType
    """When a text message was sent: during a call, to a voicemail, or after a call."""
    provider_message_id: str | None = None
    """Its ID at the service that sent it."""


class SkippedCalls(Model, kw_only=True):
    """How many calls were not launched."""

    active: int | float
    """How many go on already."""
    attempts_exhausted: int | float
    """How many were tried as often as they may be."""
    cancelled: int | float
    """How many were cancelled."""


class SlackChannel(Model, kw_only=True):
    """A channel at Slack."""

    id: str
    """The ID of the channel, such as C01234567."""
    name: str | None = None
    """The name of the channel, for people and for routing by name."""


class SlackNotification(Model, kw_only=True):
    """Which Slack channels are told of a call, and after which outcomes."""

    channels: list[SlackChannel]
    """The channels. The prompt can choose among several; else all are told."""
    connection_id: str
    """The ID of the link between the Slack workspace and Revox."""
    outcomes: list[OutcomeFilter]
    """After which outcomes a message is sent."""
    template: str | None = None
    """The message. It can hold {{variables}} such as {{summary}}, {{outcome}} and {{phone}}."""


class SmsType(OpenStrEnum):
    """When a text message was sent: during a call, to a voicemail, or after a call."""

    IN_CALL = "in_call"
    VOICEMAIL = "voicemail"
    AFTER_CALL = "after_call"


class SortDirection(OpenStrEnum):
    """Whether to sort upwards or downwards."""

    ASC = "asc"
    DESC = "desc"


class SpeechContext(Model, kw_only=True):
    """Words and facts that help to recognize speech."""

    general: list[KeyValue]
    """Facts, by name."""
    terms: list[str]
    """Words of the trade."""


class SpeechEvent(Model, kw_only=True):
    """A stretch of time in which somebody spoke."""

    id: str
    """The ID of the event."""
    is_real_turn: bool
    """Whether it was a turn of the conversation, and not just a noise."""
    speaker: CallParty
    """A side of a call: the AI agent, the person on the phone, or the system (which ends a call at its longest duration, but never speaks)."""
    started_speaking_at_ms: int | float
    """When it began, in milliseconds since the call did."""
    llm_system_prompt: str | None = None
    """All that the language model was given for this turn, as JSON. For the agent only."""
    llm_ttft_ms: int | float | None = None
    """How long the language model took to its first token, in milliseconds. For the agent only."""
    llm_winner_model: str | None = None
    """The language model that answered. For the agent only."""
    stopped_speaking_at_ms: int | float | None = None
    """When it ended, in milliseconds since the call began."""
    stt_transcription_delay_ms: int | float | None = None
    """How long it took until the transcript was there, in milliseconds. For the user only."""
    transcript: str | None = None
    """What was said."""
    tts_ttfb_ms: int | float | None = None
    """How long the voice took to its first sound, in milliseconds. For the agent only."""
    was_cut: bool | None = None
    """Whether the agent was interrupted. For the agent only."""


class SpeechModel(OpenStrEnum):
    """A model that recognizes speech."""

    STT_RT_V4 = "stt-rt-v4"
    STT_RT_V5 = "stt-rt-v5"


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


class Success(RawModel, kw_only=True):
    """Whether it was done."""

    success: bool
    """Whether it was done."""


class TelephonyProvider(OpenStrEnum):
    """A company that carries calls or text messages. Phone numbers have `twilio`, `telnyx` or `sip`, text messages `twilio` or `vonage`."""

    TWILIO = "twilio"
    TELNYX = "telnyx"
    SIP = "sip"
    VONAGE = "vonage"


class ThinkingSound(OpenStrEnum):
    """A sound that plays while the agent prepares its answer."""

    CITY_AMBIENCE_OGG = "city-ambience.ogg"
    FOREST_AMBIENCE_OGG = "forest-ambience.ogg"
    OFFICE_AMBIENCE_OGG = "office-ambience.ogg"
    CROWDED_ROOM_OGG = "crowded-room.ogg"
    KEYBOARD_TYPING_OGG = "keyboard-typing.ogg"
    KEYBOARD_TYPING2_OGG = "keyboard-typing2.ogg"
    HOLD_MUSIC_OGG = "hold_music.ogg"


class TranscriptMessage(Model, kw_only=True):
    """One turn of a conversation, or one use of a tool."""

    content: str
    """The words, or what the tool answered."""
    role: TranscriptRole
    """Who speaks in a transcript. `human_agent` came after March 2026."""
    tool_arguments: dict[str, Any] | str | None = None
    """What the tool was called with."""
    tool_is_error: bool | None = None
    """Whether the tool failed."""
    tool_name: str | None = None
    """The name of the tool."""
    tool_output: str | None = None
    """What the tool answered."""


class TranscriptRole(OpenStrEnum):
    """Who speaks in a transcript. `human_agent` came after March 2026."""

    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"
    HUMAN_AGENT = "human_agent"


class TransferDestination(Model, kw_only=True):
    """Where a call can be transferred to."""

    label: str
    """What the destination is called."""
    phone_number: str
    """Its phone number."""


class UnpatchedCalls(Model, kw_only=True):
    """Calls that go on with the assistant as it was before."""

    count: int | float
    """How many calls there are."""
    variables: list[str]
    """The variables of the prompt that these calls have no value for."""


class User(Model, kw_only=True):
    """Somebody of the organization, and more about the person who the API key belongs to."""

    id: str
    """The ID of the person."""
    email: str
    """The email address of the person."""
    created_at: Any | None = None
    """When the person was added. The form of times is not documented."""
    has_completed_onboarding: bool | None = None
    """Whether the person has been through the introduction."""
    organization_id: str | None = None
    """The ID of the organization."""
    updated_at: Any | None = None
    """When the person last changed. The form of times is not documented."""
    first_name: str | None = None
    """The first name of the person."""
    last_name: str | None = None
    """The last name of the person."""
    organization_country: str | None = None
    """The country of the organization by ISO 3166-1, such as FR. Phone numbers without a country code are taken for its."""


class UserResponse(RawModel, kw_only=True):
    """The person who the API key belongs to."""

    user: User
    """Somebody of the organization, and more about the person who the API key belongs to."""


class Voice(Model, kw_only=True):
    """The voice of an agent."""

    id: Annotated[str, Meta(min_length=1)]
    """The ID of the voice."""
    provider: VoiceProvider
    """The company that makes the voice. `gradium` came after March 2026."""
    speed: SpeedInteger | SpeedNumber | None = None
    """How fast the voice speaks, 1.0 by default. Cartesia and Gradium take 0.6 to 1.5, ElevenLabs 0.7 to 1.2."""
    model: VoiceModel | None = None
    """The model that speaks; `sonic-3` by default. For Cartesia only."""
    volume: int | float | None = None
    """How loud the voice is, from 0.5 to 2.0; 1.0 by default. For Cartesia only."""


class VoiceDetails(RawModel, kw_only=True):
    """A voice: one that there is, or one that was cloned."""

    id: str
    """The ID of the voice."""
    name: str
    """The name of the voice."""
    accent: str | None = None
    """The accent, such as british or quebec."""
    cartesiaVoiceId: str | None = None
    """The ID of the voice at Cartesia. Only as the answer to cloning."""
    createdAt: str | None = None
    """When it was cloned. The form of times is not documented. Only as the answer to cloning."""
    description: str | None = None
    """What the voice is like."""
    gender: str | None = None
    """Whether the voice is male, female or neutral."""
    isCloned: bool | None = None
    """Whether the organization has cloned it."""
    language: VoiceLanguage | None = None
    """The language of a voice."""
    modelCompat: VoiceModelCompatibility | None = None
    """The models that it works with; all where this is absent."""
    provider: VoiceProvider | None = None
    """The company that makes the voice. `gradium` came after March 2026."""


class VoiceLanguage(ExtensibleStrEnum):
    """The language of a voice."""

    EN = "en"
    FR = "fr"
    ES = "es"
    DE = "de"
    IT = "it"
    PT = "pt"
    RU = "ru"
    ZH = "zh"


class VoiceList(RawModel, kw_only=True):
    """All voices."""

    voices: list[VoiceDetails]
    """The voices."""


class VoiceModel(OpenStrEnum):
    """A model that speaks."""

    SONIC_3 = "sonic-3"
    SONIC_3_5 = "sonic-3.5"


class VoiceModelCompatibility(OpenStrEnum):
    """The models that a voice works with."""

    UNIVERSAL = "universal"
    SONIC_3 = "sonic-3"
    SONIC_3_5 = "sonic-3.5"


class VoiceProvider(OpenStrEnum):
    """The company that makes the voice. `gradium` came after March 2026."""

    CARTESIA = "cartesia"
    ELEVENLABS = "elevenlabs"
    GRADIUM = "gradium"


class VoiceResponse(RawModel, kw_only=True):
    """A voice."""

    voice: VoiceDetails
    """A voice: one that there is, or one that was cloned."""


class VoicesCloneParametersBody(Model, kw_only=True):
    audio: str
    contentType: RecordingType
    language: VoiceLanguage
    name: str


class VoicesPreviewParametersBody(Model, kw_only=True):
    provider: VoiceProvider
    voiceId: str
    model: VoiceModel | UnsetType = UNSET
    speed: float | UnsetType = UNSET
    text: str | UnsetType = UNSET
    volume: float | UnsetType = UNSET


class VoicesRetrieveParametersQuery(Model, kw_only=True):
    provider: VoiceProvider


class Weekday(OpenStrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class ZohoExport(Model, kw_only=True):
    """How a call is recorded in Zoho CRM, and after which outcomes."""

    connection_id: str
    """The ID of the link between the Zoho account and Revox."""
    field_mapping: list[ZohoFieldMapping]
    """Which data of the call goes into which field."""
    log_call_activity: bool
    """Whether the call is recorded in the module Calls as well."""
    module: str
    """The module that the contact is recorded in, such as Leads or Contacts."""
    outcomes: list[OutcomeFilter]
    """After which outcomes a call is recorded."""
    template: str | None = None
    """The note about the call. It can hold {{variables}}."""


class ZohoFieldMapping(Model, kw_only=True):
    """Which data of a call goes into a field at Zoho."""

    source: str
    """The name of extracted data, or of a variable of the prompt."""
    zoho_field: str
    """The name of the field in Zoho's API."""
