"""The files of the project, as a commit would hold them."""

from functools import cache
from pathlib import Path

from pathspec import GitIgnoreSpec

ROOT = Path(__file__).parents[2]


@cache
def project_files() -> tuple[Path, ...]:
    """Return all files here, relative to the checkout, but for those that git ignores."""
    ignored = GitIgnoreSpec.from_lines([*(ROOT / ".gitignore").read_text().splitlines(), ".git"])
    return tuple(sorted(path.relative_to(ROOT) for path in _walk(ROOT, ignored)))


def _walk(directory: Path, ignored: GitIgnoreSpec) -> list[Path]:
    found: list[Path] = []
    for path in directory.iterdir():
        is_directory = path.is_dir() and not path.is_symlink()
        if ignored.match_file(f"{path.relative_to(ROOT)}{'/' if is_directory else ''}"):
            continue
        found += _walk(path, ignored) if is_directory else [path]
    return found
