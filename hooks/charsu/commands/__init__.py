"""Commands: the command `wiki`, from the first name of a wiki to the finished site.

In: options. Out: what the engine found or did, said on the terminal.
Exit status: 0 all is well, 1 something is wrong with what was written, 2 the command itself was wrong.
Uses: support, model, text, read, link, review, edit, publish.
Public: nothing.
Never: does the work itself, or reaches a page but through `publish`.
"""

import errno
import importlib
import os
from typing import Any

import click

from charsu.commands.did_you_mean import Group
from charsu.support.parallel import WorkerError

COMMANDS = (
    *("check", "new", "suggest", "explain", "rename", "merge", "seal", "schema", "links", "init"),
    *("serve", "build", "join", "test"),
)
"""In the order of the help. Each is in the module of its name unless `_MODULES` names another one."""

_MODULES = {"merge": "rename", "serve": "make", "test": "make", "join": "build"}


class _Wiki(Group):
    """Imports a command only when it is called, so that `check` is not slowed down by what it does not need."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except OSError as error:
            if error.filename is None or error.errno == errno.EPIPE:  # click exits quietly when a pipe is closed
                raise
            raise click.ClickException(f"{error.filename} cannot be read or written: {error.strerror}") from None
        except WorkerError as error:
            raise click.ClickException(str(error)) from None

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"charsu.commands.{_MODULES.get(name, name)}")
        command: click.Command = getattr(module, name)
        return command


@click.group(cls=_Wiki, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.pass_context
def main(context: click.Context) -> None:
    """Write a wiki: check it, find what is missing, build it.

    Commands work anywhere inside the wiki's folder. At the top of that folder, call ./wiki.
    """
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        context.color = False
