// @ts-check

/**
 * Return the query of an address with some values set; null, undefined and "" take a value out.
 * Commas and colons stay readable.
 * @param {string} search as in `location.search`
 * @param {Record<string, string | null | undefined>} values
 */
export function changeQuery(search, values) {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === "") query.delete(name);
    else query.set(name, value);
  }
  const changed = String(query).replaceAll("%2C", ",").replaceAll("%3A", ":");
  return changed && `?${changed}`;
}
