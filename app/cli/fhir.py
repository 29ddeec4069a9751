"""`flask fhir`: answers as FHIR R4 resources, and back."""

import json
import re
import sys
from datetime import datetime
from typing import Any, BinaryIO

import click

from app.cli.fhir_send import send
from app.cli.strict_json import read_json
from app.handoff.fhir.bundle import bundle
from app.handoff.fhir.consent import Permission
from app.handoff.fhir.reading import ResponseError, read_response
from app.handoff.fhir.screened import Screened
from app.instruments import AnswerError, Answers, catalogue, read_answers

MOMENT = click.DateTime(["%Y-%m-%dT%H:%M:%S%z"])
PATIENT = re.compile(r"Patient/[A-Za-z0-9.-]{1,64}")


@click.group()
def fhir() -> None:
    """Answers as FHIR R4 resources, and back."""


fhir.add_command(send)


@fhir.command()
@click.argument("name", metavar="ID")
@click.option("--at", type=MOMENT, required=True, help="When it was answered: 2026-11-21T14:30:00+00:00.")
@click.option("--patient", help="How the receiver knows the person: Patient/123. Else a Patient without a name.")
@click.option("--module", "modules", multiple=True, help="An optional instrument that was asked; may be repeated.")
@click.option("--recipient", help="Whom the person allowed to receive it: adds a Consent.")
@click.option("--consented", type=MOMENT, help="When the person allowed it; as --at without it.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which that holds.")
@click.option("--part-2", is_flag=True, help="The center is a program under 42 CFR Part 2.")
def export(
    name: str,
    at: datetime,
    patient: str | None,
    modules: tuple[str, ...],
    part_2: bool,
    **allowed: Any,  # noqa: ANN401 - click's own
) -> None:
    """Print one set of answers (standard input, as for `flask score`) as a transaction Bundle.

    ID names the screening: the same ID makes the same resources, so that a repeated push changes nothing. Take a random
    one that tells nothing about the person.
    """
    if patient is not None and not PATIENT.fullmatch(patient):
        raise click.BadParameter("is no reference to a Patient, as Patient/123", param_hint="--patient")
    if unknown := sorted(set(modules) - set(catalogue().modules)):
        raise click.BadParameter(f"{unknown[0]} is no optional instrument", param_hint="--module")
    answers = _answers(sys.stdin.buffer.read())
    screened = Screened(name, answers, at, frozenset(modules), patient, part_2=part_2)
    click.echo(json.dumps(bundle(screened, _permission(at, **allowed)), ensure_ascii=False))


def _permission(
    at: datetime, recipient: str | None, consented: datetime | None, until: datetime | None
) -> Permission | None:
    if recipient is None:
        return None
    return Permission(consented or at, recipient, until.date() if until else None)


def _answers(text: bytes) -> Answers:
    raw = _json(text)
    if not isinstance(raw, dict):
        raise click.ClickException("the answers are one JSON object from linkId to answer")
    try:
        return read_answers(catalogue(), raw)
    except AnswerError as error:
        raise click.ClickException(str(error)) from error


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
