"""A placeholder."""

import click


@click.command()
def rename() -> None:
    """(placeholder)"""


@click.command()
def merge() -> None:
    """(placeholder)"""
