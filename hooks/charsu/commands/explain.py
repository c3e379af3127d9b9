"""A placeholder."""

import click


@click.command()
def explain() -> None:
    """(placeholder)"""
