"""How long a new process takes until it can work."""

import subprocess
import sys

CODE = """\
import sys, time
{}
start, cpu_start = time.perf_counter(), time.process_time()
try:
    {}
except SystemExit as end:
    assert not end.code
print()
print(time.perf_counter() - start, time.process_time() - cpu_start)
"""
WHAT = {"revox --help": "from revox.cli import main; sys.argv = ['revox', '--help']; main()"}
WITHOUT_EXTRA = "sys.modules.update(dict.fromkeys(['click', 'pygments', 'rich']))"


def start(what: str, has_extra: bool) -> dict[str, float]:
    """Do something in a new process of this environment; the start and the end of Python do not count.

    Args:
        what: A line of Python, or `revox --help`.
        has_extra: Whether the libraries of the extra `cli` are there. httpx imports them where they are, which takes
            as long as the rest of httpx.
    """
    code = CODE.format("" if has_extra else WITHOUT_EXTRA, WHAT.get(what, what))
    flags = ["-E", "-s"] if sys.flags.ignore_environment else ["-s"]
    printed = subprocess.check_output([sys.executable, *flags, "-c", code], text=True)
    seconds, cpu_seconds = map(float, printed.splitlines()[-1].split())
    return {"rows": 1, "seconds": seconds, "cpu_seconds": cpu_seconds}
