"""The page of relations: nodes and edges of its graph, and the rows of its table."""

from collections.abc import Iterable, Mapping
from html import escape

from markupsafe import Markup

from charsu.model.records import EntryId
from charsu.pictures.graph import Edge, Graph, GraphNode, RelationRow
from charsu.pictures.graph_labels import NodeLabel
from charsu.view.page_context import Here, token

# --- the picture -----------------------------------------------------------------------------


def draw_edges(graph: Graph, here: Here) -> Markup:
    """The lines between the entries of a graph, hairlines below the others."""
    between, parts = here.told("punctuation.between"), []
    for edge in sorted(graph.edges, key=lambda edge: edge.faint, reverse=True):
        classes = (("faint", edge.faint), ("dated", edge.dated), ("contested", edge.sources_disagree))
        form = "".join(f" {name}" for name, applies in classes if applies)
        rows = " ".join(row.id for row in edge.rows)
        told = "\n".join(_relation(row, between, here) for row in edge.rows)
        parts.append(
            f'<a class="mark edge{form}" href="#{edge.rows[0].id}" tabindex="-1" data-row="{rows}"><title>{told}'
            f'</title><path d="{edge.path}"{_arrows(edge)}/><path class="hit" d="{edge.path}"/></a>\n'
        )
    return Markup("".join(parts))


def _relation(row: RelationRow, between: str, here: Here) -> str:
    parts = [here.name(row.entry), here.text(row.relation.label), here.name(row.target)]
    if row.statement.during:
        parts.append(here.words.date(row.statement.during))
    return between.join(map(escape, parts))


def _arrows(edge: Edge) -> str:
    arrow = "arrow-contested" if edge.sources_disagree else "arrow-dated" if edge.dated else "arrow"
    start = f' marker-start="url(#{arrow})"' if edge.arrow_at_start else ""
    end = f' marker-end="url(#{arrow})"' if edge.arrow_at_end else ""
    return start + end


def draw_nodes(nodes: Iterable[GraphNode], labels: Mapping[EntryId, NodeLabel], major: int, here: Here) -> Markup:
    """The entries of a graph, each with its name; so many `major` ones come first."""
    parts = []
    for number, node in enumerate(nodes):
        id, label = node.entry, labels[node.entry]
        form = f"{' major' if number < major else ''} {here.kind_class(id)}"
        hidden, spare = ("", "") if label.shown else (' tabindex="-1"', ' class="spare"')
        parts.append(
            f'<a class="node{form}" href="{here.href(id)}" data-node="{id}"{hidden}><title>{here.named(id)}'
            f'</title><circle cx="{node.x}" cy="{node.y}" r="{node.radius}"/>'
            f'<text{spare} x="{label.x}" y="{label.y}">{escape(label.text)}</text></a>\n'
        )
    return Markup("".join(parts))


# --- the table -------------------------------------------------------------------------------


def relation_rows(rows: Iterable[RelationRow], here: Here) -> Markup:
    """The rows of the table of relations."""
    entries, parts = here.site.wiki.entries, []
    contested = f' <span class="contested">{here.told("entry.disagree")}</span>'
    undated = f'<td data-sort="" class="empty">{here.told("graph.undated")}</td>'
    for row in rows:
        kinds = " ".join(dict.fromkeys(token(entries[id].kind) for id in (row.entry, row.target)))
        dated, during = "", undated
        if row.span and row.statement.during:
            first, last = row.span
            dated = f' data-dated="yes" data-from="{first}" data-to="{last}"'
            during = f'<td data-sort="{first or last}">{escape(here.words.date(row.statement.during))}</td>'
        parts.append(
            f'<tr id="{row.id}" data-kind="{escape(kinds)}" data-relation="{escape(token(row.relation.id))}" '
            f'data-node="{row.entry} {row.target}"{dated}><td>{here.link(row.entry)}</td>'
            f"<td>{escape(here.text(row.relation.label))}{contested if row.sources_disagree else ''}</td>"
            f"<td>{here.link(row.target)}</td>{during}"
            f'<td><span class="sources">{here.cite(row.statement.sources)}</span></td></tr>\n'
        )
    return Markup("".join(parts))
