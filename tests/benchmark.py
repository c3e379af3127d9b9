"""How long a build takes: Charsu beside plain MkDocs, with the same pages.

The wiki is that of `synthetic.py`. Plain MkDocs gets a Markdown file for each of its pages, in which
the page's body stands as one block of HTML, as Charsu rendered it: so both sites say the same with
the same marks. This is the easiest form for MkDocs, which need not convert anything: the same words
in Markdown, with their links to resolve, took it a fifth longer.

Both are built in turn, as whole processes, three times each.

With --search: what a search costs whoever asks, in a real Chromium.
"""

import argparse
import dataclasses
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers import HOMES
from synthetic import LANGUAGES, ROOT, write_wiki

sys.path.insert(0, str(ROOT / "hooks"))

from charsu import pipeline
from charsu.locales import load_words
from charsu.problems import Problems
from charsu.render import Renderer

MKDOCS = Path(sys.executable).with_name("mkdocs")
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore", "SITE_URL": "https://wiki.example/"}


@dataclasses.dataclass(frozen=True)
class Run:
    """One build as a process of its own."""

    seconds: float
    working: float
    """Seconds of it in which a core was at work: less disturbed by whatever else the machine does."""
    peak: float
    """Most memory in use, in megabytes."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--texts", type=int, help="one for every 20 entries, unless told")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--search", action="store_true", help="measure the search in a browser instead")
    options = parser.parse_args()
    os.environ.update(ENVIRONMENT)
    if options.search:
        from searching import measure_search

        with tempfile.TemporaryDirectory(prefix="charsu-benchmark-") as folder:
            write_wiki(Path(folder), options.entries, options.texts)
            build(Path(folder))
            print(f"{options.entries} entries in {len(LANGUAGES)} languages\n")
            print(measure_search(Path(folder)))
        return
    with tempfile.TemporaryDirectory(prefix="charsu-benchmark-") as folder:
        charsu, plain = Path(folder, "charsu"), Path(folder, "plain")
        write_wiki(charsu, options.entries, options.texts)
        write_plain_site(charsu, plain)
        runs: dict[Path, list[Run]] = {charsu: [], plain: []}
        for _ in range(options.runs):
            for root, found in runs.items():
                found.append(build(root))
        print(f"{options.entries} entries in {len(LANGUAGES)} languages; {os.cpu_count()} cores")
        print(f"median of {options.runs} builds, as whole processes\n")
        print(comparison(runs[charsu], pages_in(charsu), runs[plain], pages_in(plain)))
        print("\nCharsu's stages, in one process\n")
        print(stages(charsu))


# --- the same pages for plain MkDocs -----------------------------------------------------------------


def write_plain_site(wiki: Path, root: Path) -> None:
    """Write what Charsu makes of a wiki as a project for MkDocs, Material and static-i18n alone."""
    site = pipeline.read_site(wiki, LANGUAGES, Problems())
    assert site is not None
    renderer = Renderer(site, ROOT / "hooks/charsu/theme/fragments", HOMES)
    docs = root / "docs"
    for language, words in load_words(ROOT / "hooks/charsu/theme/locales", LANGUAGES).items():
        home = (wiki / f"docs/index.{language}.md").read_text(encoding="utf-8")
        write(docs / f"index.{language}.md", f"{home}\n<div>\n{renderer.home(words)}\n</div>\n")
        for page in renderer.pages(words):
            folder = page.address.rstrip("/")
            name = f"{folder}/index" if "/" not in folder else folder
            title, description = (json.dumps(words, ensure_ascii=False) for words in (page.title, page.description))
            head = f"---\ntitle: {title}\ndescription: {description}\n---\n"
            write(docs / f"{name}.{language}.md", f"{head}\n{page.body}\n")
    shutil.copytree(ROOT / "hooks/charsu/theme/assets", docs / "assets")
    shutil.copytree(ROOT / "hooks/charsu/theme/styles", docs / "assets", dirs_exist_ok=True)
    write(root / "mkdocs.yml", PLAIN_CONFIG)


def write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


# As the project's own, without hooks and templates.
PLAIN_CONFIG = """\
site_name: Charsu
site_url: !ENV [SITE_URL, ""]
site_description: The same pages through plain MkDocs
nav: [index.md]
not_in_nav: "*"
theme:
  name: material
  language: en
  font: false
  favicon: assets/mark.svg
  features: [navigation.tabs, navigation.top]
  palette:
    - scheme: default
      media: "(prefers-color-scheme: light)"
      primary: custom
      accent: custom
      toggle: {icon: material/weather-night, name: dark}
    - scheme: slate
      media: "(prefers-color-scheme: dark)"
      primary: custom
      accent: custom
      toggle: {icon: material/weather-sunny, name: light}
extra:
  generator: false
  alternate:
    - {name: English, link: /, lang: en}
    - {name: 中文, link: /zh/, lang: zh}
    - {name: Tiếng Việt, link: /vi/, lang: vi}
extra_css: [assets/charsu.css]
markdown_extensions: [attr_list, tables, toc: {permalink: false}]
plugins:
  - i18n:
      docs_structure: suffix
      reconfigure_material: false
      reconfigure_search: false
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: zh, name: 中文, build: true, theme: {language: zh}}
        - {locale: vi, name: Tiếng Việt, build: true, theme: {language: vi}}
"""


# --- building and measuring --------------------------------------------------------------------------


def build(root: Path) -> Run:
    """Run `mkdocs build` and wait for it.

    Raises:
        RuntimeError: the build failed.
    """
    started = time.perf_counter()
    process = subprocess.Popen([MKDOCS, "build", "--quiet"], cwd=root)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the build of {root.name} failed")
    return Run(
        seconds=time.perf_counter() - started,
        working=usage.ru_utime + usage.ru_stime,
        peak=usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2),  # Linux counts in kilobytes
    )


def pages_in(root: Path) -> int:
    return sum(1 for _ in (root / "site").rglob("*.html"))


def comparison(charsu: list[Run], charsu_pages: int, plain: list[Run], plain_pages: int) -> str:
    def figures(runs: list[Run], pages: int) -> tuple[float, float, float, float]:
        seconds, working, peak = (
            statistics.median(column) for column in zip(*map(dataclasses.astuple, runs), strict=True)
        )
        return seconds, working, seconds / pages * 1000, peak

    ours, theirs = figures(charsu, charsu_pages), figures(plain, plain_pages)
    heads = ("seconds", "of a core", "ms a page", "peak MB")
    return "\n".join(
        [
            f"{'':14}" + "".join(f"{head:>11}" for head in heads) + f"{'pages':>8}",
            f"{'Charsu':14}" + "".join(f"{figure:11.2f}" for figure in ours) + f"{charsu_pages:8}",
            f"{'plain MkDocs':14}" + "".join(f"{figure:11.2f}" for figure in theirs) + f"{plain_pages:8}",
            f"{'ratio':14}" + "".join(f"{b / a:11.2f}" for a, b in zip(ours, theirs, strict=True)),
        ]
    )


STAGES = {
    "load": ("load",),
    "resolve and link": ("resolve", "link"),
    "views": ("find_backlinks", "view_site"),
    "stamp": ("stamp_pages",),
    "cards": ("write_cards",),
    "export": ("entries_json", "mentions_json", "quality_json", "sitemaps"),
}
"""Stage -> the functions of `pipeline` that are its work."""


def stages(root: Path) -> str:
    """Build once more, in this process, and tell how long each stage took."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    times = dict.fromkeys(STAGES, 0.0)

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            started = time.perf_counter()
            try:
                return function(*args)
            finally:
                times[stage] += time.perf_counter() - started

        return run

    for stage, names in STAGES.items():
        for name in names:
            setattr(pipeline, name, timed(stage, getattr(pipeline, name)))
    started = time.perf_counter()
    mkdocs_build(load_config(str(root / "mkdocs.yml")))
    total = time.perf_counter() - started
    pages = pages_in(root)
    times["stencils by MkDocs"] = total - sum(times.values())
    order = ("load", "resolve and link", "views", "stencils by MkDocs", "stamp", "cards", "export")
    lines = [f"{stage:20}{times[stage]:7.2f} s{times[stage] / pages * 1000:8.2f} ms a page" for stage in order]
    return "\n".join([*lines, f"{'total':20}{total:7.2f} s{total / pages * 1000:8.2f} ms a page"])


if __name__ == "__main__":
    main()
