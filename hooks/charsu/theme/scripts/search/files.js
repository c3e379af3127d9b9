// @ts-check
// The files below search/, each loaded once.

/**
 * Return functions that load files: `data` loads JSON, `script` loads what pages opened from a folder may load as well.
 * @returns {import("./index.js").Files}
 */
export function openFiles() {
  const root = new URL("../search/", charsu.assets).href;
  /** @type {Map<string, Promise<any>>} */
  const loading = new Map();

  /** @param {(path: string) => Promise<any>} load */
  const once = (load) => (/** @type {string} */ path) => {
    const known = loading.get(path);
    if (known) return known;
    const loads = load(path);
    loads.catch(() => loading.delete(path));
    loading.set(path, loads);
    return loads;
  };

  return {
    data: once(async (path) => {
      const response = await fetch(`${root}${path}.json`);
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.json();
    }),
    script: once(async (path) => {
      await charsu.load(`../search/${path}.js`);
      return charsu.shelf?.[path];
    }),
  };
}
