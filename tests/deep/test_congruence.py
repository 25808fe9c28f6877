"""Each operation, called with the official SDK and with ours against one server: the same request, the same values."""

import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from revox import Revox

from tests.support.operations import EXAMPLES, Example
from tests.support.scripted_server import Received, scripted_server
from tools.setup.environment import ROOT, ensure
from tools.setup.pins import LATER_PINS, PEER_PINS
from tools.setup.server import without_proxy

# Later releases read all rows at once; the paged rows of the docs are those of 0.1.1.
EARLIER = {"campaigns.get_rows"}
RELEASES = [("0.1.1", PEER_PINS, EARLIER), ("0.5.0", LATER_PINS, EXAMPLES.keys() - EARLIER)]


def wire(request: Received) -> tuple[Any, ...]:
    """Return what a request says, in a form that can be compared."""
    target = urlsplit(request.target)
    body = json.loads(request.body) if request.body not in (b"", b"{}") else None
    return request.method, target.path, sorted(parse_qsl(target.query)), body


def told(value: Any) -> Any:
    """Return a value without what is null: where absent and null mean the same, both clients may say either."""
    if isinstance(value, dict):
        return {key: told(inner) for key, inner in value.items() if inner is not None}
    return [told(inner) for inner in value] if isinstance(value, list) else value


def by_sdk(python: Path, examples: list[Example], base_url: str) -> list[Any]:
    """Call the operations with the official SDK, and return what it read."""
    names = [example.operation.name.split(".") for example in examples]
    calls = [
        {"resource": resource, "verb": verb, "arguments": example.arguments}
        for (resource, verb), example in zip(names, examples, strict=True)
    ]
    done = subprocess.run(
        [str(python), str(Path(__file__).with_name("sdk_calls.py"))],
        input=json.dumps({"base_url": base_url, "calls": calls}),
        env=without_proxy(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


@pytest.mark.deep
@pytest.mark.parametrize(("release", "pins", "names"), RELEASES, ids=[release for release, *_ in RELEASES])
def test_both_clients_send_and_read_the_same(release: str, pins: Path, names: set[str]) -> None:
    """Method, path, query and body; of the answer every value that is not null (of audio, the SDK reads nothing)."""
    examples = [EXAMPLES[name] for name in EXAMPLES if name in names]
    answers = [example.answer for example in examples]
    with scripted_server(*answers) as server:
        theirs = by_sdk(ensure(ROOT / "build" / f"sdk-{release}", pins), examples, server.url)
        sent_by_them = list(map(wire, server.received))
    with scripted_server(*answers) as server, Revox(api_key="key", base_url=server.url) as client:
        ours = [example.call(client) for example in examples]
        sent_by_us = list(map(wire, server.received))
    for example, their, our, sent, expected in zip(examples, theirs, ours, sent_by_us, sent_by_them, strict=True):
        assert sent == expected, example.operation.name
        assert isinstance(our, bytes) or told(json.loads(our.to_json())) == told(their), example.operation.name
