"""Runs the generator and the tests of a copy again and again, each time in a fork that has most imports behind it.

Started in a copy, as `python -m tools.mutating.server`. A job comes as a line of JSON: the words of a command,
`generate ...` or `pytest ...`, and how many seconds of the processor it may take. The answer is a line, too: its exit
code and its output.
"""

import contextlib
import gc
import importlib
import json
import math
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

# What takes long to import and is not changed. Nothing here may import the generated package.
PRELOADED = (
    *("datamodel_code_generator", "openapi_python_client", "openapi_spec_validator", "tools.generate"),
    *("pytest", "hypothesis.strategies", "schemathesis", "jsonschema", "jsonschema_rs", "pydantic"),
    *("httpx", "msgspec", "rich.table", "sqlite3", "starlette.routing", "uvicorn"),
    "tests.contract.properties.strategies",
)
TIMED_OUT = 124
PATIENCE = 10
"""How much longer than that it may last, since others use the processor too."""
SPEC = Path("spec", "openapi.yaml")
PROPERTIES = "tests/contract/properties"
# What is imported already, such as Hypothesis, cannot be rewritten, and need not be.
PYTEST_OPTIONS = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
PYTEST_OPTIONS += ["-W", "ignore::hypothesis.errors.HypothesisSideeffectWarning"]
# To look for plugins takes longer than most tests.
PLUGINS = ("_hypothesis_pytestplugin", "revox.sandbox.pytest_plugin")
PYTEST_OPTIONS += [word for name in PLUGINS for word in ("-p", name)]


def main() -> None:
    """Serve until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for name in PRELOADED:
        importlib.import_module(name)
    gc.freeze()
    if "revox_api" in sys.modules:
        raise AssertionError("the package that is to be changed is imported already")
    spec = SPEC.read_bytes()
    for line in sys.stdin:
        job = json.loads(line)
        is_as_it_was = SPEC.read_bytes() == spec
        if is_as_it_was and any(PROPERTIES in word for word in job["command"]):
            _prepare()
        code, output = _in_a_fork(job["command"], job["seconds"], is_as_it_was)
        print(json.dumps({"code": code, "output": output}), file=answers, flush=True)


def _in_a_fork(command: list[str], seconds: float, may_remember: bool) -> tuple[int, str]:
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds)))
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os._exit(_run(command, may_remember))
        code = _waited(child, seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        output.seek(0)
        return code, output.read().decode(errors="replace")


def _waited(child: int, seconds: float) -> int:
    end = time.monotonic() + seconds * PATIENCE
    for pause in _pauses():
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            return TIMED_OUT if code in (-signal.SIGXCPU, -signal.SIGKILL) else code
        if time.monotonic() > end:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return TIMED_OUT
        time.sleep(pause)
    raise AssertionError("there is always another pause")


def _pauses() -> Iterator[float]:
    pause = 0.005
    while True:
        yield pause
        pause = min(pause * 1.5, 0.05)


@cache
def _prepare() -> None:
    """Make the instances of the spec that the properties are tried on, once for all forks."""
    strategies = importlib.import_module("tests.contract.properties.strategies")
    contract = importlib.import_module("tests.contract.properties.contract")
    for name in contract.COMPONENTS:
        strategies.instances(contract.component(name))
    for operation in contract.OPERATIONS:
        strategies.arguments(operation)
        for schema in operation.responses.values():
            strategies.instances(schema)
    gc.freeze()


def _run(command: list[str], may_remember: bool) -> int:
    """Run a command in this process, which is not needed for anything else."""
    code: Any = 1
    try:
        for name in [name for name in sys.modules if name.startswith("tests.")] * (not may_remember):
            # It was read off another spec.
            del sys.modules[name]
        if command[0] == "generate":
            code = importlib.import_module("tools.generate").main(command[1:])
        else:
            sys.path[:] = [entry for entry in sys.path if entry != str(Path.cwd())]
            sys.path.insert(0, str(Path.cwd()))
            os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
            code = importlib.import_module("pytest").main([*PYTEST_OPTIONS, *command[1:]])
    except BaseException as error:
        print(f"{type(error).__name__}: {error}")
    sys.stdout.flush()
    sys.stderr.flush()
    return int(code)


if __name__ == "__main__":
    main()
