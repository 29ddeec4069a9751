"""`flask score`: answers in, one JSON object per line; what they mean out, one JSON object per line."""

import json
import sys
from typing import Any

import click

from app.cli.strict_json import TwiceError, read_json
from app.instruments import AnswerError, catalogue, read_answers
from app.screening import judge


@click.command()
def score() -> None:
    """Score answers from standard input, one JSON object (linkId to answer) per line."""
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
