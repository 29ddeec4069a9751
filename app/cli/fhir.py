"""`flask fhir`: answers as FHIR R4 resources, and back."""

import json
from typing import Any, BinaryIO

import click

from app.cli.strict_json import read_json
from app.handoff.fhir.reading import ResponseError, read_response


@click.group()
def fhir() -> None:
    """Answers as FHIR R4 resources, and back."""


@fhir.command("import")
@click.argument("file", type=click.File("rb"))
def import_(file: BinaryIO) -> None:
    """Print the answers of a QuestionnaireResponse (FILE, or - for standard input) as one line for `flask score`."""
    try:
        read = read_response(_json(file.read()))
    except ResponseError as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(read.answers, ensure_ascii=False))


def _json(text: bytes) -> Any:  # noqa: ANN401 - whatever the text holds
    try:
        return read_json(text)
    except (ValueError, RecursionError) as error:
        raise click.ClickException("not valid JSON, or a key stands twice in it") from error
