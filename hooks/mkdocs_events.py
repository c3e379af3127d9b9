"""The only module that knows MkDocs: it gives the engine folders, and gets pages from it.

The order of events in one `mkdocs build`, which static-i18n turns into one build for each language:

    on_config       read all that people wrote; report mistakes before anything is touched
    on_files        add the stencils
    on_page_…       give pages their words, and documents their links
    on_post_build   last of all: stamp the pages, export the data, replace the last site by the new one

`mkdocs serve` makes a page when a browser asks for it, and has MkDocs build again only where that is necessary.

The site is built beside the last good one, and takes its place only when nothing went wrong.
"""

import functools
import gc
import logging
import traceback
from collections.abc import Callable, Mapping
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

from charsu.publish.assets import SOURCES, STYLE_SHEET, join_assets
from charsu.publish.inputs import THEME, site_inputs
from charsu.publish.live import Live
from charsu.publish.site_build import BuildError, BuildOptions, SiteBuild, read_build, start_process
from charsu.publish.theme_context import PALETTE, frame_context, in_language, language_menu, text_direction
from charsu.render.stencils import BODY, DESCRIPTION, TITLE
from charsu.support.template_loading import Templates, keep_compiled

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("charsu")

_build: SiteBuild | None = None
"""Hooks are plain functions, so what they share is global; each build begins with a new one."""

_live: Live | None = None
"""What `mkdocs serve` shows, and what it knows from one build to the next."""

_is_serving = False


def on_startup(command: str, dirty: bool) -> None:
    """See that engine and adapter belong together, and prepare the process."""
    global _is_serving  # noqa: PLW0603
    if not THEME.samefile(own := Path(__file__).parent / "charsu/theme"):
        raise PluginError(
            f"This wiki is built with the engine in {own.parents[2]}, but you called the one in {THEME.parents[2]}."
        )
    _is_serving = command == "serve"
    if not _is_serving:
        start_process()


def on_shutdown() -> None:
    """Remove the new site if Ctrl-C has ended its build."""
    gc.freeze()  # or Python would search all that was read for cycles before it ends
    if _build:
        _build.swap.discard()


def _current() -> SiteBuild:
    assert _build is not None, "on_config comes first"
    return _build


def _i18n(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]


# --- before: read everything --------------------------------------------------------------------


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the wiki once for all languages; if there are mistakes, report all of them and stop."""
    global _build, _live  # noqa: PLW0603
    i18n = _i18n(config)
    # Before the first language, static-i18n has not chosen it yet.
    _set_language(config, i18n.current_language or i18n.default_language)
    if i18n.building:
        # There is one page for addresses that do not exist, and it speaks all languages.
        config.theme.static_templates.discard("404.html")
        return config
    options = _options(config)
    if _is_serving and _live is None:  # what changes from here on, while it is read and built, is noticed
        _live = Live(options.root, [config.docs_dir, *config.watch], lambda: _current().read_again())
    _set_defaults(config, options.root)
    try:
        _build = read_build(options, _build, is_live=_is_serving)
    except BuildError as error:
        for mistake in error.mistakes:
            log.error("%s", mistake)
        raise PluginError(str(error)) from None
    for note in _build.notes:  # no warnings of MkDocs, which --strict would turn into a failure
        log.info("%s", note)
    config.site_dir = str(_build.swap.building)
    return config


def _options(config: MkDocsConfig) -> BuildOptions:
    """Return what the engine needs to know of mkdocs.yml."""
    i18n = _i18n(config)
    # The default language has its home page at the root, wherever it is in the list.
    listed = sorted(i18n.config.languages, key=lambda language: not language.default)
    languages = [language.locale for language in listed if language.build]
    return BuildOptions(
        root=Path(config.config_file_path).absolute().parent,
        homes={language: "" if language == i18n.default_language else f"{language}/" for language in languages},
        site_dir=Path(config.site_dir),
        site_url=config.site_url,
        site_name=config.site_name,
        repo_url=config.repo_url,
        repo_branch=config.extra.get("repo_branch") or "main",
    )


# --- what every wiki needs, so that its mkdocs.yml is short ------------------------------------------


def _set_defaults(config: MkDocsConfig, root: Path) -> None:
    """Set what every wiki needs; what mkdocs.yml sets itself stays."""
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
    # Browsers are reloaded when one of these changes; MkDocs itself adds docs/ and mkdocs.yml.
    known = {*config.watch, config.docs_dir, config.config_file_path}
    config.watch.extend(path for path in site_inputs(root).watched() if path not in known and Path(path).exists())


def _environment(theme: Theme) -> jinja2.Environment:
    """Return the environment that renders the templates of a theme."""
    environment = Theme.get_env(theme)
    environment.loader = Templates(theme.dirs)
    keep_compiled(environment)
    return environment


def _set_language(config: MkDocsConfig, language: str) -> None:
    """Set the language of the theme's own words, as far as Material knows it."""
    # The engine writes its own sitemap, which lists the stamped pages, too.
    config.theme.static_templates.discard("sitemap.xml")
    known = any((Path(folder) / f"partials/languages/{language}.html").exists() for folder in config.theme.dirs)
    config.theme["language"] = language if known else "en"
    config.theme["direction"] = text_direction(language)


# --- files: add the stencils --------------------------------------------------------------------


def _without_texts(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the files of texts, whose pages are generated. Before static-i18n, which would look at each."""
    return Files([file for file in files if not file.src_uri.startswith("texts/")])


@event_priority(-200)
def _with_stencils(files: Files, config: MkDocsConfig) -> Files:
    """Add the stencils of this language. After static-i18n, which cannot place generated files."""
    build, i18n = _current(), _i18n(config)
    # MkDocs would copy files of a theme that are not HTML: our fragments and sources, and the template of a sitemap.
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


def localized_file(address: str, section: str, config: MkDocsConfig, homes: Mapping[str, str], language: str) -> File:
    """Return a page without a source file, at the same address in each language."""
    alternates: dict[str, File] = {}
    source = f"{address}index.md"
    for each, home in homes.items():
        file = File.generated(
            config,
            source,
            content=f"---\ntitle: {TITLE}\ndescription: {DESCRIPTION}\n---\n",
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
    """Leave out the files of the theme, such as its scripts, in all languages but the first, which has copied them."""
    if _i18n(config).building:
        for file in files:
            if file.src_dir in config.theme.dirs:
                file.inclusion = InclusionLevel.EXCLUDED


# --- pages: words for the theme, links for the documents ----------------------------------------


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Leave a hole for every body, those of documents, too: their links depend on the names of all entries."""
    if not hasattr(page.file, "charsu_section"):
        build, language = _current(), _i18n(config).current_language
        title = Markup(page.title or "").striptags()
        build.add_document(_address(page, language), language, title, html, f"docs/{page.file.src_uri}")
    return BODY


def _address(page: Page, language: str) -> str:
    """Return the address of a page within its language, percent-encoded; "" for the home page."""
    # MkDocs calls the home page of the default language "./".
    return page.url.removeprefix(_current().homes[language]).removeprefix("./")


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give the theme its words, sections and language links."""
    build, language = _current(), _i18n(config).current_language
    address, alternates = _address(page, language), getattr(page.file, "alternates", {})
    # Each language has a page at the same address. static-i18n itself takes "v1.2" for "v1" here.
    targets = {each: f"{home}{address}" or "./" if each in alternates else home for each, home in build.homes.items()}
    urls = {each: utils.get_relative_url(target, page.url) for each, target in targets.items()}
    base = utils.get_relative_url(build.homes[language] or ".", page.url)
    context["charsu"] = frame_context(build, language, base) | {
        "section": getattr(page.file, "charsu_section", address),
        "alternates": language_menu(_language_names(config), urls, language),
        "documents": [
            {"title": other.title, "url": utils.get_relative_url(other.url, page.url), "active": other is page}
            for other in nav.pages
            if _address(other, language)
        ],
    }
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give the same to the page for addresses that do not exist: in all languages, with absolute links."""
    build = _current()
    base = context["base_url"].rstrip("/") + "/"
    urls = {each: f"{base}{home}" for each, home in build.homes.items()}
    context["charsu"] = frame_context(build, next(iter(build.homes)), base) | {
        "section": "",
        "alternates": language_menu(_language_names(config), urls, None),
        "documents": [],
        "all_words": build.words,
    }
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Say on the page which language it is in."""
    return in_language(output, _i18n(config).current_language)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Say the same on the page for addresses that do not exist."""
    return in_language(output_content, _i18n(config).current_language)


def _language_names(config: MkDocsConfig) -> dict[str, str]:
    """Return what each language calls itself, as mkdocs.yml has it."""
    return {language.locale: language.name for language in _i18n(config).config.languages}


# --- after: stamp, export, replace the last site --------------------------------------------------


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Finish the site and put it in its place, once static-i18n has built all languages."""
    build = _current()
    if _i18n(config).building:
        return
    build.take_stamps()
    if _live is None:
        try:
            build.write()
        except BuildError as error:
            raise PluginError(str(error)) from None
    if config.strict and _warnings():
        log.error("There were warnings; the last good site is untouched.")
        return
    build.swap.replace()
    if _live is not None:
        _live.begin(build.files(), build.swap.site, build.swap.previous)
    build.finish()
    config.site_dir = str(build.swap.site)


def _warnings() -> int:
    """Return how many warnings MkDocs has counted in this strict build, which will make it fail."""
    counters = [h for h in logging.getLogger("mkdocs").handlers if isinstance(h, utils.CountHandler)]
    return sum(count for counter in counters for _, count in counter.get_counts())


# --- when something goes wrong ----------------------------------------------------------------------


def on_build_error(error: Exception) -> None:
    """Remove what there is of the new site. static-i18n, once stopped, would never clean it again."""
    if _build:
        _build.swap.discard()


def on_serve(server: "LiveReloadServer", config: MkDocsConfig, builder: Callable[..., None]) -> "LiveReloadServer":
    """Show the last good site until the next good save; by itself, MkDocs would leave browsers waiting."""
    assert _live is not None, "on_config comes first"
    live = _live

    def build_or_tell() -> None:
        try:
            builder()
        except Exception as error:
            if not isinstance(error, Abort):  # what aborts a build has been reported
                traceback.print_exc()
            log.error("The last good site is still shown; it is built again at the next save.")

    def serve(environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith(server.mount_path):
            try:
                live.follow(build_or_tell)
                live.show(path.removeprefix(server.mount_path).lstrip("/"), build_or_tell)
            except Exception:
                traceback.print_exc()
                log.error("The last good page is still shown; it is made again at the next save.")
        return server.serve_request(environ, start_response)

    server.builder = partial(live.follow, build_or_tell)
    server.set_app(serve)
    _watch_at_once(server, [config.docs_dir, config.config_file_path])
    return server


def _watch_at_once(server: "LiveReloadServer", watched: list[str]) -> None:
    """Let the system report changes; MkDocs would look at each file twice a second."""
    from charsu.publish.file_events import ChangesObserver  # slow to load, and needed only here

    for path in watched:
        server.unwatch(path)
    server.observer = ChangesObserver()
    for path in watched:
        server.watch(path)
