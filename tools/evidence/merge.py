"""Merges what several pages say of one operation. All rules are here, each with its reason.

- Type: `numeric` and `integer` is integer, `numeric` and `number` is number, as only some languages tell them apart.
- Required, nullable: Python's `Optional` is absent or null; a language that tells the two apart settles which.
- Null that one page names in a union of several types counts, though another page leaves it out: TypeScript and HTTP
  drop null from such a union (see `flatten`), and no language invents it.
- Values: an enum is the same on all pages. Bounds: what the pages that show bounds say.
- Deprecated: one page is enough, as not every form of a page shows it.
- What no rule settles is a conflict. The merged fact is then what the first page says.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from tools.evidence.normal import Facts, Field, Question, is_within, parent_of

Said = tuple[tuple[str, Any], ...]
Settle = Callable[[Any, Any], Any]


@frozen
class Conflict:
    """Something that pages disagree about: the path, the aspect, and what each page says."""

    path: str
    aspect: str
    said: Said


@frozen
class Merged:
    """What some pages say together.

    Attributes:
        method: The HTTP method, in lower case.
        path: The path of the operation.
        fields: The fields, by path, in the order of the first page.
        pages: The pages that have each field.
        conflicts: What they disagree about.
        questions: What all of them leave open.
        tells_bounds: Whether a bound that they do not show is none.
    """

    method: str
    path: str
    fields: Mapping[str, Field]
    pages: Mapping[str, tuple[str, ...]]
    conflicts: tuple[Conflict, ...]
    questions: tuple[Question, ...]
    tells_bounds: bool

    def is_open(self, path: str) -> bool:
        """Whether the pages leave open what is at a path."""
        return any(question.concerns(path) for question in self.questions)


def merge(pages: Sequence[Facts]) -> Merged:
    """Merge the pages of one operation."""
    merger = _Merger(_relocated(pages))
    first = pages[0]
    paths = list(dict.fromkeys(path for page in merger.pages for path in page.fields))
    fields = {path: merger.field(path) for path in paths}
    return Merged(
        first.method,
        first.path,
        fields,
        {path: tuple(page.page for page in merger.pages if path in page.fields) for path in paths},
        tuple(merger.conflicts),
        tuple(question for page in merger.pages for question in page.questions if merger.stays_open(page, question)),
        any(page.tells_bounds for page in pages),
    )


@frozen
class _Merger:
    pages: Sequence[Facts]
    conflicts: list[Conflict] = field(factory=list)

    def stays_open(self, page: Facts, question: Question) -> bool:
        """Whether no other page answers a question."""
        return not any(
            path in other.fields and not any(each.concerns(path) for each in other.questions)
            for other in self.pages
            if other is not page
            for path in question.paths
        )

    def field(self, path: str) -> Field:
        """Merge what the pages say of one path."""
        said = [(page, page.fields[path]) for page in self.pages if path in page.fields]
        self._presence(path, {page.page for page, _ in said})
        fields = [each for _, each in said]
        types = self._agreed(path, "type", [(page.page, each.types) for page, each in said], _finer)
        required = self._agreed(path, "required", _told(said, "required"))
        nullable = self._agreed(path, "nullable", _told(said, "nullable"))
        if any(each.maybe for each in fields):
            required, nullable = self._maybe(path, said, required, nullable)
        return Field(
            path,
            types,
            required,
            nullable,
            maybe=all(each.maybe for each in fields),
            values=self._values(path, said),
            bounds=self._bounds(path, said),
            deprecated=any(each.deprecated for each in fields),
            rests_on=min(each.rests_on for each in fields),
        )

    def _presence(self, path: str, pages: set[str]) -> None:
        """A field that a page lacks is a conflict, unless all that it is in is lacking, or the page leaves it open."""
        for page in self.pages:
            lacking = page.page not in pages and not any(each.concerns(path) for each in page.questions)
            if lacking and (parent_of(path) in page.fields or "." not in parent_of(path)):
                said = tuple((each.page, each.page in pages) for each in self.pages)
                self.conflicts.append(Conflict(path, "present", said))
                return

    def _agreed(self, path: str, aspect: str, said: list[tuple[str, Any]], settle: Settle | None = None) -> Any:
        """Return what all say, or what a rule makes of what they say; else what the first says."""
        if not said:
            return None
        agreed = said[0][1]
        for _, value in said[1:]:
            settled = agreed if value == agreed else settle(agreed, value) if settle else None
            if settled is None:
                self.conflicts.append(Conflict(path, aspect, tuple(said)))
                return said[0][1]
            agreed = settled
        return agreed

    def _maybe(
        self, path: str, said: Sequence[tuple[Facts, Field]], required: bool | None, nullable: bool | None
    ) -> tuple[bool | None, bool | None]:
        """Something that is absent or null cannot be both there and not null; if it is one, it is not the other."""
        if required is True and nullable is False:
            told = tuple((page.page, "optional" if each.maybe else "required") for page, each in said)
            self.conflicts.append(Conflict(path, "required or nullable", told))
        if required is True and nullable is None:
            return True, True
        return (False, False) if nullable is False and required is None else (required, nullable)

    def _values(self, path: str, said: Sequence[tuple[Facts, Field]]) -> tuple[Any, ...]:
        told = [(p.page, f.values) for p, f in said if not any(q.concerns(path) for q in p.questions)]
        if len({frozenset(values) for _, values in told}) > 1:
            self.conflicts.append(Conflict(path, "value", tuple(told)))
        return tuple(dict.fromkeys(value for _, each in said for value in each.values))

    def _bounds(self, path: str, said: Sequence[tuple[Facts, Field]]) -> dict[str, Any]:
        telling = [(page, each) for page, each in said if page.tells_bounds]
        names = sorted({name for _, each in telling for name in each.bounds})
        return {name: self._agreed(path, name, [(p.page, f.bounds.get(name)) for p, f in telling]) for name in names}


def _told(said: Sequence[tuple[Facts, Field]], aspect: str) -> list[tuple[str, Any]]:
    return [(page.page, getattr(each, aspect)) for page, each in said if getattr(each, aspect) is not None]


def _finer(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the types that say more of two that agree, or None."""
    for coarse, fine in ((left, right), (right, left)):
        for kind in ("integer", "number"):
            if tuple(sorted(kind if each == "numeric" else each for each in coarse)) == fine:
                return fine
    return None


def _relocated(pages: Sequence[Facts]) -> list[Facts]:
    """Give parameters of which a page does not say where they are sent the place that another page says."""
    elsewhere = [path for page in pages for path in page.fields]
    return [
        evolve(
            page,
            fields={(new := relocate(path, elsewhere)): evolve(each, path=new) for path, each in page.fields.items()},
        )
        for page in pages
    ]


def relocate(path: str, elsewhere: Iterable[str]) -> str:
    """Return how other sources call a parameter, if they say where it is sent."""
    place, _, rest = path.partition(".")
    if place != "parameter":
        return path
    name = rest.split(".")[0].rstrip("[]{}").split("<")[0]
    places = ("query", "body", "header")
    found = {each.split(".")[0] for each in elsewhere for place in places if is_within(each, f"{place}.{name}")}
    return f"{found.pop()}.{rest}" if len(found) == 1 else path
