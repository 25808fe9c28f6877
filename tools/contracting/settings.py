"""How Schemathesis is set, for a run that no earlier run and no setting of the machine can change."""

import attrs
from schemathesis.config import SchemathesisConfig

STAGES = ("examples", "coverage", "fuzzing", "stateful", "negative")
"""The phases of Schemathesis, and `negative`: its phase `fuzzing` once more, with wrong requests only."""
EXCLUDED: dict[str, str] = {}
"""Checks of Schemathesis that are switched off, each with the reason. There are none."""
PREFIX = "schemathesis."


@attrs.frozen
class Settings:
    """How to fuzz.

    Attributes:
        base_url: Where the server is.
        key: The key that is right.
        seed: What requests are drawn from.
        examples: How many requests to draw for each operation, right ones and wrong ones each.
        stages: Which of `STAGES` to run.
        methods: The methods that may be sent; None for all.
    """

    base_url: str
    key: str = attrs.field(repr=False)
    seed: int = 0
    examples: int = 100
    stages: tuple[str, ...] = STAGES
    methods: tuple[str, ...] | None = None

    def config(self, mode: str) -> SchemathesisConfig:
        """Return the configuration of a run with right or wrong requests.

        It leaves nothing behind that a later run could depend on.

        Args:
            mode: `positive` for all phases, in which fuzzing makes right requests, or `negative` for wrong ones. When
                it may choose, four of five are right.
        """
        is_positive = mode == "positive"
        generation = {"database": "none", "max-examples": self.examples, "no-shrink": True, "unique-inputs": True}
        # Wrong keys would hide what else is wrong; they are tried by the phase coverage and by the plain cases. Within
        # the settings of a phase, this one is ignored without a word.
        generation["with-security-parameters"] = is_positive
        # Values out of answers may be phone numbers, which would come back in requests that are shown.
        no_reuse = {"extra-data-sources": {"responses": False}}
        return SchemathesisConfig.from_dict(
            {
                "seed": self.seed,
                "base-url": self.base_url,
                "continue-on-failure": True,
                "cache": {"enabled": False},
                "auth": {"openapi": {"bearerAuth": {"bearer": self.key}}},
                "generation": generation,
                "checks": {name: {"enabled": False} for name in EXCLUDED},
                "phases": {
                    "examples": {"enabled": is_positive and "examples" in self.stages} | no_reuse,
                    "coverage": {"enabled": is_positive and "coverage" in self.stages}
                    | {"generate-duplicate-query-parameters": True}
                    | no_reuse,
                    "fuzzing": {"enabled": ("fuzzing" if is_positive else "negative") in self.stages}
                    | {"generation": {"mode": mode}}
                    | no_reuse,
                    "stateful": {"enabled": is_positive and "stateful" in self.stages},
                },
            }
        )
