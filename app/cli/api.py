"""`flask api`: what other systems may ask."""

import json

import click

from app.api import OPERATIONS
from app.api.describe import describe


@click.group()
def api() -> None:
    """The API for other systems."""


@api.command("describe")
def describe_api() -> None:
    """Print its description, OpenAPI 3.1."""
    click.echo(json.dumps(describe(OPERATIONS), indent=2, ensure_ascii=False))
