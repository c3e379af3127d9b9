"""Calling the command `wiki` in the tests' own process, from the folder in which the test is."""

from click.testing import CliRunner, Result

from charsu.commands import main


def call(*arguments: str, says: str | None = None) -> Result:
    """Call `wiki …`; `says`: what somebody would type."""
    return CliRunner().invoke(main, arguments, input=says)
