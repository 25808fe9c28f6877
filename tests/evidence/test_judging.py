"""What the spec says is held against what all sources say of the same place."""

import pytest

from tools.evidence.facts import Field
from tools.evidence.judging import Claim, judge

TEXT, NULL, MAYBE = Field("string", True, False), Field("string", True, True), Field("string", maybe=True)
OPTIONAL, LACKING = Field("string", False, False), None
PAPER, BOTH = Field("string", True, False, values=("paper",)), Field("string", True, False, values=("paper", "gold"))
LONG, BOUNDLESS = Field("string", bounds={"minLength": 1}), Field("string", bounds={})


@pytest.mark.parametrize(
    ("part", "spec", "told", "verdicts"),
    [
        # The widest type of all sources, and no wider one.
        ("type", Field("string"), [TEXT], "backed"),
        ("type", Field("integer | string"), [TEXT, Field("integer")], "backed"),
        ("type", Field("string"), [TEXT, Field("integer")], "conflicting"),
        ("type", Field("integer | string"), [TEXT], "unread"),
        ("type", Field("any"), [TEXT], "unread"),
        ("type", Field("string"), [Field("any")], "conflicting"),
        ("type", Field("number"), [Field("integer"), Field("number")], "backed"),
        ("type", Field("number"), [Field("numeric")], "not told"),
        ("type", Field("number"), [Field("numeric"), Field("integer")], "unread"),
        # Required if no source lacks it.
        ("required", TEXT, [TEXT, TEXT], "backed"),
        ("required", TEXT, [TEXT, OPTIONAL], "conflicting"),
        ("required", TEXT, [TEXT, LACKING], "conflicting"),
        ("required", OPTIONAL, [TEXT, LACKING], "backed"),
        ("required", OPTIONAL, [TEXT], "unread"),
        # May be absent or null: not told which, unless another source tells one of them.
        ("required", TEXT, [MAYBE], "conflicting"),
        ("required", OPTIONAL, [MAYBE], "not told"),
        ("nullable", OPTIONAL, [MAYBE], "conflicting"),
        ("nullable", Field("string", False, True), [MAYBE], "not told"),
        ("nullable", OPTIONAL, [MAYBE, OPTIONAL], "backed"),
        ("required", NULL, [MAYBE, TEXT], "backed"),
        ("required", Field("string", False, True), [MAYBE, NULL], "unread"),
        ("nullable", NULL, [MAYBE, TEXT], "backed"),
        ("nullable", TEXT, [NULL, TEXT], "conflicting"),
        ("nullable", NULL, [TEXT], "unread"),
        # The values of all sources; other texts where a source has no values.
        ("value", BOTH, [PAPER, BOTH], "backed, backed"),
        ("value", PAPER, [BOTH], "backed, conflicting"),
        ("value", BOTH, [PAPER], "backed, unread"),
        ("value", TEXT, [PAPER], "unread"),
        ("open", PAPER, [PAPER, TEXT], "conflicting"),
        ("open", Field("string", values=("paper",), open=True), [PAPER, TEXT], "backed"),
        ("open", Field("string", values=("paper",), open=True), [PAPER], "unread"),
        # Bounds of the sources that tell them.
        (
            "bounds",
            Field("string", bounds={"minLength": 1}),
            [LONG, TEXT],
            "backed",
        ),
        ("bounds", LONG, [BOUNDLESS], "conflicting"),
        ("bounds", LONG, [TEXT], "unread"),
        ("bounds", TEXT, [LONG], "unread"),
        ("deprecated", TEXT, [Field("string", deprecated=True)], "conflicting"),
    ],
)
def test_verdicts(part: str, spec: Field, told: list[Field | None], verdicts: str) -> None:
    """The spec allows whatever a source says, and no more than that."""
    claims = [Claim(f"source {number}", said, is_sent=False) for number, said in enumerate(told)]
    found = judge(part if part in ("required", "value", "bounds") else "field", spec, claims)
    assert [each.verdict for each in found if each.aspect == part or part in ("value", "bounds")] == verdicts.split(
        ", "
    )


@pytest.mark.parametrize(("sent", "spec", "aspect"), [(OPTIONAL, OPTIONAL, "nullable"), (NULL, NULL, "required")])
def test_what_is_sent_tells_nothing_of_answers(sent: Field, spec: Field, aspect: str) -> None:
    """A schema of requests and answers must allow what it may be in an answer: null, and absent."""
    claims = [Claim("sdk", sent, is_sent=True), Claim("sdk", MAYBE, is_sent=False)]
    found = judge("required" if aspect == "required" else "field", spec, claims)
    assert [each.verdict for each in found if each.aspect == aspect] == ["conflicting"]
