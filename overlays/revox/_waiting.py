"""What the spec cannot say of campaigns and calls: when they are over, and how to wait for it."""

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from revox_api import models
from revox_api.api.call import AsyncCall as _AsyncCall
from revox_api.api.call import Call as _Call
from revox_api.api.campaigns import AsyncCampaigns as _AsyncCampaigns
from revox_api.api.campaigns import Campaigns as _Campaigns

from revox._errors import WaitTimeoutError
from revox._http.retries import Clock

if TYPE_CHECKING:
    from revox._client import AsyncRevox, Revox

FIRST_DELAY, LONGEST_DELAY = 1.0, 30.0
CALL_IS_OVER = {models.CallStatus.COMPLETED, models.CallStatus.CANCELLED, models.CallStatus.ERRORED}


def _delays(clock: Clock, within: float | None, name: str) -> Iterator[float]:
    """Yield how long to wait before each further look; raise a WaitTimeoutError when the time is up."""
    end = math.inf if within is None else clock.monotonic() + within
    delay = FIRST_DELAY
    while (left := end - clock.monotonic()) > 0:
        yield min(delay, left)
        delay = min(delay * 1.5, LONGEST_DELAY)
    raise WaitTimeoutError(f"{name} is not over after {within:g} s; it goes on")


def _campaign_is_over(campaign: models.Campaign) -> bool:
    return campaign.is_cancelled or campaign.status == models.CampaignStatus.COMPLETED


class Campaigns(_Campaigns):
    __doc__ = _Campaigns.__doc__

    def __init__(self, client: "Revox") -> None:
        super().__init__(client)
        self._clock = client.clock

    def wait(
        self, id: str, *, within: float | None = None, progress: Callable[[models.Campaign], object] | None = None
    ) -> models.Campaign:
        """Wait until a campaign has completed or was cancelled, and return it.

        It is looked at after 1 second, then less and less often, every 30 seconds in the end.

        Args:
            id: The ID of the campaign.
            within: How long to wait at most, in seconds; for ever by default.
            progress: Called with the campaign each time it was looked at.

        Raises:
            WaitTimeoutError: It was not over in time. It goes on at the server.
            APIError: It could not be read.
        """
        delays = _delays(self._clock, within, f"campaign {id}")
        while True:
            campaign = self.retrieve(id).campaign
            if progress:
                progress(campaign)
            if _campaign_is_over(campaign):
                return campaign
            self._clock.sleep(next(delays))


class AsyncCampaigns(_AsyncCampaigns):
    __doc__ = _AsyncCampaigns.__doc__

    def __init__(self, client: "AsyncRevox") -> None:
        super().__init__(client)
        self._clock = client.clock

    async def wait(
        self, id: str, *, within: float | None = None, progress: Callable[[models.Campaign], object] | None = None
    ) -> models.Campaign:
        """Wait until a campaign has completed or was cancelled. See `Campaigns.wait`."""
        delays = _delays(self._clock, within, f"campaign {id}")
        while True:
            campaign = (await self.retrieve(id)).campaign
            if progress:
                progress(campaign)
            if _campaign_is_over(campaign):
                return campaign
            await self._clock.sleep_async(next(delays))


class Call(_Call):
    __doc__ = _Call.__doc__

    def __init__(self, client: "Revox") -> None:
        super().__init__(client)
        self._clock = client.clock

    def wait(
        self, id: str, *, within: float | None = None, progress: Callable[[models.Call], object] | None = None
    ) -> models.Call:
        """Wait until a call has completed, was cancelled or failed, and return it. See `Campaigns.wait`."""
        delays = _delays(self._clock, within, f"call {id}")
        while True:
            call = self.retrieve(id).call
            if progress:
                progress(call)
            if call.status in CALL_IS_OVER:
                return call
            self._clock.sleep(next(delays))


class AsyncCall(_AsyncCall):
    __doc__ = _AsyncCall.__doc__

    def __init__(self, client: "AsyncRevox") -> None:
        super().__init__(client)
        self._clock = client.clock

    async def wait(
        self, id: str, *, within: float | None = None, progress: Callable[[models.Call], object] | None = None
    ) -> models.Call:
        """Wait until a call has completed, was cancelled or failed, and return it. See `Campaigns.wait`."""
        delays = _delays(self._clock, within, f"call {id}")
        while True:
            call = (await self.retrieve(id)).call
            if progress:
                progress(call)
            if call.status in CALL_IS_OVER:
                return call
            await self._clock.sleep_async(next(delays))
