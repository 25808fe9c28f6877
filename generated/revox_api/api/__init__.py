# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The resources of the API, one module a tag. They are imported when they are first used."""

from functools import cached_property
from typing import TYPE_CHECKING

from ..runtime.resources import AsyncExecutor, Executor

if TYPE_CHECKING:
    from .assistants import Assistants, AsyncAssistants
    from .auth_status import AsyncAuthStatus, AuthStatus
    from .call import AsyncCall, Call
    from .campaigns import AsyncCampaigns, Campaigns
    from .phone_numbers import AsyncPhoneNumbers, PhoneNumbers
    from .users import AsyncUsers, Users
    from .voices import AsyncVoices, Voices


class Resources(Executor):
    """What a client can be asked for: one attribute a tag of the spec."""

    @cached_property
    def assistants(self) -> "Assistants":
        """The voice agents that speak in calls."""
        from .assistants import Assistants

        return Assistants(self)

    @cached_property
    def auth_status(self) -> "AuthStatus":
        """Whether the API key is valid."""
        from .auth_status import AuthStatus

        return AuthStatus(self)

    @cached_property
    def call(self) -> "Call":
        """Single calls, whether of a campaign or not."""
        from .call import Call

        return Call(self)

    @cached_property
    def campaigns(self) -> "Campaigns":
        """Campaigns and the contacts they call."""
        from .campaigns import Campaigns

        return Campaigns(self)

    @cached_property
    def phone_numbers(self) -> "PhoneNumbers":
        """The phone numbers of the organization."""
        from .phone_numbers import PhoneNumbers

        return PhoneNumbers(self)

    @cached_property
    def users(self) -> "Users":
        """The person who the API key belongs to."""
        from .users import Users

        return Users(self)

    @cached_property
    def voices(self) -> "Voices":
        """The voices that assistants can have."""
        from .voices import Voices

        return Voices(self)


class AsyncResources(AsyncExecutor):
    """What an asynchronous client can be asked for: one attribute a tag of the spec."""

    @cached_property
    def assistants(self) -> "AsyncAssistants":
        """The voice agents that speak in calls."""
        from .assistants import AsyncAssistants

        return AsyncAssistants(self)

    @cached_property
    def auth_status(self) -> "AsyncAuthStatus":
        """Whether the API key is valid."""
        from .auth_status import AsyncAuthStatus

        return AsyncAuthStatus(self)

    @cached_property
    def call(self) -> "AsyncCall":
        """Single calls, whether of a campaign or not."""
        from .call import AsyncCall

        return AsyncCall(self)

    @cached_property
    def campaigns(self) -> "AsyncCampaigns":
        """Campaigns and the contacts they call."""
        from .campaigns import AsyncCampaigns

        return AsyncCampaigns(self)

    @cached_property
    def phone_numbers(self) -> "AsyncPhoneNumbers":
        """The phone numbers of the organization."""
        from .phone_numbers import AsyncPhoneNumbers

        return AsyncPhoneNumbers(self)

    @cached_property
    def users(self) -> "AsyncUsers":
        """The person who the API key belongs to."""
        from .users import AsyncUsers

        return AsyncUsers(self)

    @cached_property
    def voices(self) -> "AsyncVoices":
        """The voices that assistants can have."""
        from .voices import AsyncVoices

        return AsyncVoices(self)
