"""One build from start to end: load -> resolve -> link -> render -> export.

Everything before `render` is done once for all languages. Each stage needs what the one before it returns, so that
none can run too early.
"""

import json
from pathlib import Path

from charsu.incremental.readcache import ReadCache
from charsu.link.backlinks import find_backlinks
from charsu.link.linker import link
from charsu.model.records import Language
from charsu.publish.build_slices import COMMON, WHOLE, InputHashes, Slice, finish
from charsu.publish.routes import Batch, Routes
from charsu.read.git_history import read_history
from charsu.read.resolve import read_wiki
from charsu.support.diagnostics import Problems
from charsu.support.outputs import write_site_files
from charsu.support.parallel import gc_paused, parallel_map
from charsu.support.timings import stage
from charsu.view.site import Site


def read_site(
    root: Path,
    languages: tuple[Language, ...],
    problems: Problems,
    cache: ReadCache | None = None,
    before: Site | None = None,
) -> Site | None:
    """Read what people wrote, link it, and gather it into pages.

    Args:
        root: the folder that holds `entries/` and `docs/`.
        languages: the languages of the site, the default one first.
        problems: receives all mistakes of authors.
        cache: has what was read before, and gets what is read now.
        before: an older state of the site; what is still valid of it is taken over.

    Returns:
        The site, or None if there were problems.
    """
    with gc_paused():
        with stage("load"):
            wiki = read_wiki(root, languages, problems, cache)
        if wiki is None:
            return None
        with stage("link"):
            links = link(wiki, (before.wiki, before.links) if before else None)
            older = (before.wiki, before.links, before.backlinks) if before else None
            backlinks = find_backlinks(wiki, links, older)
        with stage("history"):
            renamed = {redirect.id: redirect.target for redirect in wiki.redirects}
            history = read_history(root, renamed, cache)
        return Site(wiki, links, backlinks, history, before)


def write_site(files: Routes, out: Path, slice: Slice = WHOLE, state: InputHashes | None = None) -> None:
    """Write all files, on all cores.

    Args:
        files: what there is to write.
        out: the folder of the built site.
        slice: which of several slices to make; they are joined later.
        state: hashes of what the slice is made of, which must be the same in all slices.

    Raises:
        WorkerError: another process failed.
    """

    def write(batch: Batch) -> None:
        write_site_files(out, batch())

    batches = files.batches()
    common = json.dumps(files.common(len(batches), slice.of, state or {}), separators=(",", ":"))
    write_site_files(out, [(COMMON, common)])
    with stage("pages"):
        files.prepare()
        parallel_map([batches[number] for number in slice.of_parts(len(batches))], write)
    if slice == WHOLE:
        with stage("index"):
            finish(out)
