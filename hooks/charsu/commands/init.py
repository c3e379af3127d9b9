"""A placeholder."""

import click


@click.command()
def init() -> None:
    """(placeholder)"""
