// What scripts share through the page: globals, events, and data in the HTML.

/** Set by charsu.js, which every page loads first. */
declare var charsu: Charsu;

interface Charsu {
  /** Address of the folder of the scripts. */
  assets: string;
  /** Language of the page. */
  language: string;
  /** Load a script of this site once, and wait until it has run. */
  load(name: string): Promise<unknown>;
  /** Return a value from the query of the page's address. */
  read(name: string): string | null;
  /** Put values into the query of the page's address; null, undefined and "" take one out. */
  write(values: Record<string, string | null | undefined>): void;
  /** Bind a key, such as "/" or "Control+k". An action that returns false leaves the key to the browser. */
  key(name: string, action: (event: KeyboardEvent) => unknown): void;
  find: typeof import("./charsu/dom").find;
  findAll: typeof import("./charsu/dom").findAll;
  closest: typeof import("./charsu/events").closest;
  isComposing: typeof import("./charsu/events").isComposing;
  isModified: typeof import("./charsu/events").isModified;
  /** Set by search.js. */
  search?: { open(): void };
  /** Set by correct.js. */
  correct?: Correct;
}

interface Correct {
  /** The entry or text of the page, as a report names it. */
  where: string;
  fill(template: string, values: Record<string, string | undefined>): string;
  report(where: string, wordings?: string[], hash?: string): string;
}

/** Set by pictures.js. */
declare var pictures: { gestures(figure: HTMLElement, surface: SVGSVGElement, movement: Movement): void };

interface Movement {
  /** Magnify; x and y are a point of the window, or absent for the middle. */
  zoom(factor: number, x?: number, y?: number): void;
  /** Move by CSS pixels; false if there was nowhere to move. */
  pan(dx: number, dy: number): boolean;
  /** Show everything. */
  all(): void;
}

/** Set by reader-first.js, which a text's page has in it. */
declare var reader: Reader;

type ReaderView = "side" | "lines" | "alone";

interface ReaderState {
  /** All languages in their order, and those that are chosen. */
  order: string[];
  chosen: string[];
  view: ReaderView;
  /** The choice comes from an earlier visit, not from the address. */
  kept?: boolean;
}

interface Reader {
  root: HTMLElement;
  parallel: HTMLElement;
  toggles: HTMLButtonElement[];
  /** Languages of the text, in the order of its columns. */
  all: string[];
  views: ReaderView[];
  state: ReaderState;
  /** Return the languages that are visible. */
  shown(state: ReaderState): string[];
  apply(state: ReaderState): void;
}

interface ViewBox { x: number; y: number; width: number }

interface HTMLElementEventMap {
  "picture:filter": CustomEvent<{ shown: number; all: number }>;
  "picture:select": CustomEvent<{ row: string | null; by: string }>;
  "picture:show": CustomEvent<ViewBox>;
  "picture:view": CustomEvent<unknown>;
}
