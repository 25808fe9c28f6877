"""What results depend on, as one short text: the spec, the evidence, the generated code, the templates."""

import hashlib
from pathlib import Path

from tools.mutating.mutant import PACKAGE, ROOT, TEMPLATES

PARTS = ("spec", PACKAGE, TEMPLATES)
LEFT_OUT = "__pycache__"


def digest(root: Path = ROOT) -> str:
    """Return the digest of a project, the same wherever and whenever it is made."""
    found = hashlib.sha256()
    for part in PARTS:
        for path in sorted((root / part).rglob("*"), key=lambda path: path.relative_to(root).as_posix()):
            if path.is_file() and LEFT_OUT not in path.parts:
                found.update(f"{path.relative_to(root).as_posix()}\0".encode())
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]
