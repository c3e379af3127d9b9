"""A placeholder."""

import click


@click.command()
def schema() -> None:
    """(placeholder)"""
