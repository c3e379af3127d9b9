"""One build of a site, as whatever renders the theme sees it: read, take what the theme has rendered, write.

MkDocs is the only host so far; nothing here knows it. The host calls, in this order:

    read_build          read what people wrote; on mistakes, a BuildError says all of them
    .stencils           the pages that the theme has to render once for many
    .add_document       a page that people wrote, as the theme has rendered it
    .take_stamps        take the rendered stencils out of the folder of the new site
    .write, .files      write all files, or make those that a browser asks for
    .swap.replace       put the new site in the place of the last good one
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from charsu.i18n.catalogues import WordsError, load_words, untranslated
from charsu.i18n.messages import Words
from charsu.incremental.readcache import NoCache, ReadCache
from charsu.model.records import Language
from charsu.publish.build_record import content_hashes
from charsu.publish.build_slices import SLICE, InputHashes, SliceError, read_slice
from charsu.publish.inputs import LOCALES, THEME
from charsu.publish.pipeline import read_site, write_site
from charsu.publish.routes import Routes
from charsu.publish.site_swap import SiteSwap
from charsu.render.renderer import Renderer, list_addresses
from charsu.render.stencils import Stamps, Stencil, stencils_for
from charsu.support.diagnostics import Place, Problem, Problems
from charsu.support.interrupts import exit_on_interrupt
from charsu.support.parallel import WorkerError, set_gc_rare
from charsu.support.timings import write_times
from charsu.view.markdown_pages import Document
from charsu.view.repo_host import find_repo_host
from charsu.view.site import Site

SEARCH = "WIKI_SEARCH"
"""Environment variable: "off" leaves out the index of the search."""


def start_process() -> None:
    """Prepare a process that builds once and ends: Ctrl-C ends it quietly, and it rarely collects garbage."""
    exit_on_interrupt()
    set_gc_rare()


class BuildError(Exception):
    """A build cannot go on; the message says why."""

    def __init__(self, message: str, mistakes: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.mistakes = list(mistakes)
        """Mistakes of authors, each with its place."""


class BuildOptions(NamedTuple):
    """What the host knows of the site."""

    root: Path
    """The folder of the wiki."""
    homes: Mapping[Language, str]
    """Language -> path of its home page from the root of the site, the default language first."""
    site_dir: Path
    """Where the finished site goes."""
    site_url: str | None
    """Where it is published, with a slash at the end."""
    site_name: str
    repo_url: str | None
    repo_branch: str


class SiteBuild:
    """What one build knows between its steps."""

    def __init__(
        self, options: BuildOptions, site: Site, words: dict[Language, Words], cache: ReadCache, inputs: InputHashes
    ) -> None:
        self.options = options
        self.words = words
        self.cache = cache
        self.homes = options.homes
        self.swap = SiteSwap(options.site_dir)
        self.forge = find_repo_host(options.repo_url, options.repo_branch)
        self.notes: list[str] = []
        """What stops nothing, but should be read: warnings, and interface words without a translation."""
        self._inputs = inputs
        self._documents: list[Document] = []
        self._stamps: dict[Language, Stamps] = {}
        self._show(site)

    def _show(self, site: Site) -> None:
        """Make pages of this site from now on."""
        options = self.options
        self.site = site
        # Feed readers need full addresses.
        self.has_feed = bool(options.site_url and site.history and site.history.days)
        self.renderer = Renderer(site, THEME / "fragments", self.homes, self.has_feed, self.forge, options.site_url)
        self._singles = list_addresses(site)
        self._stencils: list[Stencil] = []

    @property
    def stencils(self) -> list[Stencil]:
        """The pages that the theme has to render, the same for all languages; found when they are needed."""
        if not self._stencils:
            self._stencils = stencils_for(self.site.wiki.vocabulary, self._singles, self.renderer.page_forms())
        return self._stencils

    def add_document(self, address: str, language: Language, title: str, html: str, file: str) -> None:
        """Add a page that people wrote in Markdown.

        Args:
            address: within its language, percent-encoded: "about/", or "" for the home page.
            language: that of the site in which the page is shown.
            title: plain text.
            html: its body as the host has rendered it.
            file: path of its source from the folder of the wiki.
        """
        self._documents.append(Document(address, language, title, html, Place(file)))

    def take_stamps(self) -> None:
        """Take the rendered stencils out of the folder of the new site."""
        for language, home in self.homes.items():
            documents = [Stencil(each.address, each.address) for each in self._documents if each.language == language]
            self._stamps[language] = Stamps([*documents, *self.stencils], self.swap.building / home)

    def files(self) -> Routes:
        """Return everything that is made from the wiki."""
        return Routes(
            self.site,
            self.renderer,
            self.words,
            self._stamps,
            self._documents,
            self.homes,
            self.options.site_url,
            self.options.site_name,
            has_search=os.environ.get(SEARCH) != "off",
        )

    def write(self) -> None:
        """Write everything that is made from the wiki, or the slice that the environment asks for.

        Raises:
            BuildError: there is no such slice, or a process failed.
        """
        try:
            write_site(self.files(), self.swap.building, read_slice(os.environ.get(SLICE) or "1/1"), self._inputs)
        except (WorkerError, SliceError) as error:
            raise BuildError(str(error)) from None

    def finish(self) -> None:
        """Remove the previous site, and write how long the stages took, if they are measured."""
        self.swap.remove_previous()
        write_times()

    def read_again(self) -> Routes | None:
        """Read what has changed; None if there are mistakes, or the host has to render other stencils."""
        site = read_site(self.options.root, tuple(self.homes), Problems(), self.cache, self.site)
        if site is None or not self._stamps or list_addresses(site) != self._singles:
            return None
        if bool(site.history and site.history.days) != bool(self.site.history and self.site.history.days):
            return None  # the theme links to the feed, which comes and goes with the history
        self._show(site)
        return self.files()


def read_build(options: BuildOptions, before: SiteBuild | None = None, is_live: bool = False) -> SiteBuild:
    """Read a wiki once for all languages.

    Args:
        options: what the host knows.
        before: the last build of this process, reused as far as possible if it was live, too.
        is_live: whether the process will read the wiki again.

    Raises:
        BuildError: there are mistakes, or a process failed.
    """
    languages = tuple(options.homes)
    cache = (before.cache if before else ReadCache()) if is_live else NoCache()
    problems = Problems()
    SiteSwap(options.site_dir).restore()
    try:
        inputs = content_hashes(options.root, os.environ) if SLICE in os.environ else {}
        site = read_site(options.root, languages, problems, cache, before.site if before and is_live else None)
        if site is None:
            count = "1 error" if problems.errors == 1 else f"{problems.errors} errors"
            mistakes = [problem for problem in problems if not problem.is_warning]
            raise BuildError(f"{count}; the last good site is untouched.", mistakes)
        words = load_words(THEME / "locales", languages, options.root / LOCALES)
    except (WorkerError, WordsError) as error:
        raise BuildError(str(error)) from None
    build = SiteBuild(options, site, words, cache, inputs)
    build.notes = [*map(str, problems), *_untranslated(languages, options.root / LOCALES)]
    return build


def _untranslated(languages: Iterable[Language], own: Path) -> Iterable[str]:
    for language in languages:
        if count := untranslated(THEME / "locales", language, own):
            yield (
                f"{count} interface messages are in English on the pages in {language};"
                f" translate them in {LOCALES}/{language}.yml"
            )
