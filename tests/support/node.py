"""Programs from npm, for tests that let others read the spec."""

import subprocess
from pathlib import Path

from tools.setup.environment import ROOT


def npm_programs(*packages: str) -> Path:
    """Install packages of npm, each with its version, and return the directory of their programs."""
    directory = ROOT / "build" / "npm"
    options = ["--prefix", str(directory), "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(["npm", "install", *options, *packages], check=True, timeout=600)
    return directory / "node_modules" / ".bin"
