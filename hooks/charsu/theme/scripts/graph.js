// Relations: choosing a node, the keys that lead from node to node, and names where there is room for them.
// Filters, table, selection and zoom are those of all pictures; a chosen node is the value of the filter "node".

{
  const figure = document.getElementById("graph");
  const svg = figure.querySelector("svg");
  const form = document.querySelector('form[data-for="graph"]');
  const choice = form.elements.node;
  const picked = figure.querySelector("p.picked");
  const inFull = figure.querySelector(".in-full");
  const rows = new Map([...document.querySelector('table[data-for="graph"]').tBodies[0].rows].map((row) => [row.id, row]));

  const nodes = [...svg.querySelectorAll(".node")].map((mark) => {
    const circle = mark.querySelector("circle");
    const [x, y, r] = ["cx", "cy", "r"].map((name) => Number(circle.getAttribute(name)));
    return { mark, circle, text: mark.querySelector("text"), id: mark.dataset.node, x, y, r, away: false };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges = [...svg.querySelectorAll(".edge")].map((mark) => {
    const found = mark.dataset.row.split(" ").map((id) => rows.get(id));
    return { mark, rows: found, ends: found[0].dataset.node.split(" ").map((id) => byId.get(id)), text: null };
  });

  // --- names ---------------------------------------------------------------------------------------

  const FONT = 12;
  let view = svg.viewBox.baseVal;
  const ratio = view.width / view.height;
  const WHOLE = { x: 0, y: 0, width: view.width };

  /** Put names where they touch neither a node nor another name; as much as there is room for at this size. */
  function placeNames() {
    const unit = 1 / (svg.getScreenCTM()?.a || 1);
    const size = parseFloat(getComputedStyle(svg).fontSize);
    /** Length of a text in CSS pixels; it keeps its size on the screen. */
    const length = (text) => (text.getComputedTextLength() / size) * FONT;
    for (const node of nodes) node.wide ??= length(node.text);
    view = svg.viewBox.baseVal;
    const [line, below] = [FONT * unit, 4 * unit];
    const taken = [];
    const free = ([left, top, right, bottom]) =>
      left >= view.x && right <= view.x + view.width && top >= view.y && bottom <= view.y + view.height
      && !taken.some((box) => left < box[2] && box[0] < right && top < box[3] && box[1] < bottom);
    const seen = nodes.filter(({ x, y, away }) => !away && x > view.x && x < view.x + view.width && y > view.y && y < view.y + view.height);
    // A node grows less than the picture, so that it stays a node; on a small screen it shrinks less.
    for (const node of nodes) {
      node.now = node.r * Math.sqrt(unit);
      node.circle.setAttribute("r", node.now.toFixed(1));
      node.text.classList.add("spare");
    }
    for (const { x, y, now } of seen) taken.push([x - now, y - now, x + now, y + now]);

    function place(text, wide, choices) {
      const at = choices.find(([x, y]) => free([x, y - line, x + wide, y + below]));
      const [x, y] = at ?? choices[0];
      text.setAttribute("x", x.toFixed(1));
      text.setAttribute("y", y.toFixed(1));
      text.classList.toggle("spare", !at);
      if (at) taken.push([x, y - line, x + wide, y + below]);
    }
    const chosen = byId.get(choice.value);
    for (const node of chosen ? [chosen, ...seen.filter((each) => each !== chosen)] : seen) {
      const [wide, away] = [(node.wide + 2) * unit, node.now + 3 * unit];
      const [right, left, middle] = [node.x + away, node.x - away - wide, node.x - wide / 2];
      place(node.text, wide, [
        [right, node.y + 4 * unit], [left, node.y + 4 * unit], [middle, node.y + away + 9 * unit], [middle, node.y - away],
        [right, node.y - 5 * unit], [right, node.y + 13 * unit], [left, node.y - 5 * unit], [left, node.y + 13 * unit],
      ]);
    }
    for (const { text, ends: [one, other] } of edges) {
      if (!text) continue;
      const wide = (length(text) + 2) * unit;
      place(text, wide, [0.5, 0.38, 0.62, 0.28, 0.72].map((part) => [
        one.x + (other.x - one.x) * part - wide / 2, one.y + (other.y - one.y) * part + 4 * unit,
      ]));
    }
  }
  let waiting = 0;
  function namesSoon() {
    waiting ||= requestAnimationFrame(() => { waiting = 0; placeNames(); });
  }

  // --- what is left by the filters -------------------------------------------------------------------

  const FEW = 120;
  const SAID = 24;
  const small = matchMedia("(max-width: 44.9844em)");
  let before = null;

  function filtered({ detail: { shown, all } }) {
    const near = new Set();
    for (const edge of edges) {
      const left = edge.rows.filter((row) => !row.hidden);
      edge.mark.classList.toggle("out", !left.length);
      for (const end of left.length ? edge.ends : []) near.add(end);
      edge.text?.remove();
      edge.text = null;
      if (!left.length || shown > SAID) continue;
      edge.text = document.createElementNS(svg.namespaceURI, "text");
      edge.text.setAttribute("class", "said");
      edge.text.textContent = [...new Set(left.map((row) => row.cells[1].firstChild.textContent.trim()))].join(" · ");
      edge.mark.parentNode.append(edge.text);
    }
    for (const node of nodes) {
      node.away = shown < all && !near.has(node) && node.id !== choice.value;
      node.mark.classList.toggle("away", node.away);
      node.mark.classList.toggle("picked", node.id === choice.value);
    }
    figure.classList.toggle("few", shown <= FEW && shown < all);
    const chosen = byId.get(choice.value);
    picked.hidden = !chosen;
    if (chosen) {
      picked.firstElementChild.textContent = chosen.mark.querySelector("title").textContent;
      picked.lastElementChild.href = chosen.mark.href.baseVal;
      stopAt(chosen);
    }
    const begins = before === null && (!chosen || charsu.read("view"));
    if (chosen !== before && small.matches && !begins) setTimeout(showNear, 0, chosen);
    before = chosen;
    namesSoon();
  }
  figure.addEventListener("picture:filter", filtered);
  figure.addEventListener("picture:view", namesSoon);
  new ResizeObserver(namesSoon).observe(svg);

  // --- choosing a node -------------------------------------------------------------------------------

  function choose(id) {
    choice.value = id;
    choice.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** On a small screen, what is near a node is shown as large as it can be; without a node, everything. */
  function showNear(chosen) {
    if (!chosen) {
      figure.dispatchEvent(new CustomEvent("picture:show", { detail: WHOLE }));
      return;
    }
    const near = edges.filter((edge) => edge.ends.includes(chosen) && !edge.mark.classList.contains("out")).flatMap((edge) => edge.ends);
    const [left, right, top, bottom] = [["x", -1], ["x", 1], ["y", -1], ["y", 1]].map(
      ([axis, sign]) => chosen[axis] + sign * (60 + Math.max(0, ...near.map((node) => sign * (node[axis] - chosen[axis])))));
    const width = Math.max(right - left, (bottom - top) * ratio);
    const detail = { x: (left + right - width) / 2, y: (top + bottom - width / ratio) / 2, width };
    figure.dispatchEvent(new CustomEvent("picture:show", { detail }));
  }

  /** The node at a point of the window, or the one that a finger may have meant. */
  function nodeAt(event) {
    const mark = event.target.closest(".node");
    if (mark) return byId.get(mark.dataset.node);
    if (event.target.closest(".mark")) return undefined;
    const matrix = svg.getScreenCTM();
    const [x, y] = [(event.clientX - matrix.e) / matrix.a, (event.clientY - matrix.f) / matrix.d];
    const far = (node) => Math.hypot(node.x - x, node.y - y) * matrix.a - (node.away ? 0 : 6);
    const nearest = nodes.reduce((one, other) => (far(other) < far(one) ? other : one));
    return far(nearest) < 18 ? nearest : null;
  }

  svg.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const node = nodeAt(event);
    if (!node) return;
    if (node.id === choice.value) {
      if (!event.target.closest(".node")) location.href = node.mark.href.baseVal;
      return;
    }
    event.preventDefault();
    choose(node.id);
  });
  figure.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && choice.value) choose("");
  });

  // --- keys ------------------------------------------------------------------------------------------

  // One stop for the tab key; arrow keys lead on from it.
  let stop = null;
  function stopAt(node) {
    stop?.mark.setAttribute("tabindex", "-1");
    stop = node;
    stop.mark.setAttribute("tabindex", "0");
  }
  for (const { mark } of nodes) mark.setAttribute("tabindex", "-1");
  if (nodes.length) stopAt(nodes[0]);

  const AHEAD = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  svg.addEventListener("keydown", (event) => {
    const here = byId.get(event.target.closest?.(".node")?.dataset.node);
    const ahead = AHEAD[event.key];
    if (!here || !ahead || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    let [best, least] = [null, Infinity];
    for (const node of nodes) {
      if (node.away || node === here) continue;
      const [dx, dy] = [node.x - here.x, node.y - here.y];
      const along = dx * ahead[0] + dy * ahead[1];
      const aside = Math.abs(dx * ahead[1]) + Math.abs(dy * ahead[0]);
      if (along > 0 && aside <= along * 1.2 && along + 2 * aside < least) [best, least] = [node, along + 2 * aside];
    }
    if (!best) return;
    stopAt(best);
    best.mark.focus({ preventScroll: true });
  });
  svg.addEventListener("focusin", (event) => {
    const node = byId.get(event.target.closest?.(".node")?.dataset.node);
    if (node) stopAt(node);
  });

  // --- the most frequent relations ---------------------------------------------------------------------

  if (inFull) {
    const draw = () => figure.classList.toggle("in-full", inFull.checked);
    inFull.checked = charsu.read("full") === "1";
    inFull.addEventListener("change", () => { draw(); charsu.write({ full: inFull.checked ? "1" : null }); });
    draw();
  }
}
