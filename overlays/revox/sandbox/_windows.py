"""When a contact may be called: the calling windows of a retry configuration, in the time zone of the contact."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ._spec import Json, enum_values, malformed

_REGIONS = {
    "+1": ("en", "America/New_York"),
    "+33": ("fr", "Europe/Paris"),
    "+34": ("es", "Europe/Madrid"),
    "+44": ("en", "Europe/London"),
    "+49": ("de", "Europe/Berlin"),
    "+81": ("ja", "Asia/Tokyo"),
}
_TIME = re.compile(r"(\d{1,2})(?::(\d\d))? ?([ap]m)?", re.IGNORECASE)
_DEFAULTS: Json = {
    "calling_windows": [
        {"calling_window_start_time": "10:00", "calling_window_end_time": "18:00", "retry_delay_seconds": 7200}
    ],
    "max_retry_attempts": 3,
}


def language_of(phone_number: str) -> str:
    """Return the language that is spoken where a phone number is (ISO 639-1)."""
    return _region(phone_number)[0]


class CallingWindows:
    """A retry configuration, read. Without one, the defaults of the docs hold."""

    def __init__(self, config: Json | None, phone_number: str = "", place: str = "call_retry_config") -> None:
        """Read a configuration.

        Raises:
            Refusal: It has a time zone or a time of day that is none; `place` is where it stands in the request.
        """
        config = config or _DEFAULTS
        self.most_attempts: int = 1 + config["max_retry_attempts"]
        self.is_called_twice = bool(config.get("call_twice_in_a_row"))
        days = enum_values("Weekday")
        self._days = {days.index(day) for day in config.get("allowed_days", days[:5])}
        try:
            self._zone = ZoneInfo(config.get("timezone") or _region(phone_number)[1])
        except (ValueError, OSError, KeyError) as error:
            raise malformed(f"{place}.timezone", "is no time zone of the IANA database.") from error
        self._windows = sorted(
            (_read(window["calling_window_start_time"], place), _read(window["calling_window_end_time"], place), delay)
            for window in config["calling_windows"]
            for delay in [window["retry_delay_seconds"]]
        )

    @property
    def delay(self) -> timedelta:
        """How long to wait between two attempts."""
        return timedelta(seconds=self._windows[0][2] if self._windows else 7200)

    def opening(self, moment: datetime) -> datetime:
        """Return the first time from a moment in UTC on at which the contact may be called."""
        local = moment.replace(tzinfo=UTC).astimezone(self._zone)
        for days in range(8):
            day = local.date() + timedelta(days=days)
            if day.weekday() not in self._days:
                continue
            for start, end, _ in self._windows or [(time.min, time.max, 0)]:
                opens = max(datetime.combine(day, start, self._zone), local)
                if opens < datetime.combine(day, end, self._zone):
                    return opens.astimezone(UTC).replace(tzinfo=None)
        return moment


def _region(phone_number: str) -> tuple[str, str]:
    return next((found for prefix, found in _REGIONS.items() if phone_number.startswith(prefix)), ("en", "UTC"))


def _read(text: str, place: str) -> time:
    """Read a time of day such as 17:00 or 6pm."""
    if match := _TIME.fullmatch(text.strip()):
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + 12 * (half == "pm")
        if hour < 24 and minute < 60:
            return time(hour, minute)
        if (hour, minute) == (24, 0):
            return time.max
    raise malformed(f"{place}.calling_windows", f"has a time of day that is none: {text!r}.")
