"""Mutants of the overlays, made and tried by cosmic-ray in a copy of the project.

What cannot matter is marked where it stands, with `# pragma: no mutate` and the reason.
"""

import contextlib
import importlib
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tools.mutating.trial import Copy

# How long the tests may take for one mutant. `|` stands in annotations nearly everywhere; decorators that matter are a
# crash.
CONFIGURATION = """\
[cosmic-ray]
module-path = {}
timeout = 300
excluded-modules = []
test-command = {}
[cosmic-ray.distributor]
name = "local"
[cosmic-ray.filters.operators-filter]
exclude-operators = ["core/ReplaceBinaryOperator_BitOr_.*", "core/RemoveDecorator"]
"""
ROOMS = ("overlays", "generated", ".")


def try_code(
    modules: Sequence[str], tests: Sequence[str], size: int | None, seed: int, minutes: float
) -> tuple[int, int, list[str]]:
    """Try mutants of modules, until the time is over.

    Args:
        modules: Files or directories, relative to the project.
        tests: What must notice, as arguments of pytest.
        size: How many to try, chosen at random; all by default.
        seed: What the choice and the order depend on.
        minutes: How long to go on.

    Returns:
        How many mutants there are, how many a test noticed, and the others, each as its place, operator and difference.

    Raises:
        RuntimeError: A test fails without any change, or cosmic-ray does.
    """
    with Copy.made() as copy:
        if failure := copy.failure(*tests):
            raise RuntimeError(f"without any change this fails: {failure}")
        config, session = copy.root / "cosmic-ray.toml", copy.root / "session.sqlite"
        command = f"{sys.executable} -m pytest -x -q -p no:cacheprovider --numprocesses=2 {' '.join(tests)}"
        config.write_text(CONFIGURATION.format(json.dumps(list(modules)), json.dumps(command)), encoding="utf-8")
        _run(copy.root, "cosmic-ray", "init", config, session)
        _run(copy.root, "cr-filter-pragma", session)
        _run(copy.root, "cr-filter-operators", session, config)
        found = _choose(session, size, seed)
        _run(copy.root, "cosmic-ray", "exec", config, session, seconds=minutes * 60)
        return found, *_outcome(session)


def _run(root: Path, program: str, *arguments: str | Path, seconds: float | None = None) -> None:
    path = os.pathsep.join(str(root / room) for room in ROOMS)
    process = subprocess.Popen(
        [Path(sys.executable).with_name(program), *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        if process.wait(seconds):
            raise RuntimeError(f"{program} ended with {process.returncode}")
    except subprocess.TimeoutExpired:
        pass  # what was tried until then counts
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _database(session: Path) -> Any:
    # cosmic-ray has no types.
    return importlib.import_module("cosmic_ray.work_db").use_db(str(session))


def _choose(session: Path, size: int | None, seed: int) -> int:
    """Leave out all mutants but some, in an order that is random too, and return how many there were."""
    items: Any = importlib.import_module("cosmic_ray.work_item")
    with _database(session) as database:
        every = sorted(database.pending_work_items, key=lambda item: str(item.mutations))
        random.Random(seed).shuffle(every)
        database.clear()
        database.add_work_items(
            items.WorkItem(f"{index:06}", item.mutations) for index, item in enumerate(every[:size])
        )
    return len(every)


def _outcome(session: Path) -> tuple[int, list[str]]:
    with _database(session) as database:
        done = [(item.mutations[0], result) for item, result in database.completed_work_items]
    survivors = [
        f"{spec.module_path}:{spec.start_pos[0]}: {spec.operator_name}\n{result.diff}"
        for spec, result in done
        if not result.is_killed
    ]
    return len(done) - len(survivors), survivors
