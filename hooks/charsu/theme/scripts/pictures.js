// @ts-check
// Pictures and their tables: sorting, filters, selection both ways, zoom. The address has the state of all of it.
//
//   <form class="filters" data-for="ID">                    control name=kind value=V: keeps what has V in data-kind;
//     <details> <summary>…</summary>                          of several values one is enough; of several names, all.
//       … checkboxes, selects, inputs …                       from, to: what overlaps that time (data-from, data-to;
//       <output data-count="{n} of {all}"></output>           empty: open; absent: out). as-of: what contains that
//       <button type="reset">…</button>                       year, or has no time. Values are ids without spaces.
//   <figure class="picture" id="ID" data-picture="map" data-max="12">           how often it can be magnified
//     <div class="picture-tools"> <button type="button" data-zoom="in|out|all" aria-label="…"> </div>
//     <svg viewBox="…"> <a class="mark" href="…" data-row="row-X" data-kind="…" …> <title>…</title> </a> </svg>
//                                        a mark may stand for several rows; it selects the first one in data-row
//   <table class="data sortable" data-for="ID" data-show="Show {name} in the picture">
//     <th scope="col" data-column="name">    its name in the address
//       <span class="sort">Name</span>       becomes a button that sorts; a head with a link in it sorts by that link
//     <tr id="row-X" data-kind="…" …> <td data-sort="KEY">    the key, or else the words; numbers as numbers
//
// Marks that are left out get the class `out`, rows `hidden`; what is selected gets the class `selected`. The figure
// hears `picture:filter` {shown, all}, `picture:select` {row, by: "mark" | "row" | "address" | "escape"} and
// `picture:view` {x, y, width, height}; on `picture:show` {x, y, width} it shows that part. While a picture is zoomed,
// `--unit` on its svg is the length of one CSS pixel in the picture's own units: `font-size: calc(12px * var(--unit, 1))`
// stays 12 pixels. A script that draws by itself (data-picture="timeline") uses `pictures.gestures`; deferred after this
// one, it hears even the first events.

import { findAll } from "./shared/dom.js";
import { makeFilters } from "./pictures/filters.js";
import { gestures } from "./pictures/gestures.js";
import { makeSelectable } from "./pictures/selection.js";
import { makeSortable } from "./pictures/tables.js";
import { makeZoomable } from "./pictures/zoom.js";

document.addEventListener("DOMContentLoaded", () => {
  findAll(document, "table.sortable", HTMLTableElement).forEach((table, n) => makeSortable(table, n ? `sort-${table.id}` : "sort"));
  findAll(document, "form.filters", HTMLFormElement).forEach(makeFilters);
  for (const figure of findAll(document, "figure.picture", HTMLElement)) {
    if (figure.dataset.picture !== "timeline") makeZoomable(figure);
    makeSelectable(figure);
  }
});

Object.assign(globalThis, { pictures: { gestures } });
