"""One build from start to end: load -> resolve -> link -> render -> export.

Everything before `render` is done once for all languages; each stage needs what the one before it
returns, so none can run too early.
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
from charsu.view.page_models import Site


def read_site(
    root: Path,
    languages: tuple[Language, ...],
    problems: Problems,
    cache: ReadCache | None = None,
    before: Site | None = None,
) -> Site | None:
    """What people wrote, linked and gathered into pages.

    Args:
        root: the folder that holds `entries/` and `docs/`.
        languages: those of the site, the default one first.
        problems: receives all mistakes of authors.
        cache: knows what was read before; gets what is read now.
        before: an older state of the site, of which as much is taken over as is still so.

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
        slice: makes only this part of it, to be joined with the others.
        state: of what the slice is made, which must be the same in all of them.

    Raises:
        WorkerError: another process failed.
    """

    def write(part: Batch) -> None:
        write_site_files(out, part())

    parts = files.parts()
    common = json.dumps(files.common(len(parts), slice.of, state or {}), separators=(",", ":"))
    write_site_files(out, [(COMMON, common)])
    with stage("pages"):
        files.prepare()
        parallel_map([parts[number] for number in slice.of_parts(len(parts))], write)
    if slice == WHOLE:
        with stage("index"):
            finish(out)
