"""Every operation of the spec, with state: what was written is read, and what cannot be is refused."""

import copy
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest
from revox.sandbox import Sandbox
from revox_api.runtime.document import spec, with_assumptions

SPEC = with_assumptions(spec())
OPERATIONS = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, item in SPEC["paths"].items()
    for method, operation in item.items()
    if "x-sources" in operation  # an operation that somebody has just added has no state here
}
WITH_ID = [name for name, (_, path, _) in OPERATIONS.items() if "{id}" in path]
Do = Callable[..., Any]


def body_schema(name: str) -> Any:
    """Return the schema of the body of an operation; an empty one where there is no body."""
    content = OPERATIONS[name][2].get("requestBody", {}).get("content", {})
    return content.get("application/json", {}).get("schema", {})


def example(name: str, assistant_id: str) -> Any:
    """Return the example of a request, about an assistant that is there."""
    content = OPERATIONS[name][2].get("requestBody", {}).get("content", {})
    if not content:
        return None
    reference = content["application/json"]["examples"]["one"]["$ref"].rpartition("/")[2]
    body = copy.deepcopy(SPEC["components"]["examples"][reference]["value"])
    return body | {key: assistant_id for key in body if key.endswith("assistant_id")}


REQUIRED = [(name, field) for name in OPERATIONS for field in body_schema(name).get("required", ())]


def doing(sandbox: Sandbox) -> Do:
    """Return a function that asks an operation, and holds what it answers against the spec."""

    def do(name: str, body: Any = None, status: int = 200, *, id: str = "", **query: Any) -> Any:
        method, path, operation = OPERATIONS[name]
        headers = {"Authorization": f"Bearer {sandbox.api_key}"}
        with httpx.Client(transport=sandbox.transport(), base_url=sandbox.base_url, headers=headers) as client:
            response = client.request(method, path.replace("{id}", id), json=body, params=query)
        assert response.status_code == status, f"{name}: {response.text}"
        if status != 200 or response.headers["content-type"] != "application/json":
            return response.content if status == 200 else response.json()["error"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema_rs.validate({**schema, "components": SPEC["components"]}, response.json())
        return response.json()

    return do


def query_of(name: str) -> Any:
    """Return the parameters that an operation must have."""
    parameters = OPERATIONS[name][2].get("parameters", ())
    needed = {one["name"] for one in parameters if one["in"] == "query" and one["required"]}
    values = {"page": 0, "page_size": 9, "provider": "cartesia"}
    return {key: values[key] for key in needed}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with a small made-up campaign."""
    with Sandbox() as opened:
        opened.add_campaign("demo", rows=60)
        yield opened


@pytest.fixture
def do(sandbox: Sandbox) -> Do:
    """A function that asks an operation of `sandbox`."""
    return doing(sandbox)


@pytest.fixture
def assistant_id(do: Do) -> str:
    """The ID of an assistant that is there."""
    return str(do("assistants.list")["assistants"][0]["id"])


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_answers_as_the_spec_says(do: Do, assistant_id: str, name: str) -> None:
    """The example of its request is taken, with IDs of what is there, and the answer is valid."""
    calls = [row["call"] for row in do("campaigns.get_rows", id="demo", page=0, page_size=60)["rows"] if "call" in row]
    status = {"resume": "paused", "pause": "scheduled", "cancel": "scheduled"}.get(name.partition(".")[2])
    voice = do("voices.clone", example("voices.clone", ""))
    number = do("phone_numbers.list")["phone_numbers"][0]
    ids = {"assistants": assistant_id, "campaigns": "demo", "voices": voice["id"], "phone_numbers": number["id"]}
    ids["call"] = next(call["id"] for call in calls if call["status"] == (status or call["status"]))
    if name == "campaigns.resume":
        do("campaigns.pause", id="demo")
    do(name, example(name, assistant_id), id=ids.get(name.partition(".")[0], ""), **query_of(name))


@pytest.mark.parametrize("name", WITH_ID)
def test_what_is_not_there_is_not_found(do: Do, assistant_id: str, name: str) -> None:
    """An unknown ID is a 404, when all else is right."""
    assert do(name, example(name, assistant_id), 404, id="nowhere", **query_of(name))["code"] == "not_found"


@pytest.mark.parametrize(("name", "field"), REQUIRED)
def test_a_body_that_lacks_a_field_is_refused(do: Do, assistant_id: str, name: str, field: str) -> None:
    """It is a 400 that names the field, whether it is missing or of another type."""
    body = example(name, assistant_id)
    assert do(name, {key: value for key, value in body.items() if key != field}, 400, id="x")["parameter"] == field
    assert do(name, body | {field: [[]]}, 400, id="x")["parameter"].startswith(field)


@pytest.mark.parametrize(
    ("name", "change", "parameter"),
    [
        ("assistants.create", {"custom_tools": [{"name": "x"}]}, "custom_tools[0].description"),
        ("assistants.create", {"voice": {"id": "", "provider": "cartesia"}}, "voice.id"),
        ("assistants.create", {"llm_model": {"type": "custom", "api_url": "", "model_name": ""}}, "llm_model.api_key"),
        ("campaigns.create", {"assistant_id": "nobody"}, "assistant_id"),
        ("campaigns.create", {"contacts": [{"prompt_variables": {}, "to_phone_number": "1"}]},
         "contacts[0].to_phone_number"),
        ("campaigns.create", {"call_retry_config": {"calling_windows": [], "max_retry_attempts": 1, "timezone": "X"}},
         "call_retry_config.timezone"),
        ("call.create", {"scheduled_at": "soon"}, "scheduled_at"),
        ("call.create", {"assistant": {"name": "both"}}, "assistant_id"),
        ("call.search", {"page": -1}, "page"),
    ],
)  # fmt: skip
def test_a_body_that_makes_no_sense_is_refused(
    do: Do, assistant_id: str, name: str, change: dict[str, Any], parameter: str
) -> None:
    """It is a 400 that names the field, deep inside or not, and nothing is stored."""
    before = do("campaigns.list")
    assert do(name, example(name, assistant_id) | change, 400)["parameter"] == parameter
    assert do("campaigns.list") == before


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff"])
def test_a_body_that_is_no_object_is_refused(sandbox: Sandbox, body: bytes) -> None:
    """It is a 400 about the body."""
    headers = {"Authorization": f"Bearer {sandbox.api_key}"}
    with httpx.Client(transport=sandbox.transport(), base_url=sandbox.base_url, headers=headers) as client:
        response = client.post("/assistants", content=body)
    assert (response.status_code, response.json()["error"]["parameter"]) == (400, "body")


def test_what_was_written_is_read_in_the_next_session_too(tmp_path: Path) -> None:
    """Created, changed, copied and deleted documents are the same after a restart; IDs and time go on."""
    with Sandbox(tmp_path / "a.db") as first:
        do = doing(first)
        made = do("assistants.create", {"name": "Ada", "prompt": "Be kind.", "webhook_url": "http://127.0.0.1:1/"})[
            "assistant"
        ]
        assert (made["name"], made["webhook_url"], made["voice"]) == ("Ada", "http://127.0.0.1:1/", None)
        changed = do("assistants.update", {"name": "Bob"}, id=made["id"])["assistant"]
        assert changed == made | {"name": "Bob"}
        copied = do("assistants.clone", id=made["id"])["assistant"]
        assert (copied["name"], copied["prompt"]) == ("Bob (Copy)", "Be kind.")
        campaign = do("campaigns.create", example("campaigns.create", made["id"]))["campaign"]
        assert campaign["assistant"] == changed
        do("assistants.delete", id=copied["id"])
        later = first.now + timedelta(hours=1)
        first.advance(hours=1)
    with Sandbox(tmp_path / "a.db") as second:
        do = doing(second)
        assert do("assistants.retrieve", id=made["id"]) == changed
        assert do("assistants.list")["assistants"] == [changed]
        assert do("campaigns.list")["campaigns"] == [campaign]
        (row,) = do("campaigns.get_rows", id=campaign["id"], page=0, page_size=9)["rows"]
        assert (row["input_data"], second.now) == ({"first_name": "Ada"}, later)
        assert do("assistants.clone", id=made["id"])["assistant"]["id"] not in (made["id"], copied["id"])


@pytest.mark.parametrize(
    "steps",
    [
        "call.cancel call.cancel", "call.pause call.pause", "call.resume", "call.cancel call.resume",
        "campaigns.pause campaigns.pause", "campaigns.resume", "campaigns.cancel campaigns.cancel",
        "campaigns.cancel campaigns.launch", "campaigns.pause campaigns.launch", "voices.delete",
    ],
)  # fmt: skip
def test_what_the_state_forbids_is_a_conflict(do: Do, assistant_id: str, steps: str) -> None:
    """The last of these steps is a 409; a voice that was not cloned cannot be deleted."""
    call = do("call.create", {"phone_number": "+14155550100", "assistant_id": assistant_id})["call"]
    ids = {"call": call["id"], "campaigns": "demo", "voices": do("voices.list")["voices"][0]["id"]}
    *before, last = steps.split()
    for step in before:
        do(step, id=ids[step.partition(".")[0]])
    assert do(last, example(last, assistant_id), 409, id=ids[last.partition(".")[0]])["code"] == "conflict"


def test_a_voice_that_an_assistant_has_is_not_deleted(do: Do) -> None:
    """It can be as soon as the assistant has another one."""
    voice = do("voices.clone", example("voices.clone", ""))
    with_voice = {"name": "a", "prompt": "b", "voice": {"id": voice["id"], "provider": "cartesia"}}
    assistant = do("assistants.create", with_voice)
    do("voices.delete", status=409, id=voice["id"])
    do("assistants.update", {"voice": {"id": "other", "provider": "cartesia"}}, id=assistant["assistant"]["id"])
    do("voices.delete", id=voice["id"])
    do("voices.retrieve", status=404, id=voice["id"], provider="cartesia")


def test_a_deleted_campaign_takes_its_rows_along(do: Do) -> None:
    """Its calls stay, and those that waited are cancelled; the ID can be used again."""
    before = do("call.search", example("call.search", ""))["total_count"]
    do("campaigns.delete", id="demo")
    do("campaigns.get_rows", status=404, id="demo", page=0, page_size=9)
    after = do("call.search", example("call.search", "") | {"statuses": ["scheduled", "not_launched"]})
    assert (do("call.search", example("call.search", ""))["total_count"], after["total_count"]) == (before, 0)


@pytest.mark.parametrize(
    ("filters", "path"),
    [({"statuses": ["completed", "errored"]}, "status"), ({"directions": ["outbound"]}, "direction"),
     ({"outcomes": ["interested", "none"]}, "outcome"), ({"results": ["human"]}, "call_attempts.0.result")],
)  # fmt: skip
def test_search_keeps_what_passes_all_filters(do: Do, filters: Any, path: str) -> None:
    """Pages put together are all calls that have one of the values, each once; `none` stands for nothing."""

    def value(call: Any) -> str:
        for step in path.split("."):
            call = call[int(step)] if step.isdigit() and call else call.get(step) if isinstance(call, dict) else None
        return str(call or "none")

    whole = do("call.search", example("call.search", "") | {"page_size": 1000})["calls"]
    found = [
        call
        for page in range(9)
        for call in do("call.search", example("call.search", "") | filters | {"page": page, "page_size": 9})["calls"]
    ]
    assert found == [call for call in whole if value(call) in next(iter(filters.values()))] != []


def test_exports_are_csv(do: Do) -> None:
    """There is a line for each row, or each attempt, with its columns, or its metadata."""
    rows = do("campaigns.export_rows", id="demo")["csv"].splitlines()
    assert rows[0].startswith("id,phone_number,row_index,status,result,first_name")
    filters = example("call.search", "") | {"statuses": ["completed"]}
    exported = do("call.export", {"filters": filters, "include_metadata": True})["csv"]
    calls = do("call.search", filters | {"page_size": 1000})["calls"]
    assert all(attempt["id"] in exported for call in calls for attempt in call["call_attempts"])
    assert "crm_id" in exported.splitlines()[0]
