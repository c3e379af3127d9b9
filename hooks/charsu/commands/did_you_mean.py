"""Command groups that suggest the nearest command when one is misspelt."""

import click

from charsu.support.diagnostics import did_you_mean, quote


class Group(click.Group):
    """Reports an unknown command with the nearest known one."""

    member = "command"
    """The word for one of its commands."""

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = arguments[0]
        if self.get_command(context, name) is None:
            hint = did_you_mean(name, self.list_commands(context)) or ""
            context.fail(f"There is no {self.member} {quote(name)}. {hint}".rstrip())
        return super().resolve_command(context, arguments)
