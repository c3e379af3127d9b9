// @ts-check
// Other forms of a word, which are found as well: rules, since a stemmer would have to be the same in Python and here.

const DATE = /^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/;

/**
 * Return how a date is written in a language.
 * @param {string} date "1995-03-11" or "1995-03"
 * @param {string} language
 */
function writeDate(date, language) {
  // English is British here, as in the pages.
  const locale = language === "en" ? "en-GB" : language;
  const day = date.length > 7 ? /** @type {const} */ ({ day: "numeric" }) : {};
  return new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", ...day, timeZone: "UTC" }).format(new Date(date));
}

/**
 * Return other forms of a word, and whether each is whole words: singular and plural of English words, "Mi 17" for
 * "Mi17", "1992年" for "92年", and how a date like 1995-03-11 is written.
 * @param {Term} term a word of a query
 * @param {string[]} languages in which dates may be written
 * @returns {[form: string, isWhole: boolean][]}
 */
export function otherForms({ plain, marks, typed }, languages) {
  if (DATE.test(typed)) return languages.map((language) => [writeDate(typed, language), true]);
  const short = plain.match(/^(\d\d年.*)/s)?.[1];
  if (short) return [[`19${short}`, false], [`20${short}`, false]];
  const mixed = plain.match(/^(\p{L}+)(\d+\p{L}?)$/u);
  if (mixed) return [[`${mixed[1]} ${mixed[2]}`, false]];
  if (/^[a-z]+ \d+$/.test(plain)) return [[plain.replace(" ", ""), false]];
  if (/['’]s$/i.test(typed) && plain.length > 3) return [[plain.replace(/ s$/, ""), true]];
  if (marks.length || !/^[a-z]{4,}$/.test(plain)) return [];
  if (/[^aeiou]ies$/.test(plain)) return [[plain.replace(/ies$/, "y"), true], [plain.replace(/s$/, ""), true]];
  if (/(s|x|z|ch|sh)es$/.test(plain)) return [[plain.replace(/es$/, ""), true], [plain.replace(/s$/, ""), true]];
  if (/[^sui]s$/.test(plain)) return [[plain.replace(/s$/, ""), true]];
  return /[^aeiou]y$/.test(plain) ? [[plain.replace(/y$/, "ies"), true]] : [];
}
