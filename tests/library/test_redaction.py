"""The key, and what people say on the phone, do not show where nobody meant to show them."""

import logging
import traceback
from typing import Any

import pytest
from revox import APIError

from tests.support.clients import BOTH_CLIENTS, KEY
from tests.support.rows import page
from tests.support.scripted_server import CLOSE, answer, scripted_server

pytestmark = BOTH_CLIENTS
PHONE = "+15550123"


@pytest.mark.parametrize(
    "reply", [CLOSE, answer(b"", "401 Unauthorized"), answer(b"{"), answer(b"", "302 F", location="/")]
)
def test_a_traceback_with_local_variables_does_not_show_the_key(using: Any, reply: bytes) -> None:
    """As error trackers and pretty tracebacks print them."""
    with scripted_server(reply) as server, pytest.raises(APIError) as caught:
        using(
            lambda client: client.campaigns.get_rows("c", page=0, page_size=1, query=PHONE),
            base_url=server.url,
            max_retries=0,
        )
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "campaigns.get_rows" in shown
    assert KEY not in shown


def test_logs_hold_neither_key_nor_query(using: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Not even those of httpx and httpcore at their most talkative."""
    with caplog.at_level(logging.DEBUG), scripted_server(answer(page())) as server:
        using(lambda client: client.campaigns.get_rows("c", page=0, page_size=1, query=PHONE), base_url=server.url)
    text = caplog.text
    assert f"HTTP Request: GET {server.url}/campaigns/c/rows " in text
    assert KEY not in text
    assert "5550123" not in text
