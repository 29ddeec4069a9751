"""`flask score`: answers in, one JSON object per line; what they mean out, one JSON object per line."""

import json
import sys
from typing import Any

import click
from flask.cli import with_appcontext

from app.cli.strict_json import TwiceError, read_json
from app.instruments import AnswerError, catalogue, read_answers
from app.intake.case.recheck import recheck as work_out_anew
from app.screening import judge


@click.group(invoke_without_command=True)
@click.pass_context
def score(context: click.Context) -> None:
    """Score answers from standard input, one JSON object (linkId to answer) per line."""
    if context.invoked_subcommand is None:
        _score_lines()


@score.command()
@with_appcontext
def recheck() -> None:
    """Work out anew the scores kept with every screening. Exits 1 if any does not follow from its answers.

    The server does so daily for what is open or came within a month.
    """
    done = work_out_anew()
    click.echo(f"as they were stored: {done.same}; of other definitions, not compared: {done.other_rules}")
    if done.wrong:
        raise click.ClickException(
            f"stored scores that do not follow from the answers, or cannot be read: {done.wrong}"
        )


def _score_lines() -> None:
    failed = False
    for line in sys.stdin.buffer:
        result = _scored(line)
        failed = failed or "error" in result
        click.echo(json.dumps(result, ensure_ascii=False))
    if failed:
        raise SystemExit(1)


def _scored(line: bytes) -> dict[str, Any]:
    try:
        raw = read_json(line)
        if not isinstance(raw, dict):
            return {"error": "a line is one JSON object from linkId to answer"}
        return judge(read_answers(catalogue(), raw)).to_json()
    except AnswerError as error:
        return {"error": str(error)}
    except TwiceError as error:
        return {"error": f"{error.key}: is answered twice"}
    except (ValueError, RecursionError):
        return {"error": "not valid JSON"}
