// @ts-check
// What is shown where a search finds little: the best of what has not all terms, and names that look or sound alike.
// It loads when it is first needed.

import { learnVariants } from "./search/fold.js";
import { findNear } from "./search/near.js";
import { findAlike, suggest } from "./search/suggestions.js";

const [SURE, UNSURE] = [0.25, 0.35]; // how unlike names may be: where something else is found, and where nothing is

/**
 * Show the best of what has some of the terms.
 * @param {import("./search/results.js").Results} results
 * @param {import("./search/index.js").SearchIndex} index
 * @param {{ terms: Term[], filters: SearchFilters, namesOnly: boolean, isCurrent: () => boolean }} search
 * @param {{ entries: EntryHit[], few: { entries: boolean, passages: boolean }, isNothing: boolean }} found
 */
async function showFurther(results, index, search, { entries, few, isNothing }) {
  const { terms, filters, namesOnly, isCurrent } = search;
  if (charsu.hanVariants) learnVariants(charsu.hanVariants);
  const known = new Set(entries.map(({ entry }) => entry.id));
  const near = namesOnly ? null : await findNear(index, terms, filters, known, few);
  if (!isCurrent()) return;
  const isNear = near !== null && near.entries.length + near.passages.length > 0;
  const isStrange = isNothing && (!isNear || terms.length === 1);
  const strange = isStrange ? terms : near?.unknown ?? [];
  const alike = await findAlike(index, terms, strange, isStrange ? UNSURE : SURE);
  if (!isCurrent()) return;
  if (isNear) {
    near.entries = near.entries.filter(({ entry }) => alike.every((hit) => hit.entry !== entry));
    results.showNear(near, index);
    if (isNothing) results.say("near");
  }
  results.when("empty", isNothing && !isNear && !alike.length);
  await suggest(results.nothing, index, search, alike.filter(({ entry }) => !known.has(entry.id)), isNothing);
}
charsu.showFurther = showFurther;
