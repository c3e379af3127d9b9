"""The large pictures and the tables beside them, as far as they are made of very many marks and rows.

Fragments say what stands around them.
"""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup
from markupsafe import escape as escaped

from charsu.link.map_model import Happening, MapPlace, span
from charsu.model.geography import Placed
from charsu.model.records import EntryId
from charsu.pictures.graph import Edge, Graph, Label, Node, RelationRow
from charsu.pictures.maps import Mark, Name, Picture
from charsu.pictures.small import MAJOR_TICK, TICK, draw_shapes
from charsu.pictures.timeline import Dated, Drawn, DrawnLine, DrawnPanel, Line, Tick
from charsu.view.page_context import Here, kind_tokens, token


def _escape(words: str) -> str:
    """As fragments do it."""
    return str(escaped(words))


# --- time -------------------------------------------------------------------------------------

Marks = Sequence[tuple[Dated, Sequence[Drawn]]]


def draw_panels(panels: Sequence[DrawnPanel], filters: Mapping[EntryId, str], here: Here) -> Markup:
    """All panels of a timeline.

    Args:
        panels: each in its place.
        filters: entry -> the attributes by which a script filters its mark.
        here: the page.
    """
    parts = []
    for number, drawn in enumerate(panels):
        panel = drawn.panel
        parts.append(
            f'<g class="panel" id="panel-{number}" transform="translate(0,{drawn.y})" data-a="{panel.start}" '
            f'data-b="{panel.end}">\n<text class="panel-title" y="15">{_escape(here.words.date(panel.date))}</text>\n'
        )
        parts.append(_draw_axis(drawn, panels, here))
        for kind, y, members in drawn.groups:
            heading = _escape(here.text(here.site.wiki.vocabulary.kinds[kind].plural))
            colour = here.colour(kind)
            parts.append(f'<text class="group {colour}" y="{y - drawn.y}">{heading}</text>\n')
            for one in members:
                parts.append(f'<g class="line {colour}" transform="translate(0,{one.y - drawn.y})">\n')
                parts.append(f"{_draw_line(one, colour, filters[one.line.entry], here)}</g>\n")
        parts.append("</g>\n")
    return Markup("".join(parts))


def _draw_axis(drawn: DrawnPanel, panels: Sequence[DrawnPanel], here: Here) -> str:
    parts = ['<g class="axis">\n']
    for number, x, width in drawn.bands:
        parts.append(
            f'<a href="#panel-{number}"><title>{_escape(here.words.date(panels[number].panel.date))}</title>'
            f'<rect class="band" x="{x}" y="62" width="{width}" height="{drawn.height - 62}"/>'
            f'<path class="band-mark" d="M{x + width / 2} 62l-5-7h10z"/></a>'
        )
    lines = "".join(f"M{tick.x} 56V{drawn.height}" for tick in drawn.ticks)
    parts.append(f'<path class="grid" d="M0 62h960{lines}"/>\n')
    for tick in drawn.ticks:
        if tick.major and tick.x < 890 and tick.unit in MAJOR_TICK:
            parts.append(f'<text class="tick major" x="{tick.x}" y="36">{_name(tick, MAJOR_TICK, here)}</text>')
        if tick.x < 925:
            parts.append(f'<text class="tick" x="{tick.x}" y="51">{_name(tick, TICK, here)}</text>')
    return "".join([*parts, "</g>\n"])


def _name(tick: Tick, forms: Mapping[str, str], here: Here) -> str:
    return _escape(here.words.tick(forms[tick.unit], *tick.civil))


def _draw_line(one: DrawnLine, colour: str, attributes: str, here: Here) -> str:
    """The dates of an entry: one mark; where sources disagree, one for each date."""
    line, name, parts = one.line, here.named(one.line.entry), []
    if one.link:
        parts.append(
            f'<line class="either" data-a="{line.start}" data-b="{line.end}" x1="{one.link[0]}" x2="{one.link[1]}"/>'
        )
    marks: Sequence[Marks] = [[each] for each in one.dated] if line.contested else [one.dated]
    for number, dated in enumerate(marks):
        anchor = f"row-{line.entry}"
        if line.contested:
            anchor += f"-{line.dated.index(dated[0][0]) + 1}"
        told = here.told("punctuation.semicolon").join(_told(each, line, here) for each, _ in dated)
        parts.append(
            f'<a class="mark {colour}" href="#{anchor}" data-row="row-{line.entry}" {attributes}>'
            f"<title>{name}{here.told('punctuation.colon')}{told}</title>"
        )
        if number == 0 and one.life:
            parts.append(draw_shapes([one.life]))
        parts += [draw_shapes(shapes) for _, shapes in dated]
        if number == 0:
            end = ' text-anchor="end"' if one.anchor == "end" else ""
            parts.append(f'<text class="label" x="{one.label_x}" y="{one.label_y - one.y}"{end}>{name}</text>')
        parts.append("</a>\n")
    return "".join(parts)


def _told(dated: Dated, line: Line, here: Here) -> str:
    """What a mark says of a date."""
    return f"{_property(dated, line, here, '{} ')}{_escape(here.words.date(dated.date))}"


def _property(dated: Dated, line: Line, here: Here, form: str) -> str:
    """Which date it is, where entries of a kind have several."""
    vocabulary = here.site.wiki.vocabulary
    if len(vocabulary.kinds[line.kind].dates) < 2:
        return ""
    return form.format(_escape(here.text(vocabulary.properties[dated.property].label)))


def timeline_rows(
    lines: Iterable[Line], ranks: Mapping[EntryId, int], filters: Mapping[EntryId, str], here: Here
) -> Markup:
    """The rows of the table from which a timeline grows.

    Args:
        lines: in the order of the table.
        ranks: where each entry stands among these by name.
        filters: entry -> the attributes by which a script filters its row.
        here: the page.
    """
    vocabulary, comma, parts = here.site.wiki.vocabulary, here.told("punctuation.comma"), []
    for line in lines:
        id = line.entry
        parts.append(
            f'<tr id="row-{id}" {filters[id]}><td data-sort="{ranks[id]}">{here.link(id)}</td>\n'
            f"<td>{_escape(here.text(vocabulary.kinds[line.kind].label))}</td>\n"
            f'<td data-sort="{line.start}"><ul class="dates">\n'
        )
        for number, dated in enumerate(line.dated, 1):
            anchor = f' id="row-{id}-{number}"' if line.contested else ""
            sources = "".join(here.cite(statement.sources) for statement in dated.statements)
            parts.append(
                f"<li{anchor}>{_property(dated, line, here, '<small>{}</small> ')}"
                f'{_escape(here.words.date(dated.date))} <span class="sources">{sources}</span></li>\n'
            )
        parts.append("</ul>")
        if line.contested:
            disagree = here.told("entry.disagree")
            parts.append(f' <a class="contested" href="{here.href(id)}#statements">{disagree}</a>')
        parts.append(f"</td>\n<td>{comma.join(map(here.link, line.places))}</td></tr>\n")
    return Markup("".join(parts))


# --- relations --------------------------------------------------------------------------------


def draw_edges(graph: Graph, here: Here) -> Markup:
    """The lines between the entries of a graph, hairlines below the others."""
    between, parts = here.told("punctuation.between"), []
    for edge in sorted(graph.edges, key=lambda edge: edge.faint, reverse=True):
        classes = (("faint", edge.faint), ("dated", edge.dated), ("contested", edge.contested))
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
    return between.join(map(_escape, parts))


def _arrows(edge: Edge) -> str:
    arrow = "arrow-contested" if edge.contested else "arrow-dated" if edge.dated else "arrow"
    start = f' marker-start="url(#{arrow})"' if edge.arrow_at_start else ""
    end = f' marker-end="url(#{arrow})"' if edge.arrow_at_end else ""
    return start + end


def draw_nodes(nodes: Iterable[Node], labels: Mapping[EntryId, Label], major: int, here: Here) -> Markup:
    """The entries of a graph, each with its name; so many `major` ones come first."""
    parts = []
    for number, node in enumerate(nodes):
        id, label = node.entry, labels[node.entry]
        form = f"{' major' if number < major else ''} {here.kind_class(id)}"
        hidden, spare = ("", "") if label.shown else (' tabindex="-1"', ' class="spare"')
        parts.append(
            f'<a class="node{form}" href="{here.href(id)}" data-node="{id}"{hidden}><title>{here.named(id)}'
            f'</title><circle cx="{node.x}" cy="{node.y}" r="{node.radius}"/>'
            f'<text{spare} x="{label.x}" y="{label.y}">{_escape(label.text)}</text></a>\n'
        )
    return Markup("".join(parts))


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
            during = f'<td data-sort="{first or last}">{_escape(here.words.date(row.statement.during))}</td>'
        parts.append(
            f'<tr id="{row.id}" data-kind="{_escape(kinds)}" data-relation="{_escape(token(row.relation.id))}" '
            f'data-node="{row.entry} {row.target}"{dated}><td>{here.link(row.entry)}</td>'
            f"<td>{_escape(here.text(row.relation.label))}{contested if row.contested else ''}</td>"
            f"<td>{here.link(row.target)}</td>{during}"
            f'<td><span class="sources">{here.cite(row.statement.sources)}</span></td></tr>\n'
        )
    return Markup("".join(parts))


# --- places -----------------------------------------------------------------------------------


def draw_names(names: Iterable[Name], here: Here) -> Markup:
    """The names of what is drawn as the ground of a map."""
    parts = []
    for name in names:
        label = _draw_label(name.label, name.text, f"on-{name.shape.layer}")
        drawn = f'<g class="name" transform="translate({name.x} {name.y})"><g class="fixed">{label}</g></g>'
        if id := name.shape.entry:
            kinds = _escape(kind_tokens(here.site.wiki.entries[id]))
            drawn = (
                f'<a class="mark named z{name.label.zoom}" href="{here.href(id)}" data-row="row-{id}" '
                f'data-kind="{kinds}" data-from="" data-to=""><title>{_escape(name.text)}</title>{drawn}</a>'
            )
        parts.append(drawn)
    return Markup("".join(parts))


def draw_marks(picture: Picture, hatch: str, by_text: bool, here: Here) -> Markup:
    """The places on a map, and what happened there.

    Args:
        picture: the map.
        hatch: the id of what areas are hatched with.
        by_text: whether one can ask for what a text names.
        here: the page.
    """
    return Markup("".join(_draw_mark(mark, picture, hatch, by_text, here) for mark in picture.marks))


def _draw_mark(mark: Mark, picture: Picture, hatch: str, by_text: bool, here: Here) -> str:
    place, id = mark.place, mark.place.entry.id
    attributes = f"{_time(place.happenings)}><title>"
    kinds, colour = _kinds_at(place), here.kind_class(id)
    form = f"{colour} several" if place.contested else colour
    at = f'<g transform="translate({mark.x} {mark.y})">'
    parts = [
        f'<g class="spot"><a class="mark {form}" href="{here.href(id)}" data-row="row-{id}" data-kind="{kinds}" '
        f'data-text="{_texts_of(place, by_text)}"{attributes}{_escape(_title_of(place, here))}</title>'
    ]
    if place.area and place.area.layer == "province":
        parts.append(
            f'<g transform="{picture.transform}" pointer-events="none">'
            f'<use class="hatched" style="--map-none:url(#{hatch})" href="#area-{id}"/></g>'
        )
    ring, hollow = ("", " hollow") if place.area else (f'<circle class="ring" r="{mark.ring}"/>', "")
    parts.append(
        f'{at}{ring}<g class="fixed"><circle class="hit" r="{max(mark.radius, 12)}"/>'
        f'<circle class="dot{hollow}" r="{mark.radius}"/>{_draw_label(mark.label, mark.name, "of-place")}</g></g></a>'
    )
    if len(mark.spots) == 1:
        drawn = _draw_happening(mark.spots[0].happening, place, mark.badge, -mark.badge, by_text, here)
        parts.append(f'{at}<g class="fixed">{drawn}</g></g>')
    elif mark.spots:
        texts = "".join(f"{_texts_of(spot.happening, by_text)} " for spot in mark.spots)
        title = _escape(here.say("map.badge", n=len(mark.spots), name=mark.name))
        x, y = mark.badge, -mark.badge
        parts.append(
            f'{at}<g class="fixed"><a class="mark badge" href="#row-{id}" data-row="row-{id}" data-fan="{id}" '
            f'data-kind="{kinds}" data-text="{texts}"{attributes}{title}</title>'
            f'<circle class="hit" cx="{x}" cy="{y}" r="12"/><circle class="badge-dot" cx="{x}" cy="{y}" r="8"/>'
            f'<text x="{x}" y="{4 + y}" text-anchor="middle">{_escape(here.words.number(len(mark.spots)))}</text></a>\n'
            f'<g class="fan"><circle class="fan-ground" r="{round(mark.reach, 1)}"/>'
            f'<circle class="dot {colour}" r="{mark.radius}"/>'
        )
        parts += [_draw_happening(spot.happening, place, spot.x, spot.y, by_text, here) for spot in mark.spots]
        parts.append("</g></g></g>")
    parts.append("</g>\n")
    return "".join(parts)


def _draw_label(at: Placed, words: str, form: str) -> str:
    anchor = "" if at.anchor == "start" else f' text-anchor="{at.anchor}"'
    place = f'x="{round(at.dx, 1)}" y="{round(at.dy, 1)}"'
    return f'<text class="label z{at.zoom} {form}" {place}{anchor}>{_escape(words)}</text>'


def _draw_happening(happening: Happening, place: MapPlace, x: float, y: float, by_text: bool, here: Here) -> str:
    id = happening.entry.id
    title = here.name(id)
    if happening.dates:
        title += here.say("punctuation.between") + here.either_date(happening.dates)
    at = f'cx="{round(x, 1)}" cy="{round(y, 1)}"'
    kinds = _escape(f"{kind_tokens(happening.entry)} {kind_tokens(place.entry)}")
    return (
        f'<a class="mark happening {here.kind_class(id)}" href="{here.href(id)}" data-kind="{kinds}" '
        f'data-text="{_texts_of(happening, by_text)}" data-place="{place.entry.id}" data-entry="{id}"'
        f"{_time([happening])}><title>{_escape(title)}</title>"
        f'<circle class="hit" {at} r="12"/><circle class="dot" {at} r="5"/></a>'
    )


def _title_of(place: MapPlace, here: Here) -> str:
    parts = [here.name(place.entry.id), here.say("entry.passages", n=place.passages)]
    parts.append(here.say("map.label point") if place.area else here.accuracy(place.stated))
    if len(place.stated) > 1:
        parts.append(here.say("map.positions", n=len(place.stated)))
    return here.say("punctuation.between").join(parts)


# Text that a script reads: by what a place or a happening is filtered.


def _time(happenings: Iterable[Happening]) -> str:
    days = span(happenings)
    return f' data-from="{days[0]}" data-to="{days[1]}"' if days else ""


def _texts_of(one: MapPlace | Happening, by_text: bool) -> str:
    return " ".join(one.texts) if by_text else ""


def _kinds_at(place: MapPlace) -> str:
    return _escape(" ".join(map(kind_tokens, (place.entry, *(each.entry for each in place.happenings)))))


def place_rows(places: Iterable[MapPlace], by_text: bool, here: Here) -> Markup:
    """The rows of the table from which a map grows.

    Args:
        places: in the order of the table.
        by_text: whether one can ask for what a text names.
        here: the page.
    """
    return Markup("".join(_place_row(place, by_text, here) for place in places))


def _place_row(place: MapPlace, by_text: bool, here: Here) -> str:
    id, name = place.entry.id, here.named(place.entry.id)
    texts = " ".join([_texts_of(place, by_text), *(_texts_of(each, by_text) for each in place.happenings)])
    others = "".join(f"<span {here.lang(of)}>{_escape(other)}</span>" for of, other in here.other_names(id))
    accuracies = [point.accuracy for point in place.stated]
    sort, label = "", ""
    if accuracies:
        sort, label = str(max(accuracies)), f' data-label="{here.told("map.accuracy")}"'
    exact = "".join(
        f'<span class="point">{_escape(here.words.distance(metres))}</span>' for metres in dict.fromkeys(accuracies)
    )
    if place.area and place.stated:
        exact += f" <small>{here.told('map.label point')}</small>"
    met, met_label = "", ""
    if place.passages:
        met, met_label = _escape(here.words.number(place.passages)), here.told("list.passages")
        met_label = f' data-label="{met_label}"'
    return (
        f'<tr id="row-{id}" data-kind="{_kinds_at(place)}" data-text="{texts}"{_time(place.happenings)}>\n'
        f'<td data-sort="{name}"><a href="{here.href(id)}">{name}</a> <span class="other-names">{others}</span></td>\n'
        f"<td>{_escape(here.kind_of(id))}</td>\n"
        f'<td data-sort="{place.stated[0].latitude if place.stated else ""}">{_positions(place, here)}</td>\n'
        f'<td class="number" data-sort="{sort}"{label}>{exact}</td>\n'
        f'<td class="number" data-sort="{place.passages}"{met_label}>{met}</td>\n'
        f'<td class="number happenings" data-sort="{len(place.happenings)}">{_happenings(place, here)}</td>\n</tr>\n'
    )


def _positions(place: MapPlace, here: Here) -> str:
    """Where a place is, as sources say; of one without a position, what it is related to."""
    parts = [f'<span class="point">{_escape(here.words.coordinates(point))}</span>' for point in place.stated]
    if not place.stated:
        missing = here.say("map.area only" if place.area else "map.no position")
        parts.append(f'<span class="empty">{_escape(missing)}</span>')
        for statement in place.related:
            label = here.text(here.site.wiki.vocabulary.properties[statement.property].label)
            said = _escape(label + here.say("punctuation.colon"))
            parts.append(f" <small>{said}{here.link(str(statement.value))}</small>")
    if place.contested:
        parts.append(f' <span class="contested">{here.told("entry.disagree")}</span>')
    if place.stated and not place.positions:
        parts.append(f" <small>{here.told('map.outside')}</small>")
    return "".join(parts)


def _happenings(place: MapPlace, here: Here) -> str:
    if not place.happenings:
        return ""
    parts = []
    for each in place.happenings:
        dates = _escape(here.either_date(each.dates)) if each.dates else ""
        parts.append(
            f'<li data-entry="{each.entry.id}"><span class="during">{dates}</span>{here.link(each.entry.id)}</li>'
        )
    listed = f"<ul>{''.join(parts)}</ul>"
    if place.more:
        more = _escape(here.say("pages.rest", n=place.more))
        listed += f'<a href="{here.href(place.entry.id)}#relations">{more}</a>'
    return listed
