"""The fragments of pages: Jinja templates, and what they may call.

Jinja escapes whatever is not `Markup`, also `Html`. So each function that a fragment calls is wrapped here, once, and
no fragment says of anything that it is HTML already.
"""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ParamSpec

import jinja2
from markupsafe import Markup

from charsu.link.map_model import span
from charsu.model import limits
from charsu.pictures.date_shapes import MASKS, draw_shapes
from charsu.pictures.map_page import draw_marks, draw_names, place_rows
from charsu.pictures.relations_page import draw_edges, draw_nodes, relation_rows
from charsu.pictures.timeline_page import draw_panels, timeline_rows
from charsu.render.components import authorship, crumbs, references, register
from charsu.render.corrections import edit_link, report_link, version_place
from charsu.render.list_pages import entry_rows
from charsu.render.passages import passages_unfolded, versions_of
from charsu.render.statements import evidence_items, property_statements, relations_unfolded
from charsu.render.text_rows import text_rows
from charsu.support.html import Html, for_template
from charsu.support.javascript import imported_files, join_script
from charsu.support.template_loading import keep_compiled
from charsu.text.ledger import segment_number
from charsu.view.inline_html import InlineHtml
from charsu.view.kind_names import kind_token, kind_tokens, token
from charsu.view.labels import stand_alone
from charsu.view.pagination import Item

_Parameters = ParamSpec("_Parameters")

HTML_FUNCTIONS: tuple[Callable[..., Html | Markup], ...] = (
    # components
    *(authorship, crumbs, edit_link, entry_rows, evidence_items, passages_unfolded, property_statements, references),
    *(register, relations_unfolded, report_link, text_rows, versions_of),
    # pictures
    *(draw_edges, draw_marks, draw_names, draw_nodes, draw_panels, draw_shapes, place_rows, relation_rows),
    timeline_rows,
)
"""Functions that return HTML, under their own names."""

PLAIN_FUNCTIONS: tuple[Callable[..., object], ...] = (kind_token, kind_tokens, span, version_place)


class TemplateHtml:
    """The inline HTML of a page's context, for a fragment."""

    def __init__(self, html: InlineHtml) -> None:
        self._html = html

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        return _wrap(getattr(self._html, name))


def _wrap(function: Callable[_Parameters, Html | Markup]) -> Callable[_Parameters, Markup]:
    @functools.wraps(function)
    def wrapped(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> Markup:
        return for_template(function(*args, **kwargs))

    return wrapped


class _Scripts(jinja2.BaseLoader):
    """Loads the scripts that pages contain, with the files that they import."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, None, Callable[[], bool]]:
        entry = self._folder / template
        if entry.suffix != ".js" or not entry.is_file():
            raise jinja2.TemplateNotFound(template)
        times = {path: path.stat().st_mtime_ns for path in imported_files(entry)}
        return join_script(entry), None, lambda: all(path.stat().st_mtime_ns == time for path, time in times.items())

    def list_templates(self) -> list[str]:
        """Return nothing: a script is loaded by the fragment that includes it."""
        return []


def shown_gaps(gaps: Sequence[Item]) -> Sequence[Item]:
    """Return those gaps of one kind that the quality page lists."""
    return gaps if len(gaps) <= limits.GAPS_LISTED_IN_FULL else gaps[: limits.GAPS_OF_MANY]


@functools.cache
def environment_for(fragments: Path) -> jinja2.Environment:
    """Return what renders the fragments of a folder. They are compiled once, however often the wiki is read."""
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.FileSystemLoader(fragments),
                _Scripts(fragments.parent / "scripts"),
            ]
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
    )
    keep_compiled(environment)
    for filter in (segment_number, stand_alone, token):
        environment.filters[filter.__name__] = filter
    found: dict[str, Any] = {each.__name__: _wrap(each) for each in HTML_FUNCTIONS}
    found |= {each.__name__: each for each in (*PLAIN_FUNCTIONS, shown_gaps)}
    found |= {"limits": limits, "masks": for_template(MASKS)}
    environment.globals.update(found)
    return environment
