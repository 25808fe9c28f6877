# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""The errors of the generated package, beside `ArgumentError`."""


class UnexpectedStatus(Exception):
    """A status code that the spec does not know as a success.

    Attributes:
        status_code: The status code, such as 404.
        content: The body.
    """

    def __init__(self, status_code: int, content: bytes) -> None:
        super().__init__(status_code, content)
        self.status_code = status_code
        self.content = content

    def __str__(self) -> str:
        return f"status code {self.status_code}: {self.content[:500].decode(errors='replace')}"
