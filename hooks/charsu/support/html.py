"""HTML as a type of its own, so that no plain text gets into a page unescaped.

`Html` is made in three ways only: by `escape`, from plain text; by `trusted`, from what was cleaned or rendered by
a library; and by `Html(f"<b>{name}</b>")`, where every value in the braces is `Html`, a number or a literal.
mypy checks this with the plugin `tests/mypy_html.py`. Ids are plain text, too: `escape_id` escapes them once.

At run time, `Html` is `str`: the type costs nothing. A template (Jinja) would escape it again; give it `for_template`.
"""

import functools
import html as _html
from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:

    class Html(str):
        """A piece of HTML: well-formed, and safe between two tags. From `escape`, it is also safe in an attribute."""

        __slots__ = ()

        def __add__(self, other: "Html", /) -> "Html": ...  # type: ignore[override]
        def __mod__(self, values: "tuple[Html | int, ...]", /) -> "Html": ...
        def join(self, parts: Iterable["Html"], /) -> "Html": ...  # type: ignore[override]
        def replace(self, old: str, new: "Html", count: int = -1, /) -> "Html": ...  # type: ignore[override]
else:
    Html = str

EMPTY = Html("")


def escape(text: str) -> Html:
    """Return plain text as HTML, for the inside of an element or of a quoted attribute."""
    return trusted(_html.escape(text))


def escape_content(text: str) -> Html:
    """Return plain text as HTML, for the inside of an element only: quotation marks stay as they are."""
    return trusted(_html.escape(text, quote=False))


@functools.lru_cache(maxsize=100_000)
def escape_id(id: str) -> Html:
    """Return an id, or another short text that is written again and again, as HTML."""
    return escape(id)


def trusted(html: str) -> Html:
    """Declare that a string is HTML already. Say at the call who made it; tests/test_html.py lists the callers."""
    return html  # type: ignore[return-value]


def for_template(html: Html | Markup) -> Markup:
    """Return HTML in the type that Jinja does not escape."""
    return Markup(html)
