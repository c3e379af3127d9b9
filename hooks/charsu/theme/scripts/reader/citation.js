// @ts-check
// A citation as plain text, BibTeX and CSL-JSON. The page has the words; the passage, the address and the day fill them in.

/** Words and names of values in turn, beginning with words. @typedef {string[]} Template */
/** How a citation names one segment, or several. @typedef {{ segment: Template, segments: Template }} PassageTemplates */
/**
 * @typedef {PassageTemplates & {
 *   locale: string, head: string, versions: Record<string, string | undefined>, between: string, stop: string, tail: Template,
 * }} PlainCitation
 */
/** @typedef {PassageTemplates & { head: Template, tail: Template }} BibtexCitation */
/** @typedef {{ id: string, [field: string]: unknown }} CslCitation */
/**
 * @typedef {{
 *   plain: Record<string, PlainCitation>, bibtex: Record<string, BibtexCitation>, csl: Record<string, CslCitation>,
 * }} Citation
 */
/**
 * What is cited: `passage` in numbers ("" for the whole text), `hash` as in the address.
 * @typedef {{ passage: string, isRange: boolean, hash: string, address: string, site: string, now: Date }} Cited
 */

/**
 * @param {Template} template
 * @param {Record<string, string>} values
 */
const fillIn = (template, values) => template.map((part, place) => (place % 2 ? values[part] : part)).join("");

/**
 * @param {PassageTemplates} templates
 * @param {Cited} cited
 * @param {Record<string, string>} values
 */
function passageIn(templates, cited, values) {
  return cited.passage ? fillIn(cited.isRange ? templates.segments : templates.segment, values) : "";
}

/**
 * Return a day as YYYY-MM-DD, in the reader's time zone.
 * @param {Date} now
 */
export function formatDate(now) {
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * @param {PlainCitation} words
 * @param {string[]} languages the versions that are shown
 * @param {Cited} cited
 */
export function citePlain(words, languages, cited) {
  const date = new Intl.DateTimeFormat(words.locale, { dateStyle: "long" }).format(cited.now);
  const values = { passage: cited.passage, address: cited.address, site: cited.site, date };
  const versions = languages.map((each) => words.versions[each]).filter(Boolean).join(words.between);
  return words.head + passageIn(words, cited, values) + words.stop + (versions && versions + words.stop) + fillIn(words.tail, values);
}

/** @type {Record<string, string>} */
const TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

/**
 * @param {BibtexCitation} words
 * @param {Cited} cited
 */
export function citeBibtex(words, cited) {
  const values = {
    key: cited.hash.replace("#", "-"), passage: cited.passage.replace("–", "--"), day: formatDate(cited.now),
    address: cited.address.replace(/[\\{}]/g, encodeURIComponent),
    site: cited.site.replace(/[\\~^{}$&%#_]/g, (character) => TEX[character] ?? `\\${character}`),
  };
  return fillIn(words.head, values) + passageIn(words, cited, values) + fillIn(words.tail, values);
}

/**
 * @param {CslCitation} words
 * @param {Cited} cited
 */
export function citeCsl(words, cited) {
  const item = {
    ...words,
    id: words.id + cited.hash.replace("#", "-"),
    "container-title": cited.site,
    ...(cited.passage && { section: cited.passage }),
    URL: cited.address,
    accessed: { "date-parts": [formatDate(cited.now).split("-").map(Number)] },
  };
  return JSON.stringify([item], null, 2);
}
