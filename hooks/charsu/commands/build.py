"""wiki build, wiki join: write the finished site, at once or in slices."""

import contextlib
import logging
import os
import runpy
import shutil
import sys
import time
import warnings
from pathlib import Path
from typing import NoReturn

import click

from charsu.commands import shared
from charsu.publish import build_record
from charsu.publish.build_slices import SLICE, SliceError, read_slice
from charsu.publish.build_slices import join as join_slices
from charsu.support.interrupts import INTERRUPTED, exit_on_interrupt


@click.command(epilog=shared.examples("wiki build", "wiki build --force", "wiki build --slice 3/16"))
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.option("--slice", "part", metavar="N/OF", help="Build one of several slices of the site; wiki join joins them.")
def build(force: bool, part: str | None) -> None:
    """Write the finished site to site/.

    If nothing has changed since the last build, the site stays as it is.
    """
    exit_on_interrupt()
    root = shared.settings().root
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    if part:
        try:
            read_slice(part)
        except SliceError as error:
            raise click.BadParameter(str(error), param_hint="--slice") from None
        os.environ[SLICE] = part
    began = time.perf_counter()
    with build_record.build_lock(root):
        inputs = build_record.fingerprint(root, os.environ)
        if not force and build_record.is_built(root, inputs):
            click.echo("Nothing has changed since site/ was built.")
            return
        build_record.remove_record(root)
        _run_mkdocs(root)
        build_record.write_record(root, inputs)
    click.echo(f"Built in {time.perf_counter() - began:.1f} s. {_where(os.environ.get(SLICE))}")
    _leave_at_once()


def _where(part: str | None) -> str:
    """Return the sentence that says where the result of a build is, and what to do with it."""
    if part:
        return f"Slice {part} is in site/; join all slices with: ./wiki join SITE SLICES…"
    return "The site is in site/: open site/index.html, or copy the folder to a web server."


_TALKATIVE = ("mkdocs.commands.build", "mkdocs.plugins.mkdocs_static_i18n")
"""Loggers that repeat the same lines for every language, and call the folder of the draft that of the site."""


def _run_mkdocs(root: Path) -> None:
    """Run `mkdocs build --strict` there, in this process: another one would have to import everything again."""
    sys.argv = ["mkdocs", "build", "--strict"]
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    if not sys.warnoptions:  # if the user has chosen which warnings to show, MkDocs respects that, too
        sys.warnoptions.append("ignore::DeprecationWarning")
        warnings.simplefilter("ignore", DeprecationWarning)
    with contextlib.chdir(root):
        try:
            runpy.run_module("mkdocs", run_name="__main__")
        except SystemExit as end:
            if end.code:
                raise click.exceptions.Exit(INTERRUPTED if end.code == INTERRUPTED else 1) from None


def _leave_at_once() -> NoReturn:
    """End the process without freeing what was read, object by object; in a large wiki that would take seconds."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


@click.command(epilog=shared.examples("wiki join site slices/*"))
@click.argument("site", type=click.Path(path_type=Path))
@click.argument("slices", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
def join(site: Path, slices: tuple[Path, ...]) -> None:
    """Join the SLICES of a build.

    SITE is the folder for the whole site, and must not exist yet. Each slice is the site/ that wiki build --slice has
    written, on any machine. The result is identical to that of a single build.
    """
    if site.exists():
        raise click.ClickException(f"{site} exists already. Remove it, or name another folder.")
    draft = site.with_name(f"{site.name}.joining")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        join_slices(slices, draft)
    except SliceError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise click.ClickException(str(error)) from None
    draft.rename(site)
