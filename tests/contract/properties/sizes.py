"""How much the property tests try: a little with every test run, and much more with `REVOX_CONTRACT=deep`."""

import os

import attrs
from hypothesis import HealthCheck, Phase, settings


@attrs.frozen
class Sizes:
    """How much to try.

    Attributes:
        instances: Valid instances of each schema that Schemathesis makes.
        mutants: Mutants of each schema.
        pydantic_mutants: Mutants of each schema that the pydantic models read as well.
        cross_checked: Mutants of each schema that both judges look at.
        bodies: Bodies of random bytes.
        socket_bodies: Answers of random bytes over a socket.
        arguments: Argument sets of each operation.
        places: Places of an answer in which something deeply nested stands.
        long_string: The length of a very long string, in bytes.
    """

    instances: int
    mutants: int
    pydantic_mutants: int
    cross_checked: int
    bodies: int
    socket_bodies: int
    arguments: int
    places: int
    long_string: int


QUICK = Sizes(
    instances=6,
    mutants=200,
    pydantic_mutants=100,
    cross_checked=25,
    bodies=1_500,
    socket_bodies=60,
    arguments=40,
    places=10,
    long_string=20_000_000,
)
DEEP = Sizes(
    instances=150,
    mutants=10_000,
    pydantic_mutants=3_000,
    cross_checked=300,
    bodies=100_000,
    socket_bodies=1_000,
    arguments=2_000,
    places=500,
    long_string=200_000_000,
)

IS_DEEP = os.environ.get("REVOX_CONTRACT") == "deep"
SIZES = DEEP if IS_DEEP else QUICK
SEED = int(os.environ.get("REVOX_CONTRACT_SEED", "0"))
"""What the random choices depend on; another number tries other examples."""


def generation(examples: int) -> settings:
    """Return the settings to generate examples with: the same ones in every run, whatever was found before."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
