// What the modules of the search share.

/** Text, ready to be searched. */
interface FoldedText {
  /** Small letters without marks. */
  plain: string;
  /** The marks of each letter that has any. */
  marks: (string | undefined)[];
  /** The place of each letter in the text; at the end, the length of the text. */
  places: number[];
}

/** What must be found: folded, with one space between words. */
interface Term {
  plain: string;
  marks: (string | undefined)[];
  /** The term ends with a whole word. */
  isWhole: boolean;
  /** As the reader typed it. */
  typed: string;
  /** Other forms, any of which will do. */
  others?: Term[];
}

/** A term, and how much it tells. */
interface WeightedTerm { term: Term; weight: number; inNames?: number }

/** What the index is asked. `isExact`: just this key; otherwise all keys that begin so. */
interface IndexKey { key: string; isExact: boolean }

interface SearchFilters {
  kind: string | null;
  text: string | null;
  from: number | null;
  to: number | null;
  /** What must not be there. */
  without?: Term[];
}

interface NameForm { text: string; lang: string; isAlias: boolean; folded?: FoldedText }

interface SearchEntry {
  id: string;
  kind: string;
  label: string;
  colour: string;
  url: string;
  /** In each language. */
  names: NameForm[];
  /** In the language of the page. */
  name: NameForm;
  /** All names and aliases, each once. */
  forms: NameForm[];
  /** First and last year of each span. */
  years: number[];
  /** Number of passages that name it. */
  passages: number;
  /** Its Chinese names in Latin letters. */
  sound: string;
}

/** Number of the kind, names, aliases, then years, passages and sound; or the first few of these. */
type EntryRecord = [kind: number, names: string[], aliases: (string[] | null)[], years?: number[], passages?: number, sound?: string];

interface TextRow {
  segment: string;
  versions: Record<string, string>;
  /** For each name in a version: start, end and number of the entry. */
  named: Record<string, number[]>;
  years: number[];
  part?: TextPart;
  folded?: FoldedText[];
  entries?: SearchEntry[];
  /** The last segment of several that are shown as one. */
  last?: string;
}

/** A row that can be searched. */
type ReadyRow = TextRow & Required<Pick<TextRow, "part" | "folded" | "entries">>;

interface TextPart {
  text: string;
  original: string;
  title: Record<string, string>;
  rows: TextRow[];
  entries: [id: string, record: EntryRecord][];
  unpacked?: SearchEntry[];
}

interface FoldedLine { lang: string; text: string; folded: FoldedText; isFirst: boolean }

interface SearchPage {
  entry?: [id: string, record: EntryRecord];
  /** What an entry is, in each language. */
  type?: Record<string, string>;
  title?: Record<string, string>;
  url?: string;
  said: Record<string, string[]>;
  lines?: FoldedLine[];
  titles?: FoldedText[];
}

/** An entry; what its page says, if it was found by that; what it is, if that is known more exactly than its kind. */
interface EntryHit { entry: SearchEntry; form?: NameForm; rank: number; line?: FoldedLine; type?: string; missing?: Term[] }
interface PageHit { page: SearchPage; entry: SearchEntry | null; line: FoldedLine | undefined; rank: number; type?: string }
interface PassageHit { row: ReadyRow; rank: number; missing: Term[] }

/** A term with the documents that may have it. */
interface KnownTerm extends WeightedTerm { numbers: Set<number>; named: Set<number> }

/** What has not all terms, but the most of them. */
interface NearHits { terms: Term[]; cut: Term[]; unknown: Term[]; entries: EntryHit[]; passages: PassageHit[] }

/** Hits of one group; `isDone`: these are all. */
interface HitGroup<Hit> {
  hits: Hit[];
  isDone: boolean;
  /** Documents searched. */
  looked: number;
  /** Documents that may match. */
  total?: number;
  /** Entries that were looked at, if more have such a name. */
  isCut?: number;
}

/** Number of levels above the blocks, and the first prefixes of the highest level. */
type Directory = [levels: number, prefixes: string[]];

interface Start {
  languages: string[];
  kinds: [id: string, folder: string, label: string[], plural: string[], colour: string][];
  names: { each: Directory; common: Directory };
  words: { each: Directory; common: Directory };
  documents: [firstEntry: number, firstPage: number, firstWork: number, total: number];
}

interface Charsu {
  /** Path of a script below search/ -> what it has set. */
  shelf?: Record<string, any>;
  /** Set by further.js. */
  /** Each traditional Chinese character, followed by the simplified one; once they are loaded. */
  hanVariants?: string;
  showFurther?: (
    results: import("./results.js").Results, index: import("./index.js").SearchIndex,
    search: { terms: Term[]; filters: SearchFilters; namesOnly: boolean; isCurrent: () => boolean },
    found: { entries: EntryHit[]; few: { entries: boolean; passages: boolean }; isNothing: boolean },
  ) => Promise<void>;
}
