"""Memory: it does not grow with the campaign."""

import json
import subprocess
import sys

import pytest

from tests.support.rows import attempt, call, row
from tests.support.scripted_server import Received, answer, scripted_server

from .running import SECONDS, environment, parameters

SCRIPT = """
import sys
from revox.cli.commands import run
assert run(sys.argv[1:]) == 0
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
TURNS = [{"role": "user", "content": f"This is turn {number} of a conversation. " * 3} for number in range(10)]
ROW = json.dumps(row(0, input_data={"name": "x" * 50}, call=call(last_call_attempt=attempt(transcript=TURNS))))
PAGE_SIZE = 250


def peak_kilobytes(total: int, *arguments: str) -> int:
    """Export that many rows of two kilobytes each, and return how much memory it took at most."""

    def give(request: Received) -> bytes:
        first = int(parameters(request)["page"]) * PAGE_SIZE
        rows = [ROW.replace("row-0", f"row-{number}") for number in range(first, min(first + PAGE_SIZE, total))]
        page = f'{{"page":0,"page_size":{PAGE_SIZE},"rows":[{",".join(rows)}],"total":{total}}}'
        return answer(page.encode())

    with scripted_server(give) as server:
        command = [sys.executable, "-c", SCRIPT, "rows", "x", "--page-size", str(PAGE_SIZE), *arguments]
        output = subprocess.run(command, env=environment(server.url), capture_output=True, timeout=SECONDS, check=True)
    return int(output.stdout.split()[-1])


@pytest.mark.deep
@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_ten_times_the_rows_take_the_same_memory(tmp_path: object, format: str) -> None:
    """Twenty thousand rows take hardly more memory than two thousand, for the IDs of those that were seen."""
    arguments = ("-o", f"{tmp_path}/rows.{format}")
    small, large = (peak_kilobytes(total, *arguments) for total in (2_000, 20_000))
    assert large < small * 1.35
    assert large - small < 18_000 * 2  # two kilobytes a row, if they were kept
