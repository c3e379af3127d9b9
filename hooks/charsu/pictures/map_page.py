"""The page of a map: its marks and names, and the rows of its table."""

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from charsu.link.map_model import Happening, MapPlace, span
from charsu.pictures.map_labels import PlacedLabel
from charsu.pictures.map_picture import MapMark, MapName, MapPicture
from charsu.view.page_context import Here, kind_tokens

# --- the picture -----------------------------------------------------------------------------


def draw_names(names: Iterable[MapName], here: Here) -> Markup:
    """The names of what is drawn as the ground of a map."""
    parts = []
    for name in names:
        label = _draw_label(name.label, name.text, f"on-{name.shape.layer}")
        drawn = f'<g class="name" transform="translate({name.x} {name.y})"><g class="fixed">{label}</g></g>'
        if id := name.shape.entry:
            kinds = escape(kind_tokens(here.site.wiki.entries[id]))
            drawn = (
                f'<a class="mark named z{name.label.zoom}" href="{here.href(id)}" data-row="row-{id}" '
                f'data-kind="{kinds}" data-from="" data-to=""><title>{escape(name.text)}</title>{drawn}</a>'
            )
        parts.append(drawn)
    return Markup("".join(parts))


def draw_marks(picture: MapPicture, hatch: str, by_text: bool, here: Here) -> Markup:
    """The places on a map, and what happened there.

    Args:
        picture: the map.
        hatch: the id of what areas are hatched with.
        by_text: whether one can ask for what a text names.
        here: the page.
    """
    return Markup("".join(_draw_mark(mark, picture, hatch, by_text, here) for mark in picture.marks))


def _draw_mark(mark: MapMark, picture: MapPicture, hatch: str, by_text: bool, here: Here) -> str:
    place, id = mark.place, mark.place.entry.id
    attributes = f"{_time(place.happenings)}><title>"
    kinds, colour = _kinds_at(place), here.kind_class(id)
    form = f"{colour} several" if place.sources_disagree else colour
    at = f'<g transform="translate({mark.x} {mark.y})">'
    parts = [
        f'<g class="spot"><a class="mark {form}" href="{here.href(id)}" data-row="row-{id}" data-kind="{kinds}" '
        f'data-text="{_texts_of(place, by_text)}"{attributes}{escape(_title_of(place, here))}</title>'
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
        title = escape(here.say("map.badge", n=len(mark.spots), name=mark.name))
        x, y = mark.badge, -mark.badge
        parts.append(
            f'{at}<g class="fixed"><a class="mark badge" href="#row-{id}" data-row="row-{id}" data-fan="{id}" '
            f'data-kind="{kinds}" data-text="{texts}"{attributes}{title}</title>'
            f'<circle class="hit" cx="{x}" cy="{y}" r="12"/><circle class="badge-dot" cx="{x}" cy="{y}" r="8"/>'
            f'<text x="{x}" y="{4 + y}" text-anchor="middle">{escape(here.words.number(len(mark.spots)))}</text></a>\n'
            f'<g class="fan"><circle class="fan-ground" r="{round(mark.reach, 1)}"/>'
            f'<circle class="dot {colour}" r="{mark.radius}"/>'
        )
        parts += [_draw_happening(spot.happening, place, spot.x, spot.y, by_text, here) for spot in mark.spots]
        parts.append("</g></g></g>")
    parts.append("</g>\n")
    return "".join(parts)


def _draw_label(at: PlacedLabel, words: str, form: str) -> str:
    anchor = "" if at.anchor == "start" else f' text-anchor="{at.anchor}"'
    place = f'x="{round(at.dx, 1)}" y="{round(at.dy, 1)}"'
    return f'<text class="label z{at.zoom} {form}" {place}{anchor}>{escape(words)}</text>'


def _draw_happening(happening: Happening, place: MapPlace, x: float, y: float, by_text: bool, here: Here) -> str:
    id = happening.entry.id
    title = here.name(id)
    if happening.dates:
        title += here.say("punctuation.between") + here.either_date(happening.dates)
    at = f'cx="{round(x, 1)}" cy="{round(y, 1)}"'
    kinds = escape(f"{kind_tokens(happening.entry)} {kind_tokens(place.entry)}")
    return (
        f'<a class="mark happening {here.kind_class(id)}" href="{here.href(id)}" data-kind="{kinds}" '
        f'data-text="{_texts_of(happening, by_text)}" data-place="{place.entry.id}" data-entry="{id}"'
        f"{_time([happening])}><title>{escape(title)}</title>"
        f'<circle class="hit" {at} r="12"/><circle class="dot" {at} r="5"/></a>'
    )


def _title_of(place: MapPlace, here: Here) -> str:
    parts = [here.name(place.entry.id), here.say("entry.passages", n=place.passages)]
    parts.append(here.say("map.label point") if place.area else here.accuracy(place.stated))
    if len(place.stated) > 1:
        parts.append(here.say("map.positions", n=len(place.stated)))
    return here.say("punctuation.between").join(parts)


def _time(happenings: Iterable[Happening]) -> str:
    days = span(happenings)
    return f' data-from="{days[0]}" data-to="{days[1]}"' if days else ""


def _texts_of(one: MapPlace | Happening, by_text: bool) -> str:
    return " ".join(one.texts) if by_text else ""


def _kinds_at(place: MapPlace) -> str:
    return escape(" ".join(map(kind_tokens, (place.entry, *(each.entry for each in place.happenings)))))


# --- the table -------------------------------------------------------------------------------


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
    others = "".join(f"<span {here.lang(of)}>{escape(other)}</span>" for of, other in here.other_names(id))
    accuracies = [point.accuracy for point in place.stated]
    sort, label = "", ""
    if accuracies:
        sort, label = str(max(accuracies)), f' data-label="{here.told("map.accuracy")}"'
    exact = "".join(
        f'<span class="point">{escape(here.words.distance(metres))}</span>' for metres in dict.fromkeys(accuracies)
    )
    if place.area and place.stated:
        exact += f" <small>{here.told('map.label point')}</small>"
    met, met_label = "", ""
    if place.passages:
        met, met_label = escape(here.words.number(place.passages)), here.told("list.passages")
        met_label = f' data-label="{met_label}"'
    return (
        f'<tr id="row-{id}" data-kind="{_kinds_at(place)}" data-text="{texts}"{_time(place.happenings)}>\n'
        f'<td data-sort="{name}"><a href="{here.href(id)}">{name}</a> <span class="other-names">{others}</span></td>\n'
        f"<td>{escape(here.kind_of(id))}</td>\n"
        f'<td data-sort="{place.stated[0].latitude if place.stated else ""}">{_positions(place, here)}</td>\n'
        f'<td class="number" data-sort="{sort}"{label}>{exact}</td>\n'
        f'<td class="number" data-sort="{place.passages}"{met_label}>{met}</td>\n'
        f'<td class="number happenings" data-sort="{len(place.happenings)}">{_happenings(place, here)}</td>\n</tr>\n'
    )


def _positions(place: MapPlace, here: Here) -> str:
    """Where a place is, as sources say; of one without a position, what it is related to."""
    parts = [f'<span class="point">{escape(here.words.coordinates(point))}</span>' for point in place.stated]
    if not place.stated:
        missing = here.say("map.area only" if place.area else "map.no position")
        parts.append(f'<span class="empty">{escape(missing)}</span>')
        for statement in place.related:
            label = here.text(here.site.wiki.vocabulary.properties[statement.property].label)
            said = escape(label + here.say("punctuation.colon"))
            parts.append(f" <small>{said}{here.link(str(statement.value))}</small>")
    if place.sources_disagree:
        parts.append(f' <span class="contested">{here.told("entry.disagree")}</span>')
    if place.stated and not place.positions:
        parts.append(f" <small>{here.told('map.outside')}</small>")
    return "".join(parts)


def _happenings(place: MapPlace, here: Here) -> str:
    if not place.happenings:
        return ""
    parts = []
    for each in place.happenings:
        dates = escape(here.either_date(each.dates)) if each.dates else ""
        parts.append(
            f'<li data-entry="{each.entry.id}"><span class="during">{dates}</span>{here.link(each.entry.id)}</li>'
        )
    listed = f"<ul>{''.join(parts)}</ul>"
    if place.more:
        more = escape(here.say("pages.rest", n=place.more))
        listed += f'<a href="{here.href(place.entry.id)}#relations">{more}</a>'
    return listed
