"""Finds out in which form a page was saved, and reads its lines."""

import re

from tools.evidence import markdown, webtext
from tools.evidence.dialects import DIALECTS, recognise
from tools.evidence.page import Page
from tools.evidence.sheet import Sheet

FORMS = [(markdown.METHOD, markdown.read_markdown), (webtext.METHOD, webtext.read_webtext)]


def read_sheet(page: Page, dialect: str | None = None) -> Sheet:
    """Read a page in either form: the text of the web page, or Markdown with or without its line breaks.

    Args:
        page: The page.
        dialect: The name of the language, if the page is not to be asked.

    Raises:
        PageError: The page has no method, or more than one, or a line that cannot be read.
    """
    language = DIALECTS[dialect] if dialect else recognise(page.text)
    for pattern, reader in FORMS:
        found = list(re.finditer(pattern, page.text))
        if len(found) > 1:
            raise page.error(page.line_at(found[1].start()), "a second method begins here; save one page for each")
        if found:
            return reader(page, language, found[0])
    raise page.error(1, "expected a docs page with a method and a path, such as GET/things/{id}", page.text.lstrip())
