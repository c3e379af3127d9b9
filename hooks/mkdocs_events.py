"""The only module that knows MkDocs: it hands folders in and takes pages out.

The order of events in one `mkdocs build`, which static-i18n turns into one build for each language:

    on_config       read all that people wrote; tell the problems, before anything is touched
    on_files        add the stencils
    on_page_…       give pages their words, and documents their links
    on_post_build   last of all: stamp the pages, export the data, let the new site take its place

`mkdocs serve` stamps a page when somebody looks at it, and asks MkDocs for more than that only if need be.

The site is built beside the last good one, and takes its place only when nothing went wrong.
"""

import functools
import gc
import logging
import os
import re
import shutil
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from pymdownx.slugs import slugify

from charsu.i18n.catalogues import WordsError, load_words, untranslated
from charsu.i18n.messages import Words, direction
from charsu.incremental.readcache import ReadCache
from charsu.publish.assets import SOURCES, STYLE_SHEET, join_assets
from charsu.publish.build_record import content_hashes
from charsu.publish.build_slices import SLICE, InputHashes, SliceError, read_slice
from charsu.publish.live import Live
from charsu.publish.pipeline import read_site, write_site
from charsu.publish.routes import Routes
from charsu.render import stencils
from charsu.render.renderer import Renderer, list_addresses
from charsu.render.stencils import Stamps, Stencil, stencils_for
from charsu.support.diagnostics import Place, Problems
from charsu.support.interrupts import exit_on_interrupt, interrupts_blocked
from charsu.support.parallel import WorkerError, set_gc_rare
from charsu.support.timings import write_times
from charsu.view.markdown_pages import Document
from charsu.view.page_models import Site
from charsu.view.repo_host import find_forge

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("charsu")

THEME = Path(__file__).parent / "charsu/theme"

LOCALES = "locales"
"""Folder, beside mkdocs.yml, of the interface words that a wiki has of its own."""

PALETTE: list[dict[str, Any]] = [
    {
        "scheme": scheme,
        "media": f"(prefers-color-scheme: {wish})",
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": f"material/weather-{icon}", "name": f"theme.{other}"},
    }
    for scheme, wish, icon, other in (("default", "light", "night", "dark"), ("slate", "dark", "sunny", "light"))
]
"""Light and dark, for Material's switch; the colours themselves stand in theme/styles/charsu.css."""

SEARCH = "WIKI_SEARCH"
"""Environment variable: "off" leaves the index of the search out."""


class Build:
    """What one build keeps between its events."""

    def __init__(
        self, site: Site, words: dict[str, Words], homes: dict[str, str], config: MkDocsConfig, state: InputHashes
    ) -> None:
        self.words = words
        self.state = state
        self.homes = homes
        """Language -> path of its home page from the site's root."""
        self.site_dir = Path(config.site_dir)
        """Where the finished site goes."""
        self.site_url, self.site_name = config.site_url, config.site_name
        self.forge = find_forge(config.repo_url, config.extra.get("repo_branch") or "main")
        self.documents: list[Document] = []
        self.stamps: dict[str, Stamps] = {}
        self.show(site)

    def show(self, site: Site) -> None:
        """From now on, it is this site that is shown."""
        self.site = site
        self.has_feed = bool(self.site_url and site.history and site.history.days)
        """Readers of feeds know no relative addresses."""
        self.renderer = Renderer(site, THEME / "fragments", self.homes, self.has_feed, self.forge, self.site_url)
        self.singles = list_addresses(site)
        self._stencils: list[Stencil] = []

    @property
    def stencils(self) -> list[Stencil]:
        """Found when MkDocs is to render them, and once for all languages."""
        if not self._stencils:
            self._stencils = stencils_for(self.site.wiki.vocabulary, self.singles, self.renderer.page_forms())
        return self._stencils

    def take_stamps(self, built: Path) -> None:
        """Take what MkDocs has rendered out of the folder of the built site."""
        for language, home in self.homes.items():
            documents = [Stencil(each.address, each.address) for each in self.documents if each.language == language]
            self.stamps[language] = Stamps([*documents, *self.stencils], built / home)

    def files(self) -> Routes:
        """Everything that is made from the wiki."""
        return Routes(
            self.site,
            self.renderer,
            self.words,
            self.stamps,
            self.documents,
            self.homes,
            self.site_url,
            self.site_name,
            has_search=os.environ.get(SEARCH) != "off",
        )


_build: Build | None = None
"""Hooks are plain functions, so what they share stands here; each build begins with a new one."""

_live: Live | None = None
"""What `mkdocs serve` shows, and what it remembers from one build to the next."""

_read_cache: ReadCache | None = None


def on_startup(command: str, dirty: bool) -> None:
    """Who serves reads again and again, and makes a page when somebody looks at it."""
    global _read_cache  # noqa: PLW0603
    if not THEME.samefile(imported := Path(stencils.__file__).parents[1] / "theme"):
        here, there = Path(__file__).parents[1], imported.parents[2]
        raise PluginError(f"This wiki is built with the engine in {here}, but you called the one in {there}.")
    _read_cache = ReadCache() if command == "serve" else None
    if command == "build":
        exit_on_interrupt()
        set_gc_rare()


def on_shutdown() -> None:
    """Remove the new site if Ctrl-C has ended its build, and spare Python to look for cycles in all that was read."""
    gc.freeze()
    if _build:
        shutil.rmtree(_beside(_build.site_dir, "building"), ignore_errors=True)


def _current() -> Build:
    assert _build is not None, "on_config comes first"
    return _build


def _i18n(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]


# --- before: read everything --------------------------------------------------------------------


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the wiki once for all languages; on problems, tell them all and stop."""
    global _build, _live  # noqa: PLW0603
    i18n = _i18n(config)
    # Before the first language, static-i18n has not chosen it yet.
    _speak(config, i18n.current_language or i18n.default_language)
    if i18n.building:
        # There is one page for addresses that do not exist, and it speaks all languages.
        config.theme.static_templates.discard("404.html")
        return config
    root = Path(config.config_file_path).absolute().parent
    _settle(config, root)
    # The default language has its home page at the root, wherever it stands in the list.
    listed = sorted(i18n.config.languages, key=lambda language: not language.default)
    languages = tuple(language.locale for language in listed if language.build)
    problems = Problems()
    if _read_cache is not None and _live is None:  # what changes while it is read and built is seen afterwards
        _live = Live(root, [config.docs_dir, config.config_file_path, *config.watch], partial(_read_again, root))
    before = _build.site if _build and _read_cache else None
    state = content_hashes(root, os.environ) if SLICE in os.environ else {}
    try:
        site = read_site(root, languages, problems, _read_cache, before)
    except WorkerError as error:
        raise PluginError(str(error)) from None
    if site is None:
        for problem in problems:
            if not problem.is_warning:
                log.error("%s", problem)
        count = "1 error" if problems.errors == 1 else f"{problems.errors} errors"
        raise PluginError(f"{count}; the last good site is untouched.")
    for problem in problems:  # no warnings of MkDocs, of which --strict would make a failure
        log.info("%s", problem)
    homes = {language: "" if language == i18n.default_language else f"{language}/" for language in languages}
    _build = Build(site, _read_words(languages, root / LOCALES), homes, config, state)
    config.site_dir = str(_beside(_build.site_dir, "building"))
    return config


# --- what every wiki needs, so that its mkdocs.yml is short ------------------------------------------


def _settle(config: MkDocsConfig, root: Path) -> None:
    """Set what every wiki needs alike; what mkdocs.yml sets by itself stays."""
    theme, i18n = config.theme, _i18n(config)
    theme.dirs.insert(1 if theme.custom_dir else 0, str(THEME))  # a wiki's own templates come first
    # The templates are compiled once for all languages.
    theme.get_env = functools.cache(partial(_environment, theme))  # type: ignore[method-assign]
    theme["font"] = False  # nothing is loaded from another host
    theme["features"] = sorted({*theme["features"], "navigation.tabs"})
    theme.setdefault("palette", PALETTE)
    if theme["favicon"] == "assets/images/favicon.png":  # Material's own
        theme["favicon"] = "assets/mark.svg"
    config.extra.setdefault("generator", False)
    config.extra["alternate"] = True  # the language menu is our own; see theme/partials/header.html
    i18n.config.docs_structure = "suffix"
    i18n.config.reconfigure_material = i18n.config.reconfigure_search = False
    if STYLE_SHEET not in config.extra_css:
        config.extra_css.insert(0, STYLE_SHEET)
    if "attr_list" not in config.markdown_extensions:
        config.markdown_extensions.append("attr_list")
    # Headings in any script get an address of their own.
    config.mdx_configs.setdefault("toc", {}).setdefault("slugify", slugify(case="lower"))
    # What MkDocs would only mention, a wrong link, is a warning; "ignore" in mkdocs.yml still silences it.
    for wrong in ("anchors", "absolute_links", "unrecognized_links"):
        if config.validation.links[wrong] == logging.INFO:
            config.validation.links[wrong] = logging.WARNING
    if config.validation.nav.absolute_links == logging.INFO:
        config.validation.nav.absolute_links = logging.WARNING
    watched = (root / "entries", root / LOCALES, THEME)
    config.watch.extend(str(folder) for folder in watched if folder.exists() and str(folder) not in config.watch)


def _environment(theme: Theme) -> jinja2.Environment:
    """What renders the templates of a theme."""
    environment = Theme.get_env(theme)
    environment.loader = Templates(theme.dirs)
    return environment


class Templates(jinja2.FileSystemLoader):
    """Lists no hidden folders, whose files MkDocs would leave out one by one: Material has 14,000 icons there."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(top).as_posix() for name in names)
        return sorted(found)


def _speak(config: MkDocsConfig, language: str) -> None:
    """Have the theme speak a language, as far as Material knows it."""
    # Our own sitemap, which knows the stamped pages too, is written at the end.
    config.theme.static_templates.discard("sitemap.xml")
    known = any((Path(folder) / f"partials/languages/{language}.html").exists() for folder in config.theme.dirs)
    config.theme["language"] = language if known else "en"
    config.theme["direction"] = direction(language)


def _read_words(languages: tuple[str, ...], own: Path) -> dict[str, Words]:
    try:
        words = load_words(THEME / "locales", languages, own)
        for language in languages:
            if count := untranslated(THEME / "locales", language, own):
                told = "%d interface messages are in English on the pages in %s; translate them in %s/%s.yml"
                log.info(told, count, language, LOCALES, language)
    except WordsError as error:
        raise PluginError(str(error)) from None
    return words


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f"{folder.name}.{what}")


# --- files: add the stencils --------------------------------------------------------------------


def _without_texts(files: Files, config: MkDocsConfig) -> Files:
    """Leave the files of texts out, whose pages are generated. Before static-i18n, which would look at each."""
    return Files([file for file in files if not file.src_uri.startswith("texts/")])


@event_priority(-200)
def _with_stencils(files: Files, config: MkDocsConfig) -> Files:
    """Add the stencils of this language. After static-i18n, which cannot place generated files."""
    build, i18n = _current(), _i18n(config)
    # Templates that are no HTML would be copied as they are: ours, and a sitemap's that nobody renders.
    for file in [file for file in files if file.src_uri == "sitemap.xml" or file.src_uri.startswith(_NOT_COPIED)]:
        files.remove(file)
    if not i18n.building:
        for address, content in join_assets(THEME).items():
            if address not in files.src_uris:  # a wiki's own theme may have a file instead
                files.append(File.generated(config, address, content=content))
    for stencil in build.stencils:
        files.append(localized_file(stencil.address, stencil.section, config, build.homes, i18n.current_language))
    return files


on_files = CombinedEvent(_without_texts, _with_stencils)


_NOT_COPIED = ("fragments/", *SOURCES)


def localized_file(address: str, section: str, config: MkDocsConfig, homes: dict[str, str], language: str) -> File:
    """A page that stands in no file, at the same address in each language."""
    alternates: dict[str, File] = {}
    source = f"{address}index.md"
    for each, home in homes.items():
        file = File.generated(
            config,
            source,
            content=f"---\ntitle: {stencils.TITLE}\ndescription: {stencils.DESCRIPTION}\n---\n",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        file.dest_uri = f"{home}{address}index.html"
        file.url = f"{home}{address}"
        file.edit_uri = None
        file.locale = file.localization = file.locale_alternate_of = each  # type: ignore[attr-defined]
        file.norm_src_uri = source  # type: ignore[attr-defined]
        file.alternates = alternates  # type: ignore[attr-defined]
        file.charsu_section = section  # type: ignore[attr-defined]
        alternates[each] = file
    return alternates[language]


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    """What the theme brings, such as its scripts, is there since the first language."""
    if _i18n(config).building:
        for file in files:
            if file.src_dir in config.theme.dirs:
                file.inclusion = InclusionLevel.EXCLUDED


# --- pages: words for the theme, links for the documents ----------------------------------------


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Every body is a hole, those of documents too: what becomes of them depends on the names of all entries."""
    if not hasattr(page.file, "charsu_section"):
        build, language = _current(), _i18n(config).current_language
        address = page.url.removeprefix(build.homes[language]).removeprefix("./")
        title, place = Markup(page.title or "").striptags(), Place(f"docs/{page.file.src_uri}")
        build.documents.append(Document(address, language, title, html, place))
    return stencils.BODY


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give the theme its words, sections and language links."""
    build, language = _current(), _i18n(config).current_language
    alternates = getattr(page.file, "alternates", {})
    context["charsu"] = _for_theme(
        build, language, base=utils.get_relative_url(build.homes[language] or ".", page.url)
    ) | {
        "section": getattr(page.file, "charsu_section", page.url.removeprefix(build.homes[language])),
        "alternates": [
            {
                "language": each,
                "name": _language_names(config)[each],
                "url": utils.get_relative_url(alternates[each].url if each in alternates else home, page.url),
                "current": each == language,
            }
            for each, home in build.homes.items()
        ],
        "documents": [
            {"title": other.title, "url": utils.get_relative_url(other.url, page.url), "active": other is page}
            for other in nav.pages
            if not _is_home(other, build, language)
        ],
    }
    return context


def _is_home(page: Page, build: Build, language: str) -> bool:
    """MkDocs knows only the home page of the default language."""
    return page.url.removeprefix("./") == build.homes[language]


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The page for addresses that do not exist speaks all languages; its links are absolute."""
    build = _current()
    base = context["base_url"].rstrip("/") + "/"
    default = next(iter(build.homes))
    context["charsu"] = _for_theme(build, default, base) | {
        "section": "",
        "alternates": [
            {"language": each, "name": _language_names(config)[each], "url": f"{base}{home}", "current": False}
            for each, home in build.homes.items()
        ],
        "documents": [],
        "all_words": build.words,
    }
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Say on the page which language it is in; Material says the one of its own words."""
    return _in_language(output, _i18n(config).current_language)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Likewise, for the page for addresses that do not exist."""
    return _in_language(output_content, _i18n(config).current_language)


def _in_language(html: str, language: str) -> str:
    way = ' dir="rtl"' if direction(language) == "rtl" else ""
    return re.sub(r'<html lang="[^"]*"', f'<html lang="{language}"{way}', html, count=1)


def _language_names(config: MkDocsConfig) -> dict[str, str]:
    """What each language calls itself, as mkdocs.yml has it."""
    return {language.locale: language.name for language in _i18n(config).config.languages}


def _for_theme(build: Build, language: str, base: str) -> dict[str, Any]:
    words, wiki = build.words[language], build.site.wiki
    base = base.rstrip("/") + "/"
    sections = [
        ("texts/", words.say("texts.title")),
        *((f"{kind.folder}/", kind.plural[language]) for kind in wiki.vocabulary.kinds.values()),
        ("timeline/", words.say("timeline.title")),
        *([("map/", words.say("map.title"))] if build.site.atlas.places else []),
        ("relations/", words.say("graph.title")),
    ]
    more = [
        ("disagreements/", words.say("disagreements.title")),
        ("works/", words.say("works.title")),
        ("changes/", words.say("changes.title")),
        ("quality/", words.say("quality.title")),
        ("random/", words.say("random.title")),
    ]
    return {
        "say": words.say,
        "base": base,
        "sections": [{"address": address, "url": f"{base}{address}", "title": title} for address, title in sections],
        "more": [{"address": address, "url": f"{base}{address}", "title": title} for address, title in more],
        "feed": f"{base}changes.xml" if build.has_feed else None,
        "repository": build.forge.repository if build.forge else None,
    }


# --- after: stamp, export, take the place of the last site ----------------------------------------


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """After static-i18n has built all languages: finish the site and put it in its place."""
    build = _current()
    if _i18n(config).building:
        return
    built = Path(config.site_dir)
    build.take_stamps(built)
    if _read_cache is None:
        try:
            write_site(build.files(), built, read_slice(os.environ.get(SLICE) or "1/1"), build.state)
        except (WorkerError, SliceError) as error:
            raise PluginError(str(error)) from None
    if config.strict and _warnings():
        log.error("There were warnings; the last good site is untouched.")
        return
    previous = _beside(build.site_dir, "previous")
    shutil.rmtree(previous, ignore_errors=True)
    with interrupts_blocked():
        if build.site_dir.exists():
            build.site_dir.rename(previous)
        built.rename(build.site_dir)
    if _live is not None:
        _live.begin(build.files(), build.site_dir, previous)
    shutil.rmtree(previous, ignore_errors=True)
    config.site_dir = str(build.site_dir)
    write_times()


def _read_again(root: Path) -> Routes | None:
    """Read what has changed; None if MkDocs has to build again: to tell mistakes, or to render other stencils."""
    build = _current()
    site = read_site(root, build.site.wiki.languages, Problems(), _read_cache, build.site)
    if site is None or not build.stamps or list_addresses(site) != build.singles:
        return None
    build.show(site)
    return build.files()


def _warnings() -> int:
    """How many warnings MkDocs has counted in this strict build, of which it will make a failure."""
    counters = [h for h in logging.getLogger("mkdocs").handlers if isinstance(h, utils.CountHandler)]
    return sum(count for counter in counters for _, count in counter.get_counts())


# --- when something goes wrong ----------------------------------------------------------------------


def on_build_error(error: Exception) -> None:
    """Take away what there is of the new site. static-i18n, once stopped, would never clean it again."""
    if _build:
        shutil.rmtree(_beside(_build.site_dir, "building"), ignore_errors=True)


def on_serve(server: "LiveReloadServer", config: MkDocsConfig, builder: Callable[..., None]) -> "LiveReloadServer":
    """Show the last good site until the next good save; by itself, MkDocs would leave browsers waiting."""
    assert _live is not None, "on_config comes first"
    live = _live

    def build_or_tell() -> None:
        try:
            builder()
        except Exception as error:
            if not isinstance(error, Abort):  # what aborts a build has been told
                traceback.print_exc()
            log.error("The last good site is still shown; the next good save builds it anew.")

    def serve(environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith(server.mount_path):
            try:
                live.follow(build_or_tell)
                live.show(path.removeprefix(server.mount_path).lstrip("/"), build_or_tell)
            except Exception:
                traceback.print_exc()
                log.error("The last good page is still shown; the next good save makes it anew.")
        return server.serve_request(environ, start_response)

    server.builder = partial(live.follow, build_or_tell)
    server.set_app(serve)
    _watch_at_once(server, [config.docs_dir, config.config_file_path])
    return server


def _watch_at_once(server: "LiveReloadServer", watched: list[str]) -> None:
    """MkDocs would look at each file twice a second."""
    from charsu.publish.file_events import ChangesObserver  # takes a while to load, and only who serves needs it

    for path in watched:
        server.unwatch(path)
    server.observer = ChangesObserver()
    for path in watched:
        server.watch(path)
