// Cases that Python and JavaScript share: tests/cases/.

import { readFileSync } from "node:fs";

const SCRIPTS = "../../hooks/charsu/theme/scripts";

export const readCases = (name) => JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), "utf8"));
export const load = (name) => import(new URL(`${SCRIPTS}/${name}.js`, import.meta.url));
