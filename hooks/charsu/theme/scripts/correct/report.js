// @ts-check

/** Readers who are not signed in are redirected to an address that encodes this one again; hosts refuse long ones. */
const MAX_ADDRESS = 4000;
const MIN_WORDING = 20;
const MAX_WORDING = 600;

/**
 * Return the characters as text, cut to a length.
 * @param {string[]} characters
 * @param {number} length
 */
function cut(characters, length) {
  return characters.length > length ? `${characters.slice(0, length - 1).join("")}…` : characters.join("");
}

/**
 * Return a template with each {name} filled in, encoded for an address.
 * @param {string} template
 * @param {Record<string, string | undefined>} values
 */
export function fillTemplate(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? ""));
}

/**
 * Return the address of a form with the wordings filled in, each cut until the whole address is short enough.
 * @param {string} template
 * @param {Record<string, string>} values
 * @param {string[]} wordings
 */
export function shortenReport(template, values, wordings) {
  const parts = wordings.map((each) => [...each.replace(/\s+/g, " ").trim()]);
  for (let length = MAX_WORDING; ; length = Math.floor(length * 0.8)) {
    const filled = fillTemplate(template, { ...values, words: parts.map((each) => cut(each, length)).join("\n") });
    if (filled.length <= MAX_ADDRESS || length < MIN_WORDING) return filled;
  }
}
