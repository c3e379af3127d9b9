// The search box: names at once, then passages and pages. Loaded when it is first opened.
//
// A query is words and "quoted phrases", and all of them must be found. The index says in which search documents
// they may be (see hooks/charsu/search.py); `find` below decides, letter by letter.

charsu.search = (() => {
  const LONGEST = 200; // characters of a query
  const ASKED = 8; // words that the index is asked for; it only has to leave little over
  const AT_FIRST = { passages: 3, pages: 6 }; // search documents loaded together; then twice as many each time
  const AT_LEAST = 6; // looked into for one answer, even if fewer give enough hits,
  const AT_MOST = 24; // and no more of them, even if they give too few
  const ALL_OF = 12; // so few are all looked into, so that the number of hits is known
  const NAME_LENGTH = 16; // characters by which names are told apart in their index
  const SHOWN = { entries: 6, passages: 10, pages: 6 };
  // By what an answer is narrowed -> its name in the form and in the address, where a page may keep a "kind" of its own.
  const FILTERS = { kind: "q-kind", text: "q-text", from: "q-from", to: "q-to" };
  const FILTER_NAMES = Object.values(FILTERS);

  const root = new URL("../search/", charsu.assets).href;
  const dialog = document.getElementById("search");
  const form = dialog.querySelector("form");
  const status = dialog.querySelector(".search-status");
  const results = dialog.querySelector(".search-results");
  const nothing = dialog.querySelector(".search-nothing");
  const base = new URL(dialog.dataset.base, location.href).href;
  const fromFolder = location.protocol === "file:";
  const number = new Intl.NumberFormat(charsu.language);

  // --- folding: as hooks/charsu/search.py does it -------------------------------------------------------

  const OTHER = { "đ": "d", "ø": "o", "ł": "l", "ı": "i", "ς": "σ" };
  const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
  const WORD = new RegExp(`(?:(?![${UNSPACED}])[\\p{L}\\p{N}])+|(?=[\\p{L}\\p{N}])[${UNSPACED}]`, "gu");
  const RUN = new RegExp(`(?:(?![${UNSPACED}])[\\p{L}\\p{N}])+|(?:(?=[\\p{L}\\p{N}])[${UNSPACED}])+`, "gu");
  const TONES = /[\u0300\u0301\u0303\u0309\u0323]/;

  const folded = new Map();

  /** A character -> [its letters, small and without marks; the marks]. */
  function foldCharacter(character) {
    if (!folded.has(character)) {
      let letters = "", marks = "";
      for (const part of character.normalize("NFKD")) {
        if (/\p{M}/u.test(part)) marks += part;
        else for (const letter of part.toLowerCase()) {
          if (Object.hasOwn(OTHER, letter)) [letters, marks] = [letters + OTHER[letter], marks + letter];
          else letters += letter;
        }
      }
      folded.set(character, [letters, marks]);
    }
    return folded.get(character);
  }

  /**
   * Text, ready to be looked into.
   * `plain`: its letters, small and without marks; `marks[i]`: the marks of the letter there;
   * `at[i]`: where in the text the letter stands, and at the end the text's length.
   */
  function fold(text) {
    let plain = "", position = 0;
    const marks = [], at = [];
    for (const character of text) {
      const [letters, itsMarks] = foldCharacter(character);
      for (let i = 0; i < letters.length; i++) at.push(position);
      plain += letters;
      if (itsMarks && plain) marks[plain.length - 1] = (marks[plain.length - 1] || "") + itsMarks;
      position += character.length;
    }
    at.push(position);
    // hoà and hòa are one word: the tone goes where the older style puts it.
    for (const index of Object.keys(marks).map(Number)) {
      const tone = marks[index].match(TONES)?.[0];
      if (tone && index && ["oa", "oe", "uy"].includes(plain.slice(index - 1, index + 1)) && !TONES.test(marks[index - 1] || "")) {
        marks[index - 1] = (marks[index - 1] || "") + tone;
        marks[index] = marks[index].replace(tone, "");
      }
    }
    return { plain, marks, at };
  }

  const words = (text) => fold(text).plain.match(WORD) || [];

  const shapes = new Map();

  /** What a code unit is: " " between words, "a" a letter of a word, "字" a letter of a script without spaces. */
  function shape(unit) {
    if (unit === undefined) return " ";
    if (!shapes.has(unit)) {
      shapes.set(unit, /[\ud800-\udfff]/.test(unit) ? "字" : !/[\p{L}\p{N}]/u.test(unit) ? " " : IS_UNSPACED.test(unit) ? "字" : "a");
    }
    return shapes.get(unit);
  }

  // --- queries ----------------------------------------------------------------------------------------------

  /** A query -> its terms: what must be found, as `fold` gives it, one space between words; `whole` if it ends with a word. */
  function parse(query) {
    const terms = [];
    for (const [, phrase, end, word] of query.replace(/[“”„«»「」『』]/g, '"').matchAll(/"([^"]*)("|$)|([^\s"]+)/g)) {
      const term = makeTerm(phrase ?? word);
      if (term.plain) terms.push({ ...term, whole: end === '"', said: phrase === undefined ? word : `"${phrase}"` });
    }
    return terms;
  }

  function makeTerm(text) {
    const { plain, marks } = fold(text);
    const term = { plain: "", marks: [] };
    for (let i = 0; i < plain.length; i++) {
      const space = shape(plain[i]) === " ";
      if (space && (!term.plain || term.plain.endsWith(" "))) continue;
      if (!space && marks[i]) term.marks[term.plain.length] = marks[i];
      term.plain += space ? " " : plain[i];
    }
    term.plain = term.plain.trimEnd();
    return term;
  }

  /** Where a term stands in folded text, from a place on: [begin, end] or null. */
  function find(text, term, from = 0) {
    const first = term.plain.split(" ", 1)[0];
    for (let begin = text.plain.indexOf(first, from); begin >= 0; begin = text.plain.indexOf(first, begin + 1)) {
      if (shape(first[0]) === "a" && shape(text.plain[begin - 1]) === "a") continue;
      const end = endOf(text, term, begin);
      if (end && !(term.whole && shape(text.plain[end]) === "a" && shape(text.plain[end - 1]) === "a")) return [begin, end];
    }
    return null;
  }

  function endOf(text, term, begin) {
    let position = begin;
    for (let i = 0; i < term.plain.length; i++) {
      if (term.plain[i] === " ") {
        if (shape(text.plain[position]) !== " ") return 0;
        while (position < text.plain.length && shape(text.plain[position]) === " ") position++;
      } else {
        if (text.plain[position] !== term.plain[i]) return 0;
        for (const mark of term.marks[i] || "") if (!text.marks[position]?.includes(mark)) return 0;
        position++;
      }
    }
    return position;
  }

  /** All places of a text where terms stand: [begin, end] in the text itself. */
  function spans(text, terms) {
    const found = [];
    for (const term of terms) {
      for (let hit = find(text, term); hit; hit = find(text, term, hit[1])) found.push([text.at[hit[0]], text.at[hit[1]]]);
    }
    return found;
  }

  // --- shards: as hooks/charsu/shards.py cuts them ----------------------------------------------------------

  const loading = new Map(); // path -> Promise of what the file holds

  function once(path, load) {
    if (!loading.has(path)) {
      const loads = load(path);
      loads.catch(() => loading.delete(path));
      loading.set(path, loads);
    }
    return loading.get(path);
  }

  const data = (path) => once(path, async () => {
    const response = await fetch(`${root}${path}.json`);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  });

  const script = (path) => once(path, async () => {
    await charsu.load(`../search/${path}.js`);
    return charsu.shelf[path];
  });

  const fileName = (storey, first) => `${storey}-${first.replace(/[^a-z0-9]/gu, (character) => `_${character.codePointAt(0).toString(16)}`)}`;

  /** Files by the beginnings of the keys in them. `storeys` of lists of beginnings have to be read, the first one is here. */
  class Drawer {
    constructor(path, [storeys, beginnings], read) {
      Object.assign(this, { path, storeys, beginnings, read });
    }

    /** What the files hold in which keys may begin so, or (`exact`) be just so; null where these are more than two. */
    async open(beginning, exact = false) {
      let level = this.beginnings;
      for (let storey = this.storeys; ; storey--) {
        const after = (text) => {
          const place = level.findIndex((each) => each > text);
          return place < 0 ? level.length : place;
        };
        const first = after(beginning) - 1;
        const end = exact ? first + 1 : after(`${beginning}\uffff`);
        if (end - first > 2) return null;
        const files = await Promise.all(level.slice(first, end).map((each) => this.read(`${this.path}/${fileName(storey, each)}`)));
        if (!storey) return files;
        level = files.flat();
      }
    }

    /** What stands under one key. */
    async at(key) {
      const [file] = await this.open(key, true);
      return Object.hasOwn(file, key) ? file[key] : null;
    }
  }

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const DIGIT = new Map([...DIGITS].map((digit, value) => [digit, value]));

  /** Numbers as shards.py packs them. */
  function unpackNumbers(packed) {
    const numbers = [];
    if (packed.startsWith("*")) {
      const bytes = atob(packed.slice(1));
      for (let n = 0; n < bytes.length * 8; n++) if (bytes.charCodeAt(n >> 3) & (128 >> (n & 7))) numbers.push(n);
      return numbers;
    }
    let number = -1, gap = 0, place = 1;
    for (const digit of packed) {
      const value = DIGIT.get(digit);
      gap += (value % 32) * place;
      if (value > 31) place *= 32;
      else {
        number += gap + 1;
        numbers.push(number);
        [gap, place] = [0, 1];
      }
    }
    return numbers;
  }

  // --- names ------------------------------------------------------------------------------------------------

  let wiki = null; // what start.js has: languages, kinds, and where the indexes begin
  const entries = new Map(); // id -> entry, as far as they are loaded

  const localized = (values) => values[wiki.languages.indexOf(charsu.language)] ?? values[0];

  async function start() {
    const { languages, kinds, names, words, documents } = await script("start");
    wiki = {
      languages, firstEntry: documents[0], firstPage: documents[1],
      names: new Drawer("names", names.each, script), commonNames: new Drawer("names-common", names.common, script),
      words: new Drawer("words", words.each, data), commonWords: new Drawer("words-common", words.common, data),
    };
    wiki.kinds = kinds.map(([id, folder, label, plural, colour]) => ({ id, folder, label: localized(label), plural: localized(plural), colour }));
  }

  /** An entry of which a file has the record, or the beginning of it. */
  function unpack(id, [kind, own, aliases, ...more]) {
    if (!entries.has(id)) {
      const { languages } = wiki;
      const here = languages.indexOf(charsu.language);
      const { id: kindId, folder, label, colour } = wiki.kinds[kind];
      const entry = { id, kind: kindId, colour, label, url: `${base}${folder}/${id}/` };
      entry.names = own.map((name, n) => ({ text: name || own[0], lang: languages[n], alias: false }));
      entry.name = entry.names[here] ?? entry.names[0];
      // The page's own language comes first; a form that two languages share counts once.
      const order = [here, ...languages.keys()].filter((n) => n >= 0);
      const forms = new Map();
      for (const n of order) if (!forms.has(entry.names[n].text)) forms.set(entry.names[n].text, entry.names[n]);
      for (const n of order) {
        for (const text of aliases[n] ?? aliases[0]) if (!forms.has(text)) forms.set(text, { text, lang: languages[n], alias: true });
      }
      entry.forms = [...forms.values()];
      entries.set(id, entry);
    }
    return Object.assign(entries.get(id), Object.fromEntries(more.map((value, n) => [["years", "passages", "sound"][n], value])));
  }

  const unpackAll = (records) => Object.entries(records).filter(([id]) => !id.startsWith("#")).map(([id, record]) => unpack(id, record));

  /** The forms of an entry's names, folded when first needed. */
  function formsOf(entry) {
    for (const each of entry.forms) each.folded ??= fold(each.text);
    return entry.forms;
  }

  const named = (entry, term) => formsOf(entry).some((each) => find(each.folded, term));

  /** The entries that may have a name with a term, and whether these are all. */
  async function mayBeNamed(term) {
    const key = [...term.plain].slice(0, NAME_LENGTH).join("").trimEnd();
    const files = await wiki.names.open(key);
    if (!files) {
      return { found: unpackAll(await wiki.commonNames.at(key)), all: false };
    }
    const cut = files.some((file) => Object.keys(file).some((each) => each.startsWith(`#${key}`)));
    return { found: files.flatMap(unpackAll), all: !cut };
  }

  /** Entries by their names, in the form in which `showGroup` takes them. */
  async function findNames(terms, filters) {
    const whole = makeTerm(terms.map((term) => term.plain).join(" "));
    const asked = [...new Map([...terms, whole].map((term) => [term.plain, term])).values()].sort((a, b) => b.plain.length - a.plain.length);
    const among = new Set();
    let done = false;
    // Whatever has all terms stands among those that have one of them.
    for (const term of asked.filter((each) => each !== whole || terms.length === 1).concat(terms.length > 1 ? whole : [])) {
      const may = await mayBeNamed(term);
      done = may.all;
      if (done) among.clear();
      for (const entry of may.found) among.add(entry);
      if (done) break;
    }
    const inText = filters.text && new Set(await script(`texts/${filters.text}`));
    const hits = [];
    for (const entry of among) {
      if (!entryFits(entry, filters) || (inText && !inText.has(entry.id)) || !terms.every((term) => named(entry, term))) continue;
      let best = null;
      for (const each of entry.forms) {
        const fits = terms.filter((term) => find(each.folded, term)).length / terms.length;
        const start = makeTerm(each.text).plain;
        const rank = 4 * fits + (start === whole.plain ? 2 : start.startsWith(whole.plain) ? 1 : 0) - (each.alias ? 0.5 : 0);
        if (!best || rank > best.rank) best = { rank, form: each };
      }
      hits.push({ entry, ...best });
    }
    hits.sort((a, b) => b.rank - a.rank || b.entry.passages - a.entry.passages || (a.entry.id < b.entry.id ? -1 : 1));
    return { hits, done, looked: among.size };
  }

  // --- filters ------------------------------------------------------------------------------------------------

  const within = (years, { from = null, to = null }) => {
    if (from === null && to === null) return true;
    for (let i = 0; i < years.length; i += 2) {
      if (years[i] <= (to ?? Infinity) && years[i + 1] >= (from ?? -Infinity)) return true;
    }
    return false;
  };

  const entryFits = (entry, filters) =>
    (!filters.kind || entry.kind === filters.kind) && within(entry.years, filters);

  const isNarrowed = (filters) => Object.values(filters).some((value) => value !== null);

  function readFilters() {
    const year = (name) => (field(name).value === "" || !field(name).validity.valid ? null : Number(field(name).value));
    return {
      kind: field(FILTERS.kind).value || null, text: field(FILTERS.text).value || null,
      from: year(FILTERS.from), to: year(FILTERS.to),
    };
  }

  const field = (name) => form.elements.namedItem(name);

  // --- what the index is asked, and what is looked into --------------------------------------------------------

  /** The numbers of the documents in which a key, or any that begins so, stands; and those in whose names it does. */
  async function numbersOf({ key, exact }) {
    const files = exact ? null : await wiki.words.open(key);
    const packed = files
      ? files.flatMap((file) => Object.keys(file).filter((each) => each.startsWith(key)).map((each) => file[each]))
      : [await (exact ? wiki.words : wiki.commonWords).at(key)];
    const [numbers, named] = [new Set(), new Set()];
    for (const each of packed) {
      const [all, ofNames] = (each ?? "").split("!");
      for (const number of unpackNumbers(all)) numbers.add(number);
      for (const number of unpackNumbers(ofNames ?? "")) named.add(number);
    }
    return { numbers, named };
  }

  /** What of a term the index knows: words, the last of which may go on; and pairs of letters that stand side by side. */
  function keysOf(term) {
    const runs = term.plain.match(RUN) ?? [];
    return runs.flatMap((run, n) => {
      const letters = [...run];
      if (!IS_UNSPACED.test(letters[0])) return [{ key: run, exact: term.whole || n < runs.length - 1 }];
      if (letters.length === 1) return [{ key: run, exact: false }];
      const starts = letters.map((_, at) => at).filter((at) => at % 2 === 0).map((at) => Math.min(at, letters.length - 2));
      return starts.map((at) => ({ key: letters[at] + letters[at + 1], exact: true }));
    });
  }

  /** The numbers of the documents that may have all terms: those with the most of them in their names first. */
  async function ask(terms, filters) {
    const asked = [...new Map(terms.flatMap(keysOf).map((each) => [`${each.key}${each.exact}`, each])).values()];
    asked.sort((a, b) => b.key.length - a.key.length);
    const narrow = ["kind", "text"].filter((by) => filters[by]).map((by) => ({ key: `=${by} ${filters[by]}`, exact: true }));
    const found = await Promise.all([...asked.slice(0, ASKED), ...narrow].map(numbersOf));
    if (!found.length) return [];
    found.sort((a, b) => a.numbers.size - b.numbers.size);
    const worth = (number) => found.filter(({ named }) => named.has(number)).length;
    return [...found[0].numbers].filter((number) => found.every(({ numbers }) => numbers.has(number)))
      .map((number) => [number, worth(number)]).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number);
  }

  const content = (number) => data(`documents/${number}`);

  /** Looks into search documents one after the other, as far as hits are wanted. */
  class Looker {
    constructor(numbers, first, check) {
      Object.assign(this, { numbers, first, check, hits: [], looked: 0 });
    }

    get total() {
      return this.numbers.length;
    }

    get done() {
      return this.looked === this.total;
    }

    /** Until there are so many hits, and so many documents are looked into. */
    async until(wanted, least = 0) {
      const most = this.looked + AT_MOST;
      while (!this.done && this.looked < most && (this.hits.length < wanted || this.looked < least)) {
        const batch = this.numbers.slice(this.looked, this.looked + Math.max(this.first, this.looked));
        const loaded = await Promise.all(batch.map(content));
        for (const found of loaded) this.hits.push(...this.check(found));
        this.looked += batch.length;
      }
      return this;
    }

    /** As far as the number of hits is worth knowing. */
    count() {
      return this.until(0, this.total <= ALL_OF ? ALL_OF : AT_LEAST);
    }
  }

  /** The rows of a part of a text in which all terms are found: in any version, or among the names of its entries. */
  function rowsWith(terms, filters) {
    return (part) => part.rows.filter((row) => {
      if (filters.text && part.text !== filters.text) return false;
      part.unpacked ??= part.entries.map(([id, record]) => unpack(id, record));
      row.part = part;
      row.folded ??= Object.values(row.versions).map(fold);
      row.entries ??= [...new Set(Object.values(row.named).flatMap((list) => list.filter((_, i) => i % 3 === 2)))].map((n) => part.unpacked[n]);
      return (!filters.kind || row.entries.some((entry) => entry.kind === filters.kind)) && within(row.years, filters)
        && terms.every((term) => row.folded.some((version) => find(version, term)) || row.entries.some((entry) => named(entry, term)));
    });
  }

  /** A page if all terms are found on it or in its names, at least one of them in its words. */
  function pagesWith(terms, filters) {
    return (page) => {
      const entry = page.entry === undefined ? null : unpack(...page.entry);
      if (entry ? !entryFits(entry, filters) : !within([], filters)) return [];
      page.folded ??= Object.entries(page.said).flatMap(([lang, said]) => said.map((text) => ({ lang, text, folded: fold(text) })));
      page.titles ??= Object.values(page.title ?? {}).map(fold);
      const inWords = terms.filter((term) => page.folded.some((line) => find(line.folded, term)));
      const inTitle = (term) => page.titles.some((title) => find(title, term)) || (entry && named(entry, term));
      if (!terms.every((term) => inWords.includes(term) || inTitle(term))) return [];
      if (!inWords.length && entry) return [];
      const worth = (line) => terms.filter((term) => find(line.folded, term)).length;
      const ours = page.folded.filter((line) => line.lang === charsu.language);
      const lines = ours.some(worth) ? ours : page.folded.some(worth) ? page.folded : ours;
      const line = lines.reduce((best, each) => (worth(each) > worth(best) ? each : best), lines[0]);
      return [{ page, entry, line }];
    };
  }

  async function look(terms, filters) {
    const found = await ask(terms, filters);
    const parts = found.filter((number) => number < wiki.firstEntry).sort((a, b) => a - b);
    return {
      passages: new Looker(parts, AT_FIRST.passages, rowsWith(terms, filters)),
      pages: new Looker(found.filter((number) => number >= wiki.firstEntry), AT_FIRST.pages, pagesWith(terms, filters)),
    };
  }

  // --- showing ------------------------------------------------------------------------------------------------

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** Text with <mark> around spans of it. */
  function marked(text, found) {
    const parts = [];
    let position = 0;
    for (const [begin, end] of found.sort((a, b) => a[0] - b[0])) {
      if (end <= position) continue;
      const start = Math.max(begin, position);
      parts.push(text.slice(position, start), make("mark", {}, text.slice(start, end)));
      position = end;
    }
    return [...parts, text.slice(position)];
  }

  function showEntry({ entry, form }, terms) {
    const shown = entry.forms.filter((each) => !each.alias && each.text !== entry.name.text);
    const tells = (each) => terms.every((term) => find((each.folded ??= fold(each.text)), term));
    if (form?.alias && (!terms.length || ![entry.name, ...shown].some(tells))) shown.push(form);
    const other = shown.map((each) => make("span", { lang: each.lang, dir: "auto" }, ...marked(each.text, spans(each.folded ??= fold(each.text), terms))));
    const name = entry.name;
    return make("li", { class: entry.colour },
      make("a", { href: entry.url, "data-entry": entry.id, class: "hit" },
        make("strong", {}, ...marked(name.text, spans(name.folded ??= fold(name.text), terms)))),
      make("span", { class: "search-forms" }, ...other),
      make("small", {}, entry.label));
  }

  function showPassage(row, terms) {
    const { text, original, title, unpacked } = row.part;
    const order = [...new Set([charsu.language, original, ...wiki.languages])].filter((lang) => lang in row.versions);
    const versions = order.map((lang) => {
      const said = row.versions[lang];
      const found = spans(fold(said), terms);
      // Where the entry was found by a name in another language, its name here is what was found.
      const list = row.named[lang] ?? [];
      for (let i = 0; i < list.length; i += 3) {
        if (terms.some((term) => named(unpacked[list[i + 2]], term))) found.push([list[i], list[i + 1]]);
      }
      return make("p", { lang }, ...marked(said, found));
    });
    const number = row.segment.slice(1).replace("s", ".");
    return make("li", {},
      make("a", { href: `${base}texts/${text}/#${row.segment}`, class: "hit" }, `${title[charsu.language] ?? Object.values(title)[0]} ${number}`),
      make("div", { class: "search-versions" }, ...versions));
  }

  const EXCERPT = 240;

  function showPage({ page, entry, line }, terms) {
    const title = entry ? entry.name.text : page.title[charsu.language] ?? Object.values(page.title)[0];
    const found = line ? spans(line.folded, terms) : [];
    const length = /\p{Script=Han}/u.test(line?.text ?? "") ? EXCERPT / 2 : EXCERPT;
    const first = Math.min(...found.map(([begin]) => begin), line?.text.length ?? 0);
    let begin = first > length * 0.6 ? first - Math.round(length / 4) : 0;
    while (begin > 0 && begin < first && shape(line.text[begin - 1].toLowerCase()) === "a") begin++;
    const end = Math.min(begin + length, line?.text.length ?? 0);
    const inside = found.filter((each) => each[0] < end).map((each) => [each[0] - begin, Math.min(each[1], end) - begin]);
    const attributes = { href: entry ? entry.url : base + page.url, class: "hit", "data-entry": entry?.id };
    const item = make("li", { class: entry?.colour ?? "" }, make("a", attributes, title));
    if (entry) item.append(make("small", {}, entry.label));
    if (line) {
      item.append(make("p", { lang: line.lang, dir: "auto" }, begin ? "…" : "", ...marked(line.text.slice(begin, end), inside), end < line.text.length ? "…" : ""));
    }
    return item;
  }

  const SHOW = { entries: showEntry, passages: showPassage, pages: showPage };
  const state = { terms: [], filters: {}, groups: {}, shown: {} };
  let turn = 0; // of what is asked; an answer that comes too late is not shown

  const when = (name, shown) => { dialog.querySelector(`[data-when=${name}]`).hidden = !shown; };

  /** Hits of a group and whether these are all. */
  function showGroup(name, { hits, done, looked, total }) {
    state.groups[name] = { hits, done, looked, total };
    const section = results.querySelector(`[data-group=${name}]`);
    const { shown } = state;
    section.hidden = !hits.length && done;
    section.querySelector(".count").textContent = number.format(hits.length) + (done ? "" : "+");
    section.querySelector("ul").replaceChildren(...hits.slice(0, shown[name]).map((hit) => SHOW[name](hit, state.terms)));
    section.querySelector("[data-do=more]").hidden = hits.length <= shown[name] && (done || name === "entries");
    const partly = section.querySelector(".search-partly");
    partly.hidden = done;
    if (!done) partly.textContent = partly.dataset.said.replace("{looked}", number.format(looked)).replace("{total}", number.format(total ?? 0));
  }

  function tell(message, counts = {}) {
    let text = status.dataset[message] ?? "";
    for (const [name, { hits, done }] of Object.entries(counts)) text = text.replace(`{${name}}`, number.format(hits.length) + (done ? "" : "+"));
    status.textContent = text;
  }

  /** Somebody has typed: what is to be looked for now, or null. */
  function begin() {
    const mine = ++turn;
    delete results.dataset.answers;
    delete results.dataset.named;
    delete results.dataset.shown;
    const query = field("q").value.slice(0, LONGEST).trim();
    const terms = parse(query).filter((term) => term.plain.match(WORD));
    const filters = readFilters();
    Object.assign(state, { terms, filters, groups: {}, shown: { ...SHOWN } });
    form.querySelector("[data-do=widen]").hidden = !isNarrowed(filters);
    keepAddress();
    nothing.hidden = true;
    when("failed", false);
    when("empty", !terms.length);
    if (!terms.length) {
      for (const section of results.querySelectorAll("[data-group]")) section.hidden = true;
      results.removeAttribute("aria-busy");
      tell("");
      results.dataset.answers = query;
      return null;
    }
    return { mine, query, terms, filters };
  }

  /** Names, then passages and pages, unless somebody types on. */
  async function answer({ mine, query, terms, filters }) {
    results.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => { if (mine === turn) tell("loading"); }, 150);
    let entries = { hits: [] };
    try {
      if (!wiki) await prepare();
      if (mine !== turn) return;
      entries = await findNames(terms, filters);
      if (mine !== turn) return;
      showGroup("entries", entries);
      results.dataset.named = query;
      if (!fromFolder) await finish({ mine, query, terms, filters, entries });
      else {
        tell(entries.hits.length || !entries.done ? "names" : "none", { entries });
        if (!entries.hits.length) suggest(mine).catch(console.info);
      }
    } catch (error) {
      if (mine !== turn) return;
      console.info(error);
      if (entries.hits.length) tell("names", { entries });
      else tell("");
      for (const name of ["passages", "pages"]) results.querySelector(`[data-group=${name}]`).hidden = true;
      when("failed", true);
    } finally {
      clearTimeout(slow);
      if (mine === turn) {
        results.removeAttribute("aria-busy");
        results.dataset.answers = query;
      }
    }
  }

  /** Passages and pages: those that are seen first, then, where few documents are left, how many there are. */
  async function finish({ mine, query, terms, filters, entries }) {
    await new Promise((resolve) => setTimeout(resolve, 10)); // whoever types fast has typed on
    if (mine !== turn) return;
    const both = await look(terms, filters);
    if (mine !== turn) return;
    state.lookers = both;
    const show = (name) => { if (mine === turn) showGroup(name, both[name]); };
    const sought = Object.keys(both);
    await Promise.all(sought.map((name) => both[name].until(SHOWN[name]).then(() => show(name))));
    if (mine === turn) results.dataset.shown = query;
    await Promise.all(sought.filter((name) => !both[name].done).map((name) => both[name].count().then(() => show(name))));
    if (mine !== turn) return;
    const groups = [entries, both.passages, both.pages];
    const any = groups.some((group) => group.hits.length);
    tell(any || !groups.every((group) => group.done) ? "found" : "none", { entries, ...both });
    if (!any) requestAnimationFrame(() => setTimeout(() => suggest(mine).catch(console.info))); // it takes a while, and the answer is there
  }

  async function update() {
    const asked = begin();
    if (asked) await answer(asked);
  }

  async function more(name) {
    const mine = turn;
    const before = state.shown[name];
    state.shown[name] += 2 * SHOWN[name];
    const looker = state.lookers?.[name];
    if (name !== "entries") await looker.until(state.shown[name]);
    if (mine !== turn) return;
    showGroup(name, name === "entries" ? state.groups.entries : looker);
    tell("found", { ...state.groups });
    results.querySelectorAll(`[data-group=${name}] .hit`)[before]?.focus();
  }

  // --- when nothing is found ------------------------------------------------------------------------------------

  /** How a name sounds, roughly and in any spelling: its consonants, like ones the same. */
  function sound(plain) {
    const letters = plain.replace(/[^a-z]/g, "").replace(/[zscjt]h/g, (pair) => pair[0]).replace(/ph/g, "f").replace(/[kg]h|[qcg]/g, "k")
      .replace(/dj/g, "j").replace(/w/g, "v").replace(/r/g, "l").replace(/^[aeiouy]+/, "a");
    return letters.slice(0, 1) + letters.slice(1).replace(/[aeiouyh]/g, "").replace(/(.)\1+/g, "$1");
  }

  /** Insertions, deletions and replacements from one word to another, as a part of the longer one. */
  function distance(a, b) {
    if (!a || !b) return 1;
    let row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      row = next;
    }
    return row[b.length] / Math.max(a.length, b.length);
  }

  /** Entries that stand, among the names, where terms would stand, as they are written or as they sound. */
  async function near(asked) {
    const keys = asked.flatMap((plain) => {
      const letters = [...plain];
      if (IS_UNSPACED.test(plain)) return letters.slice(0, 3).map((_, n) => letters.slice(n).join(""));
      return [plain, `~${sound(plain)}`];
    });
    const files = await Promise.all([...new Set(keys)].map((key) => wiki.names.open(key, true)));
    return new Set(files.flat().flatMap(unpackAll));
  }

  async function nearest(terms) {
    const asked = [terms.map((term) => term.plain).join(" "), ...terms.slice(0, 5).map((term) => term.plain)].map((text) => text.slice(0, 30));
    const pairs = new Map();
    const unlike = (query, candidate) => {
      const key = `${query}\n${candidate}`;
      if (!pairs.has(key)) {
        const [a, b] = [sound(query), sound(candidate)];
        const heard = a.length > 1 && b.length > 1 ? distance(a, b) + 0.15 : 1;
        pairs.set(key, Math.min(distance(query, candidate), heard));
      }
      return pairs.get(key);
    };
    const found = [...await near(asked)].map((entry) => {
      let best = { entry, unlike: 1 };
      for (const each of formsOf(entry)) {
        const plain = makeTerm(each.text).plain;
        for (const candidate of [plain, ...(plain.includes(" ") ? plain.split(" ") : [])]) {
          for (const query of asked) {
            const far = unlike(query, candidate) + (candidate === plain ? 0 : 0.05);
            if (far < best.unlike) best = { entry, form: each, unlike: far };
          }
        }
      }
      for (const heard of entry.sound.split(" ")) for (const query of asked) {
        const far = unlike(query.replaceAll(" ", ""), heard);
        if (far < best.unlike) best = { entry, unlike: far };
      }
      return best;
    });
    return found.filter((each) => each.unlike <= 0.35).sort((a, b) => a.unlike - b.unlike || b.entry.passages - a.entry.passages).slice(0, 5);
  }

  async function suggest(mine) {
    const { terms, filters } = state;
    const part = (name) => nothing.querySelector(`[data-suggest=${name}]`);
    const alike = await nearest(terms);
    if (mine !== turn) return;
    part("nearest").hidden = !alike.length;
    nothing.querySelector("ul").replaceChildren(...alike.map((hit) => showEntry(hit, [])));
    part("wider").hidden = !isNarrowed(filters);
    const offer = async (name, queries) => {
      const good = [];
      for (const query of queries) if (await isFound(query, filters)) good.push(query);
      if (mine !== turn) return;
      part(name).hidden = !good.length;
      part(name).querySelectorAll("button").forEach((button) => button.remove());
      part(name).append(...good.map((query) => make("button", { type: "button", "data-query": query }, query)));
    };
    const all = terms.map((term) => term.said);
    const fewer = terms.length > 1 ? all.slice(0, 5).map((_, i) => all.filter((_, j) => j !== i).join(" ")) : [];
    const plain = terms.some((term) => term.marks.length) ? [terms.map((term) => (term.whole ? `"${term.plain}"` : term.plain)).join(" ")] : [];
    part("fewer").hidden = part("plain").hidden = true;
    await Promise.all([offer("fewer", fewer), offer("plain", plain)]);
    if (mine === turn) nothing.hidden = [...nothing.querySelectorAll("[data-suggest]")].every((each) => each.hidden);
  }

  async function isFound(query, filters) {
    const terms = parse(query);
    if (!terms.length) return false;
    if ((await findNames(terms, filters)).hits.length) return true;
    if (fromFolder) return false;
    const { passages, pages } = await look(terms, filters);
    await Promise.all([passages.until(1), pages.until(1)]);
    return passages.hits.length + pages.hits.length > 0;
  }

  // --- the address --------------------------------------------------------------------------------------------

  let keeping = 0;

  function keepAddress(now = false) {
    clearTimeout(keeping);
    const write = () => {
      if (!dialog.open) return;
      const query = field("q").value.slice(0, LONGEST).trim();
      const { filters } = state;
      charsu.write({ q: query, ...Object.fromEntries(Object.entries(FILTERS).map(([by, name]) => [name, filters[by] && String(filters[by])])) });
    };
    // Browsers refuse an address that changes with every key.
    if (now) write();
    else keeping = setTimeout(write, 250);
  }

  /** The texts among which a reader may choose. */
  async function fillTexts() {
    const select = field(FILTERS.text);
    if (select.options.length > 1) return;
    const texts = await script("texts");
    if (select.options.length === 1) select.append(...texts.map(([id, title]) => make("option", { value: id }, localized(title))));
  }

  async function fill() {
    if (charsu.read(FILTERS.text)) await fillTexts().catch(console.info);
    field(FILTERS.kind).append(...wiki.kinds.map((kind) => make("option", { value: kind.id }, kind.plural)));
    when("folder", fromFolder);
    if (charsu.read("q") !== null) {
      if (!field("q").value) field("q").value = charsu.read("q").slice(0, LONGEST);
      for (const name of FILTER_NAMES) field(name).value = charsu.read(name) ?? "";
    }
    form.querySelector("details").open = isNarrowed(readFilters());
  }

  function widen() {
    for (const name of FILTER_NAMES) field(name).value = "";
    field("q").focus();
    update();
  }

  // --- events -------------------------------------------------------------------------------------------------

  form.addEventListener("input", () => {
    entered = false;
    update();
  });
  form.querySelector("details").addEventListener("toggle", () => fillTexts().catch(console.info));
  form.addEventListener("submit", (event) => event.preventDefault());

  /** Whoever presses Enter goes to the first hit, as soon as it is there. */
  let entered = false;
  function enter() {
    entered = !("answers" in results.dataset);
    if (!entered) results.querySelector("section:not([hidden]) .hit")?.click();
  }
  new MutationObserver(() => { if (entered && "answers" in results.dataset) enter(); })
    .observe(results, { attributeFilter: ["data-answers"] });

  const DO = {
    close: () => dialog.close(),
    again: () => {
      field("q").focus();
      return wiki ? update() : open();
    },
    widen,
    more: (button) => more(button.closest("[data-group]").dataset.group),
  };
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const link = event.target.closest("a.hit");
    if (event.target === dialog) dialog.close();
    else if (button?.dataset.query) {
      field("q").value = button.dataset.query;
      field("q").focus();
      update();
    } else if (button) DO[button.dataset.do]?.(button);
    else if (link) {
      keepAddress(true);
      // A place on this page would stay hidden behind the box.
      if (link.pathname === location.pathname && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
    }
  });

  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") { // in some browsers it would first empty the field
      event.preventDefault();
      dialog.close();
      return;
    }
    if (event.key === "Enter" && event.target === field("q")) {
      event.preventDefault();
      enter();
      return;
    }
    const stops = [field("q"), ...[...results.querySelectorAll(".hit, button")].filter((each) => each.offsetParent)];
    const place = stops.indexOf(document.activeElement);
    if (place < 0) return;
    const last = stops.length - 1;
    const to = { ArrowDown: Math.min(place + 1, last), ArrowUp: Math.max(place - 1, 0) };
    if (place) Object.assign(to, { Home: 0, End: last });
    if (event.key in to) {
      stops[to[event.key]].focus();
      event.preventDefault();
    } else if (place && event.key.length === 1 && event.key !== " ") field("q").focus(); // whoever types goes on typing
  });

  dialog.addEventListener("close", () => {
    if (dialog.open) return; // browsers tell later; meanwhile somebody has opened it again
    state.open = entered = false;
    turn++;
    clearTimeout(keeping);
    charsu.write(Object.fromEntries(["q", ...FILTER_NAMES].map((name) => [name, null])));
  });

  let ready = null;

  /** What every search needs; somebody may already be typing. */
  function prepare() {
    ready ??= start().then(fill);
    ready.catch(() => { ready = null; });
    return ready;
  }

  /** The box is open: bring it up to date. */
  async function open() {
    state.open = true;
    try {
      await prepare();
    } catch (error) {
      console.info(error);
      when("failed", true);
      return;
    }
    await update();
  }

  return {
    open, words, fold: (text) => fold(text).plain, sound,
    /** The numbers of the documents that may answer a query. */
    mayAnswer: async (query, filters = {}) => ask(parse(query), filters),
  };
})();
