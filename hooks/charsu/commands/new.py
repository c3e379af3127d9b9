"""A placeholder."""

import click


@click.command()
def new() -> None:
    """(placeholder)"""
