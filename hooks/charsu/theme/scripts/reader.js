// @ts-check
// A text's page: versions and their order, the marked passage, what it names and proves, and how to cite it.
// The page itself has reader-first.js, which sets `reader` and shows the versions before they are painted.

import { closest } from "./shared/dom.js";
import { openDialog } from "./reader/cite.js";
import { copyText } from "./reader/copying.js";
import { root, say, state } from "./reader/page.js";
import { foldPanel } from "./reader/panel.js";
import { close, extend, follow, isExtending } from "./reader/passage.js";
import { showControls, writeState } from "./reader/versions.js";

root.addEventListener("click", async (event) => {
  switch (closest(event.target, "[data-act]", HTMLElement)?.dataset.act) {
    case "cite": openDialog(); break;
    case "close": close(); break;
    case "extend": extend(!isExtending); break;
    case "link":
      if (await copyText(location.href)) say("linked");
      break;
  }
});

if (state.kept) writeState();
showControls();
const [arrival] = performance.getEntriesByType("navigation");
// A reader who comes back finds the page where it was left.
follow(!(arrival instanceof PerformanceNavigationTiming) || arrival.type === "navigate");
foldPanel();
