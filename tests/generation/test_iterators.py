"""Operations that come in pages get iterators, which ask the client for pages under the names of the wire."""

import inspect
from typing import Any

import pytest

from tests.generation.executor import Asynchronous, Blocking

OPTIONS = ["page_size", "prefetch", "resume", "known", "keep_raw", "extra_headers", "extra_query", "timeout"]


def resource(library: Any, client: type) -> Any:
    """Return the resource with the paged operations."""
    name = "Books" if client is Blocking else "AsyncBooks"
    return getattr(library.api.books, name)(client(library, "http://nowhere"))


@pytest.mark.parametrize("client", [Blocking, Asynchronous])
def test_pages_are_asked_for_in_the_query(library: Any, client: Any) -> None:
    """Filters stay, the number and the size of the page go under the names of the spec, and nothing is sent yet."""
    books = resource(library, client)
    books.iter_loans(keep_raw_=True, page_size=7, known=["a"], extra_query={"x": 1}, timeout=3)
    page_request, item_type, paging, options = books._executor.asked[0]
    assert page_request(4).query == (("number", "4"), ("perPage", "7"), ("keepRaw", "true"))
    assert page_request(4).operation.name == "books.loans"
    assert item_type is library.models.Loan
    assert paging == library.runtime.Paging(page_size=7, known=["a"])
    assert options == library.runtime.RequestOptions(extra_query={"x": 1}, timeout=3)


@pytest.mark.parametrize("client", [Blocking, Asynchronous])
def test_pages_are_asked_for_in_the_body(library: Any, client: Any) -> None:
    """The same for an operation whose page and size are fields; a filter may have a name that the iterator needs."""
    books = resource(library, client)
    books.search_pages(
        words="sea", body_known=True, number=0, prefetch=2, resume="t", keep_raw=True, extra_body={"a": 1}
    )
    page_request, paging, options = books._executor.asked[0]
    assert page_request(1).content == b'{"page":1,"size":100,"words":"sea","known":true,"number":0,"a":1}'
    assert paging == library.runtime.Paging(page_size=100, prefetch=2, resume="t", keep_raw=True)
    assert options == library.runtime.RequestOptions()


@pytest.mark.parametrize("client", [Blocking, Asynchronous])
def test_raw_pages_are_asked_for_with_the_same_arguments(library: Any, client: Any) -> None:
    """`with_raw_response` has the iterators over pages, and asks the client for pages before they are read."""
    raw = resource(library, client).with_raw_response
    raw.iter_loan_pages(page_size=1)
    page_request, paging, options = raw.iter_loan_pages.__self__._executor.asked[0]
    assert (page_request(1).query, paging.page_size, options.raw) == ((("number", "1"), ("perPage", "1")), 1, True)
    assert not hasattr(raw, "iter_loans")


def test_a_wrong_filter_is_an_error_of_the_page_request(library: Any) -> None:
    """The client finds it when it builds the first request, under the name of the argument."""
    books = resource(library, Blocking)
    books.search_all(body_known="yes")
    with pytest.raises(library.ArgumentError, match=r"books\.search: body_known: expected true or false"):
        books._executor.asked[0][0](1)


def test_an_iterator_says_what_it_takes_and_gives(library: Any) -> None:
    """Filters, then the options of all iterators, the same over items as over pages."""
    books = library.api.books.Books
    assert list(inspect.signature(books.iter_loans).parameters) == ["self", "keep_raw_", *OPTIONS]
    search = list(inspect.signature(books.search_pages).parameters)
    assert search == ["self", "words", "body_known", "number", *OPTIONS[:5], "extra_body", *OPTIONS[5:]]
    assert str(inspect.getdoc(books.iter_loans)).startswith("Iterate over the `entries` of all pages of `loans`, each ")
