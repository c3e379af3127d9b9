// @ts-check
// Which versions of a text are shown, in which order and view.

/** @type {ReaderView[]} */
export const VIEWS = ["side", "lines", "alone"];

/**
 * Return those of the found languages that the text has, each once.
 * @param {unknown} found
 * @param {string[]} all
 */
const known = (found, all) => [...new Set(Array.isArray(found) ? found : [])].filter((language) => all.includes(language));

/**
 * Return what to show: what the address says, or else what the reader last chose.
 * @param {string} search the query of the address
 * @param {{ order?: unknown, versions?: unknown, view?: unknown }} kept what the reader last chose
 * @param {string[]} all languages of the text
 * @returns {ReaderState}
 */
export function chooseVersions(search, kept, all) {
  const query = new URLSearchParams(search);
  const isGiven = query.has("versions") || query.has("view");
  const said = isGiven ? { versions: query.get("versions")?.split(","), view: query.get("view") } : kept;
  const chosen = known(said.versions, all);
  const view = VIEWS.find((each) => each === said.view) ?? "side";
  if (!chosen.length) return { order: all, chosen: all.slice(0, 2), view };
  const order = known([...known(kept.order, all), ...all], all);
  const next = [...chosen];
  return { order: order.map((each) => (chosen.includes(each) ? next.shift() ?? each : each)), chosen, view, kept: !isGiven };
}

/**
 * Return the choice after a version was switched on or off, or null if nothing changes: one version stays.
 * @param {ReaderState} state
 * @param {string} language
 */
export function toggleVersion({ view, chosen, order }, language) {
  const isChosen = chosen.includes(language);
  if (view === "alone") {
    // It comes to the front; the number of versions that come back later stays the same.
    const next = isChosen ? [language, ...chosen.filter((each) => each !== language)] : [language, ...chosen.slice(1)];
    return { chosen: next, order: [...next, ...order.filter((each) => !next.includes(each))] };
  }
  if (isChosen && chosen.length < 2) return null;
  return { chosen: order.filter((each) => (each === language ? !isChosen : chosen.includes(each))), order };
}

/**
 * Return the choice after a version has changed places with the chosen one before it.
 * @param {ReaderState} state
 * @param {string} language
 */
export function swapWithPrevious({ chosen, order }, language) {
  const previous = chosen[chosen.indexOf(language) - 1];
  /** @param {string} each */
  const swap = (each) => (each === language ? previous : each === previous ? language : each);
  return { chosen: chosen.map(swap), order: order.map(swap) };
}
