"""Tells on which line of a YAML file something is."""

from pathlib import Path

import yaml

from tools.generation.document import Pointer


class Lines:
    """The lines of a file; it is parsed once."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._root = yaml.compose(file.read_text(encoding="utf-8"), yaml.SafeLoader)

    def of(self, pointer: Pointer) -> int:
        """Return the line of a place, or of the nearest one around it."""
        node, line = self._root, 1
        for part in pointer:
            if isinstance(node, yaml.MappingNode):
                found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
                if found is None:
                    break
                line, node = found[0].start_mark.line + 1, found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                node = node.value[part]
                line = node.start_mark.line + 1
        return line


def written(pointer: Pointer) -> str:
    """Return a pointer as text."""
    return "#" + "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)
