// The map: which names there is room for, fans that open, the scale bar, and the windows that follow the first picture.
// pictures.js zooms, filters and selects; see there.

(() => {
  const figure = document.getElementById("map");
  if (!figure) return;
  const table = document.getElementById("map-table");
  const windows = [...document.querySelectorAll(".map-window")];
  const pictures = [figure, ...windows];
  const number = new Intl.NumberFormat(charsu.language);
  const metres = new Intl.NumberFormat(charsu.language, { style: "unit", unit: "meter" });
  const kilometres = new Intl.NumberFormat(charsu.language, { style: "unit", unit: "kilometer" });
  /** Pixels that a unit has at each level; names say from which level on there is room for them. */
  const levels = [0.35, 1, 2, 4, 8, 16];

  // --- sizes -------------------------------------------------------------------------------------

  function measure(picture) {
    const svg = picture.querySelector("svg");
    const scale = svg.getScreenCTM()?.a;
    if (!scale) return;
    if (picture !== figure) svg.style.setProperty("--unit", (1 / scale).toFixed(4));
    svg.dataset.zoomLevel = Math.max(levels.findLastIndex((level) => level <= scale * 1.05), 0);
    for (const hatch of svg.querySelectorAll("pattern")) {
      hatch.setAttribute("patternTransform", `rotate(45) scale(${1 / scale / hatch.dataset.scale})`);
    }
    const bar = svg.querySelector(".bar");
    const unit = bar.dataset.unit / scale;
    const longest = unit * Math.min(130, svg.clientWidth / 4);
    const power = 10 ** Math.floor(Math.log10(longest));
    const length = [5, 2, 1].map((step) => step * power).find((each) => each <= longest);
    const { x, y, height } = svg.viewBox.baseVal;
    bar.setAttribute("transform", `translate(${x + 14 / scale} ${y + height - 16 / scale})`);
    bar.querySelector("path").setAttribute("d", `M0-5V0H${(length / unit).toFixed(1)}V-5`);
    bar.querySelector("text").textContent = length < 1000 ? metres.format(length) : kilometres.format(length / 1000);
  }

  // --- fans --------------------------------------------------------------------------------------

  /** What happened at a place, in words, as its row in the table has it. */
  function tell(spot) {
    for (const panel of document.querySelectorAll(".map-panel")) {
      const row = spot && panel.parentNode.contains(spot) && document.getElementById(spot.querySelector(".badge").dataset.row);
      panel.hidden = !row;
      panel.replaceChildren();
      if (!row) continue;
      const name = document.createElement("strong");
      name.append(row.cells[0].querySelector("a").cloneNode(true));
      panel.append(name, row.querySelector("ul").cloneNode(true));
    }
  }

  function open(spot, wanted) {
    tell(wanted ? spot : null);
    for (const old of document.querySelectorAll(".spot.open")) {
      if (old === spot && wanted) continue;
      old.classList.remove("open");
      old.querySelector(".badge").setAttribute("aria-expanded", "false");
    }
    if (!wanted || spot.classList.contains("open")) return;
    spot.classList.add("open");
    spot.querySelector(".badge").setAttribute("aria-expanded", "true");
    spot.parentNode.append(spot); // what is drawn last lies on top
  }

  for (const badge of document.querySelectorAll(".map-picture .badge")) {
    badge.setAttribute("role", "button");
    badge.setAttribute("aria-expanded", "false");
    badge.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const spot = badge.closest(".spot");
      open(spot, !spot.classList.contains("open"));
      badge.focus({ preventScroll: true });
    });
    badge.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      badge.click();
    });
  }
  for (const picture of pictures) {
    picture.addEventListener("keydown", (event) => {
      const spot = event.key === "Escape" && picture.querySelector(".spot.open");
      if (!spot) return;
      open(spot, false);
      spot.querySelector(".badge").focus({ preventScroll: true });
    });
    picture.addEventListener("click", (event) => {
      if (!event.target.closest(".spot.open, .map-panel")) open(null, false);
    });
  }

  // --- filters and selection ---------------------------------------------------------------------

  /** Badges count what is left; the table leaves out what the map leaves out. */
  function follow() {
    const out = new Map();
    for (const mark of figure.querySelectorAll(".happening")) out.set(mark.dataset.entry, mark.classList.contains("out"));
    const places = new Map();
    for (const mark of figure.querySelectorAll(".mark[data-row]:not(.badge)")) {
      places.set(mark.dataset.row, mark.classList.contains("out"));
    }
    for (const picture of windows) {
      for (const mark of picture.querySelectorAll(".mark:not(.badge)")) {
        const is = mark.dataset.entry ? out.get(mark.dataset.entry) : places.get(mark.dataset.row);
        mark.classList.toggle("out", Boolean(is));
      }
    }
    for (const badge of document.querySelectorAll(".map-picture .badge")) {
      const left = badge.closest(".spot").querySelectorAll(".happening:not(.out)").length;
      badge.querySelector("text").textContent = number.format(left);
      badge.classList.toggle("out", !left);
    }
    open(null, false);
    for (const item of table.querySelectorAll("li[data-entry]")) item.hidden = out.get(item.dataset.entry) ?? false;
  }
  figure.addEventListener("picture:filter", follow);
  figure.addEventListener("picture:view", () => measure(figure));
  figure.addEventListener("picture:select", ({ detail }) => {
    for (const mark of windows.flatMap((picture) => [...picture.querySelectorAll(".mark[data-row]")])) {
      mark.classList.toggle("selected", mark.dataset.row === detail.row);
    }
  });
  for (const picture of windows) {
    picture.classList.add("live");
    picture.addEventListener("click", (event) => {
      const mark = event.target.closest(".mark[data-row]:not(.badge)");
      if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      location.hash = mark.dataset.row;
    });
  }

  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) measure(target.closest("figure"));
  });
  for (const picture of pictures) observer.observe(picture.querySelector("svg"));
})();
