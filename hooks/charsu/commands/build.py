"""wiki build, wiki join: the finished site, whole or out of slices."""

import contextlib
import os
import runpy
import shutil
import sys
import warnings
from pathlib import Path
from typing import NoReturn

import click

from charsu.commands import shared
from charsu.publish import build_record
from charsu.publish.build_slices import SLICE, SliceError, read_slice
from charsu.publish.build_slices import join as join_slices


@click.command(epilog=shared.examples("wiki build", "wiki build --anew", "wiki build --slice 3/16"))
@click.option("--anew", is_flag=True, help="Build although nothing has changed.")
@click.option(
    "--slice", "part", metavar="N/OF", help="Build one of several slices of the site; see wiki join, which joins them."
)
def build(anew: bool, part: str | None) -> None:
    """Write the finished site to site/.

    If nothing has changed since the last time, it is there already.
    """
    root = shared.settings().root
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    if part:
        try:
            read_slice(part)
        except SliceError as error:
            raise click.BadParameter(str(error), param_hint="--slice") from None
        os.environ[SLICE] = part
    with build_record.build_lock(root):
        inputs = build_record.fingerprint(root, os.environ)
        if not anew and build_record.is_built(root, inputs):
            click.echo("Nothing has changed since site/ was built.")
            return
        build_record.remove_record(root)
        _run_mkdocs(root)
        build_record.write_record(root, inputs)
    _leave_at_once()


def _run_mkdocs(root: Path) -> None:
    """What `mkdocs build --strict` does there. In this process: another one would have to import it all again."""
    sys.argv = ["mkdocs", "build", "--strict"]
    if not sys.warnoptions:  # MkDocs, too, leaves it to whoever has said which warnings to show
        sys.warnoptions.append("ignore::DeprecationWarning")
        warnings.simplefilter("ignore", DeprecationWarning)
    with contextlib.chdir(root):
        try:
            runpy.run_module("mkdocs", run_name="__main__")
        except SystemExit as end:
            if end.code:
                raise click.exceptions.Exit(1) from None


def _leave_at_once() -> NoReturn:
    """Python would give back all that was read, object by object; in a large wiki that takes seconds."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


@click.command(epilog=shared.examples("wiki join site slices/*"))
@click.argument("site", type=click.Path(path_type=Path))
@click.argument("slices", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
def join(site: Path, slices: tuple[Path, ...]) -> None:
    """Put the SLICES of a build together.

    SITE is the folder of the whole, which must not be there yet. Each slice is the site/ that wiki build --slice has
    written, on whatever machine. Together they are the very site that one build would have made.
    """
    if site.exists():
        raise click.ClickException(f"{site} is there already. Take it away, or name another folder.")
    draft = site.with_name(f"{site.name}.joining")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        join_slices(slices, draft)
    except SliceError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise click.ClickException(str(error)) from None
    draft.rename(site)
