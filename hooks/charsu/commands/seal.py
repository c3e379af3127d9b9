"""A placeholder."""

import click


@click.command()
def seal() -> None:
    """(placeholder)"""
