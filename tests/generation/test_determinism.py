"""The same spec gives the same bytes, whoever runs the generator, when and where."""

import datetime
import re
from pathlib import Path

from tests.generation.command import LIBRARY, ROOT, contents, generate

ELSEWHERE = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONUTF8": "0", "COLUMNS": "40"}


def test_circumstances_do_not_matter(tree: Path, tmp_path: Path) -> None:
    """Hash seed, time zone, locale, working directory and the place of the output leave no trace."""
    options = ["--spec", LIBRARY, "--out", tmp_path / "a" / "b", "--package", "library_api"]
    done = generate(*options, environment=ELSEWHERE, directory=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(tmp_path / "a" / "b") == contents(tree)


def test_neither_dates_nor_directories_are_written(tree: Path, tmp_path: Path) -> None:
    """No file holds the date of today, a directory of the machine, or the address of an object."""
    text = "\n".join(content.decode() for content in contents(tree).values())
    assert str(datetime.datetime.now().astimezone().date()) not in text
    assert [place for place in (ROOT, tree.parent, Path.home(), tmp_path.parents[1]) if str(place) in text] == []
    assert re.findall(r"0x[0-9a-f]{6,}|UntrustedString", text) == []
