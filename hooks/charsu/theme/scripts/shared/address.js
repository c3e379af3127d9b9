// @ts-check

/**
 * Put a fragment into the address without adding a step to the history.
 * @param {string} hash "" or "#…"
 */
export function writeHash(hash) {
  history.replaceState(history.state, "", location.pathname + location.search + hash);
  document.dispatchEvent(new CustomEvent("charsu:address"));
}

/**
 * Return the address of this page, or of a part of it: the canonical address, if the page has one.
 * @param {string} hash
 */
export function canonicalAddress(hash) {
  const canonical = document.querySelector("link[rel=canonical]");
  const found = new URL(canonical instanceof HTMLLinkElement ? canonical.href : location.href);
  found.search = "";
  found.hash = hash;
  return found.href;
}
