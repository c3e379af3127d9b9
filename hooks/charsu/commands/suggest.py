"""A placeholder."""

import click


@click.command()
def suggest() -> None:
    """(placeholder)"""
