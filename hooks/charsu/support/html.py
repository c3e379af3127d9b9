"""HTML as a type of its own, so that no plain text gets into a page unescaped.

`Html` is made in three ways only: by `escape`, from plain text; by `trusted`, from what was cleaned or rendered by
a library; and by `Html(f"<b>{name}</b>")`, where every value in the braces is `Html`, a number or an `Identifier`.
mypy checks all three, with the plugin `tests/mypy_html.py`.

At run time, `Html` is `str`: the type costs nothing. A template (Jinja) would escape it again; give it `for_template`.
"""

import html as _html
from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:

    class Html(str):
        """A piece of HTML: well-formed, and safe to stand between two tags or, if it has no tags, in an attribute."""

        __slots__ = ()

        def __add__(self, other: "Html", /) -> "Html": ...  # type: ignore[override]
        def join(self, parts: Iterable["Html"], /) -> "Html": ...  # type: ignore[override]
        def replace(self, old: str, new: "Html", count: int = -1, /) -> "Html": ...  # type: ignore[override]
else:
    Html = str

EMPTY = Html("")


def escape(text: str) -> Html:
    """Return plain text as HTML, for the inside of an element or of a quoted attribute."""
    return trusted(_html.escape(text))


def trusted(html: str) -> Html:
    """Declare that a string is HTML already. Say at the call who cleaned or made it."""
    return html  # type: ignore[return-value]


def for_template(html: Html) -> Markup:
    """Return HTML in the type that Jinja does not escape."""
    return Markup(html)
