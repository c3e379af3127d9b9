"""The page of relations: nodes and edges of its graph, and the rows of its table."""

from collections.abc import Iterable, Mapping

from charsu.model.records import EntryId
from charsu.pictures.graph import Edge, Graph, GraphNode, RelationRow
from charsu.pictures.graph_labels import NodeLabel
from charsu.support.html import EMPTY, Html, escape, escape_id
from charsu.view.kind_names import token
from charsu.view.page_context import PageContext

# --- the picture ------------------------------------------------------------------------------


def draw_edges(graph: Graph, context: PageContext) -> Html:
    """Return the edges of a graph, hairlines below the others."""
    parts: list[Html] = []
    for edge in sorted(graph.edges, key=lambda edge: edge.faint, reverse=True):
        classes = Html("mark edge")
        if edge.faint:
            classes += Html(" faint")
        if edge.dated:
            classes += Html(" dated")
        if edge.sources_disagree:
            classes += Html(" contested")
        rows = Html(" ").join(escape_id(row.id) for row in edge.rows)
        title = Html("\n").join(_relation(row, context) for row in edge.rows)
        parts.append(
            Html(
                f'<a class="{classes}" href="#{escape_id(edge.rows[0].id)}" tabindex="-1" data-row="{rows}">'
                f'<title>{title}</title><path d="{edge.path}"{_arrows(edge)}/>'
                f'<path class="hit" d="{edge.path}"/></a>\n'
            )
        )
    return EMPTY.join(parts)


def _relation(row: RelationRow, context: PageContext) -> Html:
    parts = [context.name(row.entry), context.text(row.relation.label), context.name(row.target)]
    if row.statement.during:
        parts.append(context.words.date(row.statement.during))
    return context.html.say("punctuation.between").join(map(escape, parts))


def _arrows(edge: Edge) -> Html:
    arrow = Html("arrow-contested" if edge.sources_disagree else "arrow-dated" if edge.dated else "arrow")
    start = Html(f' marker-start="url(#{arrow})"') if edge.arrow_at_start else EMPTY
    end = Html(f' marker-end="url(#{arrow})"') if edge.arrow_at_end else EMPTY
    return start + end


def draw_nodes(
    nodes: Iterable[GraphNode], labels: Mapping[EntryId, NodeLabel], major: int, context: PageContext
) -> Html:
    """Return the nodes of a graph with their names; the first `major` ones are important."""
    parts: list[Html] = []
    for number, node in enumerate(nodes):
        id, label = node.entry, labels[node.entry]
        major_class = Html(" major") if number < major else EMPTY
        classes = Html(f"{major_class} {context.html.entry_class(id)}")
        hidden, spare = EMPTY, EMPTY
        if not label.shown:
            hidden, spare = Html(' tabindex="-1"'), Html(' class="spare"')
        parts.append(
            Html(
                f'<a class="node{classes}" href="{context.html.href(id)}" data-node="{escape_id(id)}"{hidden}>'
                f"<title>{context.html.name(id)}</title>"
                f'<circle cx="{node.x}" cy="{node.y}" r="{node.radius}"/>'
                f'<text{spare} x="{label.x}" y="{label.y}">{escape(label.text)}</text></a>\n'
            )
        )
    return EMPTY.join(parts)


# --- the table --------------------------------------------------------------------------------


def relation_rows(rows: Iterable[RelationRow], context: PageContext) -> Html:
    """Return the rows of the table of relations."""
    entries = context.site.wiki.entries
    disagree = Html(f' <span class="contested">{context.html.say("entry.disagree")}</span>')
    undated = Html(f'<td data-sort="" class="empty">{context.html.say("graph.undated")}</td>')
    parts: list[Html] = []
    for row in rows:
        kinds = escape(" ".join(dict.fromkeys(token(entries[id].kind) for id in (row.entry, row.target))))
        label, sources = escape(context.text(row.relation.label)), context.html.cite(row.statement.sources)
        dated, during = EMPTY, undated
        if row.span and row.statement.during:
            first, last = map(escape, row.span)
            date = escape(context.words.date(row.statement.during))
            dated = Html(f' data-dated="yes" data-from="{first}" data-to="{last}"')
            during = Html(f'<td data-sort="{first or last}">{date}</td>')
        parts.append(
            Html(
                f'<tr id="{escape_id(row.id)}" data-kind="{kinds}" '
                f'data-relation="{escape_id(token(row.relation.id))}" '
                f'data-node="{escape_id(row.entry)} {escape_id(row.target)}"{dated}>'
                f"<td>{context.html.link(row.entry)}</td>"
                f"<td>{label}{disagree if row.sources_disagree else EMPTY}</td>"
                f"<td>{context.html.link(row.target)}</td>{during}"
                f'<td><span class="sources">{sources}</span></td></tr>\n'
            )
        )
    return EMPTY.join(parts)
