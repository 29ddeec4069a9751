"""`flask instruments`: what ships, and each as a standard document."""

import json

import click

from app.handoff.fhir.codes import Resource
from app.handoff.fhir.questionnaire import questionnaire
from app.handoff.fhir.whole_screening import NAME, whole_screening
from app.instruments import ORIGINAL, catalogue


@click.group(invoke_without_command=True)
@click.pass_context
def instruments(context: click.Context) -> None:
    """List every instrument: id, version, title, licence, languages in which it was published."""
    if context.invoked_subcommand is None:
        for instrument in catalogue().instruments.values():
            languages = " ".join([ORIGINAL, *catalogue().translations_of(instrument.id)])
            click.echo("\t".join([instrument.id, instrument.version, instrument.title, instrument.licence, languages]))


@instruments.command()
@click.argument("instrument_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(["fhir"]), default="fhir", show_default=True)
def export(instrument_id: str, form: str) -> None:
    """Print one instrument, or the whole guided order (`screening`), as a FHIR R4 Questionnaire."""
    click.echo(json.dumps(_resource(instrument_id), ensure_ascii=False, indent=2))


def _resource(instrument_id: str) -> Resource:
    if instrument_id == NAME:
        return whole_screening()
    found = catalogue().instruments.get(instrument_id)
    if found is None:
        raise click.ClickException(f"there is no instrument {instrument_id}; `flask instruments` lists them")
    return questionnaire(found)
