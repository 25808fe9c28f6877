"""Enums that take values which the spec does not know: an API may add some at any time."""

from enum import Enum, IntEnum, StrEnum
from typing import Any, Self, cast


def _undocumented(cls: Any, value: object, base: type) -> Any:
    """Make a member for a value that the spec does not know; it encodes to itself and is not remembered."""
    if not isinstance(value, base) or isinstance(value, bool):
        return None
    member: Any = base.__new__(cls, value)
    member._name_ = str(value)
    member._value_ = value
    return member


class OpenEnum(Enum):
    """An enum that takes any other value of its kind as well."""

    @property
    def is_documented(self) -> bool:
        """Whether the spec knows this value."""
        return type(self)._value2member_map_.get(self._value_) is self


class OpenStrEnum(OpenEnum, StrEnum):
    """An enum of strings that takes any other string as well."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cast("Self | None", _undocumented(cls, value, str))


class OpenIntEnum(OpenEnum, IntEnum):
    """An enum of integers that takes any other integer as well."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cast("Self | None", _undocumented(cls, value, int))


class ExtensibleStrEnum(OpenStrEnum):
    """An enum of which the spec itself says that any other string will do."""

    @property
    def is_documented(self) -> bool:
        """True: every value is."""
        return True
