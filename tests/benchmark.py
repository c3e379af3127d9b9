"""How long Charsu takes beside others, and how that grows: `make bench`.

For each size a wiki is written (`synthetic.py`), and once more as plain Markdown with all its links.
Charsu builds it with all that it does, and without its search index; Hugo, and MkDocs with Material
and static-i18n, build the Markdown: in turn, as whole processes, from nothing. Medians of several
builds, where one takes less than a minute. Then: a build when nothing has changed, the stages of
Charsu's own build, the cost of finding names, and the time from saving a file until its page is served.

Results are printed, and written to docs/speed.json; the pages on speed get their tables and
pictures from there.

With --search: what a search costs a reader, in a real Chromium, beside Pagefind over the same rows; the figures
are written to docs/speed-search.json.
"""

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from synthetic import LANGUAGES, ROOT, write_wiki

sys.path.insert(0, str(ROOT / "hooks"))

from bench import report
from bench.contenders import BARE, CHARSU, HUGO, MKDOCS_BARE, Contender, contenders, write_others
from bench.matching import measure_matching
from bench.measuring import Run, apart, run
from bench.results import Build, Results, Size, read_results, this_machine, write_results
from bench.serving import measure_edits
from bench.stages import measure_stages

SIZES = (100, 1_000, 10_000, 30_000)
LONG = 60
"""Seconds: what takes longer is built once."""
SLOW = 20
"""Seconds: whoever takes longer to build is not served, unless it is Charsu or Hugo."""


def main() -> None:
    options = _options()
    os.environ.pop("WIKI_SEARCH", None)
    if options.search:
        _measure_search(options.sizes[0], options.dry)
        return
    published = options.out.resolve() == (ROOT / report.RESULTS).resolve()
    if options.tables:
        _publish(report.publish(read_results(options.out), ROOT))
        return
    progress = Progress()
    machine, sizes = this_machine(), _kept(options)
    for entries in options.sizes:
        sizes[entries] = measure_size(entries, options, progress)
        results = Results(machine, tuple(sizes[each] for each in sorted(sizes)))
        if not options.dry:
            write_results(results, options.out)
        print("\n".join(["", *tell(results), ""]), flush=True)
        if published and not options.dry:
            _publish(report.publish(read_results(options.out), ROOT))


def _kept(options: argparse.Namespace) -> dict[int, Size]:
    """What was measured before at other sizes, if it was on a machine like this one."""
    if not options.keep or not options.out.exists():
        return {}
    before = read_results(options.out)
    return {size.entries: size for size in before.sizes} if before.machine == this_machine() else {}


def _options() -> argparse.Namespace:
    def numbers(words: str) -> list[int]:
        return sorted(int(word.replace("_", "")) for word in words.split(","))

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=numbers, help="entries of each wiki, such as 100,1000; all, unless told")
    parser.add_argument("--runs", type=int, default=3, help="builds of which the median counts")
    parser.add_argument("--edits", type=int, default=5, help="changes of which the median counts; 0: none")
    parser.add_argument(
        "--without",
        type=lambda words: words.split(","),
        default=[],
        help="leave out: mkdocs, hugo …; from a size on: mkdocs@10000",
    )
    parser.add_argument("--only", type=lambda words: words.split(","), default=[], help="nobody but: charsu, hugo …")
    parser.add_argument("--out", type=Path, default=ROOT / report.RESULTS, help="where results are written")
    parser.add_argument("--keep", action="store_true", help="keep what was measured here before at other sizes")
    parser.add_argument("--folder", type=Path, help="where wikis are written; a temporary folder, unless told")
    parser.add_argument("--dry", action="store_true", help="print only, write nothing")
    parser.add_argument("--tables", action="store_true", help="make tables and pictures of what was measured before")
    parser.add_argument("--search", action="store_true", help="measure the search in a browser instead")
    options = parser.parse_args()
    options.sizes = options.sizes or ([1000] if options.search else list(SIZES))
    return options


# --- one size ------------------------------------------------------------------------------------------


def measure_size(entries: int, options: argparse.Namespace, progress: "Progress") -> Size:
    """All that is measured on a wiki of a size."""
    with tempfile.TemporaryDirectory(prefix="charsu-bench-", dir=options.folder) as folder:
        root, charsu = Path(folder), Path(folder, CHARSU)
        progress.say(f"{entries:,} entries: writing the wiki")
        write_wiki(charsu, entries)
        ids = [each.id for each in contenders(root) if _takes_part(each.id, entries, options)]
        if others := {*ids} - {CHARSU, BARE}:
            progress.say(f"{entries:,} entries: writing it as plain Markdown")
            apart(write_others, root, others)
        chosen = [each for each in contenders(root) if each.id in ids]
        builds = measure_builds(chosen, entries, options.runs, progress)
        stages, matching, edits = {}, None, {}
        own = next((each for each in chosen if each.id == CHARSU), None)
        if own:
            progress.say(f"{entries:,} entries: the stages of Charsu’s build")
            stages = measure_stages(own)
            progress.say(f"{entries:,} entries: finding names, and bare matching")
            matching = apart(measure_matching, charsu)
        for each in chosen if options.edits else ():
            if each.id in (CHARSU, HUGO) or (each.id == MKDOCS_BARE and builds[each.id].seconds < SLOW):
                progress.say(f"{entries:,} entries: editing with {each.id}")
                entry, text = _addresses(charsu)
                edits[each.id] = measure_edits(each, entry, text, options.edits)
        progress.say(f"{entries:,} entries: done")
        return Size(entries, builds, stages, edits, matching)


def _takes_part(id: str, entries: int, options: argparse.Namespace) -> bool:
    """By its whole id or the first word of it: "mkdocs" is with and without search."""
    chosen = {id, id.partition("-")[0]}
    from_size = [each.partition("@") for each in options.without]
    without = {name for name, _, size in from_size if entries >= int(size or 0)}
    return not chosen & without and (not options.only or bool(chosen & set(options.only)))


def _addresses(wiki: Path) -> tuple[str, str]:
    """A person's page and a text's, from the middle of each."""
    people, texts = sorted((wiki / "entries/people").glob("*.yml")), sorted((wiki / "docs/texts").iterdir())
    return f"people/{people[len(people) // 2].stem}/", f"texts/{texts[len(texts) // 2].name}/"


def measure_builds(chosen: Iterable[Contender], entries: int, times: int, progress: "Progress") -> dict[str, Build]:
    """Build in turn, from nothing; and where there is a cache, once more."""
    chosen = list(chosen)
    runs: dict[str, list[Run]] = {each.id: [] for each in chosen}
    pages: dict[str, int] = {}
    warm: dict[str, list[float]] = {}
    for number in range(times):
        for each in chosen:
            if runs[each.id] and runs[each.id][0].seconds > LONG:
                continue
            progress.say(f"{entries:,} entries: {each.id}, build {number + 1}")
            each.forget()
            runs[each.id].append(run(each.build, each.root, each.environment))
            pages[each.id] = each.pages()
            if each.id == CHARSU:
                progress.say(f"{entries:,} entries: {each.id}, nothing changed")
                warm.setdefault(each.id, []).append(run(each.build, each.root, each.environment).seconds)
    return {
        id: Build(
            seconds=statistics.median(each.seconds for each in found),
            working=statistics.median(each.working for each in found),
            peak=statistics.median(each.peak for each in found),
            pages=pages[id],
            runs=len(found),
            warm=statistics.median(warm[id]) if id in warm else None,
        )
        for id, found in runs.items()
    }


class Progress:
    """Says what is being done, and how long everything has taken so far; at a terminal, every second anew."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._what = ""
        if sys.stderr.isatty():
            threading.Thread(target=self._tick, daemon=True).start()

    def say(self, what: str) -> None:
        if self._what and sys.stderr.isatty():
            print(file=sys.stderr)
        self._what = what
        self._show("" if sys.stderr.isatty() else "\n")

    def _tick(self) -> None:
        while True:
            time.sleep(1)
            if self._what:
                self._show("")

    def _show(self, end: str) -> None:
        minutes, seconds = divmod(int(time.perf_counter() - self._started), 60)
        start = "\r" if not end else ""
        print(f"{start}{minutes:3}:{seconds:02}  {self._what}", end=end, file=sys.stderr, flush=True)


# --- telling -------------------------------------------------------------------------------------------


def tell(results: Results) -> list[str]:
    """The tables for a terminal."""
    parts = report.Report(results, "en").parts()
    return [
        f"{parts[name]}\n" for name in ("machine", "builds", "pages", "ratios", "edits", "stages", "growth", "limit")
    ]


def _publish(files: Mapping[Path, str]) -> None:
    for file, content in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8", newline="\n")
        print(file.relative_to(ROOT))


def _measure_search(entries: int, dry: bool) -> None:
    from bench import search_report, searches
    from searching import measure_search

    with tempfile.TemporaryDirectory(prefix="charsu-bench-") as folder:
        root = Path(folder)
        write_wiki(root / CHARSU, entries)
        [charsu] = [each for each in contenders(root) if each.id == CHARSU]
        run(charsu.build, charsu.root, charsu.environment)
        print(f"{entries:,} entries in {len(LANGUAGES)} languages\n")
        print(measure_search(charsu.root))
        (root / "pagefind").mkdir()
        costs = searches.compare_with_pagefind(charsu.root / charsu.site, root / "pagefind")
        print(f"\n{searches.table(costs)}")
    if not dry:
        search_report.write_costs(costs, ROOT / search_report.RESULTS)
        _publish(search_report.publish(costs, ROOT))


if __name__ == "__main__":
    main()
