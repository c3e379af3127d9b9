// Reports of mistakes that carry what is wrong: beside each statement of an entry, and for the panel of a text.
// Nothing is asked of another host before somebody follows a link to it.

{
  const whole = document.querySelector(".report");
  const { template, where, briefly } = whole.dataset;

  // Whoever is not signed in is led round by an address that encodes this one again; hosts refuse what is too long.
  const LONGEST = 4000;
  const SHORTEST = 20;

  const cut = (words, length) => (words.length > length ? `${words.slice(0, length - 1).join("")}…` : words.join(""));

  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? ""));
  }

  /** The address of the page, or of a part of it: the canonical one, if the page has one. */
  function address(hash = "") {
    const found = new URL(document.querySelector("link[rel=canonical]")?.href ?? location.href);
    found.search = "";
    found.hash = hash;
    return found.href;
  }

  /** The address of a form in which the words stand already, each cut until all of it is short enough. */
  function report(where, wordings = [], hash = "") {
    const parts = wordings.map((each) => [...each.replace(/\s+/g, " ").trim()]);
    for (let length = 600; ; length = Math.floor(length * 0.8)) {
      const words = parts.map((each) => cut(each, length)).join("\n");
      const filled = fill(template, { where, words, address: address(hash) });
      if (filled.length <= LONGEST || length < SHORTEST) return filled;
    }
  }

  whole.href = report(where);

  for (const edit of document.querySelectorAll(".value > .correct")) {
    const value = edit.parentElement, label = value.closest(".group")?.querySelector("dt")?.firstChild;
    const said = [".during", ".said", ".note"].map((part) => value.querySelector(`:scope > ${part}`)?.textContent);
    const place = decodeURIComponent(edit.href).match(/.*(entries\/.+)#L(\d+)$/);
    const link = document.createElement("a");
    link.className = "report--statement";
    link.textContent = briefly;
    link.href = report(place ? `${place[1]}:${place[2]}` : where, [[label?.textContent, ...said].filter(Boolean).join(" ")]);
    edit.after(link);
  }

  charsu.correct = { fill, report, where };
}
