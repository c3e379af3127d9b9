"""Groups of commands that say which command was probably meant."""

import click

from charsu.support.diagnostics import did_you_mean, quote


class Group(click.Group):
    """What is not one of its commands is told with the nearest that is."""

    member = "command"
    """What its commands are called."""

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = arguments[0]
        if self.get_command(context, name) is None:
            hint = did_you_mean(name, self.list_commands(context)) or ""
            context.fail(f"There is no {self.member} {quote(name)}. {hint}".rstrip())
        return super().resolve_command(context, arguments)
