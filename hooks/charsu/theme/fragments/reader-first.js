// Shows the versions as the reader wants them, before they are painted. scripts/reader.js goes on from here.
const reader = (() => {
  const root = document.querySelector(".reader"), parallel = root.querySelector(".parallel");
  const toggles = [...root.querySelectorAll(".version-toggle")];
  const all = toggles.map((toggle) => toggle.dataset.version);
  const views = ["side", "lines", "alone"];
  const rules = document.head.appendChild(document.createElement("style"));
  const known = (found) => [...new Set(Array.isArray(found) ? found : [])].filter((language) => all.includes(language));

  // What the address says, or else what the reader last chose: {order of all, those chosen, view, is it kept from before}.
  function read() {
    const query = new URLSearchParams(location.search);
    const given = query.has("versions") || query.has("view");
    let kept = {};
    try { kept = JSON.parse(localStorage.getItem("charsu.reader")) ?? {}; } catch { /* there is no storage */ }
    const said = given ? { versions: query.get("versions")?.split(","), view: query.get("view") } : kept;
    const chosen = known(said.versions), view = views.includes(said.view) ? said.view : "side";
    const order = known([...known(kept.order), ...all]), next = [...chosen];
    if (!chosen.length) return { order: all, chosen: all.slice(0, 2), view };
    return { order: order.map((each) => chosen.includes(each) ? next.shift() : each), chosen, view, kept: !given };
  }

  const shown = ({ chosen, view }) => view === "alone" ? chosen.slice(0, 1) : chosen;

  function apply(state) {
    const languages = shown(state);
    parallel.dataset.view = state.view;
    parallel.dataset.joint = toggles[all.indexOf(languages[0])].dataset.joint ? "space" : "none";
    parallel.dataset.count = languages.length;
    parallel.style.setProperty("--columns", languages.length);
    rules.textContent = all.map((language, number) => {
      const column = `.column-${number + 1}`, place = languages.indexOf(language);
      return place < 0 ? `.parallel ${column}{display:none!important}` :
        `.parallel ${column}{order:${place + 1}}` +
        `.parallel[data-selecting="${number + 1}"] .column:not(${column}){user-select:none;-webkit-user-select:none}`;
    }).join("");
  }

  const state = read();
  root.classList.add("live");
  root.querySelector(".reader-bar").hidden = false;
  apply(state);
  return { root, parallel, toggles, all, views, state, shown, apply };
})();
