"""Python source in which the text of a syntax node can be replaced, and nothing else moves."""

import ast
from functools import cached_property
from typing import Self

from attrs import define

Span = tuple[int, int]


@define(slots=False)
class PythonText:
    """Python source.

    Attributes:
        text: The source; the first line may be a comment of a template.
    """

    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree, in which the comment of a template is an empty line."""
        first, _, rest = self.text.partition("\n")
        return ast.parse(f"\n{rest}" if first.startswith("{#") else self.text)

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.text.encode().splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts

    def span(self, node: ast.expr | ast.stmt | ast.keyword | ast.arg) -> Span:
        """Return where a node begins and ends, in bytes."""
        if node.end_lineno is None or node.end_col_offset is None:
            raise AssertionError("a node that was parsed has an end")
        return self._starts[node.lineno - 1] + node.col_offset, self._starts[node.end_lineno - 1] + node.end_col_offset

    def of(self, node: ast.expr | ast.stmt | ast.keyword | ast.arg) -> str:
        """Return the text of a node."""
        start, end = self.span(node)
        return self.text.encode()[start:end].decode()

    def with_texts(self, *replacements: tuple[Span, str]) -> str:
        """Return the source with other text in some places, which do not overlap."""
        content = self.text.encode()
        for (start, end), new in sorted(replacements, reverse=True):
            content = content[:start] + new.encode() + content[end:]
        return content.decode()

    def with_node(self, node: ast.expr | ast.stmt | ast.keyword | ast.arg, new: str) -> str:
        """Return the source with other text for a node."""
        return self.with_texts((self.span(node), new))

    @classmethod
    def parsed(cls, text: str) -> Self | None:
        """Return source, or None where it is a template that is not Python."""
        source = cls(text)
        try:
            return source if source.tree.body else None
        except SyntaxError:
            return None
