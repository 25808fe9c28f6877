"""Holds a server against the spec: `make contract`, `python -m tools.contract`.

Without a base URL, it holds the sandbox against the spec, or itself against planted faults. With one, it asks a real
service, carefully: reads only, so many requests at such a rate, and nothing private in what it prints or writes.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tools.contracting.findings import Report, summary, write_json, write_junit
from tools.contracting.planted import CONFORMING, EXPECTED, planted, try_fault
from tools.contracting.relay import READS, Gate, Relay, running
from tools.contracting.runs import Target, run_all

LOCAL = {"127.0.0.1", "::1", "localhost"}
API_KEY = "REVOX_API_KEY"
EXAMPLES, LIVE_EXAMPLES = 1500, 50
PLAIN_SHARE = 0.6


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit code: 0 all is well, 1 a broken contract, 2 a wrong command line."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        if options.base_url:
            return _real_service(parser, options)
        if options.faults or options.seeds:
            return max(_faults(options) if options.faults else 0, _seeds(options) if options.seeds else 0)
        return _sandbox(options)
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.contract", description="Hold a server against the spec.")
    add = parser.add_argument
    add("--base-url", metavar="URL", help=f"a real service, with its key in {API_KEY}; without it, the sandbox")
    add("--campaign", metavar="ID", help="a campaign that the service has")
    add(
        "--operation",
        metavar="NAME",
        action="append",
        default=[],
        help="try this operation, such as campaigns.get_rows (all)",
    )
    add("--max-requests", type=_positive_int, default=200, metavar="N", help="send this many at most (200)")
    add("--rate", type=_positive, default=2.0, metavar="N", help="send this many a second at most (2)")
    add("--dry-run", action="store_true", help="print what would be sent, and send nothing")
    add("--include-writes", action="store_true", help=f"also send other methods than {', '.join(READS)}")
    add(
        "--examples",
        type=_positive_int,
        metavar="N",
        help=f"requests to draw, right and wrong ones each ({EXAMPLES}; {LIVE_EXAMPLES} with a URL)",
    )
    add("--seed", type=int, default=0, metavar="N", help="what they are drawn from (0)")
    add("--junit", type=Path, metavar="FILE", help="write the findings here as JUnit XML")
    add("--json", type=Path, metavar="FILE", help="write checks, findings and requests here as JSON")
    add("--faults", action="store_true", help="instead: catch every planted fault of the sandbox")
    add("--quick", action="store_true", help="with --faults: only walks and plain cases, until the fault is caught")
    add("--seeds", type=_positive_int, metavar="N", help="instead: raise no alarm on the correct sandbox with N seeds")
    return parser


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("must be above 0")
    return number


def _positive_int(text: str) -> int:
    if int(text) < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return int(text)


def _real_service(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    parts = urlsplit(options.base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.username:
        parser.error("--base-url must be a plain URL, such as https://example.com/api")
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        parser.error("--base-url must be https: the key would be sent in the clear")
    key = os.environ.get(API_KEY, "").strip()
    if not key or not options.campaign:
        parser.error(f"a real service needs its key in {API_KEY}, and --campaign")
    methods = None if options.include_writes else READS
    gate = Gate(options.max_requests, options.rate, methods, options.dry_run)
    relay = Relay(options.base_url.rstrip("/"), gate, key, tell=_tell)
    with running(relay) as url:
        target = Target(
            base_url=url,
            key=relay.stand_in,
            campaign=options.campaign,
            methods=methods,
            operations=tuple(options.operation),
            is_enough_plain=lambda report: gate.sent >= options.max_requests * PLAIN_SHARE,
        )
        report, seconds = _timed(target, options, LIVE_EXAMPLES)
    if gate.is_used_up:
        report.note(f"the budget of {gate.most} requests is used up; --max-requests raises it")
    code = _finish(options, report, seconds)
    if options.dry_run:
        _tell(f"dry run: {gate.sent} requests would have been sent; walks go on by what is answered.")
    return code


def _sandbox(options: argparse.Namespace) -> int:
    _tell("The sandbox against the spec:")
    with planted(None) as target:
        return _finish(options, *_timed(target, options, EXAMPLES))


def _timed(target: Target, options: argparse.Namespace, examples: int) -> tuple[Report, float]:
    start = time.perf_counter()
    report = run_all(target, seed=options.seed, examples=options.examples or examples)
    return report, time.perf_counter() - start


def _finish(options: argparse.Namespace, report: Report, seconds: float) -> int:
    for line in summary(report, seconds):
        _tell(line)
    if options.junit:
        write_junit(options.junit, report, seconds)
    if options.json:
        write_json(options.json, report)
    return 1 if report.broken else 0


def _faults(options: argparse.Namespace) -> int:
    _tell("\nPlanted faults, and what the plain cases, and Schemathesis, found after how many requests:")
    examples = None if options.quick else options.examples or 100
    rows = []
    for fault in EXPECTED:
        rows.append(try_fault(fault, seed=options.seed, examples=examples))
        _tell(str(rows[-1]))
    caught = sum(row.is_caught for row in rows)
    _tell(f"{caught} of {len(rows)} planted faults caught.")
    return 0 if caught == len(rows) else 1


def _seeds(options: argparse.Namespace) -> int:
    _tell(f"\nFalse alarms, {options.seeds} seeds:")
    alarms = 0
    for seed in range(options.seeds):
        for fault in (None, *(CONFORMING if seed == 0 else ())):
            with planted(fault) as target:
                report = run_all(target, seed=seed, examples=options.examples or 100)
            alarms += len(report.findings)
            if report.findings:
                _tell("\n".join([f"seed {seed}, {fault or 'correct server'}:", *summary(report, 0.0)]))
    _tell(f"{alarms} false alarms.")
    return 1 if alarms else 0


def _tell(text: str) -> None:
    print(text.encode("utf-8", "replace").decode(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
