"""wiki serve, wiki test: run the targets of the Makefile from anywhere inside the wiki."""

import subprocess

import click

from charsu.commands import shared


@click.command(epilog=shared.examples("wiki serve", "wiki serve --address 127.0.0.1:8080"))
@click.option("--address", metavar="HOST:PORT", help="Where to show the site; the default is 127.0.0.1:8000.")
def serve(address: str | None) -> None:
    """Show the site; each page is made from its files when you open it."""
    _make("serve", *([f"ADDRESS={address}"] if address else []))


@click.command()
def test() -> None:
    """Run every check that a change must pass."""
    _make("test")


def _make(*arguments: str) -> None:
    try:
        done = subprocess.run(["make", "--no-print-directory", *arguments], cwd=shared.settings().root, check=False)
    except FileNotFoundError:
        raise click.ClickException("make is not installed here; on Debian and Ubuntu: apt install make") from None
    except KeyboardInterrupt:  # the way to end `serve`
        raise click.exceptions.Exit(0) from None
    if done.returncode:
        raise click.exceptions.Exit(1)
