"""The page of a map: its marks and names, and the rows of its table."""

from collections.abc import Iterable

from charsu.link.map_model import Happening, MapPlace, span
from charsu.pictures.map_labels import PlacedLabel
from charsu.pictures.map_picture import MapMark, MapName, MapPicture
from charsu.support.html import EMPTY, Html, escape, escape_id
from charsu.view.kind_names import kind_tokens
from charsu.view.page_context import PageContext

# --- the picture ------------------------------------------------------------------------------


def draw_names(names: Iterable[MapName], context: PageContext) -> Html:
    """Return the names of the features on the ground of a map."""
    parts: list[Html] = []
    for name in names:
        label = _draw_label(name.label, name.text, Html(f"on-{name.shape.layer}"))
        drawn = Html(f'<g class="name" transform="translate({name.x} {name.y})"><g class="fixed">{label}</g></g>')
        if id := name.shape.entry:
            kinds = escape(kind_tokens(context.site.wiki.entries[id]))
            drawn = Html(
                f'<a class="mark named z{name.label.zoom}" href="{context.html.href(id)}" '
                f'data-row="row-{escape_id(id)}" '
                f'data-kind="{kinds}" data-from="" data-to=""><title>{escape(name.text)}</title>{drawn}</a>'
            )
        parts.append(drawn)
    return EMPTY.join(parts)


def draw_marks(picture: MapPicture, hatch: str, by_text: bool, context: PageContext) -> Html:
    """Return the places on a map, and what happened there.

    Args:
        picture: the map.
        hatch: the id of the pattern that fills areas.
        by_text: whether the map can be filtered by text.
        context: the page.
    """
    return EMPTY.join(_draw_mark(mark, picture, hatch, by_text, context) for mark in picture.marks)


def _draw_mark(mark: MapMark, picture: MapPicture, hatch: str, by_text: bool, context: PageContext) -> Html:
    place, entry = mark.place, mark.place.entry.id
    id, href, colour = escape_id(entry), context.html.href(entry), context.html.entry_class(entry)
    kinds, days = _kinds_at(place), _days(place.happenings)
    at = Html(f'<g transform="translate({mark.x} {mark.y})">')
    several = Html(" several") if place.sources_disagree else EMPTY
    title = escape(_title_of(place, context))
    parts = [
        Html(
            f'<g class="spot"><a class="mark {colour}{several}" href="{href}" data-row="row-{id}" data-kind="{kinds}" '
            f'data-text="{_texts_of(place, by_text)}"{days}><title>{title}</title>'
        )
    ]
    if place.area and place.area.layer == "province":
        parts.append(
            Html(
                f'<g transform="{picture.transform}" pointer-events="none">'
                f'<use class="hatched" style="--map-none:url(#{escape_id(hatch)})" href="#area-{id}"/></g>'
            )
        )
    ring, hollow = Html(f'<circle class="ring" r="{mark.ring}"/>'), EMPTY
    if place.area:
        ring, hollow = EMPTY, Html(" hollow")
    label = _draw_label(mark.label, mark.name, Html("of-place"))
    parts.append(
        Html(
            f'{at}{ring}<g class="fixed"><circle class="hit" r="{max(mark.radius, 12)}"/>'
            f'<circle class="dot{hollow}" r="{mark.radius}"/>{label}</g></g></a>'
        )
    )
    if len(mark.spots) == 1:
        drawn = _draw_happening(mark.spots[0].happening, place, mark.badge, -mark.badge, by_text, context)
        parts.append(Html(f'{at}<g class="fixed">{drawn}</g></g>'))
    elif mark.spots:
        texts = EMPTY.join(Html(f"{_texts_of(spot.happening, by_text)} ") for spot in mark.spots)
        title = escape(context.say("map.badge", n=len(mark.spots), name=mark.name))
        x, y, number = mark.badge, -mark.badge, escape(context.words.number(len(mark.spots)))
        parts.append(
            Html(
                f'{at}<g class="fixed"><a class="mark badge" href="#row-{id}" data-row="row-{id}" data-fan="{id}" '
                f'data-kind="{kinds}" data-text="{texts}"{days}><title>{title}</title>'
                f'<circle class="hit" cx="{x}" cy="{y}" r="12"/><circle class="badge-dot" cx="{x}" cy="{y}" r="8"/>'
                f'<text x="{x}" y="{4 + y}" text-anchor="middle">{number}</text></a>\n'
                f'<g class="fan"><circle class="fan-ground" r="{round(mark.reach, 1)}"/>'
                f'<circle class="dot {colour}" r="{mark.radius}"/>'
            )
        )
        parts += [_draw_happening(spot.happening, place, spot.x, spot.y, by_text, context) for spot in mark.spots]
        parts.append(Html("</g></g></g>"))
    parts.append(Html("</g>\n"))
    return EMPTY.join(parts)


def _draw_label(at: PlacedLabel, words: str, layer: Html) -> Html:
    anchor = EMPTY if at.anchor == "start" else Html(f' text-anchor="{at.anchor}"')
    place = Html(f'x="{round(at.dx, 1)}" y="{round(at.dy, 1)}"')
    return Html(f'<text class="label z{at.zoom} {layer}" {place}{anchor}>{escape(words)}</text>')


def _draw_happening(
    happening: Happening, place: MapPlace, x: float, y: float, by_text: bool, context: PageContext
) -> Html:
    id = happening.entry.id
    title = context.name(id)
    if happening.dates:
        title += context.say("punctuation.between") + context.labels.either_date(happening.dates)
    at = Html(f'cx="{round(x, 1)}" cy="{round(y, 1)}"')
    kinds = escape(f"{kind_tokens(happening.entry)} {kind_tokens(place.entry)}")
    return Html(
        f'<a class="mark happening {context.html.entry_class(id)}" href="{context.html.href(id)}" data-kind="{kinds}" '
        f'data-text="{_texts_of(happening, by_text)}" data-place="{escape_id(place.entry.id)}" '
        f'data-entry="{escape_id(id)}"{_days([happening])}><title>{escape(title)}</title>'
        f'<circle class="hit" {at} r="12"/><circle class="dot" {at} r="5"/></a>'
    )


def _title_of(place: MapPlace, context: PageContext) -> str:
    parts = [context.name(place.entry.id), context.say("entry.passages", n=place.passages)]
    parts.append(context.say("map.label point") if place.area else context.labels.accuracy(place.stated))
    if len(place.stated) > 1:
        parts.append(context.say("map.positions", n=len(place.stated)))
    return context.say("punctuation.between").join(parts)


def _days(happenings: Iterable[Happening]) -> Html:
    """Return the attributes by which a script filters by time."""
    days = span(happenings)
    return Html(f' data-from="{escape(days[0])}" data-to="{escape(days[1])}"') if days else EMPTY


def _texts_of(one: MapPlace | Happening, by_text: bool) -> Html:
    return escape(" ".join(one.texts)) if by_text else EMPTY


def _kinds_at(place: MapPlace) -> Html:
    return escape(" ".join(map(kind_tokens, (place.entry, *(each.entry for each in place.happenings)))))


# --- the table --------------------------------------------------------------------------------


def place_rows(places: Iterable[MapPlace], by_text: bool, context: PageContext) -> Html:
    """Return the rows of the table from which a map grows.

    Args:
        places: the places, in the order of the table.
        by_text: whether the map can be filtered by text.
        context: the page.
    """
    return EMPTY.join(_place_row(place, by_text, context) for place in places)


def _place_row(place: MapPlace, by_text: bool, context: PageContext) -> Html:
    id, name = place.entry.id, context.html.name(place.entry.id)
    texts = Html(" ").join([_texts_of(place, by_text), *(_texts_of(each, by_text) for each in place.happenings)])
    others = EMPTY.join(
        Html(f"<span {context.html.lang(of)}>{escape(other)}</span>") for of, other in context.labels.other_names(id)
    )
    accuracies = [point.accuracy for point in place.stated]
    sort, label = EMPTY, EMPTY
    if accuracies:
        sort, label = Html(f"{max(accuracies)}"), Html(f' data-label="{context.html.say("map.accuracy")}"')
    exact = EMPTY.join(
        Html(f'<span class="point">{escape(context.words.distance(metres))}</span>')
        for metres in dict.fromkeys(accuracies)
    )
    if place.area and place.stated:
        exact += Html(f" <small>{context.html.say('map.label point')}</small>")
    passages, passages_label = EMPTY, EMPTY
    if place.passages:
        passages = escape(context.words.number(place.passages))
        passages_label = Html(f' data-label="{context.html.say("list.passages")}"')
    latitude = Html(f"{place.stated[0].latitude}") if place.stated else EMPTY
    kind, happenings = escape(context.labels.kind_of(id)), _happenings(place, context)
    days = _days(place.happenings)
    return Html(
        f'<tr id="row-{escape_id(id)}" data-kind="{_kinds_at(place)}" data-text="{texts}"{days}>\n'
        f'<td data-sort="{name}"><a href="{context.html.href(id)}">{name}</a> '
        f'<span class="other-names">{others}</span></td>\n<td>{kind}</td>\n'
        f'<td data-sort="{latitude}">{_positions(place, context)}</td>\n'
        f'<td class="number" data-sort="{sort}"{label}>{exact}</td>\n'
        f'<td class="number" data-sort="{place.passages}"{passages_label}>{passages}</td>\n'
        f'<td class="number happenings" data-sort="{len(place.happenings)}">{happenings}</td>\n</tr>\n'
    )


def _positions(place: MapPlace, context: PageContext) -> Html:
    """Return all positions that sources give; or, if there is none, the relations of the place to other ones."""
    parts = [Html(f'<span class="point">{escape(context.words.coordinates(point))}</span>') for point in place.stated]
    if not place.stated:
        missing = escape(context.say("map.area only" if place.area else "map.no position"))
        parts.append(Html(f'<span class="empty">{missing}</span>'))
        for statement in place.related:
            label = context.text(context.site.wiki.vocabulary.properties[statement.property].label)
            said = escape(label + context.say("punctuation.colon"))
            parts.append(Html(f" <small>{said}{context.html.link(str(statement.value))}</small>"))
    if place.sources_disagree:
        parts.append(Html(f' <span class="contested">{context.html.say("entry.disagree")}</span>'))
    if place.stated and not place.positions:
        parts.append(Html(f" <small>{context.html.say('map.outside')}</small>"))
    return EMPTY.join(parts)


def _happenings(place: MapPlace, context: PageContext) -> Html:
    if not place.happenings:
        return EMPTY
    items: list[Html] = []
    for each in place.happenings:
        id, dates = each.entry.id, escape(context.labels.either_date(each.dates)) if each.dates else EMPTY
        link = context.html.link(id)
        items.append(Html(f'<li data-entry="{escape_id(id)}"><span class="during">{dates}</span>{link}</li>'))
    listed = Html(f"<ul>{EMPTY.join(items)}</ul>")
    if place.more:
        more, href = escape(context.say("pages.rest", n=place.more)), context.html.href(place.entry.id)
        listed += Html(f'<a href="{href}#relations">{more}</a>')
    return listed
